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
 * Vesicles: scattered separate rings of different sizes with a thick bright rim and a darker lumen
 * that still stands above the ground.
 */
final class Vesicles implements Pattern.Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double radius = 5.2 * scale;
		final double spacing = 3 * radius / Math.sqrt(density);
		final double rim = dice.uniform(1.6, 2.2) * scale;
		final double lumen = dice.uniform(0.05, 0.25);
		Scatter.over(canvas, spacing, 0.6, 2 * radius, dice.seed(), (x, y, local) -> {
			final double size = radius * local.logUniform(0.65, 1.35);
			final double value = local.uniform(0.6, 1);
			ring(canvas, x, y, size, Math.min(rim, 0.45 * size), value, lumen, local);
			if (size < 0.85 * radius && local.chance(0.6))
				neighbour(canvas, x, y, size, rim, value, lumen, local);
		});
	}

	/** A small vesicle beside a small one. */
	private static void neighbour(final Canvas canvas, final double x, final double y,
		final double size, final double rim, final double value, final double lumen, final Dice dice) {
		final double turn = dice.angle();
		final double away = 2.1 * size;
		ring(canvas, x + away * StrictMath.cos(turn), y + away * StrictMath.sin(turn), 0.8 * size,
			Math.min(rim, 0.36 * size), value, lumen, dice);
	}

	private static void ring(final Canvas canvas, final double x, final double y, final double radius,
		final double rim, final double value, final double lumen, final Dice dice) {
		final double squeeze = dice.uniform(0.85, 1);
		canvas.ellipse(x, y, radius, radius * squeeze, dice.angle(), (under, index, depth) -> {
			final double outer = Canvas.Ink.cover(depth, 1);
			final double inner = Canvas.Ink.cover(depth - rim, 1.2);
			return under + (value * (1 - (1 - lumen) * inner) - under) * outer;
		});
	}
}
