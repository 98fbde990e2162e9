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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.attack.target.TargetModel.QueryLog;

/** What attacks did, as curves. */
public final class AttackPlots {

	private final Plots plots = new Plots();

	/** Whether there is a picture. */
	public boolean isEmpty() {
		return plots.isEmpty();
	}

	/**
	 * Adds the confidence of one slice at each step.
	 *
	 * @param label what the confidence is of
	 * @param confidences at least two
	 */
	public void addConfidences(final int slice, final String label, final List<Float> confidences) {
		final Plot plot = Plots.plot("Gradients", "Probability");
		Plots.addLine(plot, Plots.VERMILION, 2,
			IntStream.rangeClosed(1, confidences.size()).asDoubleStream().toArray(),
			confidences.stream().mapToDouble(Float::doubleValue).toArray());
		plot.setLimits(1, confidences.size(), 0, 1.15);
		Plots.addLabel(plot, label);
		plots.add(slice, plot);
	}

	/**
	 * Adds how far an attack that asks for no gradients came with the queries, on one slice.
	 *
	 * @param quantity that the values are, with its unit
	 * @param label above the curve
	 * @param most the largest value of the axis
	 * @param course at least one point
	 * @param asked how many queries there were in all
	 */
	public void addCourse(final int slice, final String quantity, final String label,
		final double most, final List<QueryLog.Point> course, final int asked) {
		final Plot plot = courses(quantity, most, asked);
		addStairs(plot, Plots.VERMILION, course, asked);
		Plots.addLabel(plot, label);
		plots.add(slice, plot);
	}

	/**
	 * How far several attacks came with the queries, on one image.
	 *
	 * @param quantity that the values are, with its unit
	 * @param most the largest value of the axis
	 * @param courses by the name of the attack, each of at least one point
	 * @param asked how many queries the axis has; a course that ends before ends where it does
	 */
	public static ImagePlus courses(final String quantity, final double most,
		final Map<String, List<QueryLog.Point>> courses, final int asked, final String title) {
		final Plot plot = courses(quantity, most, asked);
		int n = 0;
		for (final List<QueryLog.Point> course : courses.values())
			addStairs(plot, Plots.colour(n++), course, course.get(course.size() - 1).queries());
		Plots.addLegend(plot, String.join("\n", courses.keySet()), Plot.AUTO_POSITION);
		return new ImagePlus(title, plot.getProcessor().convertToRGB());
	}

	private static Plot courses(final String quantity, final double most, final int asked) {
		final Plot plot = Plots.plot("Queries", quantity);
		plot.setLimits(1, Math.max(2, asked), 0, 1.15 * most);
		return plot;
	}

	/** What was best stays so until something is better. */
	private static void addStairs(final Plot plot, final Color colour,
		final List<QueryLog.Point> course, final int asked) {
		final int last = 2 * course.size() - 1;
		final double[] x = new double[last + 1];
		final double[] y = new double[last + 1];
		for (int i = 0; i <= last; i++) {
			x[i] = i == last ? asked : course.get((i + 1) / 2).queries();
			y[i] = course.get(i / 2).value();
		}
		Plots.addLine(plot, colour, 2, x, y);
	}

	/** All pictures. */
	public ImagePlus render(final String title) {
		return plots.image(title);
	}

	/**
	 * The fraction of slices that are not fooled within an epsilon, against it.
	 *
	 * @param smallest the smallest epsilon that fools a slice, one each; NaN where none does
	 * @param largest that was tried
	 */
	public static ImagePlus accuracy(final double[] smallest, final double largest,
		final String title) {
		final double[] found = IntStream.range(0, smallest.length).mapToDouble(i -> smallest[i])
			.filter(epsilon -> !Double.isNaN(epsilon)).sorted().toArray();
		final double end = found.length < smallest.length ? largest : 1.1 * found[found.length - 1];
		final double[] x = new double[2 * found.length + 2];
		final double[] y = new double[x.length];
		y[0] = 1;
		for (int i = 0; i < found.length; i++) {
			x[2 * i + 1] = x[2 * i + 2] = found[i];
			y[2 * i + 1] = y[2 * i];
			y[2 * i + 2] = 1 - (i + 1.0) / smallest.length;
		}
		x[x.length - 1] = end;
		y[x.length - 1] = y[x.length - 2];
		final Plot plot = Plots.plot("Epsilon (grey levels)", "Fraction not fooled");
		Plots.addLine(plot, Plots.VERMILION, 2, x, y);
		plot.setLimits(0, end, 0, 1.15);
		Plots.addLabel(plot,
			String.format(Locale.ROOT, "%d of %d slices fooled", found.length, smallest.length));
		return new ImagePlus(title, plot.getProcessor().convertToRGB());
	}
}
