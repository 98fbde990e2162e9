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
import java.util.List;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Target;
import org.gradiscope.attribution.objects.ObjectEntry;
import org.gradiscope.attribution.objects.ObjectFill;
import org.gradiscope.attribution.objects.ObjectGame;
import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.attribution.objects.ObjectMethod;
import org.gradiscope.attribution.objects.ObjectMethods;
import org.gradiscope.coalition.PlayerShares;
import org.gradiscope.coalition.ShapleyTaylor;
import org.gradiscope.imagej.ImageObjects;
import org.gradiscope.imagej.ObjectChart;
import org.gradiscope.imagej.ObjectOverlay;
import org.gradiscope.imagej.ObjectShares;
import org.gradiscope.imagej.ObjectSource;
import org.gradiscope.imagej.ObjectTables;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says how much of a score each object of an image makes up. */
@Plugin(type = Command.class, name = "explain-objects", label = "Explain Objects",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Explain Objects...", weight = 11.5) },
	description = "Says how much of what the network says each object of the image makes up: " +
		"selections, the labels of a label image, the parts of a mask, superpixels or squares.")
public class ExplainObjects extends TargetCommand {

	@Parameter(label = "Objects",
		attrs = @Attr(name = Hints.OFFERS,
			value = ObjectSource.AUTO + "|overlay|manager|slic|grid|" + Hints.IMAGES),
		persist = false,
		description = "What is explained: overlay or manager, the areas in the overlay or the ROI " +
			"Manager; the path of a .roi or .zip file of such; a label image or a mask: the title or ID of an " +
			"open one, or a path; slic, superpixels; grid, squares. auto: the areas of the overlay, else of " +
			"the ROI Manager, else superpixels.")
	private String objects = ObjectSource.AUTO;

	@Parameter(label = "Superpixels or squares", min = "1", max = "5000",
		attrs = @Attr(name = Hints.WHEN, value = "objects=auto|slic|grid"), persist = false,
		description = "About how many superpixels (SLIC: Achanta et al. 2012) or squares there are.")
	private int pieces = 64;

	@Parameter(label = "Method", attrs = @Attr(name = Hints.METHOD, value = Hints.OBJECTS),
		persist = false,
		description = "shapley: what an object adds, on average over all orders, exact of up to 12; " +
			"kernel-shap: the same by regression; lime: a plane through what coalitions reach; " +
			"leave-one-out: what is lost without it; add-one-in: what it reaches alone; gradient: the sum of " +
			"a map over it.")
	private String method = "shapley";

	@Parameter(label = "Coalitions", min = "8", persist = false,
		description = "About how many images with some of the objects the network is asked for; more " +
			"make errors smaller.")
	private int coalitions = 2000;

	@Parameter(label = "Width of the kernel", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How far from the whole image coalitions count: the width of lime's kernel, in " +
			"cosine distance.")
	private double kernelwidth = 0.25;

	@Parameter(label = "Map", attrs = @Attr(name = Hints.METHOD, value = Hints.USUAL_MAPS),
		persist = false,
		description = "The saliency map that is summed over each object, with its usual options.")
	private String map = "integrated-gradients";

	@Parameter(label = "Missing objects become",
		attrs = @Attr(
			name = Hints.OFFERS, value = ObjectFill.AUTO + "|background|blur|mean|black|white"),
		persist = false,
		description = "What stands where an object is missing: background, what is around it, continued " +
			"(each pixel the mean of its neighbours); blur, mean, black, white or a grey level: then the " +
			"background is one of the objects too. auto: background, where there is any, else blur.")
	private String fill = ObjectFill.AUTO;

	@Parameter(label = "Rim (pixels)", min = "0", max = "100",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "fill=auto|background") },
		persist = false,
		description = "By how many pixels more than its outline an object is missing where the background " +
			"goes on in its place: its blurred rim would be left as a ghost.")
	private int rim = 2;

	@Parameter(label = "Pairs of objects", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Whether a table says what each two objects reach together beyond what each does " +
			"(Shapley-Taylor index: Dhamdhere et al. 2020); of up to 40 objects.")
	private boolean interactions = false;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the orders or coalitions; equal seeds give equal results.")
	private long seed = 1;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title, and what the others begin with, before -table, -bars and " +
			"-pairs; auto: the image's title without extension, then -objects.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Objects",
		description = "The image with its objects as an overlay, coloured by their values, with names, " +
			"values and standard errors as properties.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Table", attrs = @Attr(name = Hints.JOINED),
		description = "Of each object, the background and what is left: value, standard error, rank; area and " +
			"centroid in the image's units; what is explained, its score, and that without any object.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Bars",
		description = "The values, the strongest first, one slice a slice.")
	private ImagePlus bars;

	@Parameter(type = ItemIO.OUTPUT, label = "Pairs", attrs = @Attr(name = Hints.JOINED),
		description = "Of each two objects what they reach together beyond what each does.")
	private ResultsTable pairs;

	/** Whether somebody has had enough, and there is something to show. */
	private boolean stopped;

	@Override
	void compute(final OpenNetwork network) {
		final ObjectEntry entry = ObjectMethods.REGISTRY
			.get(Keys.choice("method", method, ObjectMethods.REGISTRY.names().toArray(String[]::new)));
		checkNumbers();
		final Target target = target(network);
		final Region selected = Region.of(input());
		final Region seen = target.needsWholeImage() ? Region.whole(input()) : selected;
		final ObjectSource source = ObjectSource.of(objects, shown(), pieces, this::warn);
		final Recipe recipe = recipe(network, selected);
		final List<ObjectShares> all = new ArrayList<>();
		pairs = interactions ? Tables.empty() : null;
		forEachSlice(slice -> {
			if (!stopped) all.add(
				explain(network, slice, seen, selected, target, source.of(slice, seen), entry, recipe));
		});
		finish(all, seen, network, recipe);
	}

	private ObjectShares explain(final OpenNetwork network, final int slice, final Region seen,
		final Region selected, final Target target, final ImageObjects found, final ObjectEntry entry,
		final Recipe recipe) {
		if (!found.remarks().isEmpty())
			remark(recipe, "objects left out of slice " + slice, String.join(" ", found.remarks()));
		final Pixels pixels = read(seen, slice);
		final Target.Request request =
			request(network, pixels, selected, predictIfClasses(network, pixels, slice, recipe));
		final Objective objective = target.objective(request);
		final ObjectGame game = game(network, pixels, found.map(), objective);
		final ObjectMethod chosen = entry.maker().make(Keys.FieldKeys.of(this), game.players(),
			name -> usualMap(name, network, objective, seen, pixels));
		final PlayerShares shares = chosen.of(game, progress());
		if (interactions) ObjectTables.addPairs(pairs, slice, found,
			ShapleyTaylor.within(coalitions, game.players(), seed).of(game, progress()));
		tellStopped(recipe, slice, shares);
		recipe.with("objective of slice " + slice, objective).with("method of slice " + slice, chosen)
			.with("missing objects of slice " + slice, game.fill())
			.with("objects of slice " + slice, found.map())
			.with("coalitions of slice " + slice, shares.coalitions());
		return new ObjectShares(slice, found, shares, target.description(request),
			!entry.sharesOut() && chosen.isOfScore());
	}

	/** With the background as the last player, unless it goes on in place of missing objects. */
	private ObjectGame game(final OpenNetwork network, final Pixels pixels, final ObjectMap map,
		final Objective objective) {
		final boolean continued = ObjectFill.isBackground(fill, map);
		final ObjectMap players = continued ? map.grown(rim) : map.withBackground();
		return new ObjectGame(network, pixels, players, ObjectFill.of(fill, players), objective);
	}

	private AttributionMethod usualMap(final String name, final OpenNetwork network,
		final Objective objective, final Region seen, final Pixels pixels) {
		return AttributionCommand.usual("map", name, network, layers(objective), seen, pixels);
	}

	/** Who cancels it when there is something to show gets that. */
	private void tellStopped(final Recipe recipe, final int slice, final PlayerShares shares) {
		if (!isCanceled() && !progress().isCanceled()) return;
		keepWhatIsThere();
		stopped = true;
		remark(recipe, "stopped at slice " + slice, "Stopped after " + shares.coalitions() +
			" coalitions: there are values, with larger errors; further slices are left out.");
	}

	private void remark(final Recipe recipe, final String fact, final String line) {
		warn(line);
		recipe.with(fact, line);
	}

	private void finish(final List<ObjectShares> all, final Region seen, final OpenNetwork network,
		final Recipe recipe) {
		final ResultsTable rows = Tables.empty();
		final ObjectChart drawn = new ObjectChart();
		for (final ObjectShares shares : all) {
			ObjectTables.add(rows, shares, seen, input());
			drawn.add(shares);
		}
		Tables.addRange(rows, network.descriptor());
		table = rows;
		final String name = Titles.unique(title, Titles.stem(input()) + "-objects");
		show(table, name + "-table");
		if (interactions) show(pairs, name + "-pairs");
		bars = drawn.render(Titles.unique(Titles.AUTO, name + "-bars"));
		openWhereShown(bars);
		finish(bars, recipe, input());
		output = ObjectOverlay.render(shown(), all, name);
		finish(output, recipe, input());
	}

	private Target target(final OpenNetwork network) {
		final List<Target> targets = Target.parse(targetText(), network.descriptor());
		if (targets.size() == 1) return targets.get(0);
		throw new IllegalArgumentException(
			"Objects explain one target, but '" + targetText() + "' was given; run it for each.");
	}

	private void checkNumbers() {
		if (pieces < 1 || pieces > 5000) throw new IllegalArgumentException(
			"The key 'pieces' is the number of superpixels or squares, 1 to 5000, but " + pieces +
				" was given.");
		if (rim < 0 || rim > 100) throw new IllegalArgumentException(
			"The key 'rim' is a number of pixels, 0 to 100, but " + rim + " was given.");
	}
}
