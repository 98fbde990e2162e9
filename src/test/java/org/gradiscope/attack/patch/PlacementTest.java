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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** Where a patch lies, and the way back to its pixels. */
class PlacementTest {

	private static Tensor random(final Shape shape, final long seed, final double most) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor tensor = Tensor.zeros(shape);
		for (int i = 0; i < tensor.size(); i++)
			tensor.data()[i] = (float) (most * random.nextDouble());
		return tensor;
	}

	/** Some of its pixels hide nothing, others a part. */
	private static Patch patch(final int height, final int width, final int channels) {
		final Tensor alpha = random(Shape.of(1, height, width, 1), 5, 1);
		for (int i = 0; i < alpha.size(); i += 3)
			alpha.data()[i] = i % 2;
		return new Patch(
			new Pixels(random(Shape.of(1, height, width, channels), 6, 255), ValueRange.EIGHT_BIT),
			alpha);
	}

	private static double dot(final Tensor a, final Tensor b) {
		double sum = 0;
		for (int i = 0; i < a.size(); i++)
			sum += (double) a.data()[i] * b.data()[i];
		return sum;
	}

	@Test
	void theAdjointIsExact() {
		final SplittableRandom random = new SplittableRandom(1);
		for (final int channels : new int[] { 1, 3 })
			for (int draw = 0; draw < 20; draw++) {
				final Patch patch = patch(7, 5, channels);
				final Placement placement = new Placements(null, 180, 0.9, 0.5).draw(random, patch, 13, 17);
				final Tensor values = random(patch.pixels().shape(), draw, 1);
				final Tensor image = random(Shape.of(1, 13, 17, channels), draw + 100, 1);
				final double there = dot(placement.linear(values, patch, 13, 17), image);
				assertTrue(there > 0);
				assertEquals(there, dot(values, placement.adjoint(image, patch)), 1e-5 * there,
					placement.toString());
			}
	}

	@Test
	void inItsOwnSizeAndLightItIsThePatchItself() {
		final Pixels image = new Pixels(random(Shape.of(1, 6, 8, 2), 2, 255), ValueRange.EIGHT_BIT);
		final Tensor alpha = Tensor.zeros(Shape.of(1, 3, 2, 1));
		Arrays.fill(alpha.data(), 1);
		alpha.data()[3] = 0;
		final Patch patch =
			new Patch(new Pixels(random(Shape.of(1, 3, 2, 2), 3, 255), ValueRange.EIGHT_BIT), alpha);
		final Tensor pasted = Placement.at(2, 4.5).paste(image, patch).values();
		for (int y = 0; y < 6; y++)
			for (int x = 0; x < 8; x++) {
				final boolean on = y >= 1 && y < 4 && x >= 4 && x < 6 && !(y == 2 && x == 5);
				for (int c = 0; c < 2; c++)
					assertEquals(
						on ? patch.pixels().values().get(0, y - 1, x - 4, c) : image.values().get(0, y, x, c),
						pasted.get(0, y, x, c));
			}
	}

	@Test
	void aQuarterTurnIsClockwise() {
		final Tensor alpha = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 1);
		final Patch patch = new Patch(
			new Pixels(Tensor.of(Shape.of(1, 1, 3, 1), 10, 20, 30), ValueRange.EIGHT_BIT), alpha);
		final Pixels black = new Pixels(Tensor.zeros(Shape.of(1, 3, 3, 1)), ValueRange.EIGHT_BIT);
		final Placement turned = new Placement(1, 1, 1, Math.PI / 2, 1, 0);
		assertArrayEquals(new float[] { 0, 10, 0, 0, 20, 0, 0, 30, 0 },
			turned.paste(black, patch).values().data(), 1e-4f);
	}

	@Test
	void lightStretchesAroundTheMiddleAndIsCutToTheRange() {
		final Tensor alpha = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 1);
		final Patch patch =
			new Patch(new Pixels(Tensor.of(Shape.of(1, 1, 3, 1), 0, 0.5f, 1), ValueRange.UNIT), alpha);
		final Pixels black = new Pixels(Tensor.zeros(Shape.of(1, 1, 3, 1)), ValueRange.UNIT);
		final Placement light = new Placement(0, 1, 1, 0, 1.5, 0.25);
		assertArrayEquals(new float[] { 0, 0.75f, 1 }, light.paste(black, patch).values().data(),
			1e-6f);
		// What is cut at the top comes back as nothing; the first is on the edge of the range.
		final Tensor ones = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 1);
		assertArrayEquals(new float[] { 1.5f, 1.5f, 0 }, light.gradient(black, patch, ones).data(),
			1e-6f);
	}

	@Test
	void whatIsBesideASelectionIsASquareAroundEachOfItsPixels() {
		final Tensor selection = Tensor.zeros(Shape.of(1, 4, 5, 1));
		selection.data()[2 * 5 + 4] = 1;
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1 },
			Surroundings.of(selection, 1).data());
		assertArrayEquals(selection.data(), Surroundings.of(selection, 0).data());
	}

	@Test
	void theGradientIsThatOfFiniteDifferences() {
		final Patch patch = patch(4, 4, 3);
		final Pixels image = new Pixels(random(Shape.of(1, 9, 9, 3), 8, 255), ValueRange.EIGHT_BIT);
		final Tensor weights = random(image.shape(), 9, 1);
		final Placement placement = new Placement(4.3, 3.9, 1.3, 0.4, 0.8, 0.02);
		final Tensor gradient = placement.gradient(image, patch, weights);
		for (int i = 0; i < gradient.size(); i += 7) {
			final Tensor more = patch.pixels().values().copy();
			more.data()[i] += 0.5f;
			final double rise = dot(placement.paste(image, patch.with(more)).values(), weights) -
				dot(placement.paste(image, patch).values(), weights);
			assertEquals(rise / 0.5, gradient.data()[i], 2e-3);
		}
	}

	@Test
	void anywhereLiesWithinTheImageAndFixedStays() {
		final SplittableRandom random = new SplittableRandom(4);
		final Tensor alpha = Tensor.zeros(Shape.of(1, 5, 5, 1));
		Arrays.fill(alpha.data(), 1);
		final Patch patch = Patch.grey(alpha, 1, ValueRange.UNIT);
		final Pixels image = new Pixels(Tensor.zeros(Shape.of(1, 16, 12, 1)), ValueRange.UNIT);
		double least = 1e9;
		double most = 0;
		for (int draw = 0; draw < 200; draw++) {
			final Placement placement =
				Placements.ANYWHERE.withLight(0).withScale(0).withTurn(0).draw(random, patch, 16, 12);
			least = Math.min(least, placement.centreX());
			most = Math.max(most, placement.centreX());
			double sum = 0;
			for (final float value : placement.paste(image, patch).values().data())
				sum += value;
			assertEquals(12.5, sum, 1e-4, "nothing of the 25 pixels is cut off");
		}
		assertTrue(least < 2.2 && most > 8.8, least + ".." + most);
		final Placement fixed =
			Placements.fixed(new Placements.Centre(3, 4)).withLight(0).draw(random, patch, 16, 12);
		assertEquals(3, fixed.centreY());
		assertEquals(4, fixed.centreX());
		assertEquals(1, fixed.scale());
		assertEquals(0, fixed.angle(), 0.0);
	}
}
