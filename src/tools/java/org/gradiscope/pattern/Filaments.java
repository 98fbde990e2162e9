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
 * Cytoskeleton: many thin fibres of constant width that curve gently, follow a direction that
 * varies slowly over the field, and cross at all angles around it. In some draws a second set
 * crosses steeply.
 */
final class Filaments implements Pattern.Painter {

	private static final double STEP = 4;

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double spacing = 12.5 * scale / Math.sqrt(density);
		final double length = 30 * scale;
		final SmoothNoise bend = new SmoothNoise(42 * scale, dice.seed());
		final double direction = dice.angle();
		final double crossing = dice.chance(0.5) ? dice.uniform(0.2, 0.45) : 0;
		final double spread = dice.uniform(0.15, 0.4);
		final double radius = dice.uniform(0.45, 0.8) * Math.sqrt(scale);
		Scatter.over(canvas, spacing, 1, length, dice.seed(), (x, y, local) -> {
			final double across = local.chance(crossing) ? local.uniform(1, 2) : 0;
			final Fibre fibre =
				new Fibre(canvas, bend, radius * local.uniform(0.8, 1.2), local.uniform(0.45, 1));
			final double angle = direction + across + spread * local.gaussian();
			final double curl = 0.012 * local.gaussian() / scale;
			fibre.walk(x, y, angle, curl, STEP, length * local.uniform(0.6, 1));
			fibre.walk(x, y, angle, curl, -STEP, length * local.uniform(0.6, 1));
		});
	}

	private static final class Fibre {

		private final Canvas canvas;
		private final SmoothNoise bend;
		private final double radius;
		private final double value;

		Fibre(final Canvas canvas, final SmoothNoise bend, final double radius, final double value) {
			this.canvas = canvas;
			this.bend = bend;
			this.radius = radius;
			this.value = value;
		}

		/** Walks from a place along the local direction, against it if {@code step} is negative. */
		void walk(final double startX, final double startY, final double angle, final double curl,
			final double step, final double length) {
			double x = startX;
			double y = startY;
			for (double gone = 0; gone < length; gone += STEP) {
				final double local = angle + bend.at(x, y) + curl * (step > 0 ? gone : -gone);
				final double nextX = x + step * StrictMath.cos(local);
				final double nextY = y + step * StrictMath.sin(local);
				canvas.line(x, y, radius, nextX, nextY, radius, value);
				x = nextX;
				y = nextY;
			}
		}
	}
}
