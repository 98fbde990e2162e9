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
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms of one and of two degrees of freedom, and scipy's values. */
class StudentTTest {

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.01, 0.7, 1, 3, 25, 4000 })
	void ofOneAndTwoDegreesOfFreedom(final double t) {
		assertEquals(1 - 2 / Math.PI * Math.atan(t), new StudentT(t, 1).p(), 1e-13);
		assertEquals(1 - t / Math.sqrt(2 + t * t), new StudentT(-t, 2).p(), 1e-13);
	}

	@ParameterizedTest
	@CsvSource({ "0.1, 18, 0.9214496882429104", "4.2, 18, 0.0005382186590030326",
		"12, 58, 2.3615708349395153e-17", "30, 98, 3.466352323464848e-51" })
	void asScipy(final double t, final int freedom, final double p) {
		assertEquals(1, new StudentT(t, freedom).p() / p, 1e-10);
	}

	/** scipy.stats.ttest_ind. */
	@Test
	void ofTwoSamples() {
		final StudentT test = StudentT.of(new double[] { 1, 2, 3, 4.5 }, new double[] { 2, 2.5, 7 });
		assertEquals(-0.7567392077307447, test.t(), 1e-12);
		assertEquals(0.483318409633969, test.p(), 1e-12);
	}

	@Test
	void whereNothingVaries() {
		final double[] ones = { 1, 1, 1 };
		assertEquals(0, StudentT.of(ones, new double[] { 0.5, 0.5 }).p());
		assertEquals(1, StudentT.of(ones, ones).p());
		assertThrows(IllegalArgumentException.class, () -> StudentT.of(ones, new double[] { 1 }));
	}
}
