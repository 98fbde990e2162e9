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

package org.gradiscope.imagej;

import org.gradiscope.tensor.Tensor;

/**
 * A Gaussian blur of one channel. ImageJ's own starts threads, which keep a headless Java alive.
 */
final class Smoothing {

	private Smoothing() {}

	/**
	 * @param image {@code [1, h, w, 1]}
	 * @param sigma in pixels; beyond the border the image goes on as it ends
	 */
	static Tensor gaussian(final Tensor image, final double sigma) {
		final int height = image.shape().dimension(1);
		final int width = image.shape().dimension(2);
		final float[] kernel = kernel(sigma);
		final Tensor along = Tensor.zeros(image.shape());
		for (int y = 0; y < height; y++)
			line(image.data(), along.data(), y * width, 1, width, kernel);
		final Tensor both = Tensor.zeros(image.shape());
		for (int x = 0; x < width; x++)
			line(along.data(), both.data(), x, width, height, kernel);
		return both;
	}

	private static float[] kernel(final double sigma) {
		final int radius = (int) Math.ceil(3 * sigma);
		final float[] kernel = new float[2 * radius + 1];
		double sum = 0;
		for (int i = -radius; i <= radius; i++)
			sum += Math.exp(-0.5 * i * i / (sigma * sigma));
		for (int i = -radius; i <= radius; i++)
			kernel[i + radius] = (float) (Math.exp(-0.5 * i * i / (sigma * sigma)) / sum);
		return kernel;
	}

	private static void line(final float[] from, final float[] to, final int start, final int step,
		final int length, final float[] kernel) {
		final int radius = kernel.length / 2;
		for (int i = 0; i < length; i++) {
			float sum = 0;
			for (int k = -radius; k <= radius; k++)
				sum += kernel[k + radius] * from[start + step * Math.max(0, Math.min(length - 1, i + k))];
			to[start + step * i] = sum;
		}
	}
}
