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

package org.gradiscope.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {

	@Test
	void theFirstStepIsTheRateInTheDirectionOfTheSigns() {
		final float[] x = { 1, 1, 1 };
		new Adam(3, 0.1).step(x, new float[] { 1e-3f, -500, 0 });
		assertArrayEquals(new float[] { 1.1f, 0.9f, 1 }, x, 1e-5f);
	}

	@Test
	void theSecondStepIsByTheFormulaOfThePaper() {
		final float[] x = { 0 };
		final Adam adam = new Adam(1, 1);
		adam.step(x, new float[] { 1 });
		adam.step(x, new float[] { 3 });
		final double m = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.81);
		final double v = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.999 * 0.999);
		assertEquals(1 + m / Math.sqrt(v), x[0], 1e-5);
	}

	@Test
	void aParabolaIsClimbedToItsTop() {
		final float[] x = { -4 };
		final Adam adam = new Adam(1, 0.05);
		for (int step = 0; step < 1000; step++)
			adam.step(x, new float[] { -2 * (x[0] - 3) });
		assertEquals(3, x[0], 1e-2);
	}
}
