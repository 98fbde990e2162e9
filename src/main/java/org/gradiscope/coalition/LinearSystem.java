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

package org.gradiscope.coalition;

/** {@code A x = b} of a symmetric, positive definite {@code A}, by Cholesky's factors. */
public final class LinearSystem {

	/** Of a diagonal element: what is left of it by rounding alone. */
	private static final double SINGULAR = 1e-12;

	private LinearSystem() {}

	/**
	 * @param matrix overwritten
	 * @param right overwritten with the solution, which is returned
	 * @throws ArithmeticException if the matrix is not positive definite
	 */
	public static double[] solve(final double[][] matrix, final double... right) {
		final int n = right.length;
		for (int column = 0; column < n; column++) {
			final double least = SINGULAR * matrix[column][column];
			double pivot = matrix[column][column];
			for (int k = 0; k < column; k++)
				pivot -= matrix[column][k] * matrix[column][k];
			if (!(pivot > least)) throw new ArithmeticException("the matrix is singular");
			matrix[column][column] = Math.sqrt(pivot);
			for (int row = column + 1; row < n; row++) {
				double sum = matrix[row][column];
				for (int k = 0; k < column; k++)
					sum -= matrix[row][k] * matrix[column][k];
				matrix[row][column] = sum / matrix[column][column];
			}
		}
		for (int row = 0; row < n; row++) {
			for (int k = 0; k < row; k++)
				right[row] -= matrix[row][k] * right[k];
			right[row] /= matrix[row][row];
		}
		for (int row = n - 1; row >= 0; row--) {
			for (int k = row + 1; k < n; k++)
				right[row] -= matrix[k][row] * right[k];
			right[row] /= matrix[row][row];
		}
		return right;
	}
}
