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
 * Cell nuclei: filled, slightly uneven ellipses of similar sizes with mottled chromatin and a few
 * darker or brighter spots inside. Some stand in touching pairs with a faint dark seam between
 * them.
 */
final class Nuclei implements Pattern.Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final double radius = 7 * scale;
		final double spacing = 2.7 * radius / Math.sqrt(density);
		final float[] chromatin =
			new SmoothNoise(2.6 * scale, dice.seed()).plane(canvas.width(), canvas.height());
		final float[] outline =
			new SmoothNoise(6 * scale, dice.seed()).plane(canvas.width(), canvas.height());
		final boolean brightSpots = dice.chance(0.4);
		Scatter.over(canvas, spacing, 0.7, 3 * radius, dice.seed(), (x, y, local) -> {
			final Nucleus nucleus = new Nucleus(x, y, radius * local.uniform(0.8, 1.15), local);
			nucleus.paint(canvas, chromatin, outline);
			nucleus.spots(canvas, brightSpots, local);
		});
	}

	private static final class Nucleus {

		private final double x;
		private final double y;
		private final double a;
		private final double b;
		private final double angle;
		private final double value;

		Nucleus(final double x, final double y, final double radius, final Dice dice) {
			this.x = x;
			this.y = y;
			a = radius * dice.uniform(1, 1.2);
			b = radius * dice.uniform(0.75, 0.95);
			angle = dice.angle();
			value = dice.uniform(0.6, 0.95);
		}

		void paint(final Canvas canvas, final float[] chromatin, final float[] outline) {
			canvas.ellipse(x, y, a, b, angle, (under, index, depth) -> {
				final double inside = depth + outline[index] * 0.1 * b;
				final double cover = Canvas.Ink.cover(inside, 1.5);
				final double dome = 0.8 + 0.2 * Math.min(1, Math.max(0, inside / (0.6 * b)));
				final double body = value * (dome + 0.16 * chromatin[index]) * cover;
				// A neighbour below gets a seam along this outline instead of melting into it
				return cover > 0.5 ? body : Math.max(body, under * (1 - cover));
			});
		}

		void spots(final Canvas canvas, final boolean bright, final Dice dice) {
			final int count = dice.whole(bright ? 3 : 1, bright ? 6 : 3);
			final double size = bright ? 0.12 : 0.2;
			for (int i = 0; i < count; i++) {
				final double turn = dice.angle();
				final double away = 0.6 * b * Math.sqrt(dice.unit());
				canvas.spot(x + away * StrictMath.cos(turn), y + away * StrictMath.sin(turn),
					b * size * dice.uniform(0.8, 1.2), value * (bright ? 0.45 : -0.5));
			}
		}
	}
}
