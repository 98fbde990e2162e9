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

package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;

import org.gradiscope.attribution.segment.RegionsTest;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class SobolTest {

	/** Of a sum of independent terms, the index of each is its part of the variance: here of squares of weights. */
	@Test
	void aSumOfCells() {
		final double[] weights = { 1, 2, 0, -3 };
		final Pixels ones = new Pixels(Tensor.of(Shape.of(1, 2, 2, 1), 1, 1, 1, 1), ValueRange.UNIT);
		final Tensor map = new Sobol(2000, 2, 1, Upsampling.NEAREST)
			.attribute(ClosedFormNetwork.linear(weights), ones, Objectives.logit(0)).map();
		for (int i = 0; i < 4; i++)
			assertEquals(weights[i] * weights[i] / 14, map.data()[i], 0.02);
		assertEquals(0, map.data()[2], 1e-9);
	}

	/** Cells are blocks of pixels, and the same seed gives the same map. */
	@Test
	void blocks() {
		final float[] values = new float[36];
		Arrays.fill(values, 1);
		final double[] weights = new double[36];
		for (int i = 0; i < 36; i++)
			weights[i] = i % 6 < 3 ? 1 : 0;
		final Pixels ones = new Pixels(Tensor.of(Shape.of(1, 6, 6, 1), values), ValueRange.UNIT);
		final Sobol sobol = new Sobol(400, 2, 5, Upsampling.NEAREST);
		final Tensor map =
			sobol.attribute(ClosedFormNetwork.linear(weights), ones, Objectives.logit(0)).map();
		for (int i = 0; i < 36; i++)
			assertEquals(i % 6 < 3 ? 0.5 : 0, map.data()[i], 0.05);
		assertArrayEquals(map.data(),
			sobol.attribute(ClosedFormNetwork.linear(weights), ones, Objectives.logit(0)).map().data());
	}

	/** Of values that are formulas, in {@code scripts/reference/regions.py} too. */
	@Test
	void jansensEstimates() throws IOException {
		final double[] values = new double[7 * 5];
		for (int n = 0; n < 7; n++) {
			values[5 * n] = Math.sin(n * 1.3 + 0.2);
			for (int i = 0; i < 4; i++)
				values[5 * n + 1 + i] = values[5 * n] + 0.2 * (i + 1) * Math.cos(n * n + i);
		}
		final double[] expected = RegionsTest.expected("jansen");
		final float[] given = Sobol.indices(4, values);
		for (int i = 0; i < 4; i++)
			assertEquals(expected[i], given[i], 1e-6);
	}

	@Test
	void refusals() {
		assertThrows(IllegalArgumentException.class, () -> new Sobol(1, 7, 1, Upsampling.NEAREST));
		assertThrows(IllegalArgumentException.class, () -> new Sobol(5, 1, 1, Upsampling.NEAREST));
		assertThrows(IllegalArgumentException.class, () -> new Xrai(0));
	}
}
