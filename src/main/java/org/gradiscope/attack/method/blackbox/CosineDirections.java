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

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Tensor;

/**
 * For {@link Simba}: the functions of the two-dimensional discrete cosine transform (II, orthonormal), each
 * of one channel. First come those of the lowest eighth of the frequencies of each axis, in random order, then
 * those of one frequency more, and so on. In a volume they are the same in all planes.
 */
final class CosineDirections implements Simba.Directions {

	/** The part of the frequencies that comes first: the paper's. */
	private static final int PART = 8;

	private final Pixels image;
	private final int[] order;

	CosineDirections(final Pixels image) {
		this.image = image;
		order = IntStream.range(0, image.height() * image.width() * image.channels()).toArray();
	}

	@Override
	public int count() {
		return order.length;
	}

	@Override
	public void shuffle(final SplittableRandom random) {
		RandomOrder.shuffle(order, random);
		final int[] sorted = IntStream.of(order).boxed()
			.sorted((a, b) -> Integer.compare(level(a), level(b))).mapToInt(Integer::intValue).toArray();
		System.arraycopy(sorted, 0, order, 0, order.length);
	}

	/** The larger frequency, as a fraction of the shorter side's; that of all in the first part is the same. */
	private int level(final int direction) {
		final int side = Math.min(image.height(), image.width());
		return Math.max(side / PART - 1, Math.max(vertical(direction) * side / image.height(),
			horizontal(direction) * side / image.width()));
	}

	private int vertical(final int direction) {
		return direction / image.channels() / image.width();
	}

	private int horizontal(final int direction) {
		return direction / image.channels() % image.width();
	}

	@Override
	public Tensor step(final Tensor from, final int index, final double size) {
		final double[] down = cosine(vertical(order[index]), image.height());
		final double[] across = cosine(horizontal(order[index]), image.width());
		final Tensor to = from.copy();
		final int rows = image.depth() * image.height();
		for (int y = 0; y < rows; y++) {
			final double row = size / Math.sqrt(image.depth()) * down[y % image.height()];
			for (int x = 0; x < image.width(); x++)
				to.data()[(y * image.width() + x) * image.channels() + order[index] % image.channels()] +=
					(float) (row * across[x]);
		}
		return to;
	}

	/** Of length 1. */
	private static double[] cosine(final int frequency, final int count) {
		final double scale = Math.sqrt((frequency == 0 ? 1.0 : 2.0) / count);
		return IntStream.range(0, count)
			.mapToDouble(i -> scale * StrictMath.cos(Math.PI * (2 * i + 1) * frequency / (2 * count)))
			.toArray();
	}
}
