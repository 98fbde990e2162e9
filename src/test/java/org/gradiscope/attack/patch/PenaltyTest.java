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

package org.gradiscope.attack.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** The total variation and the non-printability score, by hand. */
class PenaltyTest {

	private static Patch patch(final int height, final int width, final float... values) {
		final Tensor alpha = Tensor.zeros(Shape.of(1, height, width, 1));
		Arrays.fill(alpha.data(), 1);
		return new Patch(
			new Pixels(Tensor.of(Shape.of(1, height, width, values.length / height / width), values),
				ValueRange.EIGHT_BIT),
			alpha);
	}

	private static double of(final Penalty penalty, final Patch patch) {
		return penalty.of(patch, 0, new double[patch.pixels().values().size()]);
	}

	private static void assertGradient(final Penalty penalty, final Patch patch) {
		final double[] gradient = new double[patch.pixels().values().size()];
		final double value = penalty.of(patch, 2, gradient);
		for (int i = 0; i < gradient.length; i++) {
			final Tensor more = patch.pixels().values().copy();
			more.data()[i] += 0.255f;
			final double slope = (of(penalty, patch.with(more)) - value) / 0.001;
			assertEquals(2 * slope, gradient[i], 5e-3);
		}
	}

	@Test
	void totalVariationByHand() {
		// To the right 3 and below 4 of the first pixel, in units of 255/10: 5; the second 6 down, the third 5 right.
		final Patch patch = patch(2, 2, 0, 76.5f, 102, 229.5f);
		assertEquals((0.5 + 0.6 + 0.5 + 1e-3) / 4, of(new TotalVariation(), patch), 1e-4);
		assertGradient(new TotalVariation(), patch);
	}

	@Test
	void whatIsOutsideHasNoVariation() {
		final Tensor alpha = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 0);
		final Patch patch = new Patch(
			new Pixels(Tensor.of(Shape.of(1, 1, 3, 1), 0, 0, 255), ValueRange.EIGHT_BIT), alpha);
		assertEquals(1e-3, of(new TotalVariation(), patch), 1e-6);
	}

	@Test
	void theScoreIsTheMeanDistanceFromTheNearestColour() {
		final Palette palette = Palette.ofText("# black and red\n0,0,0\n\n255; 0 0 # red\n");
		assertEquals(2, palette.size());
		final Patch patch = patch(1, 3, 0, 0, 0, 255, 0, 51, 0, 153, 204);
		assertEquals((0 + 0.2 + 1) / 3, palette.score(patch), 1e-6);
		assertGradient(palette, patch(1, 2, 30, 60, 90, 200, 100, 50));
	}

	@Test
	void greyPatchesAreComparedWithGreys() {
		final Palette palette = Palette.ofText("0 0 0\n255 255 255\n");
		assertEquals(0.2, palette.score(patch(1, 2, 51, 204)), 1e-6);
	}

	@Test
	void anImageHasItsOwnColoursOrTheFullestCells() {
		final Patch two = patch(1, 3, 1, 2, 3, 200, 100, 0, 1, 2, 3);
		assertEquals(2, Palette.of(two.pixels()).size());
		assertEquals(0, Palette.of(two.pixels()).score(two), 1e-9);
		final SplittableRandom random = new SplittableRandom(1);
		final float[] many = new float[300 * 3];
		for (int i = 0; i < many.length; i++)
			many[i] = random.nextInt(256);
		final Palette gathered = Palette.of(patch(20, 15, many).pixels());
		assertEquals(Palette.MOST, gathered.size());
		assertTrue(gathered.score(patch(20, 15, many)) < 0.25);
	}

	@Test
	void linesThatAreNoColoursAreRefused() {
		for (final String text : new String[] { "0,0,0\n1,2", "0,0,0\n1,2,300", "0,0,0\nred" }) {
			final String message =
				assertThrows(IllegalArgumentException.class, () -> Palette.ofText(text)).getMessage();
			assertTrue(message.contains("line 2 is"), message);
		}
		assertThrows(IllegalArgumentException.class, () -> Palette.ofText("\n# nothing\n"));
	}

	@Test
	void theHoldoutDependsOnTheSeedAlone() {
		final Holdout split = Holdout.of(10, 0.25, 7);
		assertEquals(3, split.held().length);
		assertEquals(7, split.training().length);
		assertArrayEquals(split.held(), Holdout.of(10, 0.25, 7).held());
		final int[] all = new int[10];
		for (final int i : split.held())
			all[i]++;
		for (final int i : split.training())
			all[i]++;
		assertEquals(10, Arrays.stream(all).filter(n -> n == 1).count());
		boolean differs = false;
		for (long seed = 0; seed < 5; seed++)
			differs |= !Arrays.equals(split.held(), Holdout.of(10, 0.25, seed).held());
		assertTrue(differs);
		assertEquals(1, Holdout.of(2, 0.01, 1).held().length);
		assertEquals(1, Holdout.of(2, 0.99, 1).training().length);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Holdout.of(1, 0.25, 1))
			.getMessage().contains("two or more, but there is one"));
	}
}
