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

/** Copies of images, each position of which shows a place between their pixels: bilinear, mirrored beyond the edges. */
final class Bilinear {

	private Bilinear() {}

	/** Where the positions of a copy lie in the image. */
	@FunctionalInterface
	interface Places {

		/** Tells the place of each position. */
		void forEach(int height, int width, Visitor visitor);
	}

	/** What is done with a place. */
	@FunctionalInterface
	interface Visitor {

		/**
		 * @param y in pixels of the image, 0 being the centre of the first row
		 * @param x the same of columns
		 * @param to the position of the copy, row by row
		 */
		void at(double y, double x, int to);
	}

	/** What an image's position gives to one of the copy. */
	@FunctionalInterface
	interface Tap {

		void give(int from, int to, float weight);
	}

	/** Gathers: {@code [n, h, w, c]} to as many copies; each plane of a volume as a picture. */
	static Tensor gather(final Tensor images, final Places places) {
		return along(images, places, true);
	}

	/** Scatters: for all images x and y, {@code gather(x) . y = x . scatter(y)}. */
	static Tensor scatter(final Tensor gradients, final Places places) {
		return along(gradients, places, false);
	}

	private static Tensor along(final Tensor images, final Places places, final boolean forwards) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int channels = shape.dimension(-1);
		final int stride = height * width * channels;
		final Tensor result = Tensor.zeros(shape);
		final float[] source = images.data();
		final float[] target = result.data();
		final Tap tap = (from, to, weight) -> {
			final int read = channels * (forwards ? from : to);
			final int write = channels * (forwards ? to : from);
			for (int start = 0; start < source.length; start += stride)
				for (int c = 0; c < channels; c++)
					target[start + write + c] += weight * source[start + read + c];
		};
		places.forEach(height, width, (y, x, to) -> taps(y, x, height, width, to, tap));
		return result;
	}

	/** The four pixels around a place, of which those without weight are left out. */
	static void taps(final double y, final double x, final int height, final int width, final int to,
		final Tap tap) {
		final int top = (int) Math.floor(y);
		final int left = (int) Math.floor(x);
		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++) {
				final double weight =
					(i == 0 ? 1 - (y - top) : y - top) * (j == 0 ? 1 - (x - left) : x - left);
				if (weight != 0) tap.give(
					FilterTaps.mirrored(top + i, height) * width + FilterTaps.mirrored(left + j, width), to,
					(float) weight);
			}
	}
}
