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

package org.gradiscope.attribution.concept;

import java.util.Arrays;

import org.gradiscope.coalition.LinearSystem;

/**
 * What parts two kinds of vectors: logistic regression with the usual penalty on its weights, the smallest
 *
 * <pre>
 * |w|^2 / 2 + C sum_i log(1 + exp(-y_i (w . x_i / s + b)))      y_i = 1 or -1
 * </pre>
 *
 * with {@code s} the root mean square distance of the vectors from their mean, so that one {@code C} fits the
 * activations of any network. Found by Newton's method for the weights as a sum of the vectors, which takes
 * as many unknowns as there are vectors, however long these are.
 *
 * @param weights {@code w / s}: towards the first kind
 * @param bias b
 */
public record LinearSeparator(double[] weights, double bias) {

	/** Newton's method doubles the digits with each. */
	private static final int ITERATIONS = 100;
	private static final double TOLERANCE = 1e-12;
	/** Of the curvature of a loss that has none left. */
	private static final double FLAT = 1e-12;

	/**
	 * @param first vectors of one kind
	 * @param second vectors of the other
	 * @param c how much the loss counts beside the penalty, over 0
	 */
	public static LinearSeparator of(final double[][] first, final double[][] second,
		final double c) {
		final double[][] all = new double[first.length + second.length][];
		System.arraycopy(first, 0, all, 0, first.length);
		System.arraycopy(second, 0, all, first.length, second.length);
		final double scale = scale(all);
		final Dual dual = new Dual(kernel(all, scale * scale), first.length, c);
		dual.solve();
		final double[] weights = new double[all[0].length];
		for (int i = 0; i < all.length; i++)
			for (int j = 0; j < weights.length; j++)
				weights[j] += dual.shares[i] * all[i][j] / (scale * scale);
		return new LinearSeparator(weights, dual.bias);
	}

	/** The root mean square distance from the mean; 1 where all are the same. */
	private static double scale(final double[]... all) {
		final double[] mean = new double[all[0].length];
		for (final double[] vector : all)
			for (int j = 0; j < mean.length; j++)
				mean[j] += vector[j] / all.length;
		double sum = 0;
		for (final double[] vector : all)
			for (int j = 0; j < mean.length; j++)
				sum += (vector[j] - mean[j]) * (vector[j] - mean[j]) / all.length;
		return sum > 0 ? Math.sqrt(sum) : 1;
	}

	private static double[][] kernel(final double[][] all, final double square) {
		final double[][] kernel = new double[all.length][all.length];
		for (int i = 0; i < all.length; i++)
			for (int k = 0; k < all.length; k++)
				kernel[i][k] = dot(all[i], all[k]) / square;
		return kernel;
	}

	static double dot(final double[] one, final double[] other) {
		double sum = 0;
		for (int j = 0; j < one.length; j++)
			sum += one[j] * other[j];
		return sum;
	}

	/** Over 0 for what it takes for the first kind. */
	public double score(final double... vector) {
		return dot(weights, vector) + bias;
	}

	/** Weights as a sum of the vectors, {@code w = sum_i a_i x_i / s}. */
	private static final class Dual {

		private final double[][] kernel;
		private final int first;
		private final double c;
		private double[] shares;
		private double bias;

		Dual(final double[][] kernel, final int first, final double c) {
			this.kernel = kernel;
			this.first = first;
			this.c = c;
			shares = new double[kernel.length];
		}

		void solve() {
			for (int i = 0; i < ITERATIONS && !step(); i++)
				if (Double.isNaN(bias)) throw new ArithmeticException("the separator is not a number");
		}

		/** Newton's step, halved until the loss falls; whether there is nothing left to gain. */
		private boolean step() {
			final int n = kernel.length;
			final double[] scores = scores(shares, bias);
			final double[] slopes = new double[n];
			final double[][] matrix = new double[n][n];
			final double[] right = new double[n];
			double off = 0;
			for (int i = 0; i < n; i++) {
				final double p = 1 / (1 + Math.exp(-scores[i]));
				slopes[i] = c * (i < first ? p - 1 : p);
				final double curvature = Math.max(FLAT, c * p * (1 - p));
				matrix[i] = kernel[i].clone();
				matrix[i][i] += 1 / curvature;
				right[i] = scores[i] - slopes[i] / curvature;
				off = Math.max(off, Math.abs(shares[i] + slopes[i]));
			}
			if (off < TOLERANCE * c) return true;
			return move(matrix, right);
		}

		private boolean move(final double[][] matrix, final double... right) {
			final int n = right.length;
			final double[] ones = new double[n];
			Arrays.fill(ones, 1);
			final double[] one = LinearSystem.solve(copy(matrix), ones);
			final double[] all = LinearSystem.solve(matrix, right);
			double sumOne = 0;
			double sumAll = 0;
			for (int i = 0; i < n; i++) {
				sumOne += one[i];
				sumAll += all[i];
			}
			final double wantedBias = sumAll / sumOne;
			final double before = loss(shares, bias);
			for (double length = 1; length > 1e-10; length /= 2) {
				final double[] next = new double[n];
				for (int i = 0; i < n; i++)
					next[i] = shares[i] + length * (all[i] - wantedBias * one[i] - shares[i]);
				final double nextBias = bias + length * (wantedBias - bias);
				if (loss(next, nextBias) > before + 1e-14 * Math.abs(before)) continue;
				shares = next;
				bias = nextBias;
				return false;
			}
			return true;
		}

		private static double[][] copy(final double[]... matrix) {
			final double[][] copy = new double[matrix.length][];
			for (int i = 0; i < copy.length; i++)
				copy[i] = matrix[i].clone();
			return copy;
		}

		private double[] scores(final double[] of, final double offset) {
			final double[] scores = new double[of.length];
			for (int i = 0; i < scores.length; i++)
				scores[i] = dot(kernel[i], of) + offset;
			return scores;
		}

		private double loss(final double[] of, final double offset) {
			final double[] scores = scores(of, offset);
			double loss = 0;
			for (int i = 0; i < scores.length; i++) {
				final double margin = i < first ? scores[i] : -scores[i];
				loss += of[i] * (scores[i] - offset) / 2 +
					c * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
			}
			return loss;
		}
	}
}
