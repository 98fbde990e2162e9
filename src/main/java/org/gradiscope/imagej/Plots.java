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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Plot;
import ij.process.ImageProcessor;

import java.awt.Color;

/**
 * What all plots have in common: their size, their fonts, and one palette, whose colours the colour-blind
 * tell apart too (Okabe &amp; Ito 2008, "Color Universal Design"). An instance collects plots as the slices
 * of one image.
 */
final class Plots {

	/** Of the frame, in pixels. */
	static final int WIDTH = 560;
	static final int HEIGHT = 320;
	static final int FONT_SIZE = 14;

	/** Six colours, then black and grey. */
	private static final Color[] PALETTE = { new Color(0, 114, 178), new Color(213, 94, 0),
		new Color(0, 158, 115), new Color(204, 121, 167), new Color(230, 159, 0),
		new Color(86, 180, 233), Color.BLACK, Color.GRAY };

	/** That are neither black nor grey. */
	static final int COLOURS = PALETTE.length - 2;
	static final Color BLUE = PALETTE[0];
	static final Color VERMILION = PALETTE[1];
	static final Color GREEN = PALETTE[2];

	private ImageStack slices;

	/** The colour of the n-th curve, from 0; of more than {@link #COLOURS} the first ones come again. */
	static Color colour(final int n) {
		return PALETTE[n % COLOURS];
	}

	/** The n-th of eight, which end with black and grey. */
	static Color colourOrGrey(final int n) {
		return PALETTE[n % PALETTE.length];
	}

	/** The rounds of eight colours that curves before the n-th have used up. */
	static int rounds(final int n) {
		return n / PALETTE.length;
	}

	/** Half way to white. */
	static Color lighter(final Color colour) {
		return new Color((colour.getRed() + 255) / 2, (colour.getGreen() + 255) / 2,
			(colour.getBlue() + 255) / 2);
	}

	/** An empty plot of the usual size. */
	static Plot plot(final String x, final String y) {
		return plot(x, y, HEIGHT);
	}

	static Plot plot(final String x, final String y, final int height) {
		final Plot plot = new Plot("", x, y);
		plot.setFrameSize(WIDTH, height);
		plot.setFontSize(FONT_SIZE);
		return plot;
	}

	static void addLine(final Plot plot, final Color colour, final int width, final double[] x,
		final double[] y) {
		plot.setColor(colour);
		plot.setLineWidth(width);
		plot.add("line", x, y);
	}

	/**
	 * The names of the curves, in their order, one a line.
	 *
	 * @param position as of {@link Plot#setLegend}; {@link Plot#AUTO_POSITION} for where it hides least
	 */
	static void addLegend(final Plot plot, final String names, final int position) {
		black(plot);
		plot.setLegend(names, position);
	}

	/** A label at the top left, for a single curve. */
	static void addLabel(final Plot plot, final String label) {
		black(plot);
		plot.addLabel(0.03, 0.08, label);
	}

	private static void black(final Plot plot) {
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
	}

	/** Whether there is none. */
	boolean isEmpty() {
		return slices == null;
	}

	/** Adds the plot of a slice, counted from 1. */
	void add(final int slice, final Plot plot) {
		add("slice " + slice, plot);
	}

	void add(final String label, final Plot plot) {
		final ImageProcessor picture = plot.getProcessor().convertToRGB();
		if (slices == null) slices = new ImageStack(picture.getWidth(), picture.getHeight());
		slices.addSlice(label, picture);
	}

	/** All plots, RGB, a slice each. */
	ImagePlus image(final String title) {
		return new ImagePlus(title, slices);
	}
}
