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
 * An epithelium stained at its cell borders: the thin walls of slightly warped Voronoi cells, some
 * brighter than others, around nearly empty interiors.
 */
final class Membranes implements Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final int width = canvas.width();
		final int height = canvas.height();
		final double spacing = 15 * scale / Math.sqrt(density);
		final Voronoi cells = new Voronoi(canvas, spacing, dice.uniform(0.6, 0.95), dice.seed());
		final float[] warpX = new SmoothNoise(0.8 * spacing, dice.seed()).plane(width, height);
		final float[] warpY = new SmoothNoise(0.8 * spacing, dice.seed()).plane(width, height);
		final double warp = dice.uniform(0.05, 0.14) * spacing;
		final double half = dice.uniform(0.5, 1) * Math.sqrt(scale);
		final double inside = dice.uniform(0, 0.12);
		final long shade = dice.seed();
		final float[] values = canvas.values();
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				cells.locate(x + warp * warpX[i], y + warp * warpY[i]);
				final double wall = 0.7 + 0.3 * Dice.unitAt(shade, cells.wall(), 0);
				final double filling = inside * Dice.unitAt(shade, cells.cell(), 1);
				final double cover = Ink.cover(half - cells.wallDistance(), 1);
				values[i] = (float) (filling + (wall - filling) * cover);
			}
	}
}
