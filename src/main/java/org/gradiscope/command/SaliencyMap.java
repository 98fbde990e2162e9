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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.attribution.Target;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.LabelledResults;
import org.gradiscope.imagej.MapCaption;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SaliencyDisplay;
import org.gradiscope.imagej.SaliencyView;
import org.gradiscope.imagej.StackPlanes;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows which pixels a class, or any unit of a network, owes its score to. */
@Plugin(type = Command.class, name = "saliency-map", label = "Saliency Map",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Saliency Map...", weight = 11) },
	description = "Shows which pixels a class, or any unit of the network, owes its score to, on the " +
		"image or what is selected in it.")
public class SaliencyMap extends AttributionCommand implements Previewable {

	/** A minute, in seconds. */
	private static final double LONG = 60;

	@Parameter(label = "Compare methods",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = "|all|every"),
			@Attr(name = Hints.METHODS, value = Hints.SALIENCY) },
		persist = false,
		description = "Methods to be shown side by side instead of the one above: names separated by " +
			"commas; all: those that take less than a minute each; every: all there are; empty: that one " +
			"alone.")
	private String compare = "";

	@Parameter(label = "View",
		choices = {
			"overlay", "map", "magnitude", "positive", "negative", "channels", "colour", "masked" },
		persist = false,
		description = "overlay: a heat map over the image; map: " +
			"32-bit, signed, summed over channels; magnitude: 32-bit, the largest over channels; " +
			"positive, negative: parts of the map; channels: 32-bit, the map of each channel and the " +
			"sum; colour: around middle grey; masked: the image where it matters.")
	private String view = "overlay";

	@Parameter(label = "Opacity", min = "0", max = "1", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "view=overlay") },
		persist = false, description = "How much of the image the heat map hides.")
	private double opacity = 0.6;

	@Parameter(label = "Colour bar",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "view=overlay") },
		persist = false, description = "Whether the overlay has a bar of its colours.")
	private boolean colourbar = true;

	@Parameter(label = "Live picture", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Shows RISE's map in a window of its own while it refines.")
	private boolean live = false;

	@Parameter(label = "Preview", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "Shows the map on the image while the dialog is open, at low resolution.")
	private boolean preview = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title; auto: the image's title without extension, then -method.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Saliency",
		description = "The map, as 'view' shows it; " +
			"of several methods or targets a stack with labels.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Montage",
		description = "Several methods or targets side by side; none of a single one.")
	private ImagePlus montage;

	private final Previewer previewer = new Previewer(this, this::sketch);

	/** What is explained of each slice, in words. */
	private final Map<Target, List<String>> explained = new HashMap<>();

	/** One method for one target, on all slices. */
	private record Cell(String method, Target target) {}

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		final SaliencyView shown = view();
		if (shown == SaliencyView.OVERLAY || shown == SaliencyView.MASKED) warnOfEarlierHeat();
		final List<Target> targets = Target.parse(targetText(), network.descriptor());
		final Region selected = Region.of(input());
		final Region seen =
			targets.stream().anyMatch(Target::needsWholeImage) ? Region.whole(input()) : selected;
		final List<String> names = affordable(methods(compare), network, seen, targets.size());
		final StackPlanes planes = planes();
		final SaliencyDisplay frame =
			new SaliencyDisplay(planes.image(), planes.pictures(), seen, opacity, colourbar);
		final String name = Titles.unique(title,
			Titles.stem(input()) + "-" + (names.size() == 1 ? names.get(0) : "saliency"));
		final Recipe recipe = recipe(network, selected);
		showLive(live, name, seen.width(), seen.height());
		final Map<Cell, List<Tensor>> maps = new LinkedHashMap<>();
		final ComparedMethods compared = new ComparedMethods(names);
		forEachSlice(slice -> explain(network, slice, seen, selected, targets, compared, recipe, maps));
		compared.leftOut().ifPresent(this::warn);
		maps.keySet().removeIf(cell -> !compared.names().contains(cell.method()));
		finish(maps, frame, planes, shown, name, recipe);
	}

	/** Of all methods those that take less than a minute; those that were named, in any case. */
	private List<String> affordable(final List<String> named, final OpenNetwork network,
		final Region seen, final int targets) {
		final List<String> names = possible(named, network.descriptor());
		if (!compare.trim().equalsIgnoreCase(ALL)) return names;
		final Pixels pixels = read(seen, slices()[0]);
		final double all = slices().length * targets * secondsOfAPass(network, pixels);
		final List<String> slow = names.stream()
			.filter(name -> all *
				method(name, network, SCORES, seen, pixels).forwardPasses(network.descriptor(), pixels) >
				LONG)
			.toList();
		if (!slow.isEmpty()) warn("Left out of compare=all, as each would take over a minute here: " +
			String.join(", ", slow) + "; compare=every draws them too, or name them.");
		return names.stream().filter(name -> !slow.contains(name)).toList();
	}

	/** Of all methods those that do not need a ReLU where the network has none; those that were named, in any case. */
	private List<String> possible(final List<String> names, final ModelDescriptor network) {
		if (!isAll() || network.isGuided()) return names;
		final List<String> without = names.stream().filter(SaliencyMap::needsRelu).toList();
		warn("Left out of compare=" + compare.trim() + ", as " + network.name() +
			" has no ReLU or ReLU6: " + String.join(", ", without) +
			"; gradient is the nearest to them.");
		return names.stream().filter(name -> !without.contains(name)).toList();
	}

	private boolean isAll() {
		return compare.trim().equalsIgnoreCase(ALL) || compare.trim().equalsIgnoreCase(EVERY);
	}

	private static boolean needsRelu(final String name) {
		return AttributionMethods.REGISTRY.get(name).needs().contains(AttributionEntry.Need.RELU);
	}

	/** Runs the network twice: the first time it takes longer. */
	private static double secondsOfAPass(final OpenNetwork network, final Pixels pixels) {
		network.activation(pixels, Expression.LOGITS);
		final long start = System.nanoTime();
		network.activation(pixels, Expression.LOGITS);
		return (System.nanoTime() - start) / 1e9;
	}

	private void explain(final OpenNetwork network, final int slice, final Region seen,
		final Region selected, final List<Target> targets, final ComparedMethods compared,
		final Recipe recipe, final Map<Cell, List<Tensor>> maps) {
		final Pixels pixels = read(seen, slice);
		final Target.Request request =
			request(network, pixels, selected, predictIfClasses(network, pixels, slice, recipe));
		for (final Target target : targets) {
			final Objective objective = target.objective(request);
			explained.computeIfAbsent(target, t -> new ArrayList<>()).add(target.description(request));
			recipe.with("objective of slice " + slice + (targets.size() > 1 ? ", " + target : ""),
				objective);
			for (final String name : compared.names()) {
				final AttributionMethod method = method(name, network, layers(objective), seen, pixels);
				compared.attempt(name, () -> method.attribute(network, pixels, objective, progress()))
					.ifPresent(attribution -> {
						recipe.with("method " + name, method);
						attribution.facts().forEach((fact, value) -> recipe.with(
							name + " " + fact + " of slice " + slice + (targets.size() > 1 ? ", " + target : ""),
							value));
						maps.computeIfAbsent(new Cell(name, target), c -> new ArrayList<>())
							.add(attribution.map());
					});
			}
		}
	}

	private void finish(final Map<Cell, List<Tensor>> maps, final SaliencyDisplay frame,
		final StackPlanes planes, final SaliencyView shown, final String name, final Recipe recipe) {
		final LabelledResults results = new LabelledResults(shown());
		final boolean severalTargets = maps.keySet().stream().map(Cell::target).distinct().count() > 1;
		maps.forEach((cell, slices) -> {
			final ImagePlus map = shown.render(frame, planes.cut(slices), name);
			MapCaption.add(map, planes.repeated(explained.get(cell.target())), maps.size() == 1);
			results.add(severalTargets ? cell.method() + ", " + cell.target() : cell.method(), map);
		});
		if (results.areSeveral()) {
			montage = results.montage(Titles.unique(Titles.AUTO, name + "-montage"));
			finish(montage, recipe, input());
		}
		output = results.stack(name);
		finish(output, recipe, input());
	}

	private ImagePlus sketch(final OpenNetwork network, final ImagePlus small, final double factor,
		final Progress progress) {
		final Pixels pixels = read(network, small);
		final Region whole = Region.whole(small);
		final Target target = Target.parse(targetText(), network.descriptor()).get(0);
		final Objective objective = target.objective(new Target.Request(network, pixels,
			() -> Prediction.of(network, pixels).get(0), score(), whole.indicator()));
		progress.check();
		final Tensor map = method(methodName(), network, layers(objective), whole, pixels)
			.attribute(network, pixels, objective, progress).map();
		return view().render(SaliencyDisplay.of(small, opacity, false), List.of(map), "");
	}

	private SaliencyView view() {
		return Keys.choice("view", view, SaliencyView.values());
	}

	@Override
	public void preview() {
		previewer.update(preview);
	}

	@Override
	public void cancel() {
		previewer.end();
	}
}
