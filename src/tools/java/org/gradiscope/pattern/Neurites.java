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
 * Nerve cells: a bright soma from which processes grow that wander, fork and taper, with beads
 * (varicosities) along their way.
 */
final class Neurites implements Pattern.Painter {

	private static final double STEP = 3;

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double spacing = 33 * scale / Math.sqrt(density);
		final double soma = 4.4 * scale;
		final double length = spacing;
		Scatter.over(canvas, spacing, 0.5, length, dice.seed(), (x, y, local) -> {
			final double a = soma * local.uniform(0.9, 1.25);
			final double value = local.uniform(0.8, 1);
			canvas.ellipse(x, y, a, soma * local.uniform(0.75, 1), local.angle(),
				(under, index, depth) -> Math.max(under, value * Canvas.Ink.cover(depth, 2)));
			final int processes = local.whole(3, 4);
			final double start = local.angle();
			for (int i = 0; i < processes; i++) {
				final double angle = start + (i + local.uniform(-0.3, 0.3)) * 2 * StrictMath.PI / processes;
				final Tree tree = new Tree(canvas, scale, value * 0.75, local);
				tree.grow(x, y, angle, 1.5 * scale, length * local.uniform(0.7, 1), local.whole(1, 2));
			}
		});
	}

	private static final class Tree {

		private final Canvas canvas;
		private final double scale;
		private final double value;
		private final Dice dice;

		Tree(final Canvas canvas, final double scale, final double value, final Dice dice) {
			this.canvas = canvas;
			this.scale = scale;
			this.value = value;
			this.dice = dice;
		}

		/** Grows one branch, and from it at most {@code forks} times two. */
		void grow(final double startX, final double startY, final double startAngle,
			final double startRadius, final double length, final int forks) {
			final double tip = 0.35 * Math.sqrt(scale);
			final double end = forks > 0 ? length * dice.uniform(0.35, 0.6) : length;
			double x = startX;
			double y = startY;
			double angle = startAngle;
			double radius = startRadius;
			for (double gone = 0; gone < end; gone += STEP) {
				angle += 0.2 * dice.gaussian() / Math.sqrt(scale);
				final double nextX = x + STEP * StrictMath.cos(angle);
				final double nextY = y + STEP * StrictMath.sin(angle);
				final double next = Math.max(tip, startRadius + (tip - startRadius) * gone / length);
				canvas.line(x, y, radius, nextX, nextY, next, value);
				if (dice.chance(0.09)) canvas.disc(nextX, nextY, next + 0.7 * scale, value);
				x = nextX;
				y = nextY;
				radius = next;
			}
			if (forks > 0) fork(x, y, angle, radius, length - end, forks - 1);
		}

		private void fork(final double x, final double y, final double angle, final double radius,
			final double length, final int forks) {
			final double turn = dice.uniform(0.3, 0.6);
			grow(x, y, angle + turn, 0.85 * radius, length, forks);
			grow(x, y, angle - dice.uniform(0.3, 0.6), 0.85 * radius, length, forks);
		}
	}
}
