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
 * Whether two samples have one mean: Student's two-sided t-test of two independent samples of one variance.
 *
 * @param t the difference of the means over its standard error; infinite where nothing varies but the means
 *          differ, and not a number where nothing differs
 * @param freedom how many values less two
 */
public record StudentT(double t, int freedom) {

	private static final int TERMS = 500;
	private static final double TINY = 1e-300;
	/** Lanczos' coefficients for g = 7. */
	private static final double[] LANCZOS = { 0.99999999999980993, 676.5203681218851,
		-1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
		-0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7 };

	/** @throws IllegalArgumentException unless there are two values of each */
	public static StudentT of(final double[] one, final double[] other) {
		if (one.length < 2 || other.length < 2)
			throw new IllegalArgumentException("A t-test needs at least 2 values of each, but " +
				one.length + " and " + other.length + " were given.");
		final int freedom = one.length + other.length - 2;
		final double variance = (squares(one) + squares(other)) / freedom;
		final double error = Math.sqrt(variance * (1.0 / one.length + 1.0 / other.length));
		return new StudentT((mean(one) - mean(other)) / error, freedom);
	}

	private static double mean(final double... values) {
		return DoubleStream.of(values).average().orElseThrow();
	}

	/** Of the distances from the mean. */
	private static double squares(final double... values) {
		final double mean = mean(values);
		return DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
	}

	/**
	 * How probable so large a difference is where there is none, either way: {@code I_x(n / 2, 1 / 2)} with
	 * {@code x = n / (n + t^2)} for n degrees of freedom; 1 where nothing differs.
	 */
	public double p() {
		if (Double.isNaN(t)) return 1;
		return Double.isInfinite(t) ? 0 : beta(freedom / 2.0, 0.5, freedom / (freedom + t * t));
	}

	/** The regularized incomplete beta function, by its continued fraction (Lentz's method). */
	private static double beta(final double a, final double b, final double x) {
		if (x <= 0 || x >= 1) return Math.max(0, Math.min(1, x));
		final double front =
			Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
		return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a
			: 1 - front * fraction(b, a, 1 - x) / b;
	}

	private static double fraction(final double a, final double b, final double x) {
		double c = 1;
		double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
		double fraction = d;
		for (int m = 1; m < TERMS; m++) {
			final double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
			d = 1 / nonZero(1 + even * d);
			c = nonZero(1 + even / c);
			fraction *= d * c;
			final double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
			d = 1 / nonZero(1 + odd * d);
			c = nonZero(1 + odd / c);
			fraction *= d * c;
			if (Math.abs(d * c - 1) < 1e-15) break;
		}
		return fraction;
	}

	private static double nonZero(final double value) {
		return Math.abs(value) < TINY ? TINY : value;
	}

	/** Of numbers of at least a half. */
	private static double logGamma(final double x) {
		double sum = LANCZOS[0];
		for (int i = 1; i < LANCZOS.length; i++)
			sum += LANCZOS[i] / (x - 1 + i);
		final double base = x + 6.5;
		return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
	}
}
