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

/**
 * A field of intensities to paint on. Pixel centres lie at whole coordinates. Every shape visits
 * the pixels of its bounding box only and may lie partly or wholly outside.
 */
final class Canvas {

	private static final double SOFT_EDGE = 1.5;

	private final int width;
	private final int height;
	private final float[] values;

	Canvas(final int width, final int height) {
		this.width = width;
		this.height = height;
		values = new float[Math.multiplyExact(width, height)];
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	/** The values themselves, row by row, not a copy. */
	float[] values() {
		return values;
	}

	/** The value of the pixel that a place falls on, 0 outside. */
	double at(final double x, final double y) {
		final int column = (int) Math.rint(x);
		final int row = (int) Math.rint(y);
		final boolean inside = column >= 0 && column < width && row >= 0 && row < height;
		return inside ? values[row * width + column] : 0;
	}

	/** Adds a Gaussian spot. Its two factors are computed once per row and once per column. */
	void spot(final double x, final double y, final double sigma, final double peak) {
		final int x0 = first(x - 3.5 * sigma);
		final int x1 = last(x + 3.5 * sigma, width);
		if (x1 < x0) return;
		final double[] across = new double[x1 - x0 + 1];
		for (int i = x0; i <= x1; i++)
			across[i - x0] = peak * bell((i - x) / sigma);
		for (int j = first(y - 3.5 * sigma); j <= last(y + 3.5 * sigma, height); j++) {
			final double down = bell((j - y) / sigma);
			for (int i = x0; i <= x1; i++)
				values[j * width + i] += (float) (down * across[i - x0]);
		}
	}

	/** Applies {@code ink} in and just around an ellipse of half-axes {@code a} and {@code b}. */
	void ellipse(final double x, final double y, final double a, final double b, final double angle,
		final Ink ink) {
		final double cos = StrictMath.cos(angle);
		final double sin = StrictMath.sin(angle);
		final double reach = Math.max(a, b) + SOFT_EDGE;
		final double unit = Math.min(a, b);
		for (int j = first(y - reach); j <= last(y + reach, height); j++)
			for (int i = first(x - reach); i <= last(x + reach, width); i++) {
				final double u = ((i - x) * cos + (j - y) * sin) / a;
				final double v = ((j - y) * cos - (i - x) * sin) / b;
				final double depth = (1 - Math.sqrt(u * u + v * v)) * unit;
				final int index = j * width + i;
				if (depth > -SOFT_EDGE) values[index] = (float) ink.over(values[index], index, depth);
			}
	}

	void disc(final double x, final double y, final double radius, final double value) {
		ellipse(x, y, radius, radius, 0,
			(under, index, depth) -> Math.max(under, value * Ink.cover(depth, 1)));
	}

	/**
	 * Lightens up to {@code value} along a line with round ends whose radius goes from {@code r0} to
	 * {@code r1}.
	 */
	void line(final double x0, final double y0, final double r0, final double x1, final double y1,
		final double r1, final double value) {
		final double dx = x1 - x0;
		final double dy = y1 - y0;
		final double norm = 1 / (dx * dx + dy * dy + 1e-9);
		final double reach = Math.max(r0, r1) + 0.5;
		for (int j = first(Math.min(y0, y1) - reach); j <= last(Math.max(y0, y1) + reach, height); j++)
			for (int i = first(Math.min(x0, x1) - reach); i <=
				last(Math.max(x0, x1) + reach, width); i++) {
				final double t = Math.max(0, Math.min(1, ((i - x0) * dx + (j - y0) * dy) * norm));
				final double u = i - x0 - t * dx;
				final double v = j - y0 - t * dy;
				final double cover = r0 + (r1 - r0) * t + 0.5 - Math.sqrt(u * u + v * v);
				if (cover > 0) lighten(j * width + i, value * Math.min(1, cover));
			}
	}

	private void lighten(final int index, final double value) {
		if (value > values[index]) values[index] = (float) value;
	}

	private static double bell(final double z) {
		return StrictMath.exp(-0.5 * z * z);
	}

	private static int first(final double low) {
		return Math.max(0, (int) Math.ceil(low));
	}

	private static int last(final double high, final int extent) {
		return Math.min(extent - 1, (int) Math.floor(high));
	}

	/** What a shape leaves at one pixel of a {@link Canvas}. */
	@FunctionalInterface
	interface Ink {

		/**
		 * @param under the value that is there
		 * @param index the pixel, row by row
		 * @param depth the distance in pixels from the outline, positive inside
		 * @return the value that replaces it
		 */
		double over(double under, int index, double depth);

		/** How much of a pixel lies inside an outline that is {@code edge} pixels soft. */
		static double cover(final double depth, final double edge) {
			return Math.max(0, Math.min(1, depth / edge + 0.5));
		}
	}
}
