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
}
