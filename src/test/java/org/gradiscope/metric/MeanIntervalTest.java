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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanIntervalTest {

	/** As tables of Student's t have it: the half width of n values whose standard error is 1. */
	@ParameterizedTest
	@CsvSource({ "2, 12.7062", "3, 4.3027", "5, 2.7764", "11, 2.2281", "31, 2.0423", "121, 1.9799" })
	void tables(final int n, final double t) {
		final double[] values = new double[n];
		// Two values at a distance from the mean, the others on it.
		values[0] = 7 + Math.sqrt(n * (n - 1) / 2.0);
		values[1] = 7 - Math.sqrt(n * (n - 1) / 2.0);
		for (int i = 2; i < n; i++)
			values[i] = 7;
		final MeanInterval interval = MeanInterval.of(values);
		assertEquals(7, interval.mean(), 1e-9);
		assertEquals(7 - t, interval.low(), 1e-4);
		assertEquals(7 + t, interval.high(), 1e-4);
		assertEquals(n, interval.count());
	}

	@Test
	void whatIsNoNumberIsLeftOut() {
		final MeanInterval one = MeanInterval.of(Double.NaN, 3);
		assertEquals(3, one.mean());
		assertEquals(1, one.count());
		assertTrue(Double.isNaN(one.low()) && Double.isNaN(one.high()));
		final MeanInterval same = MeanInterval.of(3, 3, 3);
		assertEquals(new MeanInterval(3, 3, 3, 3), same);
	}
}
