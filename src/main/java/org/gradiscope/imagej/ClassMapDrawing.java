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

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.surface.BoundaryCrossing;
import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.attack.surface.SurfaceGrid;
import org.gradiscope.model.Labels;

/**
 * The classes of a plane in colours, with a legend: the image in the middle of its pocket, and how far the
 * boundaries are along the axes.
 */
final class ClassMapDrawing {

	static final int SIDE = 420;
	private static final int LEFT = 62;
	private static final int TOP = 14;
	private static final int BOTTOM = 48;
	private static final int LEGEND = 190;
	private static final int LINE = 22;
	private static final int MOST_LINES = 12;
	private static final int TEXT = 13;

	private final SurfaceFindings findings;
	private final SurfaceGrid grid;
	private final SurfaceAxes axes;
	private final Labels labels;
	private final ClassColours colours;
	private final ColorProcessor sheet =
		new ColorProcessor(LEFT + SIDE + LEGEND, TOP + SIDE + BOTTOM);

	ClassMapDrawing(final SurfaceFindings findings, final SurfaceAxes axes, final Labels labels,
		final ClassColours colours) {
		this.findings = findings;
		grid = findings.grid();
		this.axes = axes;
		this.labels = labels;
		this.colours = colours;
	}

	ImageProcessor draw() {
		sheet.setColor(Color.WHITE);
		sheet.fill();
		// The image's own class first, so that it has the first colour.
		colours.of(findings.own());
		final List<Integer> classes = byArea();
		classes.forEach(colours::of);
		for (int y = 0; y < SIDE; y++)
			for (int x = 0; x < SIDE; x++)
				sheet.set(LEFT + x, TOP + y,
					colours.of(grid.classes()[point(y) * grid.points() + point(x)]).getRGB());
		drawAxes();
		try {
			sheet.setAntialiasedText(true);
			sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
			writeAxes();
			writeDistances();
			writeLegend(classes);
		}
		catch (final RuntimeException | LinkageError e) {
			// A Java without any font, as on a bare server: the table has the numbers.
		}
		return sheet;
	}

	private int point(final int pixel) {
		return pixel * grid.points() / SIDE;
	}

	/** The middle of a point of this coordinate, in pixels from the frame. */
	private int at(final double coordinate) {
		return (int) Math
			.round(((coordinate - grid.from()) / grid.step() + 0.5) * SIDE / grid.points());
	}

	private List<Integer> byArea() {
		return Arrays.stream(grid.classes()).distinct().boxed()
			.sorted(Comparator.comparingDouble((Integer each) -> -grid.share(each))).toList();
	}

	private void drawAxes() {
		sheet.setColor(new Color(255, 255, 255));
		final int x = LEFT + at(0);
		final int y = TOP + at(0);
		for (int i = 0; i < SIDE; i += 6) {
			sheet.drawLine(LEFT + i, y, LEFT + Math.min(SIDE - 1, i + 2), y);
			sheet.drawLine(x, TOP + i, x, TOP + Math.min(SIDE - 1, i + 2));
		}
		sheet.setColor(Color.WHITE);
		sheet.fillOval(x - 5, y - 5, 11, 11);
		sheet.setColor(Color.BLACK);
		sheet.fillOval(x - 3, y - 3, 7, 7);
		sheet.drawRect(LEFT - 1, TOP - 1, SIDE + 2, SIDE + 2);
	}

	private double[] ticks() {
		return grid.from() == -grid.to() ? new double[] { grid.from(), 0, grid.to() }
			: new double[] { 0, 1 };
	}

	private void writeAxes() {
		sheet.setColor(Color.BLACK);
		for (final double tick : ticks()) {
			final String text = SurfaceAxes.number(tick);
			final int width = sheet.getStringWidth(text);
			final int x = Math.max(LEFT, Math.min(LEFT + SIDE - width, LEFT + at(tick) - width / 2));
			sheet.drawString(text, x, TOP + SIDE + 18);
			sheet.drawString(text, LEFT - 8 - width,
				Math.max(TOP + TEXT, Math.min(TOP + SIDE, TOP + at(tick) + TEXT / 2)));
		}
		final String across = axes.across() + " (" + axes.unit() + ")";
		sheet.drawString(across, LEFT + (SIDE - sheet.getStringWidth(across)) / 2, TOP + SIDE + 40);
		final String down = axes.down();
		final ImageProcessor words = new ColorProcessor(SIDE, LINE);
		words.setColor(Color.WHITE);
		words.fill();
		words.setColor(Color.BLACK);
		words.setAntialiasedText(true);
		words.setFont(sheet.getFont());
		words.drawString(down, (SIDE - words.getStringWidth(down)) / 2, LINE - 5);
		sheet.insert(words.rotateLeft(), 2, TOP);
		sheet.setColor(Color.BLACK);
		sheet.drawRect(LEFT - 1, TOP - 1, SIDE + 2, SIDE + 2);
	}

	private void writeDistances() {
		final int x = LEFT + at(0);
		final int y = TOP + at(0);
		for (int n = 0; n < 4; n++) {
			final BoundaryCrossing boundary = findings.boundaries().get(n);
			if (!boundary.exists()) continue;
			final double signed = n % 2 == 0 ? boundary.distance() : -boundary.distance();
			final int along = at(signed);
			final boolean across = n < 2;
			final int px = across ? LEFT + along : x;
			final int py = across ? y : TOP + along;
			sheet.setColor(Color.WHITE);
			sheet.fillRect(px - (across ? 1 : 6), py - (across ? 6 : 1), across ? 3 : 13,
				across ? 13 : 3);
			shaded(SurfaceAxes.number(boundary.distance()), px + (across ? 5 : 10),
				py - (across ? 8 : -5));
		}
	}

	private void shaded(final String text, final int x, final int y) {
		final int width = sheet.getStringWidth(text);
		final int left = Math.min(x, LEFT + SIDE - width - 3);
		sheet.setColor(Color.WHITE);
		sheet.fillRect(left - 2, y - TEXT, width + 4, TEXT + 4);
		sheet.setColor(Color.BLACK);
		sheet.drawString(text, left, y + 1);
	}

	private void writeLegend(final List<Integer> classes) {
		final int x = LEFT + SIDE + 14;
		int y = TOP;
		for (int n = 0; n < classes.size() && n < MOST_LINES; n++, y += LINE) {
			final int index = classes.get(n);
			sheet.setColor(colours.of(index));
			sheet.fillRect(x, y, 14, 14);
			sheet.setColor(Color.BLACK);
			final String share = String.format(Locale.ROOT, " %.0f %%", 100 * grid.share(index));
			final int room = LEGEND - 14 - 22 - sheet.getStringWidth(share) - 4;
			sheet.drawString(LabelledResults.Captions.fitted(labels.name(index).split(",")[0], room,
				sheet::getStringWidth) + share, x + 22, y + 14);
		}
		if (classes.size() > MOST_LINES) {
			sheet.drawString("and " + (classes.size() - MOST_LINES) + " more", x + 22, y + 14);
			y += LINE;
		}
		sheet.setColor(Color.BLACK);
		sheet.fillOval(x + 3, y + 12, 7, 7);
		sheet.drawString("the image", x + 22, y + LINE);
	}
}
