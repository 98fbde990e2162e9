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
 * Striated muscle: fibres side by side, each with periodic stripes across it, out of step with its
 * neighbours and parted from them by dark gaps. The bundle bends slightly.
 */
final class Sarcomeres implements Pattern.Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final int width = canvas.width();
		final int height = canvas.height();
		final double period = 6.5 * scale / Math.sqrt(density);
		final double fibre = period * dice.uniform(1.4, 2.2);
		final float[] bend = new SmoothNoise(40 * scale, dice.seed()).plane(width, height);
		final float[] stretch = new SmoothNoise(40 * scale, dice.seed()).plane(width, height);
		final double angle = dice.angle();
		final double cos = StrictMath.cos(angle);
		final double sin = StrictMath.sin(angle);
		final Stripes stripes = new Stripes(period, fibre, dice);
		final float[] values = canvas.values();
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++)
				values[i] = (float) stripes.at(x * cos + y * sin + 4 * scale * stretch[i],
					y * cos - x * sin + 5 * scale * bend[i]);
	}

	private static final class Stripes {

		private final double period;
		private final double fibre;
		private final double duty;
		private final double gap;
		private final double lag;
		private final long seed;

		Stripes(final double period, final double fibre, final Dice dice) {
			this.period = period;
			this.fibre = fibre;
			duty = dice.uniform(0.35, 0.6);
			gap = dice.uniform(0.5, 0.9);
			lag = dice.uniform(0.35, 1);
			seed = dice.seed();
		}

		/** The value at a place along and across the bundle. */
		double at(final double along, final double across) {
			final double v = across / fibre;
			final long upper = (long) Math.floor(v + 0.5);
			final double border = v - upper - 0.5 * (Dice.unitAt(seed, upper, 0) - 0.5);
			final long index = border < 0 ? upper - 1 : upper;
			final double seam = 1 - gap * Canvas.Ink.cover(0.7 - Math.abs(border) * fibre, 1.5);
			final double phase = along / period + lag * Dice.unitAt(seed, index, 1);
			final double middle = Math.abs(phase - Math.rint(phase)) * 2;
			final double stripe = Canvas.Ink.cover(duty - middle, 0.35);
			final double level = 0.75 + 0.25 * Dice.unitAt(seed, index, 2);
			return level * seam * (0.08 + 0.87 * stripe);
		}
	}
}
