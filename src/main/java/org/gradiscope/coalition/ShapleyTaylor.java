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
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;

/**
 * What two players together reach beyond what each does (Dhamdhere et al. 2020, "The Shapley Taylor Interaction
 * Index", order 2): of each pair {@code i, j} the mean over all orders of
 * {@code v(S + i + j) - v(S + i) - v(S + j) + v(S)}, {@code S} those before both; of each player alone
 * {@code v(i) - v()}. Together they are {@code v(N) - v()}, and so they are for each order. Of up to
 * {@value Shapley#EXACT} players exactly, by all coalitions; of more by orders drawn at random, each of which takes
 * {@code n (n + 1) / 2} coalitions.
 *
 * @param orders from 2, so that there is an error
 * @param seed of the orders
 */
public record ShapleyTaylor(int orders, long seed) {

	/** Of more players there are too many pairs. */
	public static final int MOST = 40;

	/** @throws IllegalArgumentException if there are fewer than two orders */
	public ShapleyTaylor {
		OptionRecords.require("Interactions need", orders >= 2, "orders of at least 2", orders);
	}

	/** As many orders as a number of coalitions allows, but two in any case. */
	public static ShapleyTaylor within(final int coalitions, final int players, final long seed) {
		return new ShapleyTaylor(Math.max(2, coalitions / (players * (players + 1) / 2)), seed);
	}

	/** @throws IllegalArgumentException if there are more players than {@value #MOST} */
	public PairShares of(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		OptionRecords.require("Interactions need", n <= MOST, "at most " + MOST + " objects", n);
		return n <= Shapley.EXACT ? exact(AllCoalitions.of(game, progress)) : sampled(game, progress);
	}

	private static PairShares exact(final AllCoalitions all) {
		final int n = all.players();
		final double[] v = all.values();
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
		return new PairShares(pairs, new double[n][n], v.length);
	}

	/** How likely one coalition of a size is all that stands before two players: {@code 2 / n / (n - 1 over size)}. */
	private static double weight(final int size, final int n) {
		double weight = 2.0 / n;
		for (int k = 1; k <= size; k++)
			weight *= (double) k / (n - k);
		return weight;
	}

	/** Ends early with what there is when it is not to go on, once there are two orders. */
	private PairShares sampled(final CoalitionGame game, final Progress progress) {
		final int n = game.players();
		final SplittableRandom random = new SplittableRandom(seed);
		final double[][] sums = new double[n][n];
		final double[][] squares = new double[n][n];
		int done = 0;
		for (; done < orders; done++) {
			if (done < 2) progress.check();
			else if (progress.isCanceled()) break;
			final int[] order = Shapley.order(n, random);
			add(order, growing(game, order), sums, squares);
			progress.report(done + 1, orders, "order " + (done + 1) + " of " + orders);
		}
		return means(sums, squares, done, 1 + done * n * (n + 1) / 2, alone(game));
	}

	/** What each reaches without anybody. */
	private static double[] alone(final CoalitionGame game) {
		final List<BitSet> singles = new ArrayList<>(List.of(new BitSet()));
		for (int player = 0; player < game.players(); player++)
			singles.add(BitSet.valueOf(new long[] { 1L << player }));
		final double[] reached = game.values(singles);
		return IntStream.range(1, reached.length).mapToDouble(k -> reached[k] - reached[0]).toArray();
	}

	/** {@code [a][b]}, {@code a <= b}: what the first {@code a} of an order reach together with the one at {@code b}. */
	private static double[][] growing(final CoalitionGame game, final int... order) {
		final List<BitSet> coalitions = new ArrayList<>(List.of(new BitSet()));
		final BitSet before = new BitSet();
		for (int a = 0; a < order.length; a++) {
			for (int b = a; b < order.length; b++) {
				final BitSet with = (BitSet) before.clone();
				with.set(order[b]);
				coalitions.add(with);
			}
			before.set(order[a]);
		}
		final double[] reached = game.values(coalitions);
		final double[][] growing = new double[order.length + 1][order.length];
		growing[order.length][0] = reached[0];
		int next = 1;
		for (int a = 0; a < order.length; a++)
			for (int b = a; b < order.length; b++)
				growing[a][b] = reached[next++];
		return growing;
	}

	private static void add(final int[] order, final double[][] growing, final double[][] sums,
		final double[][] squares) {
		for (int a = 0; a < order.length; a++) {
			final double before = a == 0 ? growing[order.length][0] : growing[a - 1][a - 1];
			for (int b = a + 1; b < order.length; b++) {
				final double both = growing[a + 1][b] - growing[a][a] - growing[a][b] + before;
				final int i = Math.max(order[a], order[b]);
				final int j = Math.min(order[a], order[b]);
				sums[i][j] += both;
				squares[i][j] += both * both;
			}
		}
	}

	private static PairShares means(final double[][] sums, final double[][] squares, final int done,
		final int coalitions, final double... alone) {
		final int n = alone.length;
		final double[][] errors = new double[n][n];
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < i; j++) {
				errors[i][j] = Shapley.error(sums[i][j], squares[i][j], done);
				errors[j][i] = errors[i][j];
				sums[i][j] /= done;
				sums[j][i] = sums[i][j];
			}
			sums[i][i] = alone[i];
		}
		return new PairShares(sums, errors, coalitions);
	}
}
