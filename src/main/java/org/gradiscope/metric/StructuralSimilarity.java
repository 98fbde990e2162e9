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

package org.gradiscope.metric;

import java.util.stream.IntStream;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * How alike two pictures look (Wang et al. 2004, "Image Quality Assessment: From Error Visibility to
 * Structural Similarity"): the mean over all windows of
 *
 * <pre>
 * (2 m_a m_b + C1) (2 s_ab + C2) / ((m_a^2 + m_b^2 + C1) (s_a^2 + s_b^2 + C2))
 * </pre>
 *
 * with the means m and (co)variances s under a Gaussian window of deviation 1.5 over 11x11 pixels, C1 =
 * (0.01 R)^2 and C2 = (0.03 R)^2, R the extent of the value range. As in the authors' program the
 * windows lie inside the picture. In a picture of less than 11 pixels a side the window is the largest
 * odd square that fits. Channels are compared one by one and averaged.
 */
public final class StructuralSimilarity {

	private static final int WINDOW = 11;
	private static final double SIGMA = 1.5;
	private static final double K1 = 0.01;
	private static final double K2 = 0.03;

	private StructuralSimilarity() {}

	/**
	 * From -1 to 1, which is the same.
	 *
	 * @param a one picture, {@code [1, h, w, c]}, or a volume, {@code [1, d, h, w, c]}, of whose planes the
	 *          mean is taken
	 * @param b another of that shape
	 * @param extent of the value range, over 0
	 * @throws IllegalArgumentException if these are no two pictures of one shape
	 */
	public static double of(final Tensor a, final Tensor b, final double extent) {
		final int axes = a.shape().rank();
		if (!a.shape().equals(b.shape()) || axes != 4 && axes != 5 || a.shape().dimension(0) != 1)
			throw new IllegalArgumentException(
				"Two pictures of one shape [1, h, w, c] were expected, but " + a.shape() + " and " +
					b.shape() + " were given.");
		if (axes == 5) return IntStream.range(0, a.shape().dimension(1))
			.mapToDouble(z -> of(plane(a, z), plane(b, z), extent)).average().orElse(1);
		final int channels = a.shape().dimension(3);
		return IntStream.range(0, channels)
			.mapToDouble(channel -> mean(new Plane(a, channel), new Plane(b, channel), extent)).average()
			.orElse(1);
	}

	private static Tensor plane(final Tensor volume, final int z) {
		final Shape shape = volume.shape();
		return volume
			.reshape(
				Shape.of(shape.dimension(1), shape.dimension(2), shape.dimension(3), shape.dimension(4)))
			.item(z);
	}

	/** One channel. */
	private record Plane(Tensor image, int channel) {

		double at(final int y, final int x) {
			return image.data()[(y * width() + x) * image.shape().dimension(3) + channel];
		}

		int height() {
			return image.shape().dimension(1);
		}

		int width() {
			return image.shape().dimension(2);
		}
	}

	private static double mean(final Plane a, final Plane b, final double extent) {
		final int side = Math.min(WINDOW, (Math.min(a.height(), a.width()) - 1) / 2 * 2 + 1);
		final double[] window = window(side);
		final int columns = a.width() - side + 1;
		return IntStream.range(0, a.height() - side + 1).parallel().mapToDouble(y -> {
			double sum = 0;
			for (int x = 0; x < columns; x++)
				sum += at(a, b, y, x, window, extent);
			return sum / columns;
		}).boxed().toList().stream().mapToDouble(row -> row).average().orElse(1);
	}

	/** Of the window whose corner is there. */
	private static double at(final Plane a, final Plane b, final int top, final int left,
		final double[] window, final double extent) {
		double sumA = 0;
		double sumB = 0;
		double squaresA = 0;
		double squaresB = 0;
		double both = 0;
		for (int y = 0; y < window.length; y++)
			for (int x = 0; x < window.length; x++) {
				final double weight = window[y] * window[x];
				final double valueA = a.at(top + y, left + x);
				final double valueB = b.at(top + y, left + x);
				sumA += weight * valueA;
				sumB += weight * valueB;
				squaresA += weight * valueA * valueA;
				squaresB += weight * valueB * valueB;
				both += weight * valueA * valueB;
			}
		final double c1 = K1 * extent * K1 * extent;
		final double c2 = K2 * extent * K2 * extent;
		return (2 * sumA * sumB + c1) * (2 * (both - sumA * sumB) + c2) /
			((sumA * sumA + sumB * sumB + c1) * (squaresA - sumA * sumA + squaresB - sumB * sumB + c2));
	}

	/** Along one side; sums to 1. */
	private static double[] window(final int side) {
		final double[] window = new double[side];
		double sum = 0;
		for (int i = 0; i < side; i++) {
			final double distance = i - side / 2;
			window[i] = StrictMath.exp(-distance * distance / (2 * SIGMA * SIGMA));
			sum += window[i];
		}
		for (int i = 0; i < side; i++)
			window[i] /= sum;
		return window;
	}
}
