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

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.GaussianBlur;

/**
 * Draws micrograph-like images of known class. A draw is the pattern's intensity field, blurred,
 * set on a background, with camera noise, coloured, and unevenly lit. The same arguments give the
 * same floats on every machine. Features have sizes in pixels: a larger image shows more of the
 * field.
 */
public final class PatternGenerator {

	private PatternGenerator() {}

	/** A random draw, RGB {@code [1, h, w, 3]} in 0..255, not rounded. */
	public static Pixels draw(final Pattern pattern, final int width, final int height,
		final long seed) {
		return draw(pattern, appearance(pattern, seed), width, height, seed);
	}

	/** As {@link #draw(Pattern, int, int, long)}, but always in grey and {@code [1, h, w, 1]}. */
	public static Pixels drawGrey(final Pattern pattern, final int width, final int height,
		final long seed) {
		final Colouring grey = Colouring.randomGrey(new Dice(seed));
		return drawGrey(pattern, appearance(pattern, seed).withColouring(grey), width, height, seed);
	}

	/** A draw of chosen appearance, RGB {@code [1, h, w, 3]} in 0..255, not rounded. */
	public static Pixels draw(final Pattern pattern, final Appearance appearance, final int width,
		final int height, final long seed) {
		final Dice dice = new Dice(seed);
		final float[] field = field(pattern, appearance, width, height, dice.seed());
		return develop(field, appearance, width, height, dice.seed());
	}

	/** The mean of the channels of a draw of chosen appearance, {@code [1, h, w, 1]}. */
	public static Pixels drawGrey(final Pattern pattern, final Appearance appearance, final int width,
		final int height, final long seed) {
		return mean(draw(pattern, appearance, width, height, seed));
	}

	/**
	 * Makes an RGB image of any field of intensities, for example one of two patterns: all but scale,
	 * density and blur is taken from the appearance, and the seed decides noise and light.
	 */
	public static Pixels develop(final float[] field, final Appearance appearance, final int width,
		final int height, final long seed) {
		return pixels(Development.develop(field, appearance, width, height, seed), width, height, 3);
	}

	/** The mean of the three channels of one image, {@code [1, h, w, 1]}. */
	public static Pixels mean(final Pixels image) {
		final float[] rgb = image.values().data();
		final float[] grey = new float[image.width() * image.height()];
		for (int i = 0; i < grey.length; i++)
			grey[i] = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3;
		return pixels(grey, image.width(), image.height(), 1);
	}

	/** The appearance that {@link #draw(Pattern, int, int, long)} has for a seed. */
	public static Appearance appearance(final Pattern pattern, final long seed) {
		return Appearance.random(pattern, new Dice(~seed));
	}

	/**
	 * The noise-free intensities of a pattern, row by row, in 0..1. Scale, density and blur are taken
	 * from the appearance; the seed decides the rest. Draws that differ in blur alone show the same
	 * objects, so they make a stack through focus.
	 */
	public static float[] field(final Pattern pattern, final Appearance appearance, final int width,
		final int height, final long seed) {
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"An image is at least 1x1 pixels, but " + width + "x" + height + " was given.");
		final Canvas canvas = new Canvas(width, height);
		pattern.painter().paint(canvas, appearance.scale(), appearance.density(), new Dice(seed));
		final float[] values = canvas.values();
		for (int i = 0; i < values.length; i++)
			values[i] = ValueRange.UNIT.clamp(values[i]);
		GaussianBlur.apply(values, width, height, appearance.blur());
		return values;
	}

	private static Pixels pixels(final float[] values, final int width, final int height,
		final int channels) {
		return new Pixels(Tensor.of(Shape.of(1, height, width, channels), values),
			ValueRange.EIGHT_BIT);
	}
}
