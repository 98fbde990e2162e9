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
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Prediction.ClassScore;

/** The probabilities of the likeliest classes as bars, one picture a slice; or values. */
public final class BarChart {

	private static final int WIDTH_OF_A_BAR = 110;
	private static final int HEIGHT = 260;
	private static final int LONGEST_LABEL = 16;

	private final int top;
	private final Plots plots = new Plots();

	/** @param top how many classes are shown, if there are so many */
	public BarChart(final int top) {
		this.top = top;
	}

	/** Adds the picture of one slice. */
	public void add(final int slice, final Prediction prediction) {
		plots.add(slice, plot(prediction.ranked(top), prediction.isValues()));
	}

	/** All pictures. */
	public ImagePlus render(final String title) {
		return plots.image(title);
	}

	private static Plot plot(final List<ClassScore> scores, final boolean values) {
		final double[] positions = IntStream.range(0, scores.size()).asDoubleStream().toArray();
		final double[] heights =
			scores.stream().mapToDouble(score -> values ? score.logit() : score.probability()).toArray();
		final String labels =
			scores.stream().map(s -> shortened(s.label())).collect(Collectors.joining(",", "{", "}"));
		final Plot plot = new Plot("", labels, values ? "Value" : "Probability");
		plot.setFrameSize(WIDTH_OF_A_BAR * Math.max(2, scores.size()), HEIGHT);
		plot.setColor(Color.DARK_GRAY, new Color(70, 130, 180));
		plot.add("separated bar", positions, heights);
		plot.setLimits(-0.5, scores.size() - 0.5,
			values ? Math.min(0, DoubleStream.of(heights).min().orElse(0)) : 0,
			values ? Math.max(0, DoubleStream.of(heights).max().orElse(1)) : 1);
		return plot;
	}

	/** Commas and braces would end the label. */
	private static String shortened(final String label) {
		final String plain = label.replaceAll("[,{}].*", "").strip();
		return plain.length() <= LONGEST_LABEL ? plain : plain.substring(0, LONGEST_LABEL - 1) + "…";
	}
}
