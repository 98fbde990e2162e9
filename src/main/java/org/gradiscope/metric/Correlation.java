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

import java.util.Arrays;

/**
 * The correlation of two lists of numbers, from -1 to 1; 0 where all numbers of a list are equal, since
 * these say nothing of the other.
 */
public final class Correlation {

	private Correlation() {}

	/**
	 * Pearson's: how nearly one list is a multiple of the other plus a constant.
	 *
	 * @throws IllegalArgumentException if the lists are not of one length
	 */
	public static double pearson(final double[] a, final double[] b) {
		if (a.length != b.length)
			throw new IllegalArgumentException("Lists of one length were expected, but " + a.length +
				" and " + b.length + " numbers were given.");
		final double meanA = Arrays.stream(a).average().orElse(0);
		final double meanB = Arrays.stream(b).average().orElse(0);
		double both = 0;
		double squaresA = 0;
		double squaresB = 0;
		for (int i = 0; i < a.length; i++) {
			both += (a[i] - meanA) * (b[i] - meanB);
			squaresA += (a[i] - meanA) * (a[i] - meanA);
			squaresB += (b[i] - meanB) * (b[i] - meanB);
		}
		final double scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
		return scale > 0 ? both / scale : 0;
	}

	/**
	 * Spearman's: Pearson's of the ranks. Equal numbers share the mean of their ranks.
	 *
	 * @throws IllegalArgumentException if the lists are not of one length
	 */
	public static double spearman(final double[] a, final double[] b) {
		return pearson(ranks(a), ranks(b));
	}

	/** From 1, the smallest number first; equal ones have the mean of the ranks that they take up. */
	static double[] ranks(final double[] values) {
		final double[] sorted = new double[values.length];
		// Which makes one zero of both.
		Arrays.setAll(sorted, i -> values[i] + 0.0);
		Arrays.parallelSort(sorted);
		final double[] ranks = new double[values.length];
		Arrays.parallelSetAll(ranks,
			i -> (below(sorted, values[i], false) + 1 + below(sorted, values[i], true)) / 2.0);
		return ranks;
	}

	/** How many numbers are under a value, or at it too. */
	private static int below(final double[] sorted, final double value, final boolean orAt) {
		int low = 0;
		int high = sorted.length;
		while (low < high) {
			final int middle = (low + high) >>> 1;
			if (sorted[middle] < value || orAt && sorted[middle] == value) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
