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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;

/**
 * The plane through {@code v()} and {@code v(N)} that fits best what coalitions reach, weighed by
 * {@code (n - 1) / ((n over s) s (n - s))}, {@code s} the size of a coalition (Lundberg &amp; Lee 2017, "A Unified
 * Approach to Interpreting Model Predictions"): Shapley values where all coalitions are taken. Of more players
 * coalitions are drawn by these weights, each together with its complement.
 *
 * @param coalitions how many at most
 * @param seed of the draws
 */
public record KernelShap(int coalitions, long seed) implements CoalitionMethod {

	/** @throws IllegalArgumentException if there are fewer than 8 coalitions */
	public KernelShap {
		OptionRecords.require("Kernel SHAP needs", coalitions >= 8, "coalitions of at least 8",
			coalitions);
	}

	/** @throws IllegalArgumentException if the coalitions are fewer than twice the players, or do not tell them apart */
	@Override
	public PlayerShares of(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		final double[] ends = game.values(List.of(new BitSet(), game.all()));
		if (n == 1) return PlayerShares.exact(new double[] { ends[1] - ends[0] }, ends[0], ends[1], 2);
		final boolean all = n < 30 && (1 << n) - 2 <= coalitions;
		OptionRecords.require("Kernel SHAP of " + n + " objects needs", all || coalitions >= 2 * n,
			"coalitions of at least " + 2 * n, coalitions);
		final Map<BitSet, Double> weights = all ? all(n) : drawn(n);
		final List<BitSet> tried = new ArrayList<>(weights.keySet());
		final double[] reached = game.values(tried, progress);
		final Regression regression = new Regression(n, ends[0], ends[1]);
		for (int k = 0; k < reached.length; k++)
			regression.add(tried.get(k), reached[k], weights.get(tried.get(k)));
		final double[] values = solved(regression, n);
		final double[] errors = new double[n];
		if (!all) Arrays.fill(errors, Double.NaN);
		return new PlayerShares(values, errors, ends[0], ends[1], tried.size() + 2);
	}

	private double[] solved(final Regression regression, final int n) {
		try {
			return regression.solved();
		}
		catch (final ArithmeticException e) {
			throw new IllegalArgumentException("Kernel SHAP of " + n + " objects needs more than " +
				coalitions + " coalitions: those that were drawn do not tell all objects apart.", e);
		}
	}

	private static Map<BitSet, Double> all(final int n) {
		final Map<BitSet, Double> weights = new LinkedHashMap<>();
		for (int bits = 1; bits < (1 << n) - 1; bits++) {
			final int size = Integer.bitCount(bits);
			double weight = (n - 1.0) / (size * (n - size));
			for (int k = 1; k <= size; k++)
				weight *= (double) k / (n - size + k);
			weights.put(BitSet.valueOf(new long[] { bits }), weight);
		}
		return weights;
	}

	/** Drawn with the weights, so that each counts as often as it was drawn. */
	private Map<BitSet, Double> drawn(final int n) {
		final double[] sizes = new double[n];
		for (int size = 1; size < n; size++)
			sizes[size] = sizes[size - 1] + 1.0 / (size * (n - size));
		final SplittableRandom random = new SplittableRandom(seed);
		final Map<BitSet, Double> weights = new LinkedHashMap<>();
		for (int k = 0; k < coalitions / 2; k++) {
			final double place = random.nextDouble() * sizes[n - 1];
			int size = 1;
			while (sizes[size] < place)
				size++;
			final BitSet some = some(n, size, random);
			final BitSet others = (BitSet) some.clone();
			others.flip(0, n);
			weights.merge(some, 1.0, Double::sum);
			weights.merge(others, 1.0, Double::sum);
		}
		return weights;
	}

	private static BitSet some(final int n, final int size, final SplittableRandom random) {
		final BitSet some = new BitSet(n);
		for (int player = 0, left = size; left > 0; player++)
			if (random.nextInt(n - player) < left) {
				some.set(player);
				left--;
			}
		return some;
	}

	/** With the last player's share as what the others leave. */
	private static final class Regression {

		private final double nothing;
		private final double all;
		private final double[][] products;
		private final double[] targets;

		Regression(final int n, final double nothing, final double everything) {
			this.nothing = nothing;
			all = everything - nothing;
			products = new double[n - 1][n - 1];
			targets = new double[n - 1];
		}

		void add(final BitSet coalition, final double reached, final double weight) {
			final int last = targets.length;
			final double own = coalition.get(last) ? 1 : 0;
			final double target = reached - nothing - own * all;
			for (int i = 0; i < last; i++) {
				final double x = (coalition.get(i) ? 1 : 0) - own;
				if (x == 0) continue;
				targets[i] += weight * x * target;
				for (int j = 0; j <= i; j++)
					products[i][j] += weight * x * ((coalition.get(j) ? 1 : 0) - own);
			}
		}

		double[] solved() {
			final double[] others = LinearSystem.solve(products, targets);
			final double[] values = Arrays.copyOf(others, others.length + 1);
			values[others.length] = all - Arrays.stream(others).sum();
			return values;
		}
	}
}
