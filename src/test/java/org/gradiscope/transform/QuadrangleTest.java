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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.gradiscope.transform.Homography.Point;
import org.junit.jupiter.api.Test;

class QuadrangleTest {

	/** A rectangle of 40 x 20, turned clockwise about (50, 50). */
	private static List<Point> turned(final double degrees) {
		final double cos = Math.cos(Math.toRadians(degrees));
		final double sin = Math.sin(Math.toRadians(degrees));
		final List<Point> corners = new ArrayList<>();
		for (final double[] p : new double[][] { { -20, -10 }, { 20, -10 }, { 20, 10 }, { -20, 10 } })
			corners.add(new Point(50 + cos * p[0] - sin * p[1], 50 + sin * p[0] + cos * p[1]));
		return corners;
	}

	@Test
	void cornersInAnyOrderComeOutUprightAndNotMirrored() {
		final Random random = new Random(3);
		for (int degrees = -44; degrees <= 44; degrees += 4) {
			final List<Point> expected = turned(degrees);
			final List<Point> shuffled = new ArrayList<>(expected);
			Collections.shuffle(shuffled, random);
			final Quadrangle place = Quadrangle.upright(shuffled);
			assertEquals(expected, place.corners());
			assertEquals(degrees, place.tilt(), 1e-9);
			assertEquals(40, place.width(), 1e-9);
			assertEquals(20, place.height(), 1e-9);
			assertEquals(Math.abs(degrees) > 35, place.isUnsure(), degrees + " degrees");
		}
	}

	/** Farther than an eighth, another side is the upper one. */
	@Test
	void whatLiesOnItsSideIsTakenByItsPlace() {
		final Quadrangle place = Quadrangle.upright(turned(80));
		assertEquals(-10, place.tilt(), 1e-9);
		assertEquals(20, place.width(), 1e-9);
		assertEquals(turned(80), place.turned(3).corners());
		assertEquals(place, place.turned(1).turned(3));
	}

	@Test
	void whatIsNoQuadrangleIsRefused() {
		for (final List<Point> bad : List.of(
			List.of(new Point(0, 0), new Point(9, 0), new Point(4, 2), new Point(4, 9)),
			List.of(new Point(0, 0), new Point(5, 0), new Point(9, 0), new Point(4, 9)),
			List.of(new Point(0, 0), new Point(0, 0), new Point(9, 0), new Point(4, 9)),
			turned(10).subList(0, 3)))
			assertTrue(
				assertThrows(IllegalArgumentException.class, () -> Quadrangle.upright(bad)).getMessage()
					.matches("The corners of a picture are four, none between .* given; mark them anew\\."));
		assertFalse(Quadrangle.upright(turned(0)).isUnsure());
	}
}
