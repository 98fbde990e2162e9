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
 * A calibration target: straight lines in two perpendicular directions at one period, every fifth
 * of them thicker in some draws, or dots on a square lattice. The whole is turned by any angle.
 */
final class Graticule implements Pattern.Painter {

	private static final int MAJOR = 5;

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double period = 11 * scale / Math.sqrt(density);
		final double angle = dice.angle();
		final double cos = StrictMath.cos(angle) / period;
		final double sin = StrictMath.sin(angle) / period;
		final double u0 = dice.unit() * MAJOR;
		final double v0 = dice.unit() * MAJOR;
		final Target target = dice.chance(0.3) ? dots(period, dice) : lines(period, scale, dice);
		final float[] values = canvas.values();
		for (int y = 0, i = 0; y < canvas.height(); y++)
			for (int x = 0; x < canvas.width(); x++, i++)
				values[i] = (float) target.at(u0 + x * cos + y * sin, v0 + y * cos - x * sin);
	}

	/** The value at a place that is given in periods. */
	@FunctionalInterface
	private interface Target {

		double at(double u, double v);
	}

	private static Target lines(final double period, final double scale, final Dice dice) {
		final double half = dice.uniform(0.5, 0.9) * Math.sqrt(scale);
		final double extra = dice.chance(0.4) ? 0.8 : 0;
		return (u, v) -> 0.95 * Math.max(line(u, period, half, extra), line(v, period, half, extra));
	}

	private static double line(final double u, final double period, final double half,
		final double extra) {
		final double nearest = Math.rint(u);
		final boolean major = nearest % MAJOR == 0;
		return Canvas.Ink.cover(half + (major ? extra : 0) - Math.abs(u - nearest) * period, 1);
	}

	private static Target dots(final double period, final Dice dice) {
		final double radius = period * dice.uniform(0.2, 0.3);
		return (u, v) -> {
			final double du = (u - Math.rint(u)) * period;
			final double dv = (v - Math.rint(v)) * period;
			return 0.95 * Canvas.Ink.cover(radius - Math.sqrt(du * du + dv * dv), 1);
		};
	}
}
