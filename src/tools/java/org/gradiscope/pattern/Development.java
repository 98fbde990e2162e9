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

	/**
	 * The noise of a camera: a part that grows with the square root of the light, as photon counts do,
	 * and a constant part.
	 */
	private static final class CameraNoise {

		private CameraNoise() {}

		/**
		 * Adds noise to a plane in place. Of the variance, a quarter is there in the dark, and the rest
		 * comes with the light.
		 *
		 * @param deviation the standard deviation where the light is 1
		 * @param inverted whether 0 is the brightest value, as in a plane of stain amounts
		 */
		static void add(final float[] values, final double deviation, final boolean inverted,
			final Dice dice) {
			for (int i = 0; i < values.length; i++) {
				final double light = Math.max(0, inverted ? 1 - values[i] : values[i]);
				values[i] += (float) (deviation * Math.sqrt(0.25 + 0.75 * light) * dice.gaussian());
			}
		}
	}

	/**
	 * Uneven light over the whole field of view: a slope in a random direction and a fall-off from a
	 * random centre, at most {@code strength} together. It belongs to the frame, not to the specimen,
	 * so it stretches with the image.
	 */
	private static final class Illumination {

		private final double slopeX;
		private final double slopeY;
		private final double centreX;
		private final double centreY;
		private final double fallOff;

		Illumination(final double strength, final Dice dice) {
			final double share = dice.unit();
			final double angle = dice.angle();
			slopeX = strength * share * StrictMath.cos(angle) * 0.7;
			slopeY = strength * share * StrictMath.sin(angle) * 0.7;
			centreX = dice.uniform(0.3, 0.7);
			centreY = dice.uniform(0.3, 0.7);
			fallOff = strength * (1 - share);
		}

		/** Multiplies pixels of {@code channels} values each, in place. */
		void apply(final float[] values, final int width, final int height, final int channels) {
			for (int y = 0, i = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final float light = (float) at((x + 0.5) / width, (y + 0.5) / height);
					for (int c = 0; c < channels; c++)
						values[i++] *= light;
				}
		}

		/** The factor at a place of the unit square, about 1. */
		private double at(final double x, final double y) {
			final double dx = x - centreX;
			final double dy = y - centreY;
			return 1 + slopeX * (x - 0.5) + slopeY * (y - 0.5) - fallOff * (dx * dx + dy * dy);
		}
	}
}
