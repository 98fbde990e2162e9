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

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.Target;
import org.gradiscope.attribution.check.Findings;
import org.gradiscope.attribution.check.FurtherFindings;
import org.gradiscope.attribution.check.Localization;
import org.gradiscope.attribution.check.ObjectDeletion;
import org.gradiscope.attribution.check.PixelRanking;
import org.gradiscope.attribution.check.Road;
import org.gradiscope.attribution.check.SaliencyCheck;
import org.gradiscope.attribution.objects.ObjectGame;
import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.CheckPlots;
import org.gradiscope.imagej.CheckTables;
import org.gradiscope.imagej.ObjectSource;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says whether a saliency map may be believed. */
@Plugin(type = Command.class, name = "check-saliency", label = "Check Saliency",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Check Saliency...", weight = 12) },
	description = "Says whether a saliency map may be believed: whether it changes when the network's " +
		"weights are random, and whether the pixels that it marks matter.")
public class CheckSaliency extends AttributionCommand {

	/** The selection is where evidence is expected. */
	private static final String SELECTION = "selection";

	/** More random orders change their mean curve little. */
	private static final int ORDERS = 3;

	@Parameter(label = "Randomize the weights", persist = false,
		description = "Whether the weights are re-initialized layer by layer, from the output down " +
			"(Adebayo et al. 2018); slow on large networks.")
	private boolean randomization = true;

	@Parameter(label = "Steps of the randomization", min = "1",
		attrs = {
			@Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "randomization=true") },
		persist = false,
		description = "The randomization takes at most so many steps; where there are more layers, " +
			"neighbours are drawn together. Each step recomputes the map, so slow methods, as " +
			"rise, take that many times as long: fewer steps or masks help.")
	private int cascade = 16;

	@Parameter(label = "Removed pixels become", choices = { "black", "white", "mean", "blur" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "What pixels become that are taken away; insertion begins with the blurred " +
			"image in any case.")
	private String replacement = "black";

	@Parameter(label = "Steps of the curves", min = "1", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "In how many steps all pixels are taken away and brought back (Petsiuk et al. " +
			"2018).")
	private int curvesteps = 50;

	@Parameter(label = "Random changes", min = "2", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "How many random changes infidelity (Yeh et al. 2019) and each sensitivity-n " +
			"(Ancona et al. 2018) are taken from.")
	private int changes = 50;

	@Parameter(label = "Remove without a trace (ROAD)", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "Whether pixels are also taken away so that nothing shows where they were, the most " +
			"important first and the least important first (Rong et al. 2022).")
	private boolean road = true;

	@Parameter(label = "Objects",
		attrs = @Attr(name = Hints.OFFERS,
			value = "|" + ObjectSource.AUTO + "|overlay|manager|slic|grid|" + Hints.IMAGES),
		persist = false,
		description = "Objects that are taken away too, those first that the map marks most, beside random " +
			"order; as in Explain Objects. Empty: none.")
	private String objects = "";

	@Parameter(label = "Superpixels or squares", min = "1", max = "5000",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "objects=auto|slic|grid") },
		persist = false, description = "About how many superpixels or squares there are.")
	private int pieces = 64;

	@Parameter(label = "Where it should be",
		attrs = @Attr(
			name = Hints.OFFERS, value = "|" + SELECTION + "|overlay|manager|" + Hints.IMAGES),
		persist = false,
		description = "Where the evidence is expected: selection (the network then sees the whole image), " +
			"or objects as above: says how much of the map lies there, beside the part of the image that it " +
			"is, and whether the strongest pixel does. Empty: nowhere.")
	private String expected = "";

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The curves' title, and what the others begin with, before -similarity, -table, -means " +
			"and -layers; auto: the image's title without extension, then -check-method.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures", attrs = @Attr(name = Hints.JOINED),
		description = "Of each slice: the areas of " +
			"deletion and insertion beside random order, infidelity, sensitivity-n, and the advice.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Means",
		description = "Of several slices: the mean of each figure, with its interval of 95 %.")
	private ResultsTable means;

	@Parameter(type = ItemIO.OUTPUT, label = "Layers",
		description = "Similarity of the map after each step of the randomization.")
	private ResultsTable layers;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves",
		description = "Deletion and insertion beside random order, one slice a slice.")
	private ImagePlus curves;

	@Parameter(type = ItemIO.OUTPUT, label = "Similarity",
		description = "Similarity of the map against the depth of the randomization, one slice a slice.")
	private ImagePlus similarity;

	public CheckSaliency() {
		super(SliceSelection.CURRENT);
	}

	@Override
	void compute(final OpenNetwork network) {
		final SaliencyCheck check = options();
		final Target target = target(network);
		final Region region = isSelectionExpected() ? Region.whole(input()) : Region.of(input());
		final Recipe recipe = recipe(network, region).with("check", check);
		final ResultsTable figures = Tables.empty();
		final ResultsTable steppedDown = Tables.empty();
		final CheckPlots drawnCurves = new CheckPlots();
		final CheckPlots drawnSimilarity = new CheckPlots();
		final StringBuilder verdicts = new StringBuilder();
		final String name = methodName();
		final Judges judges = new Judges(network, region, check);
		forEachSlice(slice -> {
			final Pixels pixels = read(region, slice);
			final int index = index(target, predict(network, pixels, slice, recipe));
			final AttributionMethod method =
				method(name, network, Set.of(Expression.LOGITS), region, pixels);
			final Findings findings = check.of(method, network, pixels, score(), index, progress());
			final FurtherFindings further =
				judges.of(findings.map(), method.meaning(), pixels, index, slice);
			final String advice = findings.advice() + further.advice();
			CheckTables.addFigures(figures, slice, network.descriptor().labels().name(index), findings);
			CheckTables.addFurther(figures, further);
			figures.addValue("advice", advice);
			drawnCurves.addCurves(slice, findings, further);
			if (randomization) CheckTables.addSteps(steppedDown, slice, findings.cascade());
			if (randomization) drawnSimilarity.addSimilarity(slice, findings.cascade());
			recipe.with("method " + name, method).with("advice for slice " + slice, advice);
			note(advice);
			verdicts.append("Slice ").append(slice).append(": ").append(advice).append("\n\n");
		});
		final String stem = Titles.unique(title, Titles.stem(input()) + "-check-" + name);
		Tables.addRange(figures, network.descriptor());
		table = figures;
		show(table, stem + "-table");
		show(verdicts.toString(), stem + "-advice");
		if (figures.size() > 1) {
			means = Tables.empty();
			CheckTables.addMeans(means, figures);
			show(means, stem + "-means");
		}
		curves = listed(drawnCurves, stem, recipe);
		if (!randomization) return;
		layers = steppedDown;
		show(layers, stem + "-layers");
		similarity = listed(drawnSimilarity, stem + "-similarity", recipe);
	}

	private boolean isSelectionExpected() {
		if (!expected.trim().equalsIgnoreCase(SELECTION)) return false;
		if (Region.isSelected(input())) return true;
		throw new IllegalArgumentException(
			"The key 'expected' is selection, but no area is selected in " + input().getTitle() +
				"; select where the evidence should be.");
	}

	/** What judges a map besides the checks of all. */
	private final class Judges {

		private final OpenNetwork network;
		private final Region region;
		private final SaliencyCheck check;
		private final Optional<ObjectSource> removed;
		private final Optional<ObjectSource> evidence;

		Judges(final OpenNetwork network, final Region region, final SaliencyCheck check) {
			this.network = network;
			this.region = region;
			this.check = check;
			removed = source(objects);
			evidence = isSelectionExpected() ? Optional.empty() : source(expected);
		}

		private Optional<ObjectSource> source(final String text) {
			return text.isBlank() ? Optional.empty()
				: Optional.of(ObjectSource.of(text, shown(), pieces, CheckSaliency.this::warn));
		}

		FurtherFindings of(final Tensor map, final Attribution.Meaning meaning, final Pixels pixels,
			final int index, final int slice) {
			final Objective probability = Score.PROBABILITY.of(index);
			return new FurtherFindings(
				!road ? Optional.empty()
					: Optional.of(Road.usual(seed()).of(PixelRanking.by(map, meaning), network, pixels,
						probability, progress())),
				removed.map(
					source -> byObjects(source.of(slice, region).map(), map, meaning, pixels, probability)),
				expectedAt(slice).map(where -> Localization.of(map, meaning, where)));
		}

		private ObjectDeletion.Result byObjects(final ObjectMap found, final Tensor map,
			final Attribution.Meaning meaning, final Pixels pixels, final Objective probability) {
			return new ObjectDeletion(ORDERS, seed()).of(map, meaning, found,
				new ObjectGame(network, pixels, found, check.baseline(), probability), progress());
		}

		private Optional<Tensor> expectedAt(final int slice) {
			if (isSelectionExpected()) return Optional.of(Region.of(input()).indicator());
			return evidence.map(source -> source.of(slice, region).map().indicator());
		}
	}

	private ImagePlus listed(final CheckPlots plots, final String name, final Recipe recipe) {
		final ImagePlus image = plots.render(name);
		openWhereShown(image);
		finish(image, recipe, input());
		return image;
	}

	private SaliencyCheck options() {
		if (randomization && cascade < 1) throw new IllegalArgumentException(
			"The key 'cascade' is the " + "number of steps of the randomization, at least 1, but " +
				cascade + " was given; randomization=false leaves it out.");
		atLeast("curvesteps", 1, curvesteps);
		atLeast("changes", 2, changes);
		return new SaliencyCheck(randomization ? cascade : 0, curvesteps,
			Keys.choice("replacement", replacement, Baseline.Standard.values()), ORDERS, changes, seed());
	}

	private static void atLeast(final String key, final int least, final int given) {
		if (given < least) throw new IllegalArgumentException(
			"The key '" + key + "' is a number of at least " + least + ", but " + given + " was given.");
	}

	/** The curves are of a probability, so there has to be one. */
	private Target target(final OpenNetwork network) {
		final List<Target> targets = Target.parse(targetText(), network.descriptor());
		final Target first = targets.get(0);
		if (targets.size() == 1 &&
			(first instanceof Target.TopClass || first instanceof Target.NamedClass)) return first;
		throw new IllegalArgumentException("The map of one class can be checked, but the target '" +
			targetText() + "' was given; take top, a label or an index.");
	}

	private static int index(final Target target, final Prediction prediction) {
		return target instanceof final Target.NamedClass one ? one.index() : prediction.best();
	}
}
