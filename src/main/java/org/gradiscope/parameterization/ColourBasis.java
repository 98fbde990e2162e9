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

/**
 * The axes of colour along which the channels of images vary independently of one another, so that an
 * optimizer need not learn that they usually go together.
 */
public final class ColourBasis {

	/** One channel; there is nothing to decorrelate. */
	public static final ColourBasis GREY = new ColourBasis(new float[][] { { 1 } });

	/**
	 * Red, green and blue of photographs: the square root of their covariance on ImageNet, divided by
	 * its longest column (the figures that Olah et al. 2017 published with lucid).
	 */
	public static final ColourBasis PHOTOGRAPHS = new ColourBasis(normalized(new double[][] { { 0.26,
		0.09, 0.02 }, { 0.27, 0.00, -0.05 }, { 0.27, -0.09, 0.03 } }));

	/** One row per channel of the image, one column per axis. */
	private final float[][] matrix;

	private ColourBasis(final float[][] matrix) {
		this.matrix = matrix;
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

	/**
	 * From axes to channels, for the pixels between two.
	 *
	 * @param planes one plane per axis, one after another
	 * @param image the channels of a pixel side by side
	 */
	void mix(final float[] planes, final float[] image, final int from, final int to) {
		final int n = matrix.length;
		final int plane = planes.length / n;
		for (int i = 0; i < n; i++)
			for (int p = from; p < to; p++) {
				float sum = 0;
				for (int j = 0; j < n; j++)
					sum += matrix[i][j] * planes[j * plane + p];
				image[p * n + i] = sum;
			}
	}

	/** The transpose of {@link #mix}. */
	void mixAdjoint(final float[] image, final float[] planes, final int from, final int to) {
		final int n = matrix.length;
		final int plane = planes.length / n;
		for (int j = 0; j < n; j++)
			for (int p = from; p < to; p++) {
				float sum = 0;
				for (int i = 0; i < n; i++)
					sum += matrix[i][j] * image[p * n + i];
				planes[j * plane + p] = sum;
			}
	}
}
