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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.gradiscope.transform.Homography.Point;

/**
 * Where a photograph shows a rectangular picture.
 *
 * @param corners of the picture's top left, top right, bottom right and bottom left corner, in pixels
 */
public record Quadrangle(List<Point> corners) {

	/** Nearer to an eighth of a turn than this, in degrees, it is not plain which side is the top one. */
	private static final double UNSURE = 10;

	private static final int SIDES = 4;

	/** @throws IllegalArgumentException if these are no corners of a convex quadrangle */
	public Quadrangle {
		corners = List.copyOf(corners);
		if (!Homography.isConvex(corners)) throw new IllegalArgumentException(
			"The corners of a picture are four, none between or within the others, but " + text(corners) +
				" were given; mark them anew.");
	}

	/**
	 * Of corners in any order: by their places, the picture is neither mirrored nor turned by more than an eighth
	 * of a turn.
	 *
	 * @throws IllegalArgumentException if these are no corners of a convex quadrangle
	 */
	public static Quadrangle upright(final List<Point> corners) {
		final double x = corners.stream().mapToDouble(Point::x).average().orElse(0);
		final double y = corners.stream().mapToDouble(Point::y).average().orElse(0);
		// With y downwards, growing angles go clockwise.
		final Quadrangle clockwise = new Quadrangle(corners.stream()
			.sorted(Comparator.comparingDouble(p -> Math.atan2(p.y() - y, p.x() - x))).toList());
		Quadrangle upright = clockwise;
		for (int quarters = 1; quarters < SIDES; quarters++) {
			final Quadrangle other = clockwise.turned(quarters);
			if (Math.abs(other.tilt()) < Math.abs(upright.tilt())) upright = other;
		}
		return upright;
	}

	/** The same place of a picture that comes out turned clockwise by so many quarters of a turn. */
	public Quadrangle turned(final int quarters) {
		final List<Point> turned = new ArrayList<>();
		for (int k = 0; k < SIDES; k++)
			turned.add(corners.get(Math.floorMod(k - quarters, SIDES)));
		return new Quadrangle(turned);
	}

	/** By how many degrees the picture is turned clockwise in the photograph, -180 to 180: that of its horizontal sides. */
	public double tilt() {
		final Point top = side(0);
		final Point bottom = side(2);
		return Math.toDegrees(Math.atan2(top.y() - bottom.y(), top.x() - bottom.x()));
	}

	/** Whether it is so near to an eighth of a turn that its places do not say which side is the top one. */
	public boolean isUnsure() {
		return Math.abs(Math.abs(tilt()) - 45) < UNSURE;
	}

	/** The mean length of its horizontal sides, in pixels. */
	public double width() {
		return (length(side(0)) + length(side(2))) / 2;
	}

	/** The mean length of its vertical sides, in pixels. */
	public double height() {
		return (length(side(1)) + length(side(3))) / 2;
	}

	/** From corner {@code k} to the next one. */
	private Point side(final int k) {
		final Point from = corners.get(k);
		final Point to = corners.get((k + 1) % SIDES);
		return new Point(to.x() - from.x(), to.y() - from.y());
	}

	private static double length(final Point vector) {
		return Math.hypot(vector.x(), vector.y());
	}

	private static String text(final List<Point> corners) {
		final List<String> texts = new ArrayList<>();
		for (final Point corner : corners)
			texts.add(corner.x() + "," + corner.y());
		return String.join("; ", texts);
	}

	/** For example {@code 10.0,12.5; 90.0,14.0; 88.0,95.0; 9.0,92.0}. */
	@Override
	public String toString() {
		return text(corners);
	}
}
