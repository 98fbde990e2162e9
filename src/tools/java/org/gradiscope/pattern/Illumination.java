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
 * Uneven light over the whole field of view: a slope in a random direction and a fall-off from a
 * random centre, at most {@code strength} together. It belongs to the frame, not to the specimen,
 * so it stretches with the image.
 */
final class Illumination {

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
