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
import java.awt.Polygon;

import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.attack.surface.SurfaceGrid;

/**
 * The loss of a plane as a surface in space, in the colours of the classes. ImageJ's own surface plot asks
 * by a dialog for how it is drawn, which neither a headless run nor a macro could answer, and has no second
 * image for the colours.
 */
final class SurfaceDrawing {

	private static final int WIDTH = 620;
	private static final int HEIGHT = 460;
	/** Drawn larger and averaged, for smooth edges. */
	private static final int SCALE = 3;
	/** More cells than this are not seen. */
	private static final int MOST = 80;
	private static final double AZIMUTH = Math.toRadians(-35);
	private static final double ELEVATION = Math.toRadians(28);
	private static final double SIDE = 330;
	private static final double RISE = 200;
	/** From the upper left, towards the viewer. */
	private static final double[] LIGHT = { -0.5, -0.3, 0.81 };

	private final SurfaceFindings findings;
	private final SurfaceGrid grid;
	private final SurfaceAxes axes;
	private final ClassColours colours;
	private final int cells;
	private final double bottom;
	private final double top;
	private final ColorProcessor large = new ColorProcessor(WIDTH * SCALE, HEIGHT * SCALE);

	SurfaceDrawing(final SurfaceFindings findings, final SurfaceAxes axes,
		final ClassColours colours) {
		this.findings = findings;
		grid = findings.grid();
		this.axes = axes;
		this.colours = colours;
		cells = Math.min(MOST, grid.points() - 1);
		bottom = Math.min(0, grid.lowest());
		top = Math.max(grid.highest(), bottom + 1e-6);
	}

	ImageProcessor draw() {
		large.setColor(Color.WHITE);
		large.fill();
		drawBox();
		// From the back to the front.
		for (int y = 0; y < cells; y++)
			for (int x = cells - 1; x >= 0; x--)
				fill(x, y);
		drawImage();
		large.setInterpolationMethod(ImageProcessor.BILINEAR);
		final ImageProcessor sheet = large.resize(WIDTH, HEIGHT, true);
		try {
			write(sheet);
		}
		catch (final RuntimeException | LinkageError e) {
			// A Java without any font: the surface is seen without numbers.
		}
		return sheet;
	}

	/** The index of the point at a corner of a cell. */
	private int point(final int corner) {
		return (int) Math.round((double) corner * (grid.points() - 1) / cells);
	}

	private double loss(final int x, final int y) {
		return grid.losses()[point(y) * grid.points() + point(x)];
	}

	private double height(final double loss) {
		return (loss - bottom) / (top - bottom) * RISE;
	}

	/** Of a place in the plane, each from 0 to 1, in pixels of the sheet. */
	private static double[] project(final double x, final double y, final double height) {
		final double across = (x - 0.5) * SIDE;
		final double deep = (y - 0.5) * SIDE;
		final double right = across * Math.cos(AZIMUTH) - deep * Math.sin(AZIMUTH);
		final double front = across * Math.sin(AZIMUTH) + deep * Math.cos(AZIMUTH);
		return new double[] { WIDTH / 2.0 + right,
			HEIGHT * 0.66 + front * Math.sin(ELEVATION) - height * Math.cos(ELEVATION) };
	}

	private static int large(final double sheet) {
		return (int) Math.round(sheet * SCALE);
	}

	private void line(final double[] from, final double[] to) {
		large.drawLine(large(from[0]), large(from[1]), large(to[0]), large(to[1]));
	}

	private void drawBox() {
		large.setLineWidth(SCALE);
		large.setColor(new Color(170, 170, 170));
		for (int n = 0; n <= 4; n++) {
			final double height = RISE * n / 4;
			line(project(0, 0, height), project(1, 0, height));
			line(project(1, 0, height), project(1, 1, height));
		}
		for (final double[] corner : new double[][] { { 0, 0 }, { 1, 0 }, { 1, 1 } })
			line(project(corner[0], corner[1], 0), project(corner[0], corner[1], RISE));
		line(project(0, 0, 0), project(0, 1, 0));
		line(project(0, 1, 0), project(1, 1, 0));
	}

	private void fill(final int x, final int y) {
		final Polygon cell = new Polygon();
		final int[][] corners = { { x, y }, { x + 1, y }, { x + 1, y + 1 }, { x, y + 1 } };
		for (final int[] corner : corners) {
			final double[] at = project((double) corner[0] / cells, (double) corner[1] / cells,
				height(loss(corner[0], corner[1])));
			cell.addPoint(large(at[0]), large(at[1]));
		}
		large.setColor(shaded(colours.of(grid.classes()[point(y) * grid.points() + point(x)]), x, y));
		large.fillPolygon(cell);
		large.setLineWidth(1);
		large.drawPolygon(cell);
	}

	/** Lighter where it faces the light. */
	private Color shaded(final Color colour, final int x, final int y) {
		final double step = SIDE / cells;
		final double slope = (height(loss(x + 1, y)) - height(loss(x, y)) + height(loss(x + 1, y + 1)) -
			height(loss(x, y + 1))) / 2 / step;
		final double other = (height(loss(x, y + 1)) - height(loss(x, y)) + height(loss(x + 1, y + 1)) -
			height(loss(x + 1, y))) / 2 / step;
		final double facing = (-slope * LIGHT[0] - other * LIGHT[1] + LIGHT[2]) /
			Math.sqrt(1 + slope * slope + other * other);
		final double light = 0.45 + 0.65 * Math.max(0, facing);
		return new Color(part(colour.getRed(), light), part(colour.getGreen(), light),
			part(colour.getBlue(), light));
	}

	private static int part(final int value, final double light) {
		return (int) Math.max(0, Math.min(255, value * light));
	}

	/** Where the image is: a pin, on the surface. */
	private void drawImage() {
		final double place = grid.origin() / (grid.points() - 1);
		final double[] foot = project(place, place, height(findings.loss()));
		large.setColor(Color.BLACK);
		large.setLineWidth(2 * SCALE);
		final double[] head = { foot[0], foot[1] - 34 };
		line(foot, head);
		large.fillOval(large(head[0] - 6), large(head[1] - 6), 12 * SCALE, 12 * SCALE);
		large.setColor(Color.WHITE);
		large.fillOval(large(head[0] - 3.5), large(head[1] - 3.5), 7 * SCALE, 7 * SCALE);
	}

	private void write(final ImageProcessor sheet) {
		sheet.setColor(Color.BLACK);
		sheet.setAntialiasedText(true);
		sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
		final boolean even = grid.from() == -grid.to();
		for (final double tick : even ? new double[] { grid.from(), 0, grid.to() }
			: new double[] { 0, 1 }) {
			final double place = (tick - grid.from()) / (grid.to() - grid.from());
			right(sheet, SurfaceAxes.number(tick), project(0, place, 0), -8, 20);
			centred(sheet, SurfaceAxes.number(tick), project(place, 1, 0), 16, 18);
		}
		for (int n = 0; n <= 4; n += 2)
			right(sheet, SurfaceAxes.number(bottom + (top - bottom) * n / 4), project(0, 0, RISE * n / 4),
				-6, n == 0 ? -2 : 5);
		right(sheet, "loss", project(0, 0, RISE), -6, -14);
		final String across = axes.across();
		sheet.drawString(across,
			Math.min(WIDTH - 6 - sheet.getStringWidth(across), (int) project(0.5, 1, 0)[0] + 30),
			(int) project(0.5, 1, 0)[1] + 34);
		right(sheet, axes.down(), project(0, 0.62, 0), -30, 38);
	}

	private static void right(final ImageProcessor sheet, final String text, final double[] at,
		final int dx, final int dy) {
		sheet.drawString(text, Math.max(4, (int) at[0] + dx - sheet.getStringWidth(text)),
			(int) at[1] + dy);
	}

	private static void centred(final ImageProcessor sheet, final String text, final double[] at,
		final int dx, final int dy) {
		sheet.drawString(text, (int) at[0] + dx - sheet.getStringWidth(text) / 2, (int) at[1] + dy);
	}
}
