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

import java.util.stream.IntStream;

import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;

/**
 * What two players together reach beyond what each does (Dhamdhere et al. 2020, "The Shapley Taylor Interaction
 * Index", order 2): of each pair {@code i, j} the mean over all orders of
 * {@code v(S + i + j) - v(S + i) - v(S + j) + v(S)}, {@code S} those before both; of each player alone
 * {@code v(i) - v()}. Together they are {@code v(N) - v()}.
 */
public record ShapleyTaylor() {

	/** Players of whom all coalitions are tried. */
	public static final int MOST = 16;

	/**
	 * The interactions, a symmetric matrix; its diagonal has what each player reaches alone.
	 *
	 * @throws IllegalArgumentException if there are more players than {@value #MOST}
	 */
	public double[][] of(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		OptionRecords.require("Interactions need", n <= MOST, "at most " + MOST + " objects", n);
		final double[] v = AllCoalitions.of(game, progress).values();
		final double[] weights = IntStream.range(0, n).mapToDouble(size -> weight(size, n)).toArray();
		final double[][] pairs = new double[n][n];
		for (int i = 0; i < n; i++) {
			pairs[i][i] = v[1 << i] - v[0];
			for (int j = 0; j < i; j++) {
				final int both = 1 << i | 1 << j;
				for (int s = 0; s < v.length; s++)
					if ((s & both) == 0) pairs[i][j] +=
						weights[Integer.bitCount(s)] * (v[s | both] - v[s | 1 << i] - v[s | 1 << j] + v[s]);
				pairs[j][i] = pairs[i][j];
			}
		}
		return pairs;
	}

	/** How likely one coalition of a size is all that stands before two players: {@code 2 / n / (n - 1 over size)}. */
	private static double weight(final int size, final int n) {
		double weight = 2.0 / n;
		for (int k = 1; k <= size; k++)
			weight *= (double) k / (n - k);
		return weight;
	}
}
