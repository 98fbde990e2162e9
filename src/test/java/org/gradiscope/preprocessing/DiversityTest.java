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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiversityTest {

	/** The scores of four images, each with a class of its own, {@code size} over the others. */
	private static List<float[]> sure(final float size) {
		return List.of(new float[] { size, 0, 0, 0 }, new float[] { 0, size, 0, 0 },
			new float[] { 0, 0, size, 0 }, new float[] { 0, 0, 0, size });
	}

	/** The spread does not depend on the size of the scores, which the temperature takes out. */
	@ParameterizedTest
	@ValueSource(floats = { 0.01f, 1, 4, 1000 })
	void whateverTheSize(final float size) {
		final Diversity diversity = new Diversity(sure(size), false);
		assertEquals(1, diversity.spread(), 1e-9, "the mean probabilities are equal");
		final double over = size / diversity.temperature();
		final double others = 1 / (Math.exp(over) + 3);
		final double first = Math.exp(over) * others;
		assertEquals(0.3 * Math.log(4), -first * Math.log(first) - 3 * others * Math.log(others), 1e-9);
		assertEquals(0.3, diversity.entropy(diversity.temperature()), 1e-9);
	}

	/** Of sure answers; their own confidence counts. */
	@Test
	void information() {
		assertEquals(1, new Diversity(sure(1000), false).information(), 1e-9);
		final double others = 1 / (Math.E + 3);
		final double entropy =
			-Math.E * others * Math.log(Math.E * others) - 3 * others * Math.log(others);
		assertEquals(1 - entropy / Math.log(4), new Diversity(sure(1), false).information(), 1e-9);
	}

	@Test
	void theSameAnswerToAll() {
		final float[] one = { 3, 1, 0, 0 };
		assertEquals(0, new Diversity(List.of(one, one, one), false).spread(), 1e-9);
	}

	/** Two of four images are told from the other two: of 1 bit, 0.6 are doubt in each, and 1.4 could be told. */
	@Test
	void twoOfFour() {
		final List<float[]> scores =
			List.of(new float[] { 1, 0, -99, -99 }, new float[] { 1, 0, -99, -99 },
				new float[] { 0, 1, -99, -99 }, new float[] { 0, 1, -99, -99 });
		assertEquals(0.4 / 1.4, new Diversity(scores, false).spread(), 1e-9);
	}

	/** Of classes for themselves all four images are told apart. */
	@Test
	void classesForThemselves() {
		final List<float[]> scores = List.of(new float[] { 2, 2 }, new float[] { 2, -2 },
			new float[] { -2, 2 }, new float[] { -2, -2 });
		assertEquals(1, new Diversity(scores, true).spread(), 1e-9);
	}
}
