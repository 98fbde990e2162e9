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
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.gradiscope.attribution.check.CascadingRandomization;
import org.gradiscope.attribution.check.CascadingRandomization.Step;
import org.gradiscope.attribution.check.DeletionInsertion;
import org.gradiscope.attribution.check.Findings;
import org.gradiscope.attribution.check.FurtherFindings;

/** The findings of checks as curves, one picture a slice. */
public final class CheckPlots {

	private static final int WIDTH_OF_A_NAME = 110;
	/** So many names of layers stand under the axis beside each other. */
	private static final int MOST_NAMES = 9;
	private static final int LONGEST_NAME = 9;

	private final Plots plots = new Plots();

	/** Adds deletion and insertion beside random order, of objects too where they were taken away. */
	public void addCurves(final int slice, final Findings findings, final FurtherFindings further) {
		final Plot plot =
			Plots.plot("Fraction of pixels" + (further.objects().isPresent() ? ", or of objects" : ""),
				"Probability");
		add(plot, findings.deletion(), Plots.VERMILION, 3);
		add(plot, findings.deletionRandom(), Plots.lighter(Plots.VERMILION), 2);
		add(plot, findings.insertion(), Plots.BLUE, 3);
		add(plot, findings.insertionRandom(), Plots.lighter(Plots.BLUE), 2);
		final List<String> labels = new ArrayList<>(List.of(label("deletion", findings.deletion()),
			label("deletion, random order", findings.deletionRandom()),
			label("insertion", findings.insertion()),
			label("insertion, random order", findings.insertionRandom())));
		further.objects().ifPresent(objects -> {
			add(plot, objects.along(), Plots.GREEN, 3);
			add(plot, objects.random(), Plots.lighter(Plots.GREEN), 2);
			labels.add(label("objects taken away", objects.along()));
			labels.add(label("objects, random order", objects.random()));
		});
		plot.setLimits(0, 1, 0, 1.02);
		Plots.addLegend(plot, String.join("\n", labels), Plot.AUTO_POSITION);
		plots.add(slice, plot);
	}

	/** Adds the similarity of the map while more and more layers are random. */
	public void addSimilarity(final int slice, final List<Step> steps) {
		final boolean named = steps.size() <= MOST_NAMES;
		final Plot plot =
			Plots.plot(named ? names(steps) : "Layers with random weights, from the output",
				"Similarity to the map");
		if (named)
			plot.setFrameSize(Math.max(Plots.WIDTH, WIDTH_OF_A_NAME * (steps.size() + 1)), Plots.HEIGHT);
		add(plot, steps, named, CascadingRandomization.Similarity::spearman, Plots.VERMILION);
		add(plot, steps, named, CascadingRandomization.Similarity::spearmanSigned, Plots.BLUE);
		add(plot, steps, named, CascadingRandomization.Similarity::ssim, Plots.GREEN);
		final double last = named ? steps.size() : steps.get(steps.size() - 1).layers();
		plot.setLimits(named ? -0.5 : 0, named ? last + 0.5 : last, -0.5, 1.02);
		Plots.addLegend(plot, "Spearman of magnitudes\nSpearman, signed\nSSIM of magnitudes",
			Plot.AUTO_POSITION);
		plots.add(slice, plot);
	}

	/** All pictures. */
	public ImagePlus render(final String title) {
		return plots.image(title);
	}

	private static void add(final Plot plot, final DeletionInsertion.ScoreCurve curve,
		final Color colour, final int width) {
		Plots.addLine(plot, colour, width, curve.fractions(), curve.values());
	}

	/** From 1, where nothing is random yet. */
	private static void add(final Plot plot, final List<Step> steps, final boolean named,
		final ToDoubleFunction<CascadingRandomization.Similarity> similarity, final Color colour) {
		final double[] x = new double[steps.size() + 1];
		final double[] y = new double[x.length];
		y[0] = 1;
		for (int i = 1; i < x.length; i++) {
			x[i] = named ? i : steps.get(i - 1).layers();
			y[i] = similarity.applyAsDouble(steps.get(i - 1).similarity());
		}
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.add("connected circle", x, y);
	}

	private static String label(final String name, final DeletionInsertion.ScoreCurve curve) {
		return String.format(Locale.ROOT, "%s (area %.2f)", name, curve.area());
	}

	/** Commas and braces would end a name. */
	private static String names(final List<Step> steps) {
		return steps.stream().map(step -> step.layer().replaceAll("[,{}]", " "))
			.map(name -> name.length() <= LONGEST_NAME ? name
				: "…" + name.substring(name.length() - LONGEST_NAME + 1))
			.collect(Collectors.joining(",", "{none,", "}"));
	}
}
