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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.attribution.Target;
import org.gradiscope.attribution.check.CascadingRandomization.Similarity;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ComparedMaps;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says whether networks agree on an image, and whether for the same reasons. */
@Plugin(type = Command.class, name = "compare-networks", label = "Compare Networks",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Compare Networks...", weight = 12.5) },
	description = "Says whether networks agree on an image, as before and after a training, and " +
		"whether they look at the same pixels: predictions and saliency maps side by side.")
public class CompareNetworks extends AttributionCommand {

	@Parameter(label = "Against",
		attrs = { @Attr(name = Hints.OFFERS, value = Hints.MODELS), @Attr(name = Hints.SEVERAL) },
		persist = false,
		description = "The networks that the one above is compared with, separated by semicolons: " +
			"names that Download Model lists, or paths.")
	private String against = "";

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title, and what the others begin with, before -table and " +
			"-montage; auto: the image's title without extension, then -networks.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Maps",
		description = "The map of each network, 32-bit, signed, on one scale: all slices of the first, then " +
			"of the next.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Table", attrs = @Attr(name = Hints.JOINED),
		description = "Of each slice and network: the class, how likely it is, whether it is that of the first " +
			"network, and how alike its map is to that of the first.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Montage",
		description = "The maps of the slice that is shown, side by side.")
	private ImagePlus montage;

	/** One network, what it explains, and what it found. */
	private record Compared(OpenNetwork network, String name, ShownImage seen, Target target,
		List<Optional<Prediction>> predictions, List<Tensor> maps) {}

	@Override
	void compute(final OpenNetwork first) {
		final List<OpenNetwork> networks = new ArrayList<>(List.of(first));
		try {
			for (final String name : others())
				networks.add(openFurther(name));
			compare(networks);
		}
		finally {
			networks.stream().skip(1).forEach(OpenNetwork::close);
		}
	}

	private List<String> others() {
		final List<String> names = Keys.several(against);
		if (!names.isEmpty()) return names;
		throw new IllegalArgumentException("The key 'against' is the names or paths of networks that " +
			"the first is compared with, separated by semicolons, but none was given.");
	}

	private void compare(final List<OpenNetwork> networks) {
		final Region selected = Region.of(input());
		final Recipe recipe = recipe(networks.get(0), selected);
		final List<String> names = OpenNetwork.names(networks);
		final List<Compared> all = new ArrayList<>();
		for (int n = 0; n < names.size(); n++)
			all.add(new Compared(networks.get(n), names.get(n), shown(networks.get(n), input()),
				target(networks.get(n)), new ArrayList<>(), new ArrayList<>()));
		final Region seen = all.stream().anyMatch(one -> one.target().needsWholeImage())
			? Region.whole(input()) : selected;
		table = Tables.empty();
		forEachSlice(slice -> {
			for (final Compared one : all)
				explain(one, slice, seen, selected, recipe);
			addRows(slice, all);
		});
		OpenNetwork.addTo(recipe, networks);
		finish(all, seen, recipe);
	}

	private void explain(final Compared one, final int slice, final Region seen,
		final Region selected, final Recipe recipe) {
		final Pixels pixels = one.seen().read(slice, seen);
		final Optional<Prediction> predicted = one.network().descriptor().givesClasses()
			? Optional.of(Prediction.of(one.network(), pixels).get(0)) : Optional.empty();
		final Objective objective =
			one.target().objective(request(one.network(), pixels, selected, predicted));
		one.predictions().add(predicted);
		one.maps().add(method(methodName(), one.network(), layers(objective), seen, pixels)
			.attribute(one.network(), pixels, objective, progress()).map());
		recipe.with("objective of slice " + slice + ", " + one.name(), objective);
	}

	private Target target(final OpenNetwork network) {
		final List<Target> targets = Target.parse(targetText(), network.descriptor());
		if (targets.size() == 1) return targets.get(0);
		throw new IllegalArgumentException("Networks are compared by one target, but '" + targetText() +
			"' was given; run it for each.");
	}

	private void addRows(final int slice, final List<Compared> all) {
		final Compared first = all.get(0);
		final int last = first.maps().size() - 1;
		for (final Compared one : all) {
			table.addRow();
			table.addValue("slice", slice);
			table.addValue("network", one.name());
			table.addValue("target", one.target().toString());
			one.predictions().get(last).ifPresent(
				prediction -> addPrediction(prediction, first.predictions().get(last).orElse(null)));
			final Similarity alike = Similarity.of(first.maps().get(last), one.maps().get(last));
			table.addValue("spearman", alike.spearman());
			table.addValue("spearman-signed", alike.spearmanSigned());
			table.addValue("ssim", alike.ssim());
		}
	}

	/** @param first what the first network says; null if it gives no classes */
	private void addPrediction(final Prediction prediction, final Prediction first) {
		final Prediction.ClassScore best = prediction.score(prediction.best());
		table.addValue("label", best.label());
		table.addValue(prediction.isValues() ? "score" : "probability",
			prediction.isValues() ? best.logit() : best.probability());
		table.addValue("as-the-first",
			first != null && first.score(first.best()).label().equalsIgnoreCase(best.label()) ? "yes"
				: "no");
	}

	private void finish(final List<Compared> all, final Region seen, final Recipe recipe) {
		final String name = Titles.unique(title, Titles.stem(input()) + "-networks");
		final Map<String, List<Tensor>> maps = new LinkedHashMap<>();
		all.forEach(one -> maps.put(one.name(), one.maps()));
		final ComparedMaps compared = ComparedMaps.of(shown(), slices(), seen, maps, name);
		montage = compared.montage();
		finish(montage, recipe, input());
		output = compared.stack();
		finish(output, recipe, input());
		Tables.addRange(table,
			all.stream().map(one -> one.network().descriptor()).toArray(ModelDescriptor[]::new));
		show(table, name + "-table");
		all.forEach(one -> tellPadding(one.network()));
	}
}
