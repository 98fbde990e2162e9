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

package org.gradiscope.attack.method.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NesTest {

	private static final Pixels GREY = LinearVictim.grey();
	private static final Nes NES = Nes.of(new Bound(Norm.LINF, 8));

	/** The angle between the estimate and the margin's gradient, which is {@code -w}, as a cosine. */
	private static double likeness(final int directions, final int seed) {
		final int[] asked = new int[1];
		final Oracle oracle = LinearVictim.oracle(1000, 100_000, new Criterion.Misclassification(0),
			copies -> asked[0] += copies);
		final Tensor estimate = NES.gradient(oracle, GREY, new EpsilonBall(GREY, NES.bound(), null),
			directions, new SplittableRandom(seed));
		assertEquals(2 * directions, asked[0]);
		double product = 0;
		for (int i = 0; i < 16; i++)
			product -= estimate.data()[i] * LinearVictim.WEIGHTS[i];
		return product / Norm.L2.of(estimate.data(), 0, 16) / LinearVictim.LENGTH;
	}

	/**
	 * Of a linear network the estimate is {@code 1/n sum_i (g u_i) u_i}, whose mean is g; of 16 values the
	 * mean of the cosine is about {@code 1 / sqrt(1 + 17 / n)}.
	 */
	@Test
	void theEstimateConvergesToTheGradient() {
		assertEquals(1 / Math.sqrt(1 + 17 / 10.0),
			IntStream.range(0, 200).mapToDouble(seed -> likeness(10, seed)).average().orElseThrow(),
			0.05);
		assertEquals(1, likeness(2000, 1), 0.01);
	}

	/** And so does its length. */
	@Test
	void theEstimateIsAsSteepAsTheGradient() {
		final Tensor estimate = NES.gradient(
			LinearVictim.oracle(1000, 100_000, new Criterion.Misclassification(0), copies -> {}), GREY,
			new EpsilonBall(GREY, NES.bound(), null), 5000, new SplittableRandom(2));
		for (int i = 0; i < 16; i++)
			assertEquals(-LinearVictim.WEIGHTS[i], estimate.data()[i], 0.5);
	}

	/** The best change is {@code -epsilon sign(w)}: it is found, but nothing beyond it. */
	@Test
	void theCornerIsFoundAndNothingBeyond() {
		final double reach = 8 * LinearVictim.SUM;
		assertTrue(LinearVictim.fools(NES, GREY, 0.95 * reach));
		assertFalse(LinearVictim.fools(NES, GREY, 1.001 * reach));
	}

	@Test
	void inL2TheSteepestIsFound() {
		final Nes attack = Nes.of(new Bound(Norm.L2, 20)).withSamples(50);
		assertTrue(LinearVictim.fools(attack, GREY, 0.95 * 20 * LinearVictim.LENGTH));
		assertFalse(LinearVictim.fools(attack, GREY, 1.001 * 20 * LinearVictim.LENGTH));
	}

	/** A step of n directions takes {@code 2 n + 1} queries; the first is about the image itself. */
	@Test
	void queriesAreSpentToTheLast() {
		for (final int[] one : new int[][] { { 1, 1 }, { 3, 1 }, { 4, 4 }, { 22, 22 }, { 25, 25 },
			{ 26, 25 } })
			assertEquals(one[1],
				LinearVictim.asked(NES.withQueries(one[0]), GREY, new Criterion.Misclassification(0)));
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> NES.withSamples(0));
		assertThrows(IllegalArgumentException.class, () -> NES.withSigma(0));
		assertThrows(IllegalArgumentException.class, () -> NES.withStep(0));
		assertThrows(IllegalArgumentException.class, () -> NES.withQueries(0));
		assertThrows(IllegalArgumentException.class, () -> Nes.of(Bound.RANGE));
	}
}
