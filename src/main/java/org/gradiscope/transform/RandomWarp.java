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

import java.util.SplittableRandom;

import org.gradiscope.options.OptionRecords;

/**
 * Small random warps, so that what is optimized must hold under any of them (Olah et al. 2017, "Feature
 * Visualization"): the picture is padded with mid grey, shifted, scaled, rotated, and shifted again; of
 * each shift the canvas loses what may come in from outside. One resampling does all of it.
 *
 * @param pad around the picture, in pixels
 * @param jitter the first shift is up to half of this in each direction, in pixels
 * @param scale the largest enlargement and the largest reduction, for example 0.1 for 0.9 to 1.1
 * @param rotate the largest rotation either way, in degrees
 * @param jitterAfter as {@code jitter}, after the rotation
 * @param alongRows whether pictures are only shifted by the first jitter, along their rows and by whole
 *          pixels, as time series may be
 */
public record RandomWarp(int pad, int jitter, double scale, double rotate, int jitterAfter,
	boolean alongRows) {

	/** Lucid's. */
	public static final RandomWarp STANDARD = new RandomWarp(12, 8, 0.1, 10, 4);

	/** The picture as it is, at each step. */
	public static final RandomWarp NONE = new RandomWarp(0, 0, 0, 0, 0);

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public RandomWarp {
		require(pad >= 0, "a pad of at least 0 pixels", pad);
		require(jitter >= 0, "a jitter of at least 0 pixels", jitter);
		require(scale >= 0 && scale <= 0.5, "a scale of 0 to 0.5 either way", scale);
		require(rotate >= 0 && rotate <= 45, "a rotation of 0 to 45 degrees either way", rotate);
		require(jitterAfter >= 0, "a second jitter of at least 0 pixels", jitterAfter);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("Random warps need", good, expected, given);
	}

	/** Of pictures. */
	public RandomWarp(final int pad, final int jitter, final double scale, final double rotate,
		final int jitterAfter) {
		this(pad, jitter, scale, rotate, jitterAfter, false);
	}

	/** Of time series: shifts along the rows alone, by up to half of the jitter in each direction. */
	public static RandomWarp alongRows(final int jitter) {
		return new RandomWarp(0, jitter, 0, 0, 0, true);
	}

	/** What the canvas is larger than the picture on each side, in pixels; under 0 smaller. */
	public int margin() {
		return alongRows ? 0 : pad - (jitter + jitterAfter + 1) / 2;
	}

	/** The image amid its margin, unmoved. */
	public Warp still(final int height, final int width) {
		return new Warp(height, width, margin(), 1, 0, 0, 0);
	}

	/** A warp for images of that size. */
	public Warp next(final SplittableRandom random, final int height, final int width) {
		if (equals(NONE)) return Warp.none(height, width);
		if (alongRows)
			return new Warp(height, width, 0, 1, 0, 0, Math.round(jitter * signed(random) / 2));
		final double factor = 1 + scale * signed(random);
		final double angle = Math.toRadians(rotate * signed(random));
		final double shiftY = jitter * signed(random) / 2 + jitterAfter * signed(random) / 2 / factor;
		final double shiftX = jitter * signed(random) / 2 + jitterAfter * signed(random) / 2 / factor;
		return new Warp(height, width, margin(), factor, angle, shiftY, shiftX);
	}

	private static double signed(final SplittableRandom random) {
		return 2 * random.nextDouble() - 1;
	}

	@Override
	public String toString() {
		return alongRows ? "RandomWarp[along rows, jitter=" + jitter + "]"
			: "RandomWarp[pad=" + pad + ", jitter=" + jitter + ", scale=" + scale + ", rotate=" + rotate +
				", jitterAfter=" + jitterAfter + "]";
	}
}
