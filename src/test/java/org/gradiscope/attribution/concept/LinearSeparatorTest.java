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

package org.gradiscope.attribution.concept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Logistic regression where its solution is known. */
class LinearSeparatorTest {

	/**
	 * Of one vector each, at 1 and -1, the bias is 0 and the weight solves {@code w = 2 C / (1 + e^w)}, both by
	 * the condition that the derivative is 0.
	 */
	@Test
	void ofOneVectorOfEachKind() {
		for (final double c : new double[] { 0.01, 1, 100 }) {
			final LinearSeparator found =
				LinearSeparator.of(new double[][] { { 1 } }, new double[][] { { -1 } }, c);
			final double w = found.weights()[0];
			assertEquals(2 * c / (1 + Math.exp(w)), w, 1e-10);
			assertEquals(0, found.bias(), 1e-10);
		}
	}

	/** Both kinds alike: nothing parts them, and as many more of the first make the odds. */
	@Test
	void ofKindsThatAreTheSame() {
		final double[][] same = { { 2, 5 }, { 2, 5 }, { 2, 5 } };
		final LinearSeparator found = LinearSeparator.of(same, new double[][] { { 2, 5 } }, 1);
		assertArrayEquals(new double[] { 0, 0 }, found.weights(), 1e-9);
		assertEquals(Math.log(3), found.score(2, 5), 1e-9);
	}

	/** The derivative of what is made small is 0, with more vectors than channels and with fewer. */
	@Test
	void nothingIsLeftToGain() {
		for (final int length : new int[] { 3, 200 }) {
			final Random random = new Random(5);
			final double[][] all = new double[30][length];
			for (int i = 0; i < all.length; i++)
				for (int j = 0; j < length; j++)
					all[i][j] = 40 + 10 * random.nextGaussian() + (i < 12 && j == 0 ? 8 : 0);
			final LinearSeparator found = LinearSeparator.of(java.util.Arrays.copyOf(all, 12),
				java.util.Arrays.copyOfRange(all, 12, 30), 2);
			final double square = square(all);
			final double[] slope = found.weights().clone();
			double offset = 0;
			for (int i = 0; i < all.length; i++) {
				final double p = 1 / (1 + Math.exp(-found.score(all[i])));
				final double residual = 2 * (i < 12 ? p - 1 : p);
				offset += residual;
				for (int j = 0; j < length; j++)
					slope[j] += residual * all[i][j] / square;
			}
			assertEquals(0, offset, 1e-8);
			assertArrayEquals(new double[length], slope, 1e-8);
		}
	}

	/** The mean squared distance from the mean. */
	private static double square(final double[]... all) {
		double sum = 0;
		for (int j = 0; j < all[0].length; j++) {
			double mean = 0;
			for (final double[] vector : all)
				mean += vector[j] / all.length;
			for (final double[] vector : all)
				sum += (vector[j] - mean) * (vector[j] - mean) / all.length;
		}
		return sum;
	}

	/** However far apart they are. */
	@Test
	void ofKindsThatAreFarApart() {
		final LinearSeparator found = LinearSeparator.of(new double[][] { { 1e6, 1 }, { 1.1e6, -1 } },
			new double[][] { { -1e6, 1 }, { -1.1e6, -1 } }, 1e6);
		assertTrue(found.score(1e6, 1) > 0 && found.score(-1e6, 1) < 0);
	}
}
