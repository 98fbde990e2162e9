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

import java.util.stream.DoubleStream;

/**
 * A mean, and where that of all from which the values are drawn lies with a confidence of 95 %: the mean plus or minus Student's t times
 * the standard error.
 *
 * @param low not a number where there is one value only
 * @param high not a number where there is one value only
 * @param count of the values that are numbers
 */
public record MeanInterval(double mean, double low, double high, int count) {

	private static final double DOUBT = 0.05;

	/** Of values, of which those that are not numbers are left out. */
	public static MeanInterval of(final double... values) {
		final double[] numbers = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
		final int n = numbers.length;
		final double mean = DoubleStream.of(numbers).average().orElse(Double.NaN);
		final double squares =
			DoubleStream.of(numbers).map(value -> (value - mean) * (value - mean)).sum();
		final double half = n < 2 ? Double.NaN : quantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
		return new MeanInterval(mean, mean - half, mean + half, n);
	}

	/** The t beyond which, either way, 5 % lie. */
	private static double quantile(final int freedom) {
		double low = 0;
		double high = 16;
		for (int step = 0; step < 60; step++) {
			final double middle = (low + high) / 2;
			if (new StudentT(middle, freedom).p() > DOUBT) low = middle;
			else high = middle;
		}
		return high;
	}
}
