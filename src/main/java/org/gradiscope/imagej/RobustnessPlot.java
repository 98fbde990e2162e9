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
import ij.gui.Plot;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;

/** Accuracy against epsilon, a curve for each method and setting, with intervals of 95 %. */
public final class RobustnessPlot {

	private static final double LOWEST = -0.03;
	private static final double HIGHEST = 1.05;

	/** A shape for each round of colours. */
	private static final String[] SHAPES =
		{ "connected circle", "connected box", "connected triangle" };

	private final Plot plot;
	private final boolean logarithmic;
	private final double unit;
	/** The ends of the axis of epsilons. */
	private double left;
	private double right;
	/** Where epsilon 0 is on a logarithmic axis. */
	private double zero;

	private RobustnessPlot(final String axis, final boolean logarithmic, final double unit) {
		plot = Plots.plot(axis, "Accuracy, with intervals of 95 %");
		this.logarithmic = logarithmic;
		this.unit = unit;
	}

	/**
	 * Draws curves.
	 *
	 * @param points of all methods
	 * @param axis the name of the axis of epsilons
	 * @param logarithmic whether that axis is; epsilon 0 stands as far before the next one as that before its
	 *          double then
	 * @param unit by which epsilons are multiplied
	 * @throws IllegalArgumentException if there is nothing to draw on a logarithmic axis
	 */
	public static ImagePlus of(final List<Point> points, final String axis, final boolean logarithmic,
		final double unit, final String title) {
		final RobustnessPlot drawn = new RobustnessPlot(axis, logarithmic, unit);
		drawn.limit(points);
		final Map<String, List<Point>> methods = new LinkedHashMap<>();
		for (final Point point : points)
			methods.computeIfAbsent(point.curve(), m -> new ArrayList<>()).add(point);
		int n = 0;
		for (final List<Point> method : methods.values())
			drawn.add(method, n++, methods.size());
		Plots.addLegend(drawn.plot, String.join("\n", methods.keySet()), Plot.AUTO_POSITION);
		return new ImagePlus(title, drawn.picture(axis, points));
	}

	private void limit(final List<Point> points) {
		final double[] sizes =
			points.stream().mapToDouble(point -> point.epsilon() * unit).distinct().sorted().toArray();
		final double[] above = Arrays.stream(sizes).filter(size -> size > 0).toArray();
		if (logarithmic && above.length == 0) throw new IllegalArgumentException(
			"A logarithmic axis needs an epsilon over 0; add one, or give axis=linear.");
		if (logarithmic) zero = Math.log(above[0]) - Math.log(2);
		left = position(sizes[0]);
		right = Math.max(position(sizes[sizes.length - 1]), left + Double.MIN_NORMAL);
		final double margin = right - left > Double.MIN_NORMAL ? 0.04 * (right - left) : 0.5;
		left -= margin;
		right += margin;
		plot.setLimits(left, right, LOWEST, HIGHEST);
		if (logarithmic) grid(sizes);
	}

	/** A line at each epsilon; ImageJ's own logarithmic axis has them at powers of ten. */
	private void grid(final double[] sizes) {
		plot.setFormatFlags(Plot.Y_GRID | Plot.Y_TICKS | Plot.Y_NUMBERS | Plot.Y_MINOR_TICKS);
		plot.setColor(new Color(200, 200, 200));
		for (final double size : sizes)
			plot.drawLine(position(size), LOWEST, position(size), HIGHEST);
	}

	/** The picture; a logarithmic axis has the epsilons below it, in place of the ends that ImageJ writes. */
	private ImageProcessor picture(final String axis, final List<Point> points) {
		final ImageProcessor picture = plot.getProcessor().convertToRGB();
		if (!logarithmic) return picture;
		final Rectangle frame = plot.getDrawingFrame();
		final int bottom = frame.y + frame.height + 3;
		picture.setColor(Color.WHITE);
		picture.setRoi(0, bottom, picture.getWidth(), picture.getHeight() - bottom);
		picture.fill();
		picture.resetRoi();
		picture.setColor(Color.BLACK);
		picture.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Plots.FONT_SIZE));
		picture.setAntialiasedText(true);
		points.stream().mapToDouble(point -> point.epsilon() * unit).distinct()
			.forEach(size -> centred(picture,
				new BigDecimal(size).round(new MathContext(3)).stripTrailingZeros().toPlainString(),
				frame.x + (position(size) - left) / (right - left) * frame.width,
				bottom + Plots.FONT_SIZE + 3));
		centred(picture, axis, frame.getCenterX(), bottom + 2 * Plots.FONT_SIZE + 8);
		return picture;
	}

	private static void centred(final ImageProcessor picture, final String text, final double x,
		final int y) {
		picture.drawString(text, (int) Math.round(x - picture.getStringWidth(text) / 2.0), y);
	}

	/** Where an epsilon is on the axis. */
	private double position(final double epsilon) {
		return !logarithmic ? epsilon : epsilon == 0 ? zero : Math.log(epsilon);
	}

	private void add(final List<Point> points, final int index, final int of) {
		final Color colour = Plots.colourOrGrey(index);
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.add(SHAPES[Plots.rounds(index) % SHAPES.length],
			points.stream().mapToDouble(point -> x(point, 0)).toArray(),
			points.stream().mapToDouble(point -> point.accuracy().value()).toArray());
		plot.setLineWidth(1);
		// Beside each other, where several methods have one epsilon.
		for (final Point point : points)
			bar(point, 4 * (index - (of - 1) / 2.0));
	}

	/** The interval, with its ends. */
	private void bar(final Point point, final double shift) {
		final double low = point.accuracy().low();
		final double high = point.accuracy().high();
		plot.drawLine(x(point, shift), low, x(point, shift), high);
		for (final double end : new double[] { low, high })
			plot.drawLine(x(point, shift - 3), end, x(point, shift + 3), end);
	}

	/** @param shift in pixels */
	private double x(final Point point, final double shift) {
		return position(point.epsilon() * unit) + shift * (right - left) / Plots.WIDTH;
	}
}
