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

import java.util.List;

/**
 * A projective map of the plane, as a plane is seen in perspective:
 *
 * <pre>
 * (x, y) -> ((a x + b y + c) / w, (d x + e y + f) / w),  w = g x + h y + i
 * </pre>
 */
public record Homography(double a, double b, double c, double d, double e, double f, double g,
	double h, double i) {

	/** A place in the plane, x to the right and y downwards. */
	public record Point(double x, double y) {}

	/**
	 * The map of the unit square on a quadrangle, in closed form (Heckbert 1989, "Fundamentals of Texture
	 * Mapping and Image Warping", section 2.2.3).
	 *
	 * @param corners four, of (0, 0), (1, 0), (1, 1) and (0, 1)
	 * @throws IllegalArgumentException if these are no corners of a convex quadrangle
	 */
	public static Homography ofUnitSquare(final List<Point> corners) {
		if (!isConvex(corners)) throw new IllegalArgumentException(
			"Four corners of a convex quadrangle, in the order of its outline, are expected, but " +
				corners + " were given.");
		final Point p = corners.get(0);
		final Point q = corners.get(1);
		final Point r = corners.get(2);
		final Point s = corners.get(3);
		final double sumX = p.x - q.x + r.x - s.x;
		final double sumY = p.y - q.y + r.y - s.y;
		final double det = cross(q.x - r.x, q.y - r.y, s.x - r.x, s.y - r.y);
		final double g = cross(sumX, sumY, s.x - r.x, s.y - r.y) / det;
		final double h = cross(q.x - r.x, q.y - r.y, sumX, sumY) / det;
		return new Homography(q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y,
			s.y - p.y + h * s.y, p.y, g, h, 1);
	}

	/**
	 * The map of a rectangle from (0, 0) to (width, height) on a quadrangle.
	 *
	 * @param corners of the top left, top right, bottom right and bottom left corner
	 * @throws IllegalArgumentException if these are no corners of a convex quadrangle
	 */
	public static Homography ofRectangle(final double width, final double height,
		final List<Point> corners) {
		final Homography unit = ofUnitSquare(corners);
		return new Homography(unit.a / width, unit.b / height, unit.c, unit.d / width, unit.e / height,
			unit.f, unit.g / width, unit.h / height, unit.i);
	}

	/** Whether four corners are those of a convex quadrangle, in the order of its outline, none on a line of others. */
	public static boolean isConvex(final List<Point> corners) {
		if (corners.size() != 4) return false;
		double orientation = 0;
		for (int k = 0; k < corners.size(); k++) {
			final Point from = corners.get(k);
			final Point at = corners.get((k + 1) % corners.size());
			final Point to = corners.get((k + 2) % corners.size());
			final double turn = cross(at.x - from.x, at.y - from.y, to.x - at.x, to.y - at.y);
			if (!Double.isFinite(turn) || turn == 0 || turn * orientation < 0) return false;
			orientation = turn;
		}
		return true;
	}

	private static double cross(final double x1, final double y1, final double x2, final double y2) {
		return x1 * y2 - x2 * y1;
	}

	/** Where a place goes. */
	public Point at(final double x, final double y) {
		final double w = g * x + h * y + i;
		return new Point((a * x + b * y + c) / w, (d * x + e * y + f) / w);
	}

	/** The way back: the adjugate of the matrix, which is its inverse up to a factor that w takes out. */
	public Homography inverse() {
		return new Homography(e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g,
			c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d);
	}
}
