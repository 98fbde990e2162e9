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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every draw of every pattern. */
class PatternGeneratorTest {

	@ParameterizedTest
	@EnumSource
	void theSameSeedDrawsTheSameFloats(final Pattern pattern) {
		assertArrayEquals(draw(pattern, 64, 64, 5), draw(pattern, 64, 64, 5), 0);
	}

	@ParameterizedTest
	@EnumSource
	void differentSeedsDiffer(final Pattern pattern) {
		assertFalse(Arrays.equals(draw(pattern, 64, 64, 5), draw(pattern, 64, 64, 6)));
	}

	@ParameterizedTest
	@EnumSource
	void valuesAreFiniteInRangeAndNotConstant(final Pattern pattern) {
		for (int seed = 0; seed < 40; seed++) {
			final float[] values = draw(pattern, 48, 48, seed);
			for (final float value : values)
				assertTrue(value >= 0 && value <= 255, () -> pattern + " has the value " + value);
			assertTrue(new Spread(values).deviation() > 0, pattern + " is constant, seed " + seed);
		}
	}

	@ParameterizedTest
	@EnumSource
	void oddAndSmallSizesWork(final Pattern pattern) {
		for (final int[] size : new int[][] { { 32, 32 }, { 33, 57 }, { 131, 1 }, { 1, 1 } }) {
			final Pixels image = PatternGenerator.draw(pattern, size[0], size[1], 9);
			assertEquals(Shape.of(1, size[1], size[0], 3), image.shape());
			assertEquals(ValueRange.EIGHT_BIT, image.range());
		}
	}

	@ParameterizedTest
	@EnumSource
	void greyDrawsHaveOneChannelAndEqualColours(final Pattern pattern) {
		final Pixels grey = PatternGenerator.drawGrey(pattern, 40, 36, 3);
		assertEquals(Shape.of(1, 36, 40, 1), grey.shape());
		final Appearance appearance =
			PatternGenerator.appearance(pattern, 3).withColouring(Colouring.GREY);
		final float[] rgb = PatternGenerator.draw(pattern, appearance, 40, 36, 3).values().data();
		for (int i = 0; i < rgb.length; i += 3) {
			assertEquals(rgb[i], rgb[i + 1], 0);
			assertEquals(rgb[i], rgb[i + 2], 0);
		}
	}

	/** The floats of all patterns, once seen, on any machine and any Java. */
	@Test
	void drawsAreTheOnesThatWereOnceSeen() {
		int hash = 1;
		for (final Pattern pattern : Pattern.values())
			for (int seed = 0; seed < 8; seed++)
				hash = 31 * hash + Arrays.hashCode(draw(pattern, 64, 64, seed));
		assertEquals(-1004282011, hash);
	}

	@Test
	void aNoiseFreePlainDrawIsTheField() {
		final long seed = 4;
		final float[] field =
			PatternGenerator.field(Pattern.GRID, Appearance.PLAIN, 50, 50, new Dice(seed).seed());
		final float[] grey =
			PatternGenerator.drawGrey(Pattern.GRID, Appearance.PLAIN, 50, 50, seed).values().data();
		for (int i = 0; i < field.length; i++)
			assertEquals(255 * field[i], grey[i], 1e-3);
	}

	@Test
	void aboutFourInTenDrawsAreGrey() {
		int grey = 0;
		int inverted = 0;
		for (int seed = 0; seed < 2000; seed++) {
			final Colouring colouring = PatternGenerator.appearance(Pattern.NUCLEI, seed).colouring();
			if (colouring.isGrey()) grey++;
			if (colouring.isInverted()) inverted++;
		}
		assertEquals(800, grey, 80);
		assertEquals(640, inverted, 80);
	}

	@Test
	void wrongArgumentsAreRefusedWithTheirValues() {
		final String size = assertThrows(IllegalArgumentException.class,
			() -> PatternGenerator.draw(Pattern.GRID, 0, 5, 1)).getMessage();
		assertTrue(size.contains("0x5"), size);
		final String scale =
			assertThrows(IllegalArgumentException.class, () -> Appearance.PLAIN.withScale(-2))
				.getMessage();
		assertTrue(scale.contains("scale") && scale.contains("-2"), scale);
	}

	private static float[] draw(final Pattern pattern, final int width, final int height,
		final long seed) {
		return PatternGenerator.draw(pattern, width, height, seed).values().data();
	}
}
