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

import org.gradiscope.tensor.Tensor;

/**
 * Fills in pixels so that each is the weighted mean of its neighbours, which may be filled in themselves; at the
 * picture's border there are no neighbours beyond. By conjugate gradients.
 *
 * @param side the weight of those that share a side
 * @param corner the weight of those that share a corner
 */
public record Inpainting(double side, double corner) {

	/** As heat would spread: the discrete Laplace equation. */
	public static final Inpainting HARMONIC = new Inpainting(1, 0);

	/** In parts of the first residual. */
	private static final double TOLERANCE = 1e-6;

	/**
	 * @param picture {@code [1, h, w, c]}
	 * @param unknown the pixels to be filled in, row by row; not all
	 */
	public Tensor of(final Tensor picture, final boolean... unknown) {
		final Tensor filled = picture.copy();
		for (int channel = 0; channel < picture.shape().dimension(3); channel++)
			new Plane(filled, channel, unknown).solve();
		return filled;
	}

	/** One channel of a picture. */
	private final class Plane {

		private final Tensor picture;
		private final int channel;
		private final boolean[] unknown;
		private final int height;
		private final int width;
		private final int channels;

		Plane(final Tensor picture, final int channel, final boolean... unknown) {
			this.picture = picture;
			this.channel = channel;
			this.unknown = unknown;
			height = picture.shape().dimension(1);
			width = picture.shape().dimension(2);
			channels = picture.shape().dimension(3);
		}

		/** From the picture as it is. */
		void solve() {
			final double[] x = new double[unknown.length];
			for (int p = 0; p < x.length; p++)
				x[p] = picture.data()[p * channels + channel];
			final double[] r = differences(x, false);
			double rr = dot(r, r);
			final double least = TOLERANCE * TOLERANCE * rr;
			final double[] d = r.clone();
			for (int step = 0; step < x.length && rr > least; step++) {
				final double[] a = differences(d, true);
				final double alpha = -rr / dot(d, a);
				for (int p = 0; p < x.length; p++) {
					x[p] += alpha * d[p];
					r[p] += alpha * a[p];
				}
				final double next = dot(r, r);
				for (int p = 0; p < x.length; p++)
					d[p] = r[p] + next / rr * d[p];
				rr = next;
			}
			for (int p = 0; p < x.length; p++)
				if (unknown[p]) picture.data()[p * channels + channel] = (float) x[p];
		}

		/**
		 * The weighted sums of the differences to the neighbours, where pixels are unknown; 0 elsewhere.
		 *
		 * @param zero whether what is known counts as 0
		 */
		private double[] differences(final double[] of, final boolean zero) {
			final double[] sums = new double[of.length];
			for (int p = 0; p < of.length; p++)
				if (unknown[p]) sums[p] = difference(of, p, zero);
			return sums;
		}

		private double difference(final double[] of, final int p, final boolean zero) {
			double sum = 0;
			for (int down = -1; down <= 1; down++)
				for (int right = -1; right <= 1; right++) {
					final double weight = down != 0 && right != 0 ? corner : side;
					final int y = p / width + down;
					final int x = p % width + right;
					if (weight == 0 || y < 0 || x < 0 || y >= height || x >= width) continue;
					final int other = y * width + x;
					sum += weight * ((zero && !unknown[other] ? 0 : of[other]) - of[p]);
				}
			return sum;
		}

		private static double dot(final double[] one, final double[] other) {
			double sum = 0;
			for (int p = 0; p < one.length; p++)
				sum += one[p] * other[p];
			return sum;
		}
	}
}
