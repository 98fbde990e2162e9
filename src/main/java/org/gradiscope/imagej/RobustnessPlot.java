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

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;

/** Accuracy against epsilon, a curve for each method, with intervals of 95 %. */
public final class RobustnessPlot {

	private static final int WIDTH = 560;
	private static final int HEIGHT = 320;

	/** Told apart by the colour-blind too (Okabe and Ito 2008). */
	private static final Color[] COLOURS = { new Color(0, 114, 178), new Color(213, 94, 0), new Color(
		0, 158, 115), new Color(204, 121, 167), new Color(230, 159, 0), new Color(86, 180, 233) };

	/** A shape for each round of colours. */
	private static final String[] SHAPES = { "connected circle", "connected box",
		"connected triangle" };

	private final Plot plot;
	private final boolean logarithmic;
	private final double unit;
	/** The extent of the axis of epsilons, in pixels of the plot. */
	private double left;
	private double right;

	private RobustnessPlot(final String axis, final boolean logarithmic, final double unit) {
		plot = new Plot("", axis, "Accuracy, with intervals of 95 %");
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFontSize(14);
		this.logarithmic = logarithmic;
		this.unit = unit;
	}

	/**
	 * Draws curves.
	 *
	 * @param points of all methods
	 * @param axis the name of the axis of epsilons
	 * @param logarithmic whether that axis is; epsilon 0 is a dotted line then
	 * @param unit by which epsilons are multiplied
	 * @throws IllegalArgumentException if there is nothing to draw on a logarithmic axis
	 */
	public static ImagePlus of(final List<Point> points, final String axis, final boolean logarithmic,
		final double unit, final String title) {
		final RobustnessPlot drawn = new RobustnessPlot(axis, logarithmic, unit);
		drawn.limit(points);
		final Map<String, List<Point>> methods = new LinkedHashMap<>();
		for (final Point point : points)
			methods.computeIfAbsent(point.method().toString(), m -> new ArrayList<>()).add(point);
		int n = 0;
		for (final List<Point> method : methods.values())
			drawn.add(method, n++, methods.size());
		drawn.finish(String.join("\n", methods.keySet()), points);
		return new ImagePlus(title, drawn.plot.getProcessor().convertToRGB());
	}

	private void limit(final List<Point> points) {
		final double[] shown = points.stream().mapToDouble(point -> point.epsilon() * unit).filter(
			epsilon -> epsilon > 0 || !logarithmic).sorted().toArray();
		if (shown.length == 0) throw new IllegalArgumentException(
			"A logarithmic axis needs an epsilon over 0; add one, or give axis=linear.");
		final double most = shown[shown.length - 1];
		left = logarithmic ? Math.log(shown[0]) : 0;
		right = logarithmic ? Math.log(most) : Math.max(most, Double.MIN_NORMAL);
		final double margin = right > left ? 0.04 * (right - left) : 0.5;
		left -= margin;
		right += margin;
		if (logarithmic) plot.setAxisXLog(true);
		plot.setLimits(logarithmic ? Math.exp(left) : left, logarithmic ? Math.exp(right) : right,
			-0.03,
			1.05);
	}

	private void add(final List<Point> points, final int index, final int of) {
		final List<Point> shown = points.stream().filter(point -> point.epsilon() > 0 || !logarithmic)
			.toList();
		final Color colour = COLOURS[index % COLOURS.length];
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.add(SHAPES[index / COLOURS.length % SHAPES.length], shown.stream().mapToDouble(point -> x(
			point, 0)).toArray(),
			shown.stream().mapToDouble(point -> point.accuracy().value()).toArray());
		plot.setLineWidth(1);
		// Beside each other, where several methods have one epsilon.
		for (final Point point : shown)
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
		final double epsilon = point.epsilon() * unit;
		final double moved =
			(logarithmic ? Math.log(epsilon) : epsilon) + shift * (right - left) / WIDTH;
		return logarithmic ? Math.exp(moved) : moved;
	}

	private void finish(final String names, final List<Point> points) {
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		points.stream().filter(point -> logarithmic && point.epsilon() == 0).findFirst().ifPresent(
			clean -> plot.drawDottedLine(Math.exp(left), clean.accuracy().value(), Math.exp(right), clean
				.accuracy().value(), 3));
		plot.setColor(Color.BLACK);
		plot.setLegend(names, Plot.AUTO_POSITION);
	}
}
