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

package org.gradiscope.attack.patch;

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.options.OptionRecords;

/**
 * The places, turns, sizes and lights in which a patch is to work, one of which is drawn at random for
 * each image and step (Brown et al. 2017, the expectation over transformations).
 *
 * @param home where its centre stays, as y and x in pixels of the image; null for anywhere in the image
 * @param turn the largest either way, in degrees
 * @param scale it is larger or smaller by so much at most, as a fraction of its own size
 * @param light its contrast is by so much higher or lower at most, as a fraction, and its brightness by so
 *          much of the value range
 */
public record Placements(Centre home, double turn, double scale, double light) {

	/** Anywhere, 20 degrees either way, up to 0.2 larger or smaller, and 0.1 in contrast and brightness. */
	public static final Placements ANYWHERE = new Placements(null, 20, 0.2, 0.1);

	/**
	 * A place in an image.
	 *
	 * @param y in pixels from the top
	 * @param x in pixels from the left
	 */
	public record Centre(double y, double x) {}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Placements {
		OptionChecks.require(turn >= 0 && turn <= 180, "a turn of 0..180 degrees", turn);
		OptionChecks.require(scale >= 0 && scale <= 0.9, "a scaling of 0..0.9", scale);
		OptionChecks.require(light >= 0 && light <= 1, "a light of 0..1", light);
	}

	/** Always there, in its own size and turn; in light as it varies elsewhere. */
	public static Placements fixed(final Centre home) {
		return new Placements(home, 0, 0, ANYWHERE.light());
	}

	public Placements withTurn(final double newTurn) {
		return OptionRecords.with(this, "turn", newTurn);
	}

	public Placements withScale(final double newScale) {
		return OptionRecords.with(this, "scale", newScale);
	}

	public Placements withLight(final double newLight) {
		return OptionRecords.with(this, "light", newLight);
	}

	/** Whether the patch stays where it is. */
	public boolean isFixed() {
		return home != null;
	}

	/**
	 * The next one; takes six numbers from {@code random}, whatever the placements. A patch that is anywhere
	 * lies within the image with all its corners; one that is too large for that along an axis lies in its
	 * middle, and is cut at the edges.
	 *
	 * @param height of the image, in pixels
	 * @param width of the image, in pixels
	 */
	public Placement draw(final SplittableRandom random, final Patch patch, final int height,
		final int width) {
		final double size = 1 + scale * either(random);
		final double angle = Math.toRadians(turn * either(random));
		final double cos = Math.abs(Math.cos(angle));
		final double sin = Math.abs(Math.sin(angle));
		final double y =
			within(random.nextDouble(), size * (cos * patch.height() + sin * patch.width()), height);
		final double x =
			within(random.nextDouble(), size * (cos * patch.width() + sin * patch.height()), width);
		return new Placement(isFixed() ? home.y() : y, isFixed() ? home.x() : x, size, angle,
			1 + light * either(random), light * either(random));
	}

	/** From -1 to 1. */
	private static double either(final SplittableRandom random) {
		return 2 * random.nextDouble() - 1;
	}

	private static double within(final double part, final double length, final int side) {
		final double room = side - length;
		return room <= 0 ? (side - 1) / 2.0 : length / 2 - 0.5 + part * room;
	}
}
