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
 * Bright spots at the limit of diffraction, of one width and of very different brightness, here and
 * there in close pairs, over a faint cloudy ground.
 */
final class Puncta implements Pattern.Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double sigma = 1.15 * scale;
		final double spacing = 9 * scale / Math.sqrt(density);
		final double missing = dice.uniform(0, 0.25);
		Scatter.over(canvas, spacing, 1, 6 * sigma, dice.seed(), (x, y, local) -> {
			if (local.chance(missing)) return;
			final double peak = local.uniform(0.5, 1);
			canvas.spot(x, y, sigma, peak);
			if (local.chance(0.15)) canvas.spot(x + 3 * sigma * local.gaussian(),
				y + 3 * sigma * local.gaussian(), sigma, peak * local.uniform(0.5, 1));
		});
		ground(canvas, 20 * scale, dice.uniform(0, 0.08), dice.seed());
	}

	private static void ground(final Canvas canvas, final double spacing, final double strength,
		final long seed) {
		final float[] cloud = new SmoothNoise(spacing, seed).plane(canvas.width(), canvas.height());
		final float[] values = canvas.values();
		for (int i = 0; i < values.length; i++)
			values[i] += (float) (strength * (0.6 + cloud[i]));
	}
}
