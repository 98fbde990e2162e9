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
 * Scatters features over a canvas and a margin around it, one in each square of a lattice, at
 * random inside the square. Every other row is shifted by half a square, as in a wall of bricks. So
 * features look unordered, but no part of the field stays empty.
 */
final class Scatter {

	private Scatter() {}

	/** Something that stands at a place. */
	@FunctionalInterface
	interface Feature {

		/** @param dice random numbers of this place alone */
		void place(double x, double y, Dice dice);
	}

	/**
	 * @param spacing the side of a square in pixels
	 * @param jitter the part of the square that a place is chosen from, 0 for a strict lattice, 1 for
	 *          all of it
	 * @param margin how far in pixels a feature can reach
	 */
	static void over(final Canvas canvas, final double spacing, final double jitter,
		final double margin, final long seed, final Feature feature) {
		// The lattice starts anywhere, so that its squares are not tied to the corner of the image
		final double shiftX = Dice.unitAt(seed, -1, 0) * spacing;
		final double shiftY = Dice.unitAt(seed, 0, -1) * spacing;
		final int border = 1 + (int) Math.ceil(margin / spacing);
		final int columns = (int) Math.ceil(canvas.width() / spacing) + border;
		final int rows = (int) Math.ceil(canvas.height() / spacing) + border;
		for (int row = -border; row < rows; row++)
			for (int column = -border; column < columns; column++) {
				final Dice dice = new Dice(Dice.hash(seed, column, row));
				final double brick = 0.5 * (row & 1);
				final double x = (column + brick + jitter * (dice.unit() - 0.5)) * spacing + shiftX;
				final double y = (row + jitter * (dice.unit() - 0.5)) * spacing + shiftY;
				feature.place(x, y, dice);
			}
	}
}
