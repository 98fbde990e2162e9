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
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * For {@link Evolution}: places and colours of a few pixels as numbers of 0 to 1, of each pixel its coordinates,
 * and then its channels as parts of the value range.
 */
final class PixelGenes {

	private final Pixels image;
	private final EpsilonBall ball;
	private final int pixels;
	private final PixelFormat format;
	private final int[] sides;
	/** Positions of which a value may change. */
	private final int[] places;
	private final boolean everywhere;

	PixelGenes(final Pixels image, final EpsilonBall ball, final int pixels,
		final PixelFormat format) {
		this.image = image;
		this.ball = ball;
		this.pixels = pixels;
		this.format = format;
		sides = image.sides();
		places = IntStream.range(0, image.positions()).filter(this::mayChange).toArray();
		everywhere = places.length == image.positions();
	}

	private boolean mayChange(final int place) {
		return IntStream.range(place * image.channels(), (place + 1) * image.channels())
			.anyMatch(i -> ball.lower(i) < ball.upper(i));
	}

	/** Whether any pixel may change. */
	boolean canChange() {
		return places.length > 0;
	}

	private int genes() {
		return sides.length + image.channels();
	}

	/** A candidate of the first generation. */
	double[] first(final SplittableRandom random) {
		final double[] candidate = new double[pixels * genes()];
		for (int i = 0; i < candidate.length; i++)
			candidate[i] = isCoordinate(i) ? random.nextDouble()
				: Math.max(0, Math.min(1, (128 + 127 * random.nextGaussian()) / 255));
		return allowed(candidate, random);
	}

	/** {@code a + factor (b - c)}, what leaves its range drawn anew. */
	double[] child(final double[] a, final double[] b, final double[] c, final double factor,
		final SplittableRandom random) {
		final double[] child = new double[a.length];
		for (int i = 0; i < child.length; i++) {
			child[i] = a[i] + factor * (b[i] - c[i]);
			if (child[i] < 0 || child[i] > 1) child[i] = random.nextDouble();
		}
		return allowed(child, random);
	}

	private boolean isCoordinate(final int gene) {
		return gene % genes() < sides.length;
	}

	/** The same, with other places for those that may not change. */
	private double[] allowed(final double[] candidate, final SplittableRandom random) {
		for (int k = 0; k < pixels && !everywhere; k++)
			if (!mayChange(place(candidate, k)))
				moveTo(places[random.nextInt(places.length)], candidate, k);
		return candidate;
	}

	private int coordinate(final double[] candidate, final int pixel, final int axis) {
		return Math.min(sides[axis] - 1, (int) (candidate[pixel * genes() + axis] * sides[axis]));
	}

	private int place(final double[] candidate, final int pixel) {
		int place = 0;
		for (int axis = 0; axis < sides.length; axis++)
			place = place * sides[axis] + coordinate(candidate, pixel, axis);
		return place;
	}

	private void moveTo(final int place, final double[] candidate, final int pixel) {
		int rest = place;
		for (int axis = sides.length - 1; axis >= 0; axis--) {
			candidate[pixel * genes() + axis] = (rest % sides[axis] + 0.5) / sides[axis];
			rest /= sides[axis];
		}
	}

	/** The image with the pixels of a candidate, {@code [1, h, w, c]}. */
	Tensor image(final double[] candidate) {
		final Tensor changed = image.values().copy();
		for (int k = 0; k < pixels; k++) {
			final int start = place(candidate, k) * image.channels();
			for (int c = 0; c < image.channels(); c++) {
				final double part = candidate[k * genes() + sides.length + c];
				final float value =
					format.stored((float) (image.range().min() + part * image.range().extent()));
				changed.data()[start + c] =
					Math.max(ball.lower(start + c), Math.min(ball.upper(start + c), value));
			}
		}
		return changed;
	}
}
