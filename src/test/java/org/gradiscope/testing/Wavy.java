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

package org.gradiscope.testing;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;

/** Scores of four classes that rise and fall within an image's value range, so that steps go to and fro. */
public final class Wavy implements ClosedFormNetwork.Formula {

	private final double[][] weights;
	private final double frequency;

	private Wavy(final double[][] weights, final double frequency) {
		this.weights = weights;
		this.frequency = frequency;
	}

	/** {@code z_k = sum_i w_ki sin(9 x_i / range + k)} with random weights. */
	public static ClosedFormNetwork network(final Pixels like, final SplittableRandom random) {
		final double[][] weights = new double[4][like.item(0).values().size()];
		for (final double[] row : weights)
			Arrays.setAll(row, i -> random.nextDouble(-1, 1));
		return new ClosedFormNetwork(4, new Wavy(weights, 9 / like.range().extent()));
	}

	@Override
	public double[] logits(final double[] x) {
		final double[] z = new double[weights.length];
		for (int k = 0; k < z.length; k++)
			for (int i = 0; i < x.length; i++)
				z[k] += weights[k][i] * Math.sin(frequency * x[i] + k);
		return z;
	}

	@Override
	public double[][] jacobian(final double[] x) {
		final double[][] slopes = new double[weights.length][x.length];
		for (int k = 0; k < slopes.length; k++)
			for (int i = 0; i < x.length; i++)
				slopes[k][i] = weights[k][i] * frequency * Math.cos(frequency * x[i] + k);
		return slopes;
	}
}
