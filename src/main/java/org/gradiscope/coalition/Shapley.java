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
import java.util.Locale;
import java.util.SplittableRandom;

import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;

/**
 * What each player adds to those before it, on average over all orders (Shapley 1953, "A Value for n-Person
 * Games"). Of up to {@value #EXACT} players exactly, by all coalitions; of more by orders drawn at random, each
 * together with its reverse (antithetic pairs: Mitchell et al. 2022, "Sampling Permutations for Shapley Value
 * Estimation"), which is exact already where players matter alone and in pairs.
 *
 * @param pairs of orders, from 2, so that there is an error
 * @param seed of the orders
 */
public record Shapley(int pairs, long seed) implements CoalitionMethod {

	/** Players of whom all coalitions are tried. */
	public static final int EXACT = 12;

	/** @throws IllegalArgumentException if there are fewer than two pairs */
	public Shapley {
		OptionRecords.require("Shapley values need", pairs >= 2, "pairs of orders of at least 2",
			pairs);
	}

	/** As many pairs as a number of coalitions allows, but two in any case. */
	public static Shapley within(final int coalitions, final int players, final long seed) {
		return new Shapley(Math.max(2, coalitions / (2 * Math.max(1, players - 1))), seed);
	}

	@Override
	public PlayerShares of(final CoalitionGame game, final Progress progress) {
		return game.players() <= EXACT ? exact(AllCoalitions.of(game, progress))
			: sampled(game, progress);
	}

	/** {@code sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))}. */
	private static PlayerShares exact(final AllCoalitions all) {
		final int n = all.players();
		final double[] weights = new double[n];
		weights[0] = 1.0 / n;
		for (int size = 1; size < n; size++)
			weights[size] = weights[size - 1] * size / (n - size);
		final double[] values = new double[n];
		for (int coalition = 0; coalition < all.values().length; coalition++)
			for (int player = 0; player < n; player++)
				if ((coalition & 1 << player) == 0) values[player] += weights[Integer.bitCount(coalition)] *
					(all.values()[coalition | 1 << player] - all.values()[coalition]);
		return PlayerShares.exact(values, all.values()[0], all.everything(), all.values().length);
	}

	/** Ends early with what there is when it is not to go on, once there are two pairs. */
	private PlayerShares sampled(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] ends = game.values(List.of(new BitSet(), game.all()));
		final double[] sums = new double[n];
		final double[] squares = new double[n];
		int done = 0;
		for (; done < pairs; done++) {
			if (done < 2) progress.check();
			else if (progress.isCanceled()) break;
			final int[] order = order(n, random);
			final double[] forth = gains(game, order, ends);
			final double[] back = gains(game, reversed(order), ends);
			for (int player = 0; player < n; player++) {
				final double mean = (forth[player] + back[player]) / 2;
				sums[player] += mean;
				squares[player] += mean * mean;
			}
			progress.report(done + 1, pairs, told(done + 1, sums, squares));
		}
		return shares(sums, squares, done, ends, n);
	}

	private String told(final int done, final double[] sums, final double[] squares) {
		final String text = "pair of orders " + done + " of " + pairs;
		if (done < 2) return text;
		double largest = 0;
		for (int player = 0; player < sums.length; player++)
			largest = Math.max(largest, error(sums[player], squares[player], done));
		return text + String.format(Locale.ROOT, ", largest standard error %.3g", largest);
	}

	private static PlayerShares shares(final double[] sums, final double[] squares, final int done,
		final double[] ends, final int n) {
		final double[] values = new double[n];
		final double[] errors = new double[n];
		for (int player = 0; player < n; player++) {
			values[player] = sums[player] / done;
			errors[player] = error(sums[player], squares[player], done);
		}
		return new PlayerShares(values, errors, ends[0], ends[1], 2 + 2 * done * (n - 1));
	}

	/** The standard error of a mean, by the sum of what it is of and that of its squares. */
	static double error(final double sum, final double squares, final int count) {
		final double mean = sum / count;
		return Math.sqrt(Math.max(0, squares / count - mean * mean) / (count - 1));
	}

	static int[] order(final int n, final SplittableRandom random) {
		final int[] order = new int[n];
		for (int i = 0; i < n; i++) {
			final int other = random.nextInt(i + 1);
			order[i] = order[other];
			order[other] = i;
		}
		return order;
	}

	private static int[] reversed(final int... order) {
		final int[] back = new int[order.length];
		Arrays.setAll(back, i -> order[order.length - 1 - i]);
		return back;
	}

	/** What each adds to those before it. */
	private static double[] gains(final CoalitionGame game, final int[] order, final double[] ends) {
		final List<BitSet> growing = new ArrayList<>();
		final BitSet before = new BitSet();
		for (int i = 0; i < order.length - 1; i++) {
			before.set(order[i]);
			growing.add((BitSet) before.clone());
		}
		final double[] reached = game.values(growing);
		final double[] gains = new double[order.length];
		for (int i = 0; i < order.length; i++)
			gains[order[i]] =
				(i < reached.length ? reached[i] : ends[1]) - (i == 0 ? ends[0] : reached[i - 1]);
		return gains;
	}
}
