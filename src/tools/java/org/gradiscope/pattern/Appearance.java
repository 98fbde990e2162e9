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
 * How a pattern is shown. {@link #toString()} is the recipe.
 *
 * @param scale the size of features, 1 for the pattern's typical size in pixels
 * @param density how densely features stand, 1 for the pattern's typical density
 * @param background the intensity where nothing is, 0..1
 * @param contrast what the pattern adds to it at most
 * @param blur the standard deviation of a Gaussian defocus, in pixels
 * @param noise the standard deviation of the noise in full light, 0..1
 * @param illumination how uneven the light is, 0 for even, 1 for very
 * @param colouring how intensity becomes colour
 */
public record Appearance(double scale, double density, double background, double contrast,
	double blur, double noise, double illumination, Colouring colouring) {

	/** Sharp, even, noise-free, white on black. */
	public static final Appearance PLAIN = new Appearance(1, 1, 0, 1, 0, 0, 0, Colouring.GREY);

	/** @throws IllegalArgumentException if a value is out of its range */
	public Appearance {
		within("scale", scale, 0.1, 100);
		within("density", density, 0.1, 10);
		within("background", background, 0, 1);
		within("contrast", contrast, 0, 1);
		within("blur", blur, 0, 100);
		within("noise", noise, 0, 1);
		within("illumination", illumination, 0, 1);
	}

	/**
	 * A random appearance in which the pattern can still be seen: blur stays below what would hide
	 * it, and noise stays a fraction of the contrast.
	 */
	static Appearance random(final Pattern pattern, final Dice dice) {
		final double scale = dice.logUniform(0.8, 1.4);
		final double density = dice.logUniform(0.8, 1.25);
		final double background = dice.uniform(0.03, pattern.brightestBackground());
		final double contrast =
			pattern == Pattern.HAZE ? dice.uniform(0.18, 0.5) : dice.uniform(0.35, 0.85);
		final double blur = dice.uniform(0.3, 1) * pattern.largestBlur() * scale;
		final double noise = contrast * dice.logUniform(0.02, 0.15);
		return new Appearance(scale, density, background, contrast, blur, noise, dice.uniform(0, 0.4),
			Colouring.random(dice));
	}

	public Appearance withScale(final double value) {
		return new Appearance(value, density, background, contrast, blur, noise, illumination,
			colouring);
	}

	public Appearance withDensity(final double value) {
		return new Appearance(scale, value, background, contrast, blur, noise, illumination, colouring);
	}

	public Appearance withBackground(final double value) {
		return new Appearance(scale, density, value, contrast, blur, noise, illumination, colouring);
	}

	public Appearance withContrast(final double value) {
		return new Appearance(scale, density, background, value, blur, noise, illumination, colouring);
	}

	public Appearance withBlur(final double value) {
		return new Appearance(scale, density, background, contrast, value, noise, illumination,
			colouring);
	}

	public Appearance withNoise(final double value) {
		return new Appearance(scale, density, background, contrast, blur, value, illumination,
			colouring);
	}

	public Appearance withIllumination(final double value) {
		return new Appearance(scale, density, background, contrast, blur, noise, value, colouring);
	}

	public Appearance withColouring(final Colouring value) {
		return new Appearance(scale, density, background, contrast, blur, noise, illumination, value);
	}

	private static void within(final String name, final double value, final double low,
		final double high) {
		if (!(value >= low && value <= high)) throw new IllegalArgumentException(
			"The " + name + " must be in " + low + ".." + high + ", but " + value + " was given.");
	}
}
