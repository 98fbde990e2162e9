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

package org.gradiscope.attack.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.gradiscope.attack.surface.AlignedDirections.Kind;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lemma 1 of Tramèr et al. 2017, and the construction by Hadamard matrices of Tramèr et al. 2018. */
class AlignedDirectionsTest {

	private static final double EPSILON = 0.5;
	private static final int VALUES = 6 * 7 * 3;

	private static final Tensor GRADIENT = gradient();
	private static final SignDirections ALL = new SignDirections(null);

	private static Tensor gradient() {
		final Pixels noise = Images.noise(ValueRange.EIGHT_BIT, 5, 1, 6, 7, 3);
		final Tensor gradient = noise.values().copy();
		for (int i = 0; i < gradient.size(); i++)
			gradient.data()[i] = (gradient.data()[i] - 100) / 50;
		return gradient;
	}

	/** One direction a row. */
	private static float[][] rows(final AlignedDirections directions) {
		final float[][] rows = new float[directions.count()][VALUES + 2];
		for (int n = 0; n < rows.length; n++) {
			directions.add(n, rows[n], 1);
			assertEquals(0, rows[n][0]);
			assertEquals(0, rows[n][VALUES + 1]);
			rows[n] = Arrays.copyOfRange(rows[n], 1, VALUES + 1);
		}
		return rows;
	}

	private static double product(final float[] a, final float[] b) {
		double product = 0;
		for (int i = 0; i < a.length; i++)
			product += (double) a[i] * b[i];
		return product;
	}

	private static void assertAtRightAngles(final float[][] rows, final double squared) {
		for (int i = 0; i < rows.length; i++)
			for (int j = 0; j < rows.length; j++)
				assertEquals(i == j ? squared : 0, product(rows[i], rows[j]), 1e-4 * squared, i + " " + j);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 16, 64, VALUES - 1 })
	void inL2AllHaveTheSameInnerProductWithTheGradient(final int k) {
		final float[][] rows = rows(Kind.L2.of(GRADIENT, ALL, k, EPSILON, 3));
		final double squared = EPSILON * EPSILON * VALUES;
		assertAtRightAngles(rows, squared);
		final double expected = Math.sqrt(squared * product(GRADIENT.data(), GRADIENT.data()) / k);
		for (final float[] row : rows)
			assertEquals(expected, product(row, GRADIENT.data()), 1e-4 * expected);
	}

	@Test
	void oneDirectionIsTheGradientItself() {
		final float[] one = rows(Kind.L2.of(GRADIENT, ALL, 1, EPSILON, 3))[0];
		final double scale = EPSILON * Math.sqrt(VALUES / product(GRADIENT.data(), GRADIENT.data()));
		for (int i = 0; i < VALUES; i++)
			assertEquals(scale * GRADIENT.data()[i], one[i], 1e-5);
	}

	/** Spread over all values, none of which has to leave the range for the others. */
	@Test
	void noValueOfManyDirectionsIsFarFromTheOthers() {
		for (final float[] row : rows(Kind.L2.of(GRADIENT, ALL, 16, EPSILON, 3)))
			for (final float value : row)
				assertEquals(0, value, 3 * EPSILON);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 16, 64 })
	void inLinfAllAgreeWithTheSignOfAsManyValues(final int k) {
		final float[][] rows = rows(Kind.LINF.of(GRADIENT, ALL, k, EPSILON, 3));
		final int used = VALUES / k * k;
		assertAtRightAngles(rows, EPSILON * EPSILON * used);
		final float[] signs = ALL.of(GRADIENT).data();
		for (final float[] row : rows) {
			assertEquals(EPSILON * used / Math.sqrt(k), product(row, signs), 1e-4);
			int untouched = 0;
			for (final float value : row)
				if (value == 0) untouched++;
				else assertEquals(EPSILON, Math.abs(value), 1e-6);
			assertEquals(VALUES - used, untouched);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 3, 8, 32 })
	void anotherOrderThanAPowerOfFourIsRefused(final int order) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Kind.LINF.of(GRADIENT, ALL, order, EPSILON, 3)).getMessage();
		assertEquals("A regular Hadamard matrix is made of order 1, 4, 16, 64, ..., but " + order +
			" was given; take one of these.", message);
	}

	@Test
	void outsideOfTheMaskNothingChanges() {
		final Tensor mask = Tensor.zeros(GRADIENT.shape());
		for (int i = 0; i < VALUES; i += 2)
			mask.data()[i] = 1;
		for (final Kind kind : Kind.values()) {
			final float[][] rows = rows(kind.of(GRADIENT, new SignDirections(mask), 4, EPSILON, 3));
			assertAtRightAngles(rows, product(rows[0], rows[0]));
			for (final float[] row : rows)
				for (int i = 1; i < VALUES; i += 2)
					assertEquals(0, row[i]);
		}
	}

	@Test
	void theSeedDecides() {
		for (final Kind kind : Kind.values()) {
			final float[] one = rows(kind.of(GRADIENT, ALL, 4, EPSILON, 3))[1];
			assertArrayEquals(one, rows(kind.of(GRADIENT, ALL, 4, EPSILON, 3))[1]);
			assertEquals(false, Arrays.equals(one, rows(kind.of(GRADIENT, ALL, 4, EPSILON, 4))[1]));
		}
	}
}
