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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import org.gradiscope.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The next size of networks of several kinds, without any network. */
class FittingSidesTest {

	private static String next(final int stride, final IntPredicate rows, final IntPredicate columns,
		final int height, final int width) {
		return new FittingSides(stride, false, sides -> rows.test(sides[0]) && columns.test(sides[1]))
			.from(height, width).map(Shape::toString).orElse("none");
	}

	@ParameterizedTest
	@CsvSource({ "550, 660, 560x672", "560, 672, 560x672", "1, 1, 16x16", "561, 16, 576x16" })
	void multiplesOfTheStride(final int height, final int width, final String expected) {
		assertEquals(expected, next(16, n -> n % 16 == 0, n -> n % 16 == 0, height, width));
	}

	@Test
	void ofAPartOfTheStride() {
		assertEquals("12x20", next(16, n -> n % 4 == 0, n -> n % 4 == 0, 11, 17));
		assertEquals("24x36", next(24, n -> n % 12 == 0, n -> n % 12 == 0, 13, 25));
	}

	@Test
	void ofMoreThanTheStride() {
		assertEquals("224x224", next(32, n -> n % 224 == 0, n -> n % 224 == 0, 200, 100));
	}

	/** As of U-Nets without padding, of which 572 is one size. */
	@Test
	void aRemainder() {
		assertEquals("572x604",
			next(16, n -> n >= 140 && n % 16 == 12, n -> n >= 140 && n % 16 == 12, 557, 589));
	}

	@Test
	void eachSideForItself() {
		assertEquals("560x661", next(16, n -> n % 16 == 0, n -> true, 550, 661));
		assertEquals("552x672", next(16, n -> n % 8 == 0, n -> n % 16 == 0, 550, 660));
	}

	/** Of volumes, which halve their planes more often than their depth; long sides make no others long. */
	@Test
	void volumes() {
		final FittingSides volumes =
			new FittingSides(16, false, sides -> sides[0] % 4 == 0 && sides[1] % 16 == 0 &&
				sides[2] % 16 == 0 && (double) sides[0] * sides[1] * sides[2] < 1 << 28);
		assertEquals("12x1024x1040", volumes.from(10, 1024, 1030).map(Shape::toString).orElse("none"));
		assertEquals("4x16x16", volumes.from(1, 1, 16).map(Shape::toString).orElse("none"));
		assertEquals("none", new FittingSides(2, false, sides -> sides[0] >= 3 && sides[1] % 2 == 0)
			.from(2, 8, 8).map(Shape::toString).orElse("none"));
	}

	/** What shrinks to nothing is no matter of the remainder, and is not to be made up. */
	@Test
	void anImageThatIsTooSmallHasNone() {
		assertEquals("none", next(32, n -> n >= 75, n -> n >= 75, 60, 200));
		assertEquals("none", next(1, n -> n >= 8, n -> n >= 8, 7, 7));
	}

	@Test
	void nothingFits() {
		assertEquals("none", next(16, n -> false, n -> true, 50, 50));
		assertEquals("none", next(16, n -> n == 1 << 10, n -> true, Integer.MAX_VALUE, 5));
	}

	@Test
	void timeSeriesGrowInTimeOnly() {
		assertEquals("7x12", new FittingSides(4, true, sides -> sides[0] == 7 && sides[1] % 4 == 0)
			.from(7, 9).map(Shape::toString).orElse("none"));
	}

	@Test
	void whatFitsIsLookedAtOnce() {
		final AtomicInteger asked = new AtomicInteger();
		new FittingSides(16, false, sides -> asked.incrementAndGet() > 0).from(5, 6);
		assertEquals(1, asked.get());
	}
}
