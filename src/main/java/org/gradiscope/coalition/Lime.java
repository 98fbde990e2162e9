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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;

/**
 * The slopes of a plane through what coalitions reach in which each player is with a probability of a half, those near
 * to all counting most (Ribeiro et al. 2016, "Why Should I Trust You?"): by ridge regression with a penalty of 1, as the
 * authors' program for images, weighed by {@code sqrt(exp(-d^2 / width^2))}, {@code d = 1 - sqrt(s / n)} the
 * cosine distance of a coalition of {@code s} players from all.
 *
 * @param coalitions how many
 * @param width of the kernel; the authors' is 0.25
 * @param seed of the draws
 */
public record Lime(int coalitions, double width, long seed) implements CoalitionMethod {

	private static final double PENALTY = 1;

	/** @throws IllegalArgumentException if there are fewer than 8 coalitions, or the width is not over 0 */
	public Lime {
		OptionRecords.require("LIME needs", coalitions >= 8, "coalitions of at least 8", coalitions);
		OptionRecords.require("LIME needs", width > 0, "a width over 0", width);
	}

	@Override
	public PlayerShares of(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		final SplittableRandom random = new SplittableRandom(seed);
		final List<BitSet> tried = new ArrayList<>(List.of(game.all()));
		while (tried.size() < coalitions) {
			final BitSet some = new BitSet(n);
			for (int player = 0; player < n; player++)
				some.set(player, random.nextBoolean());
			tried.add(some);
		}
		final double[] reached = game.values(tried, progress);
		final double nothing = game.values(List.of(new BitSet()))[0];
		final double[] errors = new double[n];
		Arrays.fill(errors, Double.NaN);
		return new PlayerShares(slopes(n, tried, reached), errors, nothing, reached[0],
			tried.size() + 1);
	}

	private double weight(final BitSet coalition, final int n) {
		final double distance = 1 - Math.sqrt((double) coalition.cardinality() / n);
		return Math.sqrt(Math.exp(-distance * distance / (width * width)));
	}

	/** By least squares around the weighed means. */
	double[] slopes(final int n, final List<BitSet> tried, final double... reached) {
		final double[] weights = tried.stream().mapToDouble(each -> weight(each, n)).toArray();
		final double total = Arrays.stream(weights).sum();
		final double[] means = new double[n];
		double mean = 0;
		for (int k = 0; k < reached.length; k++) {
			mean += weights[k] * reached[k] / total;
			for (int i = tried.get(k).nextSetBit(0); i >= 0; i = tried.get(k).nextSetBit(i + 1))
				means[i] += weights[k] / total;
		}
		final double[][] products = new double[n][n];
		final double[] targets = new double[n];
		for (int k = 0; k < reached.length; k++)
			for (int i = 0; i < n; i++) {
				final double x = weights[k] * ((tried.get(k).get(i) ? 1 : 0) - means[i]);
				targets[i] += x * (reached[k] - mean);
				for (int j = 0; j <= i; j++)
					products[i][j] += x * ((tried.get(k).get(j) ? 1 : 0) - means[j]);
			}
		for (int i = 0; i < n; i++)
			products[i][i] += PENALTY;
		return LinearSystem.solve(products, targets);
	}
}
