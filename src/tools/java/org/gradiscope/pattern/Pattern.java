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

import java.util.Arrays;
import java.util.Locale;

/** The twelve patterns, in the order of their class index. */
public enum Pattern {

	/** An empty field. */
	BACKGROUND((canvas, scale, density, dice) -> {}, 0, false),
	/** Out-of-focus light. */
	HAZE(new Haze(), 2, false),
	/** Filled mottled ellipses. */
	NUCLEI(new Nuclei(), 1.2, true),
	/** Thin curved crossing fibres. */
	FILAMENTS(new Filaments(), 0.9, true),
	/** A mesh of cell outlines. */
	MEMBRANES(new Voronoi.Membranes(), 1.1, true),
	/** Small bright spots. */
	PUNCTA(new Puncta(), 0.7, true),
	/** Separate rings. */
	VESICLES(new Vesicles(), 0.9, true),
	/** Striped fibres. */
	SARCOMERES(new Sarcomeres(), 0.9, true),
	/** Branching processes from a soma. */
	NEURITES(new Neurites(), 0.9, true),
	/** Clustered short rods. */
	BACTERIA(new Bacteria(), 0.8, true),
	/** A calibration target. */
	GRID(new Graticule(), 1.1, true),
	/** A densely cobbled section. */
	TISSUE(new Voronoi.Tissue(), 0.7, true);

	private final Painter painter;
	private final double largestBlur;
	private final boolean structured;

	Pattern(final Painter painter, final double largestBlur, final boolean structured) {
		this.painter = painter;
		this.largestBlur = largestBlur;
		this.structured = structured;
	}

	/** The name in lower case, for example {@code nuclei}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Whether there are features with edges in every part of the field. */
	public boolean isStructured() {
		return structured;
	}

	/** The blur in pixels, at scale 1, up to which the pattern can still be told from the others. */
	double largestBlur() {
		return largestBlur;
	}

	/** The background up to which the pattern has room above it: an empty field needs none. */
	double brightestBackground() {
		return this == BACKGROUND ? 0.7 : 0.2;
	}

	Painter painter() {
		return painter;
	}

	/** All labels, in the order of the class index. */
	public static String[] labels() {
		return Arrays.stream(values()).map(Pattern::label).toArray(String[]::new);
	}

	/**
	 * The pattern of a label.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Pattern of(final String label) {
		for (final Pattern pattern : values())
			if (pattern.label().equals(label)) return pattern;
		throw new IllegalArgumentException(
			"No pattern is called \"" + label + "\". There are: " + String.join(", ", labels()) + ".");
	}

	/** Paints the noise-free intensity of one family of patterns. */
	@FunctionalInterface
	interface Painter {

		/**
		 * Paints structures over the whole canvas, which starts black. Values may leave 0..1, as the
		 * caller clips them.
		 *
		 * @param scale the size of features, 1 for the typical one; lengths in pixels are multiples of it
		 * @param density how densely features stand, 1 for the typical density
		 * @param dice where every other choice comes from
		 */
		void paint(Canvas canvas, double scale, double density, Dice dice);
	}

	/**
	 * Out-of-focus light: large overlapping Gaussian blobs, brighter and fainter, with no edge
	 * anywhere.
	 */
	private static final class Haze implements Painter {

		@Override
		public void paint(final Canvas canvas, final double scale, final double density,
			final Dice dice) {
			final double sigma = 6.5 * scale;
			final double spacing = 3.3 * sigma / Math.sqrt(density);
			Scatter.over(canvas, spacing, 1, 4 * sigma, dice.seed(), (x, y, local) -> {
				final double size = sigma * local.uniform(0.8, 1.3);
				canvas.spot(x, y, size, local.uniform(0.45, 0.9));
			});
		}
	}
}
