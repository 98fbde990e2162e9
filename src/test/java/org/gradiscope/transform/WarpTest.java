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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class WarpTest {

	/** Both passes, one after the other, lead to where the rotation does. */
	@Test
	void rowsAndColumnsLeadToWhatTheFormulaShows() {
		final SplittableRandom random = new SplittableRandom(4);
		for (int trial = 0; trial < 20; trial++) {
			final Warp warp = new RandomWarp(5, 4, 0.3, 40, 3).next(random, 31, 47);
			final int x = random.nextInt(warp.canvasWidth());
			final int y = random.nextInt(warp.canvasHeight());
			final double dx = x - (warp.canvasWidth() - 1) / 2.0;
			final double dy = y - (warp.canvasHeight() - 1) / 2.0;
			final double cos = Math.cos(warp.angle()) / warp.scale();
			final double sin = Math.sin(warp.angle()) / warp.scale();
			final double row = cos * dy - sin * dx + 15 - warp.shiftY();
			final double column = sin * dy + cos * dx + 23 - warp.shiftX();
			assertEquals(row, at(warp.column(x), y, warp.canvasHeight()), 1e-9);
			// Rows between two are between their ends too, as all of it is linear.
			final int above = (int) Math.floor(row);
			final double upper = at(warp.row(above), x, warp.canvasWidth());
			final double lower = at(warp.row(above + 1), x, warp.canvasWidth());
			assertEquals(column, upper + (row - above) * (lower - upper), 1e-9);
		}
	}

	private static double at(final double[] ends, final int position, final int count) {
		return ends[0] + position * (ends[1] - ends[0]) / (count - 1);
	}

	@Test
	void nothingIsTheImageItself() {
		final Warp none = Warp.none(5, 7);
		assertTrue(none.isNone());
		assertArrayEquals(new double[] { 0, 6 }, none.row(3), 1e-12);
		assertArrayEquals(new double[] { 0, 4 }, none.column(2), 1e-12);
		assertEquals(none, RandomWarp.NONE.next(new SplittableRandom(1), 5, 7));
	}

	@Test
	void lucidsStandardLosesWhatTheShiftsMayBringIn() {
		final Warp warp = RandomWarp.STANDARD.next(new SplittableRandom(1), 128, 128);
		assertEquals(140, warp.canvasHeight(), "128 + 2 * 12 - 8 - 4");
	}

	@Test
	void impossibleWarpsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Warp(8, 8, -4, 1, 0, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Warp(8, 8, 0, 0, 0, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Warp(8, 8, 0, 1, 1, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new RandomWarp(0, 0, 0, 46, 0));
		assertThrows(IllegalArgumentException.class, () -> new RandomWarp(0, -1, 0, 0, 0));
	}
}
