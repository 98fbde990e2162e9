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

package org.gradiscope.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.gradiscope.engine.OutputPicture;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.BarChart;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says what a network takes an image for. */
@Plugin(type = Command.class, name = "classify", label = "Classify",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Classify...", weight = 1) },
	description = "Says what a network takes the image for: the likeliest classes of each " +
		"slice, or of what is selected in it.")
public class Classify extends ImageCommand {

	@Parameter(label = "Classes to list", min = "1", persist = false,
		description = "How many of the likeliest classes are listed.")
	private int top = 5;

	@Parameter(label = "Bar chart", persist = false,
		description = "Whether the probabilities are drawn as bars too.")
	private boolean chart = true;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The chart's title, and with -table behind it the table's; auto: the image's " +
			"title without extension, then -classify.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Prediction",
		description = "Slice, rank, label, index, probability and logit of each class listed; of a network that gives " +
			"values and not classes, each value; of one that gives a picture its size and the values of each " +
			"channel.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Bars", description = "The chart, one slice a slice.")
	private ImagePlus bars;

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		if (top < 1) throw new IllegalArgumentException(
			"The key 'top' is the number of classes to list, at least 1, but " + top + " was given.");
		if (!network.descriptor().givesClasses()) {
			describe(network);
			return;
		}
		final ResultsTable rows = Tables.empty();
		final BarChart drawn = new BarChart(top);
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network, region);
		forEachSlice(slice -> {
			final Prediction prediction = predict(network, read(region, slice), slice, recipe);
			Tables.addPrediction(rows, slice, prediction, top);
			if (chart) drawn.add(slice, prediction);
		});
		Tables.addRange(rows, network.descriptor());
		table = rows;
		final String name = Titles.unique(title, Titles.stem(input()) + "-classify");
		show(table, name + "-table");
		if (!chart) return;
		bars = drawn.render(name);
		openWhereShown(bars);
		finish(bars, recipe, input());
	}

	/** Of a network that gives pictures: what they are like. */
	private void describe(final OpenNetwork network) {
		final Region region = Region.of(input());
		final ResultsTable rows = Tables.empty();
		forEachSlice(
			slice -> Tables.addPicture(rows, slice, OutputPicture.of(network, read(region, slice))));
		Tables.addRange(rows, network.descriptor());
		table = rows;
		warn(network.descriptor().name() + " gives " + network.descriptor().gives() +
			", not classes: the table has the values of each channel; Activations shows them, Saliency Map " +
			"explains them (target=region, region/channel).");
		show(table, Titles.unique(title, Titles.stem(input()) + "-classify") + "-table");
	}
}
