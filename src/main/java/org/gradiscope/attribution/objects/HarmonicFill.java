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

package org.gradiscope.attribution.objects;

import java.util.stream.IntStream;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The background, continued under the objects so that each pixel is the mean of its neighbours: what stands around an object
 * shows through, and nothing else (the discrete Laplace equation, by conjugate gradients). At the image's border
 * there are no neighbours beyond.
 */
public record HarmonicFill(ObjectMap objects) implements Baseline {

	/** In parts of the first residual. */
	private static final double TOLERANCE = 1e-6;

	/** @throws IllegalArgumentException if the objects leave no background, or the image is of another size */
	@Override
	public Tensor of(final Pixels image) {
		if (!image.shape().equals(Shape.of(1, objects.height(), objects.width(), image.channels())))
			throw new IllegalArgumentException("The background is that of one picture of " +
				objects.width() + "x" + objects.height() + " pixels, but " + image.shape() + " was given.");
		if (IntStream.of(objects.labels()).noneMatch(label -> label == 0))
			throw new IllegalArgumentException(
				"The fill 'background' needs some background, but objects cover " +
					"all of the image; take the fill 'blur' or 'mean'.");
		final Tensor filled = image.values().copy();
		for (int channel = 0; channel < image.channels(); channel++)
			new Channel(filled.data(), channel, image.channels()).solve();
		return filled;
	}

	@Override
	public String toString() {
		return "background, continued";
	}

	/** One channel of the picture, whose pixels under objects are unknown. */
	private final class Channel {

		private final float[] values;
		private final int channel;
		private final int channels;
		private final double[] x;

		Channel(final float[] values, final int channel, final int channels) {
			this.values = values;
			this.channel = channel;
			this.channels = channels;
			x = new double[objects.labels().length];
			for (int p = 0; p < x.length; p++)
				x[p] = values[p * channels + channel];
		}

		private boolean isUnknown(final int p) {
			return objects.labels()[p] > 0;
		}

		/** By conjugate gradients from the picture as it is. */
		void solve() {
			final double[] r = laplacian(x, false);
			double rr = dot(r, r);
			final double least = TOLERANCE * TOLERANCE * rr;
			final double[] d = r.clone();
			for (int step = 0; step < x.length && rr > least; step++) {
				final double[] a = laplacian(d, true);
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
				if (isUnknown(p)) values[p * channels + channel] = (float) x[p];
		}

		/**
		 * The sum of the differences to the neighbours, where pixels are unknown; 0 elsewhere.
		 *
		 * @param zero whether what is known counts as 0
		 */
		private double[] laplacian(final double[] of, final boolean zero) {
			final double[] sums = new double[of.length];
			final int width = objects.width();
			for (int p = 0; p < of.length; p++) {
				if (!isUnknown(p)) continue;
				final int column = p % width;
				sums[p] = (column > 0 ? difference(of, p, p - 1, zero) : 0) +
					(column < width - 1 ? difference(of, p, p + 1, zero) : 0) +
					(p >= width ? difference(of, p, p - width, zero) : 0) +
					(p < of.length - width ? difference(of, p, p + width, zero) : 0);
			}
			return sums;
		}

		private double difference(final double[] of, final int p, final int other, final boolean zero) {
			return (zero && !isUnknown(other) ? 0 : of[other]) - of[p];
		}

		private static double dot(final double[] one, final double[] other) {
			double sum = 0;
			for (int p = 0; p < one.length; p++)
				sum += one[p] * other[p];
			return sum;
		}
	}
}
