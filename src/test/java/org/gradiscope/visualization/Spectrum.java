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

package org.gradiscope.visualization;

import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;

/**
 * Where the energy of a square picture lies, by the discrete Fourier transform of each channel.
 *
 * @param fine the share of the energy at over half of Nyquist's frequency, a quarter of a cycle per
 *          pixel
 * @param variance of the values, in units of the range
 */
record Spectrum(double fine, double variance) {

	static Spectrum of(final Pixels picture) {
		final int n = picture.height();
		final double[] cos = waves(n, 0);
		final double[] sin = waves(n, 1);
		double fine = 0;
		double all = 0;
		for (int c = 0; c < picture.channels(); c++) {
			final double[][][] along = transformed(plane(picture, c));
			for (int l = 0; l < n; l++) {
				final double[][] column = column(along, l);
				for (int k = 0; k < n; k++) {
					final double energy = energy(column, k, cos, sin);
					final double frequency = Math.hypot(Math.min(k, n - k), Math.min(l, n - l)) / n;
					all += energy;
					if (frequency > 0.25) fine += energy;
				}
			}
		}
		return new Spectrum(fine / all, all / n / n / n / n / picture.channels());
	}

	/** A channel around its mean, in units of the range. */
	private static double[][] plane(final Pixels picture, final int channel) {
		final int n = picture.height();
		final double[][] plane = new double[n][n];
		double mean = 0;
		for (int y = 0; y < n; y++)
			for (int x = 0; x < n; x++) {
				plane[y][x] = picture.values().get(0, y, x, channel) / picture.range().extent();
				mean += plane[y][x] / n / n;
			}
		for (final double[] row : plane)
			for (int x = 0; x < n; x++)
				row[x] -= mean;
		return plane;
	}

	/** Each row's transform: real parts, imaginary parts. */
	private static double[][][] transformed(final double[][] plane) {
		final int n = plane.length;
		final double[] cos = waves(n, 0);
		final double[] sin = waves(n, 1);
		final double[][][] parts = new double[2][n][n];
		for (int y = 0; y < n; y++)
			for (int l = 0; l < n; l++)
				for (int x = 0; x < n; x++) {
					parts[0][y][l] += plane[y][x] * cos[l * x % n];
					parts[1][y][l] -= plane[y][x] * sin[l * x % n];
				}
		return parts;
	}

	private static double[][] column(final double[][][] parts, final int l) {
		final int n = parts[0].length;
		final double[][] column = new double[2][n];
		for (int y = 0; y < n; y++) {
			column[0][y] = parts[0][y][l];
			column[1][y] = parts[1][y][l];
		}
		return column;
	}

	private static double energy(final double[][] column, final int k, final double[] cos,
		final double[] sin) {
		double real = 0;
		double imaginary = 0;
		final int n = column[0].length;
		for (int y = 0; y < n; y++) {
			final int at = k * y % n;
			real += column[0][y] * cos[at] + column[1][y] * sin[at];
			imaginary += column[1][y] * cos[at] - column[0][y] * sin[at];
		}
		return real * real + imaginary * imaginary;
	}

	/** One turn of the cosine, or with a quarter less of the sine. */
	private static double[] waves(final int n, final int quarters) {
		return IntStream.range(0, n)
			.mapToDouble(i -> Math.cos(2 * Math.PI * i / n - quarters * Math.PI / 2)).toArray();
	}
}
