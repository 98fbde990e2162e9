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

package org.gradiscope.style;

/** Small symmetric matrices. */
final class Matrices {

	/** Enough for double precision: the iteration converges quadratically. */
	private static final int ITERATIONS = 40;

	private Matrices() {}

	/**
	 * The square root of a positive definite matrix, and its inverse (Denman &amp; Beavers 1976, "The matrix
	 * sign function and computations in systems").
	 */
	static double[][][] roots(final double[][] matrix) {
		double[][] root = matrix;
		double[][] inverse = identity(matrix.length);
		for (int i = 0; i < ITERATIONS; i++) {
			final double[][] next = mean(root, inverted(inverse));
			inverse = mean(inverse, inverted(root));
			root = next;
		}
		return new double[][][] { root, inverse };
	}

	private static double[][] identity(final int size) {
		final double[][] identity = new double[size][size];
		for (int i = 0; i < size; i++)
			identity[i][i] = 1;
		return identity;
	}

	private static double[][] mean(final double[][] one, final double[][] other) {
		final double[][] mean = new double[one.length][one.length];
		for (int i = 0; i < one.length; i++)
			for (int j = 0; j < one.length; j++)
				mean[i][j] = (one[i][j] + other[i][j]) / 2;
		return mean;
	}

	static double[][] product(final double[][] left, final double[][] right) {
		final double[][] product = new double[left.length][left.length];
		for (int i = 0; i < left.length; i++)
			for (int j = 0; j < left.length; j++)
				for (int k = 0; k < left.length; k++)
					product[i][j] += left[i][k] * right[k][j];
		return product;
	}

	/** By Gauss and Jordan; without pivots, which a positive definite matrix does not need. */
	private static double[][] inverted(final double[][] matrix) {
		final int n = matrix.length;
		final double[][] rest = new double[n][];
		for (int i = 0; i < n; i++)
			rest[i] = matrix[i].clone();
		final double[][] inverse = identity(n);
		for (int k = 0; k < n; k++) {
			final double pivot = rest[k][k];
			for (int j = 0; j < n; j++) {
				rest[k][j] /= pivot;
				inverse[k][j] /= pivot;
			}
			for (int i = 0; i < n; i++) {
				if (i == k) continue;
				final double factor = rest[i][k];
				for (int j = 0; j < n; j++) {
					rest[i][j] -= factor * rest[k][j];
					inverse[i][j] -= factor * inverse[k][j];
				}
			}
		}
		return inverse;
	}
}
