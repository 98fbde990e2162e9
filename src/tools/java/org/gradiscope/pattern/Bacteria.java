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
 * Rod-shaped bacteria: short rods with round ends, in all directions, in loose clusters of roughly
 * aligned neighbours that do not overlap, with single ones between. Some are about to divide.
 */
final class Bacteria implements Pattern.Painter {

	private static final int ATTEMPTS = 5;

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double spacing = 25 * scale / Math.sqrt(density);
		final double radius = dice.uniform(1.6, 2.1) * scale;
		final double spread = dice.uniform(0.15, 0.8);
		Scatter.over(canvas, spacing, 0.7, spacing, dice.seed(), (x, y, local) -> {
			final double direction = local.angle();
			final int count = local.whole(5, 12);
			for (int i = 0; i < count; i++)
				rod(canvas, x, y, spacing * 0.28, direction + spread * local.gaussian(), radius, local);
		});
	}

	/** Places one rod near a cluster's centre where there is room, or none. */
	private static void rod(final Canvas canvas, final double centreX, final double centreY,
		final double cluster, final double angle, final double radius, final Dice dice) {
		final double half = radius * dice.uniform(1.5, 2.7);
		final double dx = half * StrictMath.cos(angle);
		final double dy = half * StrictMath.sin(angle);
		for (int i = 0; i < ATTEMPTS; i++) {
			final double x = centreX + cluster * dice.gaussian();
			final double y = centreY + cluster * dice.gaussian();
			if (!free(canvas, x, y, dx, dy, radius)) continue;
			paint(canvas, x, y, dx, dy, radius, dice);
			return;
		}
	}

	private static void paint(final Canvas canvas, final double x, final double y, final double dx,
		final double dy, final double radius, final Dice dice) {
		final double value = dice.uniform(0.7, 1);
		if (dice.chance(0.75)) {
			canvas.line(x - dx, y - dy, radius, x + dx, y + dy, radius, value);
			return;
		}
		// Dividing: two halves with a waist between
		canvas.line(x - dx, y - dy, radius, x, y, 0.78 * radius, value);
		canvas.line(x, y, 0.78 * radius, x + dx, y + dy, radius, value);
	}

	/** Whether the outline of a rod, a little enlarged, touches nothing painted so far. */
	private static boolean free(final Canvas canvas, final double x, final double y, final double dx,
		final double dy, final double radius) {
		final double length = Math.sqrt(dx * dx + dy * dy);
		final double sideX = -dy / length * (radius + 1);
		final double sideY = dx / length * (radius + 1);
		final double tip = 1 + (radius + 1) / length;
		for (int i = -2; i <= 2; i++) {
			final double alongX = x + dx * i / 2;
			final double alongY = y + dy * i / 2;
			if (canvas.at(alongX, alongY) + canvas.at(alongX + sideX, alongY + sideY) +
				canvas.at(alongX - sideX, alongY - sideY) > 0) return false;
		}
		return canvas.at(x + dx * tip, y + dy * tip) + canvas.at(x - dx * tip, y - dy * tip) == 0;
	}
}
