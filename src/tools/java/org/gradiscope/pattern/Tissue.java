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
 * A stained section: closely packed small cells of different shades, cobble by cobble, some with a
 * dense nucleus, with strands of wavy fibres through them and a fine grain, over the whole field.
 */
final class Tissue implements Painter {

	@Override
	public void paint(final Canvas canvas, final double scale, final double density,
		final Dice dice) {
		final int width = canvas.width();
		final int height = canvas.height();
		final double spacing = 6.8 * scale / Math.sqrt(density);
		final Voronoi cells = new Voronoi(canvas, spacing, 0.95, dice.seed());
		final float[] warp = new SmoothNoise(spacing, dice.seed()).plane(width, height);
		final float[] grain = new SmoothNoise(1.5 * scale, dice.seed()).plane(width, height);
		final float[] strand = new SmoothNoise(11 * scale, dice.seed()).plane(width, height);
		final double nucleated = dice.uniform(0.3, 0.6);
		final double nucleus = 0.36 * spacing;
		final long shade = dice.seed();
		final float[] values = canvas.values();
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				cells.locate(x + 0.2 * spacing * warp[i], y + 0.2 * spacing * strand[i]);
				final double cobble = 0.12 + 0.48 * Dice.unitAt(shade, cells.cell(), 0);
				final boolean dense = Dice.unitAt(shade, cells.cell(), 1) < nucleated;
				final double core = dense ? 0.45 * Ink.cover(nucleus - cells.centreDistance(), 1.5) : 0;
				final double border = 0.35 + 0.65 * Math.min(1, cells.wallDistance() / 1.2);
				final double flesh = (cobble + core) * border + 0.14 * grain[i];
				values[i] = (float) (flesh + fibres(strand[i], grain[i]) * (0.55 - flesh));
			}
	}

	/** How much of a strand lies at a place: bands along the contours of a smooth variation. */
	private static double fibres(final double strand, final double grain) {
		final double band = strand * 4 + 0.3 * grain;
		final double ripple = Math.abs(band - Math.rint(band)) * 2;
		final double here = Ink.cover(Math.abs(strand) - 0.55, 0.3);
		return here * Ink.cover(ripple - 0.45, 0.5);
	}
}
