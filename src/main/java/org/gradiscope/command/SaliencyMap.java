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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SaliencyView;
import org.gradiscope.imagej.Titles;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows which pixels a class owes its score to. */
@Plugin(type = Command.class, name = "saliency-map", label = "Saliency Map", menu = { @Menu(
	label = "Plugins"), @Menu(label = "Gradiscope"), @Menu(label = "Saliency Map...", weight = 11) },
	description = "Shows which pixels a class owes its score to, on the image or " +
		"what is selected in it.")
public class SaliencyMap extends PreviewCommand {

	private static final String TOP = "top";

	@Parameter(label = "Method", choices = { "gradient", "guided-backprop", "deconvnet" },
		persist = false, description = "gradient: Simonyan et al. 2013; guided-backprop: " +
			"Springenberg et al. 2014; deconvnet: Zeiler & Fergus 2013.")
	private String method = "guided-backprop";

	@Parameter(label = "Target class", persist = false,
		description = "A label, the index of a class from 0, or top: each slice's likeliest class.")
	private String target = TOP;

	@Parameter(label = "Score", choices = { "logit", "log-probability", "probability" },
		persist = false, description = "The class's score before the softmax, which other classes " +
			"do not touch; or its probability, or the logarithm of that.")
	private String score = "logit";

	@Parameter(label = "View", choices = { "overlay", "map", "magnitude", "colour" }, persist = false,
		description = "overlay: a heat map over the image; map: 32-bit, signed, summed over " +
			"channels; magnitude: 32-bit, the largest over channels; colour: around middle grey.")
	private String view = "overlay";

	@Parameter(label = "Preview", persist = false,
		description = "Shows the map on the image while the dialog is open, at low resolution.")
	private boolean preview = false;

	@Parameter(label = "Title", persist = false,
		description = "The result's title; auto: the image's title without extension, then -method.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Saliency", description = "The map, as 'view' shows it.")
	private ImagePlus output;

	@Override
	void compute(final OpenNetwork network) {
		final GradientMethod chosen = method();
		final SaliencyView shown = view();
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network).with("region", region);
		final List<Tensor> maps = new ArrayList<>();
		forEachSlice(slice -> {
			final Pixels pixels = read(region, slice);
			final Objective objective = objective(network, predict(network, pixels, slice, recipe));
			recipe.with("objective of slice " + slice, objective);
			maps.add(chosen.attribute(network, pixels, objective, progress()).map());
		});
		output = shown.render(input(), slices(), region, maps, Titles.unique(title, Titles.stem(
			input()) + "-" + chosen));
		recipe.addTo(output, input());
		list(output);
	}

	@Override
	boolean isPreviewed() {
		return preview;
	}

	@Override
	ImagePlus sketch(final OpenNetwork network, final ImagePlus small, final double factor,
		final Progress progress) {
		final Pixels pixels = ImagePixels.read(small);
		final Prediction prediction = Prediction.of(network, pixels).get(0);
		final Tensor map = method().attribute(network, pixels, objective(network, prediction), progress)
			.map();
		return view().render(small, new int[] { 1 }, Region.of(small), List.of(map), "");
	}

	private GradientMethod method() {
		return Keys.choice("method", method, GradientMethod.values());
	}

	private SaliencyView view() {
		return Keys.choice("view", view, SaliencyView.values());
	}

	private Objective objective(final OpenNetwork network, final Prediction prediction) {
		return Keys.choice("score", score, Score.values()).of(target(network, prediction));
	}

	private int target(final OpenNetwork network, final Prediction prediction) {
		return target.trim().equalsIgnoreCase(TOP) ? prediction.best() : network.descriptor().labels()
			.index(target);
	}
}
