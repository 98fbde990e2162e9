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

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.transform.Homography.Point;
import org.junit.jupiter.api.Test;

class HomographyTest {

	private static final List<Point> SQUARE =
		List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1));

	private static List<Point> moved(final SplittableRandom random, final double by) {
		return SQUARE.stream()
			.map(p -> new Point(p.x() + random.nextDouble(-by, by), p.y() + random.nextDouble(-by, by)))
			.toList();
	}

	private static void assertAt(final Point expected, final Point actual) {
		assertEquals(expected.x(), actual.x(), 1e-9);
		assertEquals(expected.y(), actual.y(), 1e-9);
	}

	@Test
	void cornersGoToCornersAndBack() {
		final SplittableRandom random = new SplittableRandom(4);
		for (int trial = 0; trial < 50; trial++) {
			final List<Point> corners = moved(random, 0.24);
			final Homography map = Homography.ofRectangle(30, 20, corners);
			for (int k = 0; k < 4; k++) {
				final double x = 30 * SQUARE.get(k).x();
				final double y = 20 * SQUARE.get(k).y();
				assertAt(corners.get(k), map.at(x, y));
				assertAt(new Point(x, y), map.inverse().at(corners.get(k).x(), corners.get(k).y()));
			}
			final Point inside = map.at(7, 13);
			assertAt(new Point(7, 13), map.inverse().at(inside.x(), inside.y()));
		}
	}

	/** What no affine map does: diagonals cross where the middle goes, and lines stay lines. */
	@Test
	void theMiddleGoesWhereTheDiagonalsCross() {
		final Homography map = Homography
			.ofUnitSquare(List.of(new Point(0, 0), new Point(4, 0), new Point(3, 2), new Point(1, 2)));
		assertAt(new Point(2, 4 / 3.0), map.at(0.5, 0.5));
		assertAt(new Point(2, 0), map.at(0.5, 0));
	}

	@Test
	void aParallelogramIsAffine() {
		final Homography map = Homography
			.ofUnitSquare(List.of(new Point(1, 1), new Point(4, 2), new Point(5, 6), new Point(2, 5)));
		final Homography affine = new Homography(3, 1, 1, 1, 4, 1, 0, 0, 1);
		for (final Point p : SQUARE)
			assertAt(affine.at(p.x() - 0.3, p.y() + 0.2), map.at(p.x() - 0.3, p.y() + 0.2));
		assertEquals(0, Math.abs(map.g()) + Math.abs(map.h()));
	}

	@Test
	void whatIsNoConvexQuadrangleIsRefused() {
		assertTrue(Homography.isConvex(SQUARE));
		final List<Point> crossed = List.of(SQUARE.get(0), SQUARE.get(2), SQUARE.get(1), SQUARE.get(3));
		final List<Point> dented =
			List.of(SQUARE.get(0), SQUARE.get(1), new Point(0.3, 0.3), SQUARE.get(3));
		final List<Point> flat =
			List.of(SQUARE.get(0), new Point(0.5, 0), SQUARE.get(1), SQUARE.get(3));
		for (final List<Point> bad : List.of(crossed, dented, flat, SQUARE.subList(0, 3))) {
			assertFalse(Homography.isConvex(bad));
			assertThrows(IllegalArgumentException.class, () -> Homography.ofUnitSquare(bad));
		}
	}
}
