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

package org.gradiscope.transform;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Images at another size, bilinearly; where the image shrinks, the triangle is widened by the same
 * factor, so that nothing aliases. Sizes are matched edge to edge, as TensorFlow's antialiased resize
 * does.
 */
public final class Resize {

	private Resize() {}

	/** {@code [n, h, w, c]} to {@code [n, height, width, c]}. */
	public static Tensor to(final Tensor image, final int height, final int width) {
		return alongRows(alongColumns(image, height), width);
	}

	private static Tensor alongColumns(final Tensor image, final int height) {
		final Shape shape = image.shape();
		final int row = shape.dimension(2) * shape.dimension(3);
		return along(image, shape.with(1, height), shape.dimension(0), shape.dimension(1), height, row);
	}

	private static Tensor alongRows(final Tensor image, final int width) {
		final Shape shape = image.shape();
		return along(image, shape.with(2, width), shape.dimension(0) * shape.dimension(1), shape
			.dimension(2), width, shape.dimension(3));
	}

	/** One axis of {@code from} runs of {@code run} numbers each, repeated {@code blocks} times. */
	private static Tensor along(final Tensor image, final Shape shape, final int blocks,
		final int from, final int to, final int run) {
		if (from == to) return image;
		final Tensor resized = Tensor.zeros(shape);
		for (int position = 0; position < to; position++) {
			final Taps taps = Taps.of(position, from, to);
			for (int block = 0; block < blocks; block++)
				for (int i = 0; i < taps.weights.length; i++)
					add(image.data(), (block * from + taps.first + i) * run, taps.weights[i], resized.data(),
						(block * to + position) * run, run);
		}
		return resized;
	}

	private static void add(final float[] source, final int from, final float weight,
		final float[] target, final int to, final int run) {
		for (int i = 0; i < run; i++)
			target[to + i] += weight * source[from + i];
	}

	/** The weights with which neighbouring positions of the source make one of the target. */
	private record Taps(int first, float[] weights) {

		static Taps of(final int position, final int from, final int to) {
			final double step = (double) from / to;
			final double radius = Math.max(1, step);
			final double centre = (position + 0.5) * step - 0.5;
			final int first = Math.max(0, (int) Math.ceil(centre - radius));
			final int last = Math.min(from - 1, (int) Math.floor(centre + radius));
			final float[] weights = new float[last - first + 1];
			double sum = 0;
			for (int i = first; i <= last; i++)
				sum += weights[i - first] = (float) Math.max(0, 1 - Math.abs(i - centre) / radius);
			for (int i = 0; i < weights.length; i++)
				weights[i] /= (float) sum;
			return new Taps(first, weights);
		}
	}
}
