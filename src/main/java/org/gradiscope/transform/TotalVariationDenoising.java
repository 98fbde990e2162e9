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
 * Images with less total variation (Rudin, Osher &amp; Fatemi 1992): for each channel of each picture the
 * {@code u} that minimizes
 *
 * <pre>
 * sum (u - f)^2 / 2 + weight sum |grad u|
 * </pre>
 *
 * with forward differences, none beyond the rim, and the length of the gradient in the plane. It is found
 * from the dual side (Chambolle 2004) by 100 accelerated projected gradient steps (Beck &amp; Teboulle 2009,
 * "Fast Gradient-Based Algorithms for Constrained Total Variation Image Denoising and Deblurring"): within
 * 0.0002 of the range for a weight of a tenth of it, within 0.002 for four tenths.
 *
 * @param weight over 0, in the unit of the image's values
 */
public record TotalVariationDenoising(double weight) {

	private static final int STEPS = 100;
	/** The bound of the squared norm of the gradient in two dimensions. */
	private static final double LIPSCHITZ = 8;

	/** @throws IllegalArgumentException unless the weight is over 0 */
	public TotalVariationDenoising {
		if (!(weight > 0 && Double.isFinite(weight))) throw new IllegalArgumentException(
			"A weight of the total variation over 0 is expected, but " + weight + " was given.");
	}

	/** @param images {@code [n, h, w, c]}; of volumes each plane is a picture */
	public Tensor apply(final Tensor images) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int channels = shape.dimension(-1);
		final Tensor result = Tensor.zeros(shape);
		final double[] plane = new double[height * width];
		for (int start = 0; start < images.size(); start += plane.length * channels)
			for (int c = 0; c < channels; c++) {
				for (int i = 0; i < plane.length; i++)
					plane[i] = images.data()[start + i * channels + c];
				final double[] denoised = new Plane(plane, width).solve();
				for (int i = 0; i < plane.length; i++)
					result.data()[start + i * channels + c] = (float) denoised[i];
			}
		return result;
	}

	/** One channel of one picture: {@code u = f + weight div p} for the best field {@code p} of at most 1. */
	private final class Plane {

		private final double[] image;
		private final int width;
		private final double[] down;
		private final double[] across;
		/** The field a little ahead of the last step. */
		private final double[] downAhead;
		private final double[] acrossAhead;
		private final double[] result;

		Plane(final double[] image, final int width) {
			this.image = image;
			this.width = width;
			down = new double[image.length];
			across = new double[image.length];
			downAhead = new double[image.length];
			acrossAhead = new double[image.length];
			result = new double[image.length];
		}

		double[] solve() {
			double momentum = 1;
			for (int step = 0; step < STEPS; step++) {
				addDivergence(downAhead, acrossAhead);
				final double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
				climb((momentum - 1) / next);
				momentum = next;
			}
			addDivergence(down, across);
			return result;
		}

		private void addDivergence(final double[] y, final double[] x) {
			for (int i = 0; i < image.length; i++) {
				double divergence = y[i] + x[i];
				if (i >= width) divergence -= y[i - width];
				if (i % width > 0) divergence -= x[i - 1];
				result[i] = image[i] + weight * divergence;
			}
		}

		private void climb(final double ahead) {
			final double step = 1 / (LIPSCHITZ * weight);
			for (int i = 0; i < image.length; i++) {
				final double slopeDown = i + width < image.length ? result[i + width] - result[i] : 0;
				final double slopeAcross = i % width < width - 1 ? result[i + 1] - result[i] : 0;
				final double y = downAhead[i] + step * slopeDown;
				final double x = acrossAhead[i] + step * slopeAcross;
				final double length = Math.max(1, Math.sqrt(y * y + x * x));
				downAhead[i] = y / length + ahead * (y / length - down[i]);
				acrossAhead[i] = x / length + ahead * (x / length - across[i]);
				down[i] = y / length;
				across[i] = x / length;
			}
		}
	}
}
