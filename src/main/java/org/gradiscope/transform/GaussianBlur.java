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

import java.util.Arrays;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * A separable Gaussian blur, the same on every machine, and its adjoint. At the rim the last pixel
 * repeats.
 */
public final class GaussianBlur {

	/** The largest sigma, in pixels, that anybody needs. */
	public static final int MOST = 10_000;

	private GaussianBlur() {}

	/**
	 * Each channel of each image for itself, along all axes of positions.
	 *
	 * @param images {@code [n, h, w, c]}, of volumes {@code [n, d, h, w, c]}
	 * @param sigma in pixels
	 */
	public static Tensor of(final Tensor images, final double sigma) {
		return along(images, sigma, GaussianBlur::gather);
	}

	/**
	 * The adjoint of {@link #of}: what takes the gradient of a blurred image to that of the image.
	 *
	 * @param gradients {@code [n, h, w, c]}
	 * @param sigma in pixels
	 */
	public static Tensor adjoint(final Tensor gradients, final double sigma) {
		return along(gradients, sigma, GaussianBlur::scatter);
	}

	/** Blurs a plane in place; does nothing if {@code sigma} is under a tenth of a pixel. */
	public static void apply(final float[] values, final int width, final int height,
		final double sigma) {
		lines(values, Shape.of(1, height, width, 1), sigma, GaussianBlur::gather);
	}

	/** What is done with one line of values, each {@code step} after the other. */
	@FunctionalInterface
	private interface Pass {

		void run(float[] values, int start, int step, int count, float[] kernel, float[] line);
	}

	private static Tensor along(final Tensor images, final double sigma, final Pass pass) {
		final Tensor blurred = images.copy();
		lines(blurred.data(), images.shape(), sigma, pass);
		return blurred;
	}

	private static void lines(final float[] values, final Shape shape, final double sigma,
		final Pass pass) {
		if (sigma < 0.1) return;
		final float[] kernel = kernel(sigma);
		int step = shape.dimension(-1);
		for (int axis = shape.rank() - 2; axis > 0; axis--) {
			final int count = shape.dimension(axis);
			final float[] line = new float[count + 2 * (kernel.length - 1)];
			for (int block = 0; block < values.length; block += count * step)
				for (int k = 0; k < step; k++)
					pass.run(values, block + k, step, count, kernel, line);
			step *= count;
		}
	}

	/** Half of the kernel, the middle first; the whole of it sums to 1. */
	private static float[] kernel(final double sigma) {
		final float[] kernel = new float[1 + (int) Math.ceil(3 * sigma)];
		double sum = 0;
		for (int i = 0; i < kernel.length; i++) {
			kernel[i] = (float) StrictMath.exp(-0.5 * i * i / (sigma * sigma));
			sum += i == 0 ? kernel[i] : 2 * kernel[i];
		}
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = (float) (kernel[i] / sum);
		return kernel;
	}

	private static void gather(final float[] values, final int start, final int step, final int count,
		final float[] kernel, final float[] line) {
		final int radius = kernel.length - 1;
		for (int i = 0; i < count + 2 * radius; i++)
			line[i] = values[start + step * Math.max(0, Math.min(count - 1, i - radius))];
		for (int i = 0; i < count; i++) {
			final int middle = i + radius;
			float sum = kernel[0] * line[middle];
			for (int k = 1; k <= radius; k++)
				sum += kernel[k] * (line[middle - k] + line[middle + k]);
			values[start + step * i] = sum;
		}
	}

	private static void scatter(final float[] values, final int start, final int step,
		final int count, final float[] kernel, final float[] line) {
		final int radius = kernel.length - 1;
		Arrays.fill(line, 0);
		for (int i = 0; i < count; i++) {
			final float value = values[start + step * i];
			line[i + radius] += kernel[0] * value;
			for (int k = 1; k <= radius; k++) {
				line[i + radius - k] += kernel[k] * value;
				line[i + radius + k] += kernel[k] * value;
			}
		}
		for (int i = 0; i < count; i++)
			values[start + step * i] = 0;
		for (int i = 0; i < count + 2 * radius; i++)
			values[start + step * Math.max(0, Math.min(count - 1, i - radius))] += line[i];
	}
}
