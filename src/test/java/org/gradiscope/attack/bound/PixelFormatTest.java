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

package org.gradiscope.attack.bound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** No pixel leaves the ball when it is rounded. */
class PixelFormatTest {

	private static final Shape SHAPE = Shape.of(1, 10, 100, 1);

	@Test
	void aChangeOverEpsilonIsOneLevelLess() {
		final Shape shape = Shape.of(1, 1, 4, 1);
		final Tensor rounded = PixelFormat.UINT8.round(Tensor.of(shape, 100, 100, 100, 254),
			Tensor.of(shape, 102.6f, 97.4f, 101.4f, 256.6f), new Bound(Norm.LINF, 2.6));
		assertArrayEquals(new float[] { 102, 98, 101, 255 }, rounded.data());
	}

	@Test
	void noPixelLeavesTheBallOrTheType() {
		final SplittableRandom random = new SplittableRandom(1);
		final Tensor original = Tensor.zeros(SHAPE);
		final Tensor perturbed = Tensor.zeros(SHAPE);
		for (int i = 0; i < original.size(); i++) {
			original.data()[i] = random.nextInt(256);
			perturbed.data()[i] = original.data()[i] + (float) (3.7 * (2 * random.nextDouble() - 1));
		}
		final Tensor rounded = PixelFormat.UINT8.round(original, perturbed, new Bound(Norm.LINF, 3.7));
		for (int i = 0; i < original.size(); i++) {
			final float value = rounded.data()[i];
			assertTrue(Math.abs(value - original.data()[i]) <= 3.7);
			assertTrue(value >= 0 && value <= 255 && value == Math.rint(value));
		}
	}

	@Test
	void realNumbersStay() {
		final Tensor perturbed = Tensor.zeros(SHAPE);
		assertSame(perturbed,
			PixelFormat.FLOAT32.round(Tensor.zeros(SHAPE), perturbed, new Bound(Norm.LINF, 0.1)));
	}

	@Test
	void lessThanOneLevelIsRefused() {
		final Tensor zeros = Tensor.zeros(SHAPE);
		assertEquals(true,
			assertThrows(IllegalArgumentException.class,
				() -> PixelFormat.UINT16.round(zeros, zeros, new Bound(Norm.LINF, 0.5))).getMessage()
				.contains("at least 1"));
	}

	@Test
	void inL2RoundingTakesTheLastLevelFromThoseThatItRaisedMost() {
		final Shape shape = Shape.of(1, 1, 4, 1);
		// Rounded to 2, 1, 3, 0 they would be of length 3.74; of squares 14 the second's 1 has to go.
		final Tensor rounded = PixelFormat.UINT8.round(Tensor.of(shape, 100, 100, 100, 100),
			Tensor.of(shape, 101.9f, 100.6f, 103, 100.2f), new Bound(Norm.L2, 3.65));
		assertArrayEquals(new float[] { 102, 100, 103, 100 }, rounded.data());
	}

	@Test
	void noImageLeavesTheBallOfL2() {
		final SplittableRandom random = new SplittableRandom(2);
		for (final double rms : new double[] { 0.2, 0.5, 1.3, 8 }) {
			final Tensor original = Tensor.zeros(SHAPE);
			final Tensor perturbed = Tensor.zeros(SHAPE);
			final double epsilon = rms * Math.sqrt(SHAPE.size());
			double squares = 0;
			for (int i = 0; i < original.size(); i++) {
				original.data()[i] = 100;
				perturbed.data()[i] = (float) random.nextGaussian();
				squares += perturbed.data()[i] * perturbed.data()[i];
			}
			for (int i = 0; i < original.size(); i++)
				perturbed.data()[i] = (float) (100 + perturbed.data()[i] * epsilon / Math.sqrt(squares));
			final Tensor rounded =
				PixelFormat.UINT8.round(original, perturbed, new Bound(Norm.L2, epsilon));
			double after = 0;
			for (int i = 0; i < original.size(); i++)
				after += (rounded.data()[i] - 100) * (rounded.data()[i] - 100);
			assertTrue(Math.sqrt(after) <= epsilon, Math.sqrt(after) + " > " + epsilon);
			if (rms > 0.2)
				assertTrue(Math.sqrt(after) > 0.9 * epsilon, Math.sqrt(after) + " of " + epsilon);
		}
	}

	@Test
	void withoutEpsilonTheNearestLevelOfTheTypeIsTaken() {
		final Shape shape = Shape.of(1, 1, 3, 1);
		assertArrayEquals(new float[] { 13, 0, 255 },
			PixelFormat.UINT8
				.round(Tensor.of(shape, 100, 100, 100), Tensor.of(shape, 12.6f, -3, 255.4f), Bound.RANGE)
				.data());
	}
}
