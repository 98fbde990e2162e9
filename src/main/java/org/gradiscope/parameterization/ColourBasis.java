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

package org.gradiscope.parameterization;

import java.util.Arrays;

/**
 * The axes of colour along which the channels of images vary independently of one another, so that an
 * optimizer need not learn that they usually go together.
 */
public final class ColourBasis {

	/** One channel; there is nothing to decorrelate. */
	public static final ColourBasis GREY = identity(1);

	/**
	 * Red, green and blue of photographs: the square root of their covariance on ImageNet, divided by
	 * its longest column (the figures that Olah et al. 2017 published with lucid).
	 */
	public static final ColourBasis PHOTOGRAPHS = new ColourBasis(normalized(
		new double[][] { { 0.26, 0.09, 0.02 }, { 0.27, 0.00, -0.05 }, { 0.27, -0.09, 0.03 } }));

	/** One row per channel of the image, one column per axis. */
	private final float[][] matrix;

	private ColourBasis(final float[][] matrix) {
		this.matrix = matrix;
	}

	/** Each channel for itself. */
	public static ColourBasis identity(final int channels) {
		final float[][] matrix = new float[channels][channels];
		for (int i = 0; i < channels; i++)
			matrix[i][i] = 1;
		return new ColourBasis(matrix);
	}

	private static float[][] normalized(final double[][] root) {
		double longest = 0;
		for (int axis = 0; axis < root.length; axis++) {
			double square = 0;
			for (final double[] row : root)
				square += row[axis] * row[axis];
			longest = Math.max(longest, Math.sqrt(square));
		}
		final float[][] matrix = new float[root.length][root.length];
		for (int i = 0; i < root.length; i++)
			for (int j = 0; j < root.length; j++)
				matrix[i][j] = (float) (root[i][j] / longest);
		return matrix;
	}

	public int channels() {
		return matrix.length;
	}

	/** One row per channel of the image, one column per axis, in row-major order. */
	public float[] matrix() {
		final int n = matrix.length;
		final float[] flat = new float[n * n];
		for (int i = 0; i < n; i++)
			System.arraycopy(matrix[i], 0, flat, i * n, n);
		return flat;
	}

	/** Whether the axes are the channels themselves. */
	public boolean isIdentity() {
		for (int i = 0; i < matrix.length; i++)
			for (int j = 0; j < matrix.length; j++)
				if (matrix[i][j] != (i == j ? 1 : 0)) return false;
		return true;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ColourBasis && Arrays.deepEquals(matrix, ((ColourBasis) other).matrix);
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(matrix);
	}

	/** For example {@code 3 decorrelated colours}. */
	@Override
	public String toString() {
		return matrix.length + (isIdentity() ? " plain" : " decorrelated") +
			(matrix.length == 1 ? " colour" : " colours");
	}
}
