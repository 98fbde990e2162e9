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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.process.FloatPolygon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Quadrangle;

/** The corners of a picture in a photograph, by a selection or in words. */
public final class PictureCorners {

	private static final int COUNT = 4;
	private static final String WANTED =
		"The corners of the picture are a selection of four points (a polygon, a rotated rectangle, a " +
			"rectangle or a multi-point), or four as corners=\"x,y; x,y; x,y; x,y\"";

	private PictureCorners() {}

	/**
	 * By the selection. The corners of areas lie between pixels; points are the centres of pixels.
	 *
	 * @throws IllegalArgumentException if no four corners are selected, or one is outside of the image
	 */
	public static Quadrangle selected(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi == null) throw new IllegalArgumentException(
			WANTED + ", but nothing is selected; mark the corners of the picture.");
		final FloatPolygon outline = roi.getFloatPolygon();
		final boolean points = roi instanceof PointRoi;
		final boolean straight = points || roi instanceof RotatedRectRoi ||
			roi.getType() == Roi.RECTANGLE || roi.getType() == Roi.POLYGON;
		if (!straight || outline.npoints != COUNT) throw new IllegalArgumentException(
			WANTED + ", but the selection is of type " + roi.getTypeAsString().toLowerCase(Locale.ROOT) +
				" with " + outline.npoints + " points; mark the corners of the picture.");
		final List<Point> corners = new ArrayList<>();
		for (int k = 0; k < COUNT; k++)
			corners.add(new Point(outline.xpoints[k] + (points ? 0.5 : 0),
				outline.ypoints[k] + (points ? 0.5 : 0)));
		return inside(image, corners);
	}

	/**
	 * In words, in any order.
	 *
	 * @param text {@code x,y; x,y; x,y; x,y}, in pixels from the outer top left corner of the image
	 * @throws IllegalArgumentException if these are no four corners, or one is outside of the image
	 */
	public static Quadrangle of(final String text, final ImagePlus image) {
		final List<Point> corners = new ArrayList<>();
		for (final String corner : text.split(";", -1)) {
			final String[] numbers = corner.trim().split("\\s*,\\s*", -1);
			if (numbers.length != 2) throw refused(text);
			corners.add(new Point(number(numbers[0], text), number(numbers[1], text)));
		}
		if (corners.size() != COUNT) throw refused(text);
		return inside(image, corners);
	}

	private static double number(final String number, final String text) {
		// Not what Java alone takes for numbers, such as 1f or NaN.
		if (!number.matches("[-+]?\\d{1,9}(\\.\\d{0,9})?")) throw refused(text);
		return Double.parseDouble(number);
	}

	private static IllegalArgumentException refused(final String text) {
		return new IllegalArgumentException(WANTED + ", but '" + text + "' was given.");
	}

	private static Quadrangle inside(final ImagePlus image, final List<Point> corners) {
		for (final Point p : corners)
			if (p.x() < 0 || p.y() < 0 || p.x() > image.getWidth() || p.y() > image.getHeight())
				throw new IllegalArgumentException("The corners of the picture lie in the image of " +
					image.getWidth() + "x" + image.getHeight() + " pixels, but one is at " + p.x() + "," +
					p.y() + "; move it inside.");
		return Quadrangle.upright(corners);
	}
}
