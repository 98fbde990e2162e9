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

import org.gradiscope.tensor.ValueRange;

/**
 * Turns a noise-free field into an image, in the order in which a microscope does: contrast over a
 * background, noise, colour, uneven light.
 */
final class Development {

	/** The distance over which a second label comes and goes, in pixels at scale 1. */
	private static final double LABEL_SPACING = 14;

	private Development() {}

	/** RGB values in 0..255, side by side, of a field that is left as it was. */
	static float[] develop(final float[] field, final Appearance appearance, final int width,
		final int height, final long seed) {
		final Dice dice = new Dice(seed);
		final Colouring colouring = appearance.colouring();
		final float[] intensity = new float[field.length];
		for (int i = 0; i < field.length; i++)
			intensity[i] = (float) (appearance.background() + appearance.contrast() * field[i]);
		CameraNoise.add(intensity, appearance.noise(), colouring.isInverted(), dice);
		final float[] rgb = new float[3 * field.length];
		colour(rgb, intensity, colouring);
		if (colouring.second() != colouring.signal())
			addSecond(rgb, field, appearance, width, height, dice);
		new Illumination(appearance.illumination(), dice).apply(rgb, width, height, 3);
		for (int i = 0; i < rgb.length; i++)
			rgb[i] = ValueRange.EIGHT_BIT.clamp(rgb[i]);
		return rgb;
	}

	private static void colour(final float[] rgb, final float[] intensity,
		final Colouring colouring) {
		for (int c = 0; c < 3; c++) {
			final float ground = Colouring.channel(colouring.ground(), c);
			final float full = Colouring.channel(colouring.signal(), c) - ground;
			for (int i = 0; i < intensity.length; i++)
				rgb[3 * i + c] = ground + intensity[i] * full;
		}
	}

	/**
	 * Turns the signal of some parts of the field from the first label to the second. The background
	 * keeps the first, or it would show parts where there are none.
	 */
	private static void addSecond(final float[] rgb, final float[] field, final Appearance appearance,
		final int width, final int height, final Dice dice) {
		final Colouring colouring = appearance.colouring();
		final double spacing = LABEL_SPACING * appearance.scale();
		final float[] share = new SmoothNoise(spacing, dice.seed()).plane(width, height);
		for (int i = 0; i < field.length; i++) {
			final float moved =
				(float) appearance.contrast() * field[i] * ValueRange.UNIT.clamp(0.5f + share[i]);
			for (int c = 0; c < 3; c++)
				rgb[3 * i + c] += moved *
					(Colouring.channel(colouring.second(), c) - Colouring.channel(colouring.signal(), c));
		}
	}
}
