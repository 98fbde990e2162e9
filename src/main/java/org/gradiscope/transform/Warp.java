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

/**
 * A scaled, rotated and shifted copy of an image on a canvas, mid grey where there is no image.
 * Position {@code p} of the canvas shows
 *
 * <pre>
 * q(p) = R (p - c') / scale + c - shift
 * </pre>
 *
 * of the image, {@code c} and {@code c'} being the two centres. It is carried out in two passes
 * (Catmull &amp; Smith 1980, "3-D Transformations of Images in Scanline Order"), each bilinear along one
 * axis: every row of the image is resampled to the canvas' width, then every column of that to its
 * height. This says where each line begins and ends.
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param margin what the canvas is larger than the image on each side, in pixels; under 0 smaller
 * @param scale over 1 enlarges
 * @param angle in radians, less than an eighth of a turn either way
 * @param shiftY downwards, in pixels
 * @param shiftX to the right, in pixels
 */
public record Warp(int height, int width, int margin, double scale, double angle, double shiftY,
	double shiftX) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Warp {
		if (height + 2 * margin < 1 || width + 2 * margin < 1)
			throw new IllegalArgumentException("A canvas of at least one pixel is expected, but " +
				height + "x" + width + " pixels have a margin of " + margin + ".");
		if (!(scale > 0)) throw new IllegalArgumentException(
			"A scale over 0 is expected, but " + scale + " was given.");
		if (!(Math.abs(angle) <= Math.PI / 4)) throw new IllegalArgumentException(
			"A rotation of at most 45 degrees is expected, but " + Math.toDegrees(angle) + " was given.");
	}

	/** The image as it is. */
	public static Warp none(final int height, final int width) {
		return new Warp(height, width, 0, 1, 0, 0, 0);
	}

	public boolean isNone() {
		return equals(none(height, width));
	}

	/** The canvas' height, in pixels. */
	public int canvasHeight() {
		return height + 2 * margin;
	}

	/** The canvas' width, in pixels. */
	public int canvasWidth() {
		return width + 2 * margin;
	}

	/** Where row {@code y} of the image is at the canvas' left and right end, in the image's columns. */
	public double[] row(final int y) {
		// The column at which the canvas' vertical line x crosses row y of the image.
		final double middle =
			(width - 1) / 2.0 - shiftX + Math.tan(angle) * (y - (height - 1) / 2.0 + shiftY);
		final double reach = (canvasWidth() - 1) / (2 * scale * Math.cos(angle));
		return new double[] { middle - reach, middle + reach };
	}

	/** Where column {@code x} of the canvas begins and ends, in the image's rows. */
	public double[] column(final int x) {
		final double middle =
			(height - 1) / 2.0 - shiftY - Math.sin(angle) / scale * (x - (canvasWidth() - 1) / 2.0);
		final double reach = Math.cos(angle) / scale * (canvasHeight() - 1) / 2.0;
		return new double[] { middle - reach, middle + reach };
	}
}
