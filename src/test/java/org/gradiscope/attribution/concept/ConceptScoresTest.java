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

package org.gradiscope.attribution.concept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** A concept that is one channel, and a class that depends on it, or on another. */
class ConceptScoresTest {

	private static final List<ConceptDraw> DRAWS = ConceptDraw.draw(40, 20, 60, 1);

	/** Noise, and {@code more} in channel 2. */
	private static double[][] rows(final int count, final double more, final long seed) {
		final Random random = new Random(seed);
		final double[][] rows = new double[count][5];
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				row[j] = random.nextGaussian() + (j == 2 ? more : 0);
		return rows;
	}

	/** The same derivative for all images but a few, for which it is the contrary. */
	private static double[][] slopes(final int channel, final int contrary) {
		final double[][] slopes = new double[20][5];
		for (int i = 0; i < slopes.length; i++)
			slopes[i][channel] = i < contrary ? -1 : 1;
		return slopes;
	}

	@Test
	void aClassThatGrowsWithTheConcept() {
		final ConceptScores found =
			ConceptScores.of(rows(20, 8, 1), rows(60, 0, 2), slopes(2, 4), DRAWS, 1);
		assertEquals(0.8, found.score(), 1e-12);
		assertEquals(1, found.accuracy());
		assertEquals(0, found.noBetterThanChance());
		assertTrue(found.direction()[2] > 0.9, () -> Arrays.toString(found.direction()));
		assertTrue(found.difference().p() < 0.05, () -> found.difference().toString());
		assertTrue(
			found.verdict("nuclei").endsWith("the score depends on the concept, and grows with it."),
			found.verdict("nuclei"));
	}

	@Test
	void aClassThatFallsWithTheConcept() {
		final ConceptScores found =
			ConceptScores.of(rows(20, 8, 1), rows(60, 0, 2), slopes(2, 20), DRAWS, 1);
		assertEquals(0, found.score());
		assertTrue(found.verdict("nuclei").endsWith("falls with it."), found.verdict("nuclei"));
	}

	/** What is no concept is told from nothing. */
	@Test
	void examplesLikeAllOthers() {
		final ConceptScores found =
			ConceptScores.of(rows(20, 0, 3), rows(60, 0, 2), slopes(2, 4), DRAWS, 1);
		assertTrue(found.noBetterThanChance() > 0.5);
		assertTrue(found.verdict("nuclei").endsWith("the score says nothing."),
			found.verdict("nuclei"));
	}

	/** Of each set as many of all three kinds, no random image twice. */
	@Test
	void drawsAreBalanced() {
		for (final ConceptDraw draw : DRAWS) {
			assertEquals(20, draw.concept().length);
			assertEquals(20, draw.random().length);
			assertEquals(40, IntStream.concat(IntStream.of(draw.random()), IntStream.of(draw.others()))
				.distinct().count());
		}
		assertEquals(7, ConceptDraw.draw(2, 20, 14, 1).get(0).concept().length);
		assertEquals(Arrays.toString(DRAWS.get(3).random()),
			Arrays.toString(ConceptDraw.draw(40, 20, 60, 1).get(3).random()));
		assertThrows(IllegalArgumentException.class, () -> ConceptDraw.draw(2, 5, 60, 1));
		assertThrows(IllegalArgumentException.class, () -> ConceptDraw.draw(2, 20, 11, 1));
	}

	/** Of 12 tosses 10 are right with a probability of 79 / 4096, 9 with 299 / 4096. */
	@Test
	void chanceIsThatOfACoin() {
		assertFalse(new ConceptSeparator(new double[] { 1 }, 10, 12, 1).isNoBetterThanChance());
		assertTrue(new ConceptSeparator(new double[] { 1 }, 9, 12, 1).isNoBetterThanChance());
		assertTrue(new ConceptSeparator(new double[] { 1 }, 4, 4, 1).isNoBetterThanChance());
		assertFalse(new ConceptSeparator(new double[] { 1 }, 5, 5, 1).isNoBetterThanChance());
	}

	/** Squares within a part of 6x5 pixels with one that is missing. */
	@Test
	void squaresLieWithin() {
		final Tensor part = Tensor.zeros(Shape.of(1, 8, 10, 1));
		for (int y = 1; y < 7; y++)
			for (int x = 2; x < 7; x++)
				part.data()[y * 10 + x] = y == 3 && x == 4 ? 0 : 1;
		final Tensor values = Tensor.zeros(Shape.of(1, 8, 10, 1));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = part.data()[i] > 0 ? i : -1;
		final PatchPlaces places = new PatchPlaces(part);
		assertEquals(3, places.largest());
		final List<Pixels> found = places.cut(new Pixels(values, ValueRange.EIGHT_BIT), 3, 100, 1);
		assertEquals(3, found.size());
		for (final Pixels patch : found)
			for (final float value : patch.values().data())
				assertTrue(value > 0);
		assertEquals(2, places.cut(new Pixels(values, ValueRange.EIGHT_BIT), 2, 2, 1).size());
		assertEquals(0, new PatchPlaces(Tensor.zeros(Shape.of(1, 3, 3, 1))).largest());
	}
}
