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

import java.util.List;
import java.util.Set;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.training.Substitute.Round;
import org.gradiscope.training.TrainingLoop.Point;

/** How training went: what was measured on held-out images, and the loss, against the steps. */
public final class TrainingPlots {

	private TrainingPlots() {}

	/** A slice with what was measured, and one with the loss. */
	public static ImagePlus of(final List<Point> course, final String title) {
		final Plots plots = new Plots();
		plots.add("held-out images", measured(course));
		plots.add("loss", loss(course));
		return plots.image(title);
	}

	/** The first of these, as it is so far. */
	public static Pixels picture(final List<Point> course) {
		return ImagePixels.read(new ImagePlus("", measured(course).getProcessor().convertToRGB()));
	}

	private static double[] steps(final List<Point> course) {
		return course.stream().mapToDouble(Point::step).toArray();
	}

	private static Plot measured(final List<Point> course) {
		final Plot plot = Plots.plot("Steps", "Share of held-out images");
		final Set<String> names = course.get(0).measured().keySet();
		int n = 0;
		for (final String name : names)
			Plots.addLine(plot, Plots.colour(n++), 2, steps(course),
				course.stream().mapToDouble(point -> point.measured().get(name)).toArray());
		plot.setLimits(0, course.get(course.size() - 1).step(), -0.03, 1.05);
		Plots.addLegend(plot, String.join("\n", names), Plot.AUTO_POSITION);
		return plot;
	}

	private static Plot loss(final List<Point> course) {
		final Plot plot = Plots.plot("Steps", "Loss on the images trained on");
		final double[] losses = course.stream().mapToDouble(Point::loss).toArray();
		Plots.addLine(plot, Plots.VERMILION, 2, steps(course), losses);
		double most = 1e-9;
		for (final double loss : losses)
			most = Math.max(most, loss);
		plot.setLimits(0, course.get(course.size() - 1).step(), 0, 1.05 * most);
		return plot;
	}

	/** How often a substitute agrees with its oracle, against the queries, with intervals of 95 %. */
	public static ImagePlus agreement(final List<Round> rounds, final String title) {
		return new ImagePlus(title, agreementPlot(rounds).getProcessor().convertToRGB());
	}

	/** The same, so far. */
	public static Pixels agreement(final List<Round> rounds) {
		return ImagePixels.read(agreement(rounds, ""));
	}

	private static Plot agreementPlot(final List<Round> rounds) {
		final Plot plot = Plots.plot("Queries", "Agreement on held-out images");
		final double[] queries = rounds.stream().mapToDouble(Round::queries).toArray();
		Plots.addLine(plot, Plots.BLUE, 2, queries,
			rounds.stream().mapToDouble(round -> round.agreement().value()).toArray());
		for (final Round round : rounds)
			Plots.addLine(plot, Plots.lighter(Plots.BLUE), 1,
				new double[] { round.queries(), round.queries() },
				new double[] { round.agreement().low(), round.agreement().high() });
		plot.setLimits(0, 1.03 * queries[queries.length - 1], -0.03, 1.05);
		return plot;
	}
}
