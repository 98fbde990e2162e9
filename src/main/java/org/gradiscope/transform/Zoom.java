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
 * Images scaled and turned about their centre, at the same size, by cubic interpolation (Catmull-Rom;
 * Keys 1981). Beyond the borders the image is mirrored, so that no empty corner shows, and no value
 * leaves the image's own.
 *
 * @param factor by which everything is larger, over 0
 * @param angle by which everything is turned, clockwise as seen, in radians
 */
public record Zoom(double factor, double angle) {

	/** @param image {@code [1, h, w, c]} */
	public Tensor of(final Tensor image) {
		final int height = image.shape().dimension(1);
		final int width = image.shape().dimension(2);
		final Tensor zoomed = Tensor.zeros(image.shape());
		final Values source = Values.of(image);
		final double cos = Math.cos(angle) / factor;
		final double sin = Math.sin(angle) / factor;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double dx = x - (width - 1) / 2.0;
				final double dy = y - (height - 1) / 2.0;
				source.put((height - 1) / 2.0 + cos * dy - sin * dx,
					(width - 1) / 2.0 + sin * dy + cos * dx, zoomed, y * width + x);
			}
		return zoomed;
	}

	/** An image between its pixels, and the least and largest value in it. */
	private record Values(Tensor image, int height, int width, int channels, float min, float max) {

		static Values of(final Tensor image) {
			float min = Float.POSITIVE_INFINITY;
			float max = Float.NEGATIVE_INFINITY;
			for (final float value : image.data()) {
				min = Math.min(min, value);
				max = Math.max(max, value);
			}
			final Shape shape = image.shape();
			return new Values(image, shape.dimension(1), shape.dimension(2), shape.dimension(3), min,
				max);
		}

		/** Writes what is at a position into a pixel of another image. */
		void put(final double y, final double x, final Tensor target, final int pixel) {
			final FilterTaps down = FilterTaps.catmullRom(y);
			final FilterTaps across = FilterTaps.catmullRom(x);
			for (int c = 0; c < channels; c++) {
				float sum = 0;
				for (int i = 0; i < down.weights().length; i++) {
					final int row = FilterTaps.mirrored(down.first() + i, height) * width;
					float along = 0;
					for (int j = 0; j < across.weights().length; j++)
						along += across.weights()[j] *
							image.data()[(row + FilterTaps.mirrored(across.first() + j, width)) * channels + c];
					sum += down.weights()[i] * along;
				}
				target.data()[pixel * channels + c] = Math.max(min, Math.min(max, sum));
			}
		}
	}
}
