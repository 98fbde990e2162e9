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

package org.gradiscope.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Correlations of short lists, by hand. */
class CorrelationTest {

	@Test
	void equalNumbersShareTheMeanOfTheirRanks() {
		assertArrayEquals(new double[] { 2.5, 1, 4, 2.5, 5 },
			Correlation.ranks(new double[] { 3, -1, 7, 3, 8 }));
	}

	/** The differences of ranks are 0, -1, 1, -1, 1: 1 - 6 * 4 / (5 * 24). */
	@Test
	void spearmanComparesRanksAlone() {
		assertEquals(0.8,
			Correlation.spearman(new double[] { 1, 2, 3, 4, 5 }, new double[] { -9, 4, 3, 700, 50 }),
			1e-12);
		assertEquals(1, Correlation.spearman(new double[] { 1, 2, 3 }, new double[] { 1, 8, 1e9 }),
			1e-12);
		assertEquals(-1, Correlation.spearman(new double[] { 1, 2, 3 }, new double[] { 1, 0, -7 }),
			1e-12);
	}

	/** Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, sums of squares 4.5 and 5. */
	@Test
	void spearmanWithTies() {
		assertEquals(4.5 / Math.sqrt(4.5 * 5),
			Correlation.spearman(new double[] { 0, 1, 1, 2 }, new double[] { 5, 6, 7, 8 }), 1e-12);
	}

	@Test
	void pearsonByHand() {
		assertEquals(1, Correlation.pearson(new double[] { 1, 2, 3 }, new double[] { 10, 12, 14 }),
			1e-12);
		assertEquals(0.5, Correlation.pearson(new double[] { 1, 2, 3 }, new double[] { 1, 3, 2 }),
			1e-12);
	}

	@Test
	void aConstantSaysNothing() {
		assertEquals(0, Correlation.spearman(new double[] { 4, 4, 4 }, new double[] { 1, 2, 3 }));
		assertEquals(0, Correlation.pearson(new double[] { 1, 2, 3 }, new double[] { 0, 0, 0 }));
	}

	@Test
	void listsAreOfOneLength() {
		assertEquals("Lists of one length were expected, but 2 and 3 numbers were given.",
			assertThrows(IllegalArgumentException.class,
				() -> Correlation.pearson(new double[2], new double[3])).getMessage());
	}
}
