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

import java.util.Locale;

/**
 * How intensity becomes colour: a straight line from the colour of the empty ground to the colour
 * of the full signal. Colours are {@code 0xRRGGBB}.
 *
 * @param ground the colour of intensity 0: black in fluorescence, light in transmitted light
 * @param signal the colour of intensity 1
 * @param second the colour of intensity 1 where the field shows a second label, equal to
 *          {@code signal} if there is only one
 */
public record Colouring(int ground, int signal, int second) {

	/** White on black. */
	public static final Colouring GREY = of(0x000000, 0xffffff);

	/** Near black on near white, as in unstained transmitted light. */
	public static final Colouring INVERTED_GREY = of(0xf5f5f5, 0x000000);

	/** Inks of common stains: haematoxylin, eosin, DAB, methylene blue, fast green, carmine. */
	private static final int[] STAINS =
		{ 0x3c2f80, 0xc8508c, 0x5a3418, 0x1e4696, 0x1e6450, 0x8c1428 };

	public static Colouring of(final int ground, final int signal) {
		return new Colouring(ground, signal, signal);
	}

	/** Whether all colours between are grey. */
	public boolean isGrey() {
		return isGrey(ground) && isGrey(signal) && isGrey(second);
	}

	/** Whether signal is darker than the ground. */
	public boolean isInverted() {
		return sum(signal) < sum(ground);
	}

	/** 40 % grey (some of it inverted), 40 % fluorescence (some of two labels), 20 % stains. */
	static Colouring random(final Dice dice) {
		final double kind = dice.unit();
		if (kind < 0.4) return randomGrey(dice);
		if (kind < 0.8) return fluorescence(dice);
		return stain(dice);
	}

	static Colouring randomGrey(final Dice dice) {
		return dice.chance(0.7) ? GREY : INVERTED_GREY;
	}

	private static Colouring fluorescence(final Dice dice) {
		final double hue = dice.unit();
		final int tint = tint(hue, dice.uniform(0, 0.35));
		final boolean one = dice.chance(0.75);
		final double other = hue + dice.uniform(0.25, 0.75);
		return new Colouring(0, tint, one ? tint : tint(other, dice.uniform(0, 0.35)));
	}

	private static Colouring stain(final Dice dice) {
		final int lamp = pack(dice.uniform(0.9, 1), dice.uniform(0.88, 0.98), dice.uniform(0.85, 0.98));
		final int first = dice.whole(0, STAINS.length - 1);
		final int second = dice.chance(0.5) ? first : dice.whole(0, STAINS.length - 1);
		return new Colouring(lamp, STAINS[first], STAINS[second]);
	}

	/** A full bright colour of a hue in turns, with some white in it. */
	private static int tint(final double hue, final double white) {
		return pack(wave(hue, white), wave(hue - 1.0 / 3, white), wave(hue - 2.0 / 3, white));
	}

	/** The share of a primary colour at a distance in hue from it. */
	private static double wave(final double distance, final double white) {
		final double away = Math.abs(distance - Math.rint(distance));
		return white + (1 - white) * Math.max(0, Math.min(1, 2 - 6 * away));
	}

	private static int pack(final double red, final double green, final double blue) {
		return (int) (red * 255) << 16 | (int) (green * 255) << 8 | (int) (blue * 255);
	}

	private static boolean isGrey(final int colour) {
		return channel(colour, 0) == channel(colour, 1) && channel(colour, 1) == channel(colour, 2);
	}

	private static int sum(final int colour) {
		return channel(colour, 0) + channel(colour, 1) + channel(colour, 2);
	}

	/** Red, green or blue, 0..255. */
	static int channel(final int colour, final int index) {
		return colour >> 16 - 8 * index & 0xff;
	}

	/** For example {@code #000000>#00ff80}, or {@code #000000>#00ff80+#ff0000} for two labels. */
	@Override
	public String toString() {
		final String one = String.format(Locale.ROOT, "#%06x>#%06x", ground, signal);
		return second == signal ? one : one + String.format(Locale.ROOT, "+#%06x", second);
	}
}
