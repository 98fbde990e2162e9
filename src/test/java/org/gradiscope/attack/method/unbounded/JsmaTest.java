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

package org.gradiscope.attack.method.unbounded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** The Jacobian saliency map of pairs, on four values by hand. */
class JsmaTest {

	/**
	 * For class 1, a = (1, 3, -1, 2); against it, b = (2, -2, 4, 1) of classes 0 and 2. Pairs 01 to 23:
	 * 4 x 0, 0, 3 x 3 = 9, 2 x 2 = 4, none (5 x -1), 1 x 5 = 5. So the first and the last value go up.
	 */
	private static final double[][] M = { { -1, 1, -3, 1 }, { 1, 3, -1, 2 }, { -1, 1, -1, -2 } };
	private static final Criterion TO_1 = new Criterion.Targeted(1, 0);
	private final Pixels image = Images.row(ValueRange.EIGHT_BIT, 10, 20, 30, 40);

	private static float[] run(final Jsma attack, final Criterion criterion, final Pixels image,
		final double[]... m) {
		return Attack.run(attack,
			new NetworkTargetModel(ClosedFormNetwork.linear(m), List.of(criterion)), image, Progress.NONE)
			.values().data();
	}

	/** M with so much taken from class 1 by a fifth value that cannot change, of 1. */
	private static double[][] with(final double handicap) {
		final double[][] m = new double[3][5];
		for (int k = 0; k < 3; k++)
			System.arraycopy(M[k], 0, m[k], 0, 4);
		m[1][4] = -handicap;
		m[2][4] = -1e6;
		return m;
	}

	private float[] handicapped(final Jsma attack, final double handicap) {
		final Pixels five = Images.row(ValueRange.EIGHT_BIT, 10, 20, 30, 40, 1);
		final Tensor mask = Tensor.of(Shape.of(1, 1, 5, 1), 1, 1, 1, 1, 0);
		return Arrays.copyOf(Attack
			.run(attack, new NetworkTargetModel(ClosedFormNetwork.linear(with(handicap)), List.of(TO_1)),
				five, mask, Progress.NONE)
			.values().data(), 4);
	}

	@Test
	void theBestPairGoesToTheEndOfTheRange() {
		// Class 0 scores -40 and class 1 -280; then -70 and 395.
		assertArrayEquals(new float[] { 255, 20, 30, 255 }, handicapped(Jsma.usual(), 400));
	}

	@Test
	void theSecondPairIsOfWhatIsLeft() {
		// After the first pair, class 0 scores -70 and class 1 -105; the pair left is worth 4.
		assertArrayEquals(new float[] { 255, 255, 255, 255 },
			handicapped(Jsma.usual().withGamma(1), 900));
		assertArrayEquals(new float[] { 255, 20, 30, 255 },
			handicapped(Jsma.usual().withGamma(0.5), 900), "no more than two of the values");
	}

	@Test
	void aSmallThetaGoesUpStepByStepAndStopsInTime() {
		final float[] moved = handicapped(Jsma.usual().withTheta(0.2), 400);
		// Each step of 51 closes the gap of 240 by 51 x 3: two steps.
		assertArrayEquals(new float[] { 112, 20, 30, 142 }, moved, 1e-4f);
	}

	@Test
	void aNegativeThetaGoesDownWhereThatHelps() {
		// Down, a = (-1, -3, 1, -2) and b = (-2, 2, -4, -1): only pairs of positive sums would do.
		assertArrayEquals(new float[] { 10, 20, 30, 40 }, handicapped(Jsma.usual().withTheta(-1), 400));
		final double[][] m = { { 1, 1, 1, 1 }, { -3, -1, 0, -2 } };
		// a = (3, 1, 0, 2), b = (1, 1, 1, 1): the first and the last.
		final float[] moved =
			run(Jsma.usual().withTheta(-1), TO_1, Images.row(ValueRange.EIGHT_BIT, 100, 0, 9, 100), m);
		assertArrayEquals(new float[] { 0, 0, 9, 0 }, moved);
	}

	@Test
	void withoutATargetItIsTheSecondBestClass() {
		// Scores 96, 90 and -100: towards class 1, a = (1, 1, 0, 0.5) and b = (0.1, 0.1, -5, 0).
		final double[][] m = { { -0.1, -0.1, 0, 1 }, { 1, 1, 0, 0.5 }, { 0, 0, 5, -1 } };
		assertArrayEquals(new float[] { 255, 255, 0, 100 }, run(Jsma.usual(),
			new Criterion.Misclassification(0), Images.row(ValueRange.EIGHT_BIT, 20, 20, 0, 100), m));
	}

	@Test
	void theBestPairIsThatOfAllPairs() {
		final SplittableRandom random = new SplittableRandom(8);
		int found = 0;
		for (int trial = 0; trial < 3000; trial++) {
			final int size = random.nextInt(2, 30);
			final double coupling = random.nextDouble(-1, 1);
			final float[] a = new float[size];
			final float[] b = new float[size];
			for (int i = 0; i < size; i++) {
				// Whole numbers often, so that there are equal ones.
				a[i] = rounded(trial, random.nextDouble(-4, 4));
				b[i] = rounded(trial,
					coupling * a[i] + (1 - Math.abs(coupling)) * random.nextDouble(-4, 4) - trial % 5 * 0.5);
			}
			final boolean[] eligible = new boolean[size];
			for (int i = 0; i < size; i++)
				eligible[i] = random.nextInt(4) > 0;
			final double expected = largest(a, b, eligible);
			final SalientPair pair = SalientPair.of(a, b, i -> eligible[i]);
			if (expected == 0) assertNull(pair);
			else {
				found++;
				assertTrue(eligible[pair.first()] && eligible[pair.second()], "eligible");
				assertTrue(pair.first() != pair.second(), "two values");
				assertEquals(expected, product(a, b, pair.first(), pair.second()), "trial " + trial);
			}
		}
		assertTrue(found > 1000 && found < 2950, "both cases are met, but found " + found);
	}

	private static float rounded(final int trial, final double value) {
		return trial % 2 == 0 ? Math.round(value) : (float) value;
	}

	private static double largest(final float[] a, final float[] b, final boolean[] eligible) {
		double largest = 0;
		for (int p = 0; p < a.length; p++)
			for (int q = 0; q < p; q++)
				if (eligible[p] && eligible[q]) largest = Math.max(largest, product(a, b, p, q));
		return largest;
	}

	private static double product(final float[] a, final float[] b, final int p, final int q) {
		final double forIt = (double) a[p] + a[q];
		final double against = (double) b[p] + b[q];
		return forIt > 0 && against > 0 ? forIt * against : 0;
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Jsma.usual().withGamma(0));
		assertThrows(IllegalArgumentException.class, () -> Jsma.usual().withTheta(1.5));
		assertEquals("The attack needs a theta of -1 to 1 other than 0, but 0.0 was given.",
			assertThrows(IllegalArgumentException.class, () -> Jsma.usual().withTheta(0)).getMessage());
	}
}
