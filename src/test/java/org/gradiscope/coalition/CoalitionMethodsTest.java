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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import org.gradiscope.engine.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By games whose shares are known. */
class CoalitionMethodsTest {

	private static final double EXACT = 1e-9;

	private static CoalitionGame game(final int players, final ToDoubleFunction<BitSet> value) {
		return new CoalitionGame() {

			@Override
			public int players() {
				return players;
			}

			@Override
			public double[] values(final List<BitSet> coalitions) {
				return coalitions.stream().mapToDouble(value).toArray();
			}
		};
	}

	/** Any value for each coalition. */
	private static CoalitionGame random(final int players, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] values = random.doubles(1L << players, -3, 5).toArray();
		return game(players,
			coalition -> values[coalition.isEmpty() ? 0 : (int) coalition.toLongArray()[0]]);
	}

	/** {@code c + sum a_i}, and {@code b} for each two that are side by side. */
	private static CoalitionGame neighbours(final int players, final double b) {
		return game(players, coalition -> 7 + coalition.stream()
			.mapToDouble(i -> i * 0.5 - 2 + (i > 0 && coalition.get(i - 1) ? b : 0)).sum());
	}

	private static PlayerShares shares(final CoalitionMethod method, final CoalitionGame game) {
		return method.of(game, Progress.NONE);
	}

	static List<CoalitionMethod> methods() {
		return List.of(new Shapley(3, 1), new KernelShap(200, 1), new LeaveOneOut(), new AddOneIn());
	}

	/** Where each adds the same to whomever, all agree on what. */
	@ParameterizedTest
	@MethodSource("methods")
	void playersThatMatterAlone(final CoalitionMethod method) {
		for (final int players : new int[] { 1, 2, 5, 12, 13, 40 }) {
			final PlayerShares shares = shares(method, neighbours(players, 0));
			for (int i = 0; i < players; i++)
				assertEquals(i * 0.5 - 2, shares.values()[i], EXACT, players + " players, " + i);
			assertEquals(7, shares.nothing(), EXACT);
			assertEquals(0, shares.rest(), EXACT);
		}
	}

	/** Two who need one another share what they reach; a pair of orders, there and back, is exact. */
	@ParameterizedTest
	@ValueSource(ints = { 6, 12, 13, 30 })
	void pairsShareAlike(final int players) {
		final PlayerShares shares = shares(new Shapley(2, 5), neighbours(players, 3));
		for (int i = 0; i < players; i++)
			assertEquals(i * 0.5 - 2 + (i == 0 || i == players - 1 ? 1.5 : 3), shares.values()[i], EXACT);
		assertArrayEquals(new double[players], shares.errors(), 1e-6);
		assertEquals(0, shares.rest(), EXACT);
	}

	/** One left glove, two right ones: 2/3, 1/6, 1/6. */
	@Test
	void gloves() {
		final CoalitionGame gloves =
			game(3, coalition -> coalition.get(0) && coalition.cardinality() > 1 ? 1 : 0);
		final double[] expected = { 2 / 3.0, 1 / 6.0, 1 / 6.0 };
		assertArrayEquals(expected, shares(new Shapley(2, 1), gloves).values(), EXACT);
		assertArrayEquals(expected, shares(new KernelShap(8, 1), gloves).values(), EXACT);
		assertArrayEquals(new double[] { 1, 0, 0 }, shares(new LeaveOneOut(), gloves).values(), EXACT);
		assertArrayEquals(new double[3], shares(new AddOneIn(), gloves).values(), EXACT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void axioms(final long seed) {
		final CoalitionGame one = random(6, seed);
		final CoalitionGame other = random(6, seed + 100);
		final CoalitionGame both = game(6,
			coalition -> 2 * one.values(List.of(coalition))[0] - 3 * other.values(List.of(coalition))[0]);
		final PlayerShares first = shares(new Shapley(2, 1), one);
		assertEquals(0, first.rest(), EXACT, "efficiency");
		final double[] second = shares(new Shapley(2, 1), other).values();
		final double[] sum = shares(new Shapley(2, 1), both).values();
		for (int i = 0; i < 6; i++)
			assertEquals(2 * first.values()[i] - 3 * second[i], sum[i], EXACT, "linearity");
		final CoalitionGame alike = game(6, coalition -> one.values(List.of(without(coalition)))[0]);
		final double[] dummy = shares(new Shapley(2, 1), alike).values();
		assertEquals(0, dummy[4], EXACT, "dummy");
		final CoalitionGame symmetric = game(6,
			coalition -> one.values(List.of(coalition))[0] + one.values(List.of(swapped(coalition)))[0]);
		final double[] equal = shares(new Shapley(2, 1), symmetric).values();
		assertEquals(equal[1], equal[3], EXACT, "symmetry");
	}

	private static BitSet without(final BitSet coalition) {
		final BitSet others = (BitSet) coalition.clone();
		others.clear(4);
		return others;
	}

	private static BitSet swapped(final BitSet coalition) {
		final BitSet other = (BitSet) coalition.clone();
		other.set(1, coalition.get(3));
		other.set(3, coalition.get(1));
		return other;
	}

	/** The weighed plane through all coalitions has the Shapley values as its slopes. */
	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 5, 8 })
	void kernelShapOfAllCoalitionsIsShapley(final int players) {
		final CoalitionGame game = random(players, 9);
		assertArrayEquals(shares(new Shapley(2, 1), game).values(),
			shares(new KernelShap(Math.max(8, 1 << players), 1), game).values(), EXACT);
	}

	/** Drawn orders and coalitions come near to what all give, orders within their errors. */
	@Test
	void samplesComeNear() {
		final int players = 14;
		final CoalitionGame game = random(players, 4);
		final double[] sums = new double[players];
		final double[] all = AllCoalitions.of(game, Progress.NONE).values();
		final double[] weights = new double[players];
		weights[0] = 1.0 / players;
		for (int size = 1; size < players; size++)
			weights[size] = weights[size - 1] * size / (players - size);
		for (int s = 0; s < all.length; s++)
			for (int i = 0; i < players; i++)
				if ((s & 1 << i) == 0) sums[i] += weights[Integer.bitCount(s)] * (all[s | 1 << i] - all[s]);
		final PlayerShares sampled = shares(new Shapley(400, 7), game);
		final PlayerShares kernel = shares(new KernelShap(6000, 7), game);
		for (int i = 0; i < players; i++) {
			assertEquals(sums[i], sampled.values()[i], 4 * sampled.errors()[i], "player " + i);
			assertTrue(sampled.errors()[i] > 0.01 && sampled.errors()[i] < 0.2);
			assertEquals(sums[i], kernel.values()[i], 0.5);
		}
		assertEquals(0, sampled.rest(), EXACT);
		assertEquals(0, kernel.rest(), EXACT);
	}

	/** Who stops gets what is there. */
	@Test
	void canceled() {
		final int[] asked = { 0 };
		final PlayerShares shares = new Shapley(1000, 1).of(neighbours(20, 1), () -> ++asked[0] > 10);
		assertTrue(shares.coalitions() < 20 * 38 + 3, String.valueOf(shares.coalitions()));
		assertEquals(0, shares.rest(), EXACT);
	}

	/** Exact where players matter in pairs, by a few orders too. */
	@ParameterizedTest
	@ValueSource(ints = { 2, 7, 13, 40 })
	void interactionsOfPairs(final int players) {
		final PairShares pairs = new ShapleyTaylor(2, 1).of(neighbours(players, 3), Progress.NONE);
		for (int i = 0; i < players; i++)
			for (int j = 0; j < players; j++) {
				assertEquals(i == j ? i * 0.5 - 2 : Math.abs(i - j) == 1 ? 3 : 0, pairs.values()[i][j],
					EXACT, i + ", " + j);
				assertEquals(0, pairs.errors()[i][j], 1e-6);
			}
	}

	/** Of a product of three among others each pair has a third; orders come near it within their errors. */
	@Test
	void interactionsByOrders() {
		final CoalitionGame three =
			game(14, coalition -> coalition.get(2) && coalition.get(7) && coalition.get(11) ? 1 : 0);
		final PairShares pairs = new ShapleyTaylor(300, 5).of(three, Progress.NONE);
		double sum = 0;
		for (int i = 0; i < 14; i++)
			for (int j = 0; j <= i; j++) {
				final boolean both = List.of(2, 7, 11).containsAll(List.of(i, j)) && i != j;
				assertEquals(both ? 1 / 3.0 : 0, pairs.values()[i][j], both ? 0.1 : EXACT);
				assertEquals(both ? Math.sqrt(2 / 9.0 / 300) : 0, pairs.errors()[i][j], 3e-3);
				sum += pairs.values()[i][j];
			}
		assertEquals(1, sum, EXACT);
		assertEquals(1 + 300 * 105, pairs.coalitions());
	}

	/** Of any game they are what all reach together, and of three who need one another each pair a third. */
	@Test
	void interactionsAddUp() {
		final CoalitionGame game = random(6, 3);
		final double[][] pairs = new ShapleyTaylor(2, 1).of(game, Progress.NONE).values();
		double sum = 0;
		for (int i = 0; i < 6; i++)
			for (int j = 0; j <= i; j++)
				sum += pairs[i][j];
		final double[] ends = game.values(List.of(new BitSet(), game.all()));
		assertEquals(ends[1] - ends[0], sum, EXACT);
		final double[][] three = new ShapleyTaylor(2, 1)
			.of(game(3, coalition -> coalition.cardinality() == 3 ? 1 : 0), Progress.NONE).values();
		assertEquals(1 / 3.0, three[0][1], EXACT);
		assertEquals(0, three[0][0], EXACT);
	}

	/**
	 * Of players that matter alone the plane goes through all, but for the penalty, which pulls the slopes to 0:
	 * by about one over the weight of all coalitions times the variance of a player, a quarter.
	 */
	@Test
	void limeOfPlayersThatMatterAlone() {
		final double[] values = shares(new Lime(4000, 1e9, 3), neighbours(6, 0)).values();
		for (int i = 0; i < 6; i++)
			assertEquals((i * 0.5 - 2) * 1000 / 1001, values[i], 2e-4);
	}

	@Test
	void refusals() {
		assertThrows(IllegalArgumentException.class, () -> new Shapley(1, 1));
		assertThrows(IllegalArgumentException.class, () -> new KernelShap(7, 1));
		assertThrows(IllegalArgumentException.class,
			() -> shares(new KernelShap(50, 1), neighbours(40, 0)));
		// Eight draws among four hold the same ones twice.
		final String few = assertThrows(IllegalArgumentException.class,
			() -> shares(new KernelShap(8, 0), neighbours(4, 0))).getMessage();
		assertTrue(few.contains("do not tell all objects apart"), few);
		assertThrows(IllegalArgumentException.class,
			() -> new ShapleyTaylor(2, 1).of(neighbours(41, 0), Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> new ShapleyTaylor(1, 1));
	}
}
