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

package org.gradiscope.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a crop of any draw shows what its label says there is. */
class StructureTest {

	private static final int SIDE = 192;
	private static final int CROP = 48;
	private static final int DRAWS = 60;

	/** No crop of a structured pattern is empty, and its signal is not far below the noise. */
	@ParameterizedTest
	@EnumSource
	void everyCropOfAStructuredPatternShowsStructure(final Pattern pattern) {
		if (!pattern.isStructured()) return;
		for (int seed = 0; seed < DRAWS; seed++) {
			final Appearance appearance = PatternGenerator.appearance(pattern, seed);
			final double lowest = lowestDeviation(pattern, appearance, seed);
			assertTrue(lowest > 0.08, pattern + " is empty: deviation " + lowest + ", seed " + seed);
			final double ratio = lowest * appearance.contrast() / appearance.noise();
			assertTrue(ratio > 0.6, pattern + " drowns: signal to noise " + ratio + ", seed " + seed);
		}
	}

	private static double lowestDeviation(final Pattern pattern, final Appearance appearance,
		final long seed) {
		final float[] field = PatternGenerator.field(pattern, appearance, SIDE, SIDE, seed);
		double lowest = Double.MAX_VALUE;
		for (int y = 0; y <= SIDE - CROP; y += CROP / 2)
			for (int x = 0; x <= SIDE - CROP; x += CROP / 2)
				lowest = Math.min(lowest, Spread.of(field, SIDE, x, y, CROP).deviation());
		return lowest;
	}

	/** Features have sizes in pixels: a large image has the statistics of a small one. */
	@ParameterizedTest
	@EnumSource
	void aLargerImageShowsMoreOfTheSameField(final Pattern pattern) {
		double small = 0;
		double large = 0;
		for (int seed = 0; seed < 24; seed++) {
			small += roughness(PatternGenerator.field(pattern, Appearance.PLAIN, 64, 64, seed), 64);
			large += roughness(PatternGenerator.field(pattern, Appearance.PLAIN, 256, 256, seed), 256);
		}
		assertEquals(small, large, 0.12 * small);
	}

	@Test
	void backgroundIsEmptyAndHazeIsSmoothButNot() {
		final float[] empty = PatternGenerator.field(Pattern.BACKGROUND, Appearance.PLAIN, 64, 64, 1);
		assertEquals(0, new Spread(empty).deviation());
		final float[] haze = PatternGenerator.field(Pattern.HAZE, Appearance.PLAIN, 64, 64, 1);
		final float[] tissue = PatternGenerator.field(Pattern.TISSUE, Appearance.PLAIN, 64, 64, 1);
		assertTrue(new Spread(haze).deviation() > 0.08);
		assertTrue(roughness(haze, 64) < 0.4 * roughness(tissue, 64));
	}

	@Test
	void defocusKeepsObjectsAndLightAndLowersContrast() {
		final float[] sharp = PatternGenerator.field(Pattern.VESICLES, Appearance.PLAIN, 256, 256, 2);
		final float[] blurred =
			PatternGenerator.field(Pattern.VESICLES, Appearance.PLAIN.withBlur(2), 256, 256, 2);
		assertEquals(new Spread(sharp).mean(), new Spread(blurred).mean(), 0.01);
		assertTrue(new Spread(blurred).deviation() < 0.8 * new Spread(sharp).deviation());
	}

	@Test
	void labelsAreTheTwelveInOrder() {
		assertEquals("[background, haze, nuclei, filaments, membranes, puncta, vesicles, sarcomeres, " +
			"neurites, bacteria, grid, tissue]", Arrays.toString(Pattern.labels()));
		for (final Pattern pattern : Pattern.values())
			assertEquals(pattern, Pattern.of(pattern.label()));
	}

	/** The mean step from one pixel to the next. */
	private static double roughness(final float[] field, final int width) {
		double sum = 0;
		for (int i = 0; i < field.length; i++)
			if (i % width > 0) sum += Math.abs(field[i] - field[i - 1]);
		return sum / field.length;
	}
}
