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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class XraiTest {

	/**
	 * Of a linear network integrated gradients from black and white have the mean {@code w (x - 127.5)}: the bright square speaks for,
	 * the dark ground, of which it has the same weights, against; regions are of one value each.
	 */
	@Test
	void aSquareOnTheGround() {
		final int side = 48;
		final float[] values = new float[side * side];
		final double[] weights = new double[side * side];
		for (int p = 0; p < values.length; p++) {
			final boolean inside = p % side >= 16 && p % side < 32 && p / side >= 16 && p / side < 32;
			values[p] = inside ? 227.5f : 27.5f;
			weights[p] = 0.01;
		}
		final Pixels image =
			new Pixels(Tensor.of(Shape.of(1, side, side, 1), values), ValueRange.EIGHT_BIT);
		final Tensor map =
			new Xrai(4).attribute(ClosedFormNetwork.linear(weights), image, Objectives.logit(0)).map();
		assertEquals(Shape.of(1, side, side, 1), map.shape());
		final float middle = map.data()[24 * side + 24];
		final float corner = map.data()[0];
		assertTrue(middle > 0.2 && middle <= 1 + 1e-4, "the square with its rim: " + middle);
		assertTrue(corner < -0.9, "the ground: " + corner);
		assertEquals(middle, map.data()[18 * side + 30], 1e-6);
		assertEquals(corner, map.data()[47 * side + 3], 1e-6);
	}

	/** A disk of radius 1 is the pixel and its four neighbours. */
	@Test
	void segmentsAreEnlarged() {
		final List<int[]> enlarged =
			new Xrai.Enlargement(3, 4, 1).of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
		assertEquals(2, enlarged.size());
		assertEquals(12, enlarged.get(0).length);
		final int[] second = enlarged.get(1);
		Arrays.sort(second);
		assertArrayEquals(new int[] { 2, 3, 6, 7, 10, 11 }, second);
		assertArrayEquals(new double[] { 2, -1 },
			Xrai.largest(Tensor.of(Shape.of(1, 1, 2, 2), 1, 3, -4, -1),
				Tensor.of(Shape.of(1, 1, 2, 2), 0, 1, -4, -1)));
	}
}
