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

package org.gradiscope.attack.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

	/** Brown, Cai and DasGupta's formula, to three digits as in tables. */
	@ParameterizedTest
	@CsvSource({ "8, 10, 0.490, 0.943", "0, 10, 0, 0.278", "10, 10, 0.722, 1", "1, 1, 0.207, 1",
		"5, 10, 0.237, 0.763", "50, 100, 0.404, 0.596", "0, 0, 0, 1" })
	void theIntervalIsWilsons(final int count, final int total, final double low, final double high) {
		final Proportion proportion = new Proportion(count, total);
		assertEquals(low, proportion.low(), 5e-4);
		assertEquals(high, proportion.high(), 5e-4);
	}

	/** Its ends are where the score test's statistic is the quantile. */
	@Test
	void theEndsSolveTheScoreEquation() {
		for (int count = 1; count < 7; count++) {
			final Proportion proportion = new Proportion(count, 7);
			for (final double p : new double[] { proportion.low(), proportion.high() })
				assertEquals(1.959963984540054,
					Math.abs(proportion.value() - p) / Math.sqrt(p * (1 - p) / 7), 1e-9);
			assertTrue(proportion.low() < proportion.value() && proportion.value() < proportion.high());
		}
	}

	@Test
	void noMoreThanAllCanBeCounted() {
		assertThrows(IllegalArgumentException.class, () -> new Proportion(3, 2));
		assertThrows(IllegalArgumentException.class, () -> new Proportion(-1, 2));
	}
}
