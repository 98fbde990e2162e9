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
 * The cells around jittered lattice points, every other row shifted by half a step: each place
 * belongs to the nearest point. Made for one canvas; holds the answer to the last question, so use
 * it from one thread.
 */
final class Voronoi {

	/** Points that a place, even when warped, can be away from the canvas, in squares. */
	private static final int BORDER = 4;

	private final double spacing;
	private final int columns;
	private final int rows;
	private final double[] pointX;
	private final double[] pointY;
	private int nearest;
	private int second;
	private double nearestSquared;
	private double secondSquared;

	Voronoi(final Canvas canvas, final double spacing, final double jitter, final long seed) {
		this.spacing = spacing;
		columns = (int) (canvas.width() / spacing) + 2 * BORDER;
		rows = (int) (canvas.height() / spacing) + 2 * BORDER;
		pointX = new double[columns * rows];
		pointY = new double[columns * rows];
		for (int i = 0; i < pointX.length; i++) {
			final Dice dice = new Dice(Dice.hash(seed, i % columns, i / columns));
			final int row = i / columns;
			final double brick = 0.5 * (row & 1);
			pointX[i] = (i % columns + brick - BORDER + 1 + jitter * (dice.unit() - 0.5)) * spacing;
			pointY[i] = (row - BORDER + 1 + jitter * (dice.unit() - 0.5)) * spacing;
		}
	}

	/** Finds the two points nearest to a place. */
	void locate(final double x, final double y) {
		final int column = middle(x, columns);
		final int row = middle(y, rows);
		nearestSquared = secondSquared = Double.MAX_VALUE;
		for (int j = row - 2; j <= row + 2; j++)
			for (int i = j * columns + column - 2; i <= j * columns + column + 2; i++)
				consider(i, x, y);
	}

	/** The square that a place lies in, kept two squares away from the rim of the lattice. */
	private int middle(final double coordinate, final int count) {
		final int square = (int) Math.rint(coordinate / spacing) + BORDER - 1;
		return Math.max(2, Math.min(count - 3, square));
	}

	private void consider(final int point, final double x, final double y) {
		final double dx = x - pointX[point];
		final double dy = y - pointY[point];
		final double squared = dx * dx + dy * dy;
		if (squared < nearestSquared) {
			second = nearest;
			secondSquared = nearestSquared;
			nearest = point;
			nearestSquared = squared;
		}
		else if (squared < secondSquared) {
			second = point;
			secondSquared = squared;
		}
	}

	/** The cell of the place last located. */
	int cell() {
		return nearest;
	}

	/** The wall nearest to that place: the same number from both sides. */
	long wall() {
		return (long) Math.min(nearest, second) * pointX.length + Math.max(nearest, second);
	}

	/** The distance of that place from its cell's point, in pixels. */
	double centreDistance() {
		return Math.sqrt(nearestSquared);
	}

	/** The distance of that place from the nearest wall, in pixels. */
	double wallDistance() {
		final double dx = pointX[nearest] - pointX[second];
		final double dy = pointY[nearest] - pointY[second];
		return (secondSquared - nearestSquared) / (2 * Math.sqrt(dx * dx + dy * dy));
	}

	/**
	 * An epithelium stained at its cell borders: the thin walls of slightly warped Voronoi cells, some
	 * brighter than others, around nearly empty interiors.
	 */
	static final class Membranes implements Pattern.Painter {

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
					final double cover = Canvas.Ink.cover(half - cells.wallDistance(), 1);
					values[i] = (float) (filling + (wall - filling) * cover);
				}
		}
	}

	/**
	 * A stained section: closely packed small cells of different shades, cobble by cobble, some with a
	 * dense nucleus, with strands of wavy fibres through them and a fine grain, over the whole field.
	 */
	static final class Tissue implements Pattern.Painter {

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
					final double core =
						dense ? 0.45 * Canvas.Ink.cover(nucleus - cells.centreDistance(), 1.5) : 0;
					final double border = 0.35 + 0.65 * Math.min(1, cells.wallDistance() / 1.2);
					final double flesh = (cobble + core) * border + 0.14 * grain[i];
					values[i] = (float) (flesh + fibres(strand[i], grain[i]) * (0.55 - flesh));
				}
		}

		/** How much of a strand lies at a place: bands along the contours of a smooth variation. */
		private static double fibres(final double strand, final double grain) {
			final double band = strand * 4 + 0.3 * grain;
			final double ripple = Math.abs(band - Math.rint(band)) * 2;
			final double here = Canvas.Ink.cover(Math.abs(strand) - 0.55, 0.3);
			return here * Canvas.Ink.cover(ripple - 0.45, 0.5);
		}
	}
}
