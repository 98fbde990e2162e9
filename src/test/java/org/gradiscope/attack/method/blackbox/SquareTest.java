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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.attack.MinimalEpsilon;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class SquareTest {

	private static final Pixels GREY = LinearVictim.grey();

	private static boolean fools(final Square attack, final double lead) {
		return LinearVictim.fools(attack, GREY, lead);
	}

	/**
	 * Of a linear network the best change is {@code -epsilon sign(w)}, which lowers the score by
	 * {@code epsilon |w|_1}: it is found, up to a hair, and nothing beyond it.
	 */
	@Test
	void inLInfinityTheCornerIsFound() {
		final double reach = 8 * LinearVictim.SUM;
		final Square attack = Square.of(new Bound(Norm.LINF, 8));
		assertTrue(fools(attack, 0.999 * reach));
		assertFalse(fools(attack, 1.001 * reach));
	}

	/** The smallest epsilon is that within which the corner is reached. */
	@Test
	void theSmallestEpsilonIsFound() {
		final TargetModel model =
			LinearVictim.model(5 * LinearVictim.SUM, 1, new Criterion.Misclassification(0));
		final MinimalEpsilon.Smallest found = MinimalEpsilon.of(Square.of(new Bound(Norm.LINF, 8)), 100)
			.search(model, GREY, Progress.NONE).get(0);
		assertTrue(found.found());
		assertEquals(5, found.epsilon(), 0.1);
		assertEquals(0, model.queries(0).gradients());
	}

	/** The best change is along {@code w}, which lowers the score by {@code epsilon |w|_2}. */
	@Test
	void inL2MostOfTheSteepestIsFound() {
		final double reach = 20 * LinearVictim.LENGTH;
		final Square attack = Square.of(new Bound(Norm.L2, 20));
		assertTrue(fools(attack, 0.6 * reach));
		assertFalse(fools(attack, 1.001 * reach));
	}

	/** Every change has the whole length of epsilon, as far as the range lets it. */
	@Test
	void changesInL2AreAsLongAsEpsilon() {
		final Bound bound = new Bound(Norm.L2, 20);
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 128, 1, 15, 11, 3);
		final SquareL2 squares =
			new SquareL2(image, new EpsilonBall(image, bound, null), new SplittableRandom(1));
		Pixels best = image.with(squares.start());
		for (int i = 0; i < 200; i++) {
			assertEquals(20, Norm.L2.distance(best.values(), image.values()), 1e-3);
			best = image.with(squares.next(best.values(), 1 + 165 / (i + 1.0)));
		}
	}

	/** Each column of a channel goes up or down by epsilon. */
	@Test
	void stripesAreOfOneValueInEachColumn() {
		final Bound bound = new Bound(Norm.LINF, 8);
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 128, 1, 5, 7, 3);
		final float[] start =
			new SquareLinf(image, new EpsilonBall(image, bound, null), new SplittableRandom(1)).start()
				.data();
		for (int i = 0; i < start.length; i++) {
			assertEquals(8, Math.abs(start[i] - 128));
			assertEquals(start[i % 21], start[i]);
		}
	}

	/** The published schedule, of 10,000 queries. */
	@Test
	void squaresGetSmallerAsPublished() {
		final Square attack = Square.of(new Bound(Norm.LINF, 8)).withQueries(10_000).withShare(0.512);
		assertArrayEquals(
			new double[] { 0.512, 0.512, 0.256, 0.128, 0.064, 0.032, 0.016, 0.008, 0.004, 0.002, 0.001 },
			Arrays.stream(new int[] { 0, 10, 11, 51, 201, 501, 1001, 2001, 4001, 6001, 8001 })
				.mapToDouble(attack::share).toArray(),
			1e-12);
		assertEquals(0.256, attack.withQueries(1000).share(2), 1e-12);
	}

	@Test
	void badOptionsAreRefused() {
		final Square attack = Square.of(new Bound(Norm.LINF, 8));
		assertThrows(IllegalArgumentException.class, () -> attack.withShare(0));
		assertThrows(IllegalArgumentException.class, () -> attack.withShare(1.1));
		assertThrows(IllegalArgumentException.class, () -> Square.of(Bound.RANGE));
	}
}
