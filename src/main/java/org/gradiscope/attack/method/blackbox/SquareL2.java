/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.attack.method.blackbox;

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Squares for {@link Square} in L2 (algorithm 3 of the paper): one square takes over the budget of another, and
 * adds to its own direction two heaps side by side, one of them negative, each highest in its middle. The
 * first change is of such squares in a grid of five by five. A side is odd and at least 3, or as long as
 * the image where that is smaller; what the value range cuts makes the change shorter.
 */
final class SquareL2 implements Square.Sampling {

	private static final int GRID = 5;
	private static final double TINY = 1e-12;

	private final Pixels image;
	private final EpsilonBall ball;
	private final SplittableRandom random;

	SquareL2(final Pixels image, final EpsilonBall ball, final SplittableRandom random) {
		this.image = image;
		this.ball = ball;
		this.random = random;
	}

	@Override
	public Tensor start() {
		final float[] change = new float[image.values().size()];
		final int side = Math.max(1, Math.min(image.height(), image.width()) / GRID);
		for (int top = 0; top + side <= image.height(); top += side)
			for (int left = 0; left + side <= image.width(); left += side) {
				final double[] heaps = heaps(side);
				for (int c = 0; c < image.channels(); c++)
					new Window(top, left, side, c).add(change, heaps, sign());
			}
		return scaled(change);
	}

	@Override
	public Tensor next(final Tensor best, final double pixels) {
		final float[] change = best.data().clone();
		for (int i = 0; i < change.length; i++)
			change[i] -= image.values().data()[i];
		final int side = side(pixels);
		final int top = random.nextInt(image.height() - side + 1);
		final int left = random.nextInt(image.width() - side + 1);
		final int otherTop = random.nextInt(image.height() - side + 1);
		final int otherLeft = random.nextInt(image.width() - side + 1);
		final double unused = Math.max(0, square(ball.bound().epsilon()) - squares(change));
		final double[] heaps = heaps(side);
		final float[] kept = change.clone();
		for (int c = 0; c < image.channels(); c++) {
			final Window window = new Window(top, left, side, c);
			final Window other = new Window(otherTop, otherLeft, side, c);
			final double own = window.squares(change);
			other.clear(change);
			// Both windows' budget, what they share once.
			final double budget =
				unused / image.channels() + other.squares(kept) + window.squares(change);
			window.set(change, kept, 1 / (TINY + Math.sqrt(own)));
			window.add(change, heaps, sign());
			window.scale(change, Math.sqrt(budget / (TINY + window.squares(change))));
		}
		return scaled(change);
	}

	private int side(final double pixels) {
		final int most = Math.min(image.height(), image.width());
		return Math.min(most, Math.max(3, (int) Math.round(Math.sqrt(pixels))) | 1);
	}

	/** A change as long as epsilon, on the image. */
	private Tensor scaled(final float[] change) {
		final double factor = ball.bound().epsilon() / (TINY + Math.sqrt(squares(change)));
		final Tensor changed = image.values().copy();
		for (int i = 0; i < change.length; i++)
			changed.data()[i] += (float) (factor * change[i]);
		return ball.project(changed);
	}

	private static double squares(final float[] change) {
		double sum = 0;
		for (final float value : change)
			sum += square(value);
		return sum;
	}

	private static double square(final double value) {
		return value * value;
	}

	private int sign() {
		return random.nextBoolean() ? 1 : -1;
	}

	/** A heap over another that is upside down, or left of it, of length 1, {@code [side][side]}. */
	private double[] heaps(final int side) {
		final double[] heaps = new double[side * side];
		final boolean turned = random.nextBoolean();
		final double[] upper = heap(side / 2, side);
		final double[] lower = heap(side - side / 2, side);
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++)
				heaps[turned ? x * side + y : y * side + x] =
					(y < side / 2 ? upper[y * side + x] : -lower[(y - side / 2) * side + x]) /
						Math.sqrt(side == 1 ? 1 : 2);
		return heaps;
	}

	/**
	 * Rectangles of growing size about the middle, rectangle k of height {@code 1 / (k + 1)^2}, one on the
	 * other; of length 1 (the paper's eta).
	 */
	private static double[] heap(final int height, final int width) {
		final double[] heap = new double[height * width];
		double squares = 0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int distance = Math.max(Math.abs(y - height / 2), Math.abs(x - width / 2));
				for (int k = distance; k <= Math.max(height, width) / 2; k++)
					heap[y * width + x] += 1 / square(k + 1);
				squares += square(heap[y * width + x]);
			}
		for (int i = 0; i < heap.length; i++)
			heap[i] /= Math.sqrt(squares);
		return heap;
	}

	/** A square of one channel, through all planes. */
	private final class Window {

		private final int top;
		private final int left;
		private final int side;
		private final int channel;

		Window(final int top, final int left, final int side, final int channel) {
			this.top = top;
			this.left = left;
			this.side = side;
			this.channel = channel;
		}

		private int index(final int plane, final int i) {
			final int row = plane * image.height() + top + i / side;
			return (row * image.width() + left + i % side) * image.channels() + channel;
		}

		double squares(final float[] change) {
			double sum = 0;
			for (int z = 0; z < image.depth(); z++)
				for (int i = 0; i < side * side; i++)
					sum += square(change[index(z, i)]);
			return sum;
		}

		void clear(final float[] change) {
			scale(change, 0);
		}

		void scale(final float[] change, final double factor) {
			set(change, change, factor);
		}

		void set(final float[] change, final float[] from, final double factor) {
			for (int z = 0; z < image.depth(); z++)
				for (int i = 0; i < side * side; i++)
					change[index(z, i)] = (float) (factor * from[index(z, i)]);
		}

		void add(final float[] change, final double[] values, final double factor) {
			for (int z = 0; z < image.depth(); z++)
				for (int i = 0; i < side * side; i++)
					change[index(z, i)] += (float) (factor * values[i]);
		}
	}
}
