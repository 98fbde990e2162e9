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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.Target;
import org.gradiscope.attribution.exemplar.ChannelEvidence;
import org.gradiscope.attribution.exemplar.ClassEvidence;
import org.gradiscope.attribution.exemplar.Evidence;
import org.gradiscope.attribution.exemplar.ExemplarOptions;
import org.gradiscope.attribution.exemplar.ExemplarPatch;
import org.gradiscope.attribution.exemplar.ExemplarPatches;
import org.gradiscope.attribution.exemplar.ExemplarSearch;
import org.gradiscope.attribution.exemplar.ExemplarSearchResult;
import org.gradiscope.attribution.exemplar.ExemplarSource;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ExemplarSheet;
import org.gradiscope.imagej.ExemplarTables;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.visualization.ChannelList;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what in many images excites channels most. */
@Plugin(type = Command.class, name = TopPatches.NAME, label = "Top Patches",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Top Patches...", weight = 24.2) },
	description = "Shows the places of a stack or folder that excite channels of a layer most, or that " +
		"speak for a class most, each beside the pixels that do it (Zeiler & Fergus 2013, 'Visualizing " +
		"and Understanding Convolutional Networks').")
public class TopPatches extends ImageSetCommand {

	static final String NAME = "top-patches";
	/** More in one picture are not seen. */
	private static final int MOST_UNITS = 256;

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = NetworkCommand.MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Patches of", choices = { "channel", "class" }, persist = false,
		description = "channel: the places where channels of the layer are largest; class: those where the " +
			"class activation map (Grad-CAM, Selvaraju et al. 2016) of a class's score is.")
	private String of = "channel";

	@Parameter(label = "Layer",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS), persist = false,
		description = "A layer with positions, as Model Info lists it; auto: the network's own choice, of " +
			"classes the last one with positions.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Channels",
		attrs = { @Attr(name = Hints.WHEN, value = "of=channel"),
			@Attr(name = Hints.OFFERS, value = "all|" + Hints.CHANNELS) },
		persist = false,
		description = "The channels of the layer, from 0, as 0,3,8-11, or all: a square of patches of each.")
	private String channel = "0-3";

	@Parameter(label = "Classes",
		attrs = { @Attr(name = Hints.WHEN, value = "of=class"),
			@Attr(name = Hints.OFFERS, value = Hints.CLASSES) },
		persist = false,
		description = "Labels or indices of classes, separated by semicolons: a square of patches of each.")
	private String target = "0";

	@Parameter(label = "Patches", persist = false, description = "How many of each, from 1 to 100.")
	private int count = 9;

	@Parameter(label = "Of an image", choices = { "one", "all" }, persist = false,
		description = "one: an image gives its strongest place; all: it may give several.")
	private String perimage = "one";

	@Parameter(label = "Apart (pixels)",
		attrs = { @Attr(name = Hints.WHEN, value = "perimage=all"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO), @Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "How far two places of an image are at least from one another, across or down; auto: " +
			"the side of the receptive field, so that no pixel is in two patches.")
	private String apart = Keys.AUTO;

	@Parameter(label = "Side of a patch (pixels)",
		attrs = { @Attr(name = Hints.OFFERS, value = Keys.AUTO), @Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "How much around each place is cut out; auto: what one position of the layer sees, " +
			"its receptive field, which in late layers is all of the image.")
	private String side = Keys.AUTO;

	@Parameter(label = "Projection", choices = { "guided-backprop", "deconvnet", "gradient", "none" },
		persist = false,
		description = "How the pixels that make the value are found: backwards from that one position of " +
			"the channel or the map, by guided backprop (Springenberg et al. 2014), the deconvnet (Zeiler & " +
			"Fergus 2013) or the gradient.")
	private String projection = GradientMethod.GUIDED_BACKPROP.toString();

	@Parameter(label = "Several channels as", choices = { "montage", "stack" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "montage: side by side; stack: a slice for each.")
	private String view = "montage";

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The result's title, and with -table the table's; auto: the stack's or folder's name, " +
			"then -top-patches.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Patches",
		attrs = @Attr(name = Hints.WHOLE, value = "true"),
		description = "The patches, RGB, the strongest first, each beside its projection.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Places",
		description = "Of each patch: image, slice, position in pixels and in the image's unit, value, and " +
			"where it was cut out.")
	private ResultsTable table;

	@Override
	void execute() {
		checkImages();
		final ExemplarOptions options = options();
		final Optional<Backpropagation> rule = rule();
		final boolean montage =
			Keys.choice("view", view, new String[] { "montage", "stack" }).equals("montage");
		try (OpenNetwork network = open(model)) {
			check(network.descriptor(), rule);
			final ImageSet images = streamed(network);
			final ExemplarSource source = source(images);
			final Evidence evidence = evidence(network, source);
			final ExemplarSearchResult found = ExemplarSearch.of(network, source, evidence, options,
				new Progress.SubProgress(progress(), 0, 9, 10, ""), this::warn);
			final List<ExemplarPatch> patches = ExemplarPatches.of(network, source, evidence,
				found.units(), options.side(), rule, new Progress.SubProgress(progress(), 9, 1, 10, ""));
			show(network, images, evidence, options, found, patches, montage);
			tellPadding(network);
		}
	}

	private ExemplarOptions options() {
		return ExemplarOptions.standard().withCount(count)
			.withOnePerImage(
				Keys.choice("perimage", perimage, new String[] { "one", "all" }).equals("one"))
			.withApart(Keys.number("apart", apart, ExemplarOptions.RECEPTIVE_FIELD))
			.withSide(Keys.number("side", side, ExemplarOptions.RECEPTIVE_FIELD));
	}

	/** Empty for no projection. */
	private Optional<Backpropagation> rule() {
		if (projection.trim().equalsIgnoreCase(NONE)) return Optional.empty();
		final List<Object> choices = new ArrayList<>(Arrays.asList(GradientMethod.values()));
		choices.add(NONE);
		return Optional
			.of(((GradientMethod) Keys.choice("projection", projection, choices.toArray())).rule());
	}

	private static void check(final ModelDescriptor network, final Optional<Backpropagation> rule) {
		if (network.preprocessing().size().isVolume())
			throw new IllegalArgumentException("The network " + network.name() +
				" takes volumes, which Top Patches does not work with yet.");
		if (!network.isGuided() && rule.filter(by -> by != Backpropagation.PLAIN).isPresent())
			throw new IllegalArgumentException(
				network.name() + " has no ReLU that guided backprop or the " +
					"deconvnet could change; give projection=gradient.");
	}

	private static ExemplarSource source(final ImageSet images) {
		return new ExemplarSource() {

			@Override
			public int count() {
				return images.names().size();
			}

			@Override
			public List<Pixels> read(final int part) {
				return images.read(part);
			}
		};
	}

	private Evidence evidence(final OpenNetwork network, final ExemplarSource source) {
		final ModelDescriptor known = network.descriptor();
		if (Keys.choice("of", of, new String[] { "channel", "class" }).equals("class"))
			return classes(network, source);
		final Layer chosen = spatial(known, known.layer(layer.trim(), NAME));
		final int[] channels = ChannelList.parse(channel, chosen.channels());
		requireFew(channels.length);
		return new ChannelEvidence(chosen.name(), Arrays.stream(channels).distinct().boxed().toList());
	}

	private Evidence classes(final OpenNetwork network, final ExemplarSource source) {
		final ModelDescriptor known = network.descriptor();
		if (!known.givesClasses())
			throw new IllegalArgumentException("Patches of a class need scores " + "for classes, but " +
				known.name() + " gives " + known.gives() + "; take of=channel.");
		final Labels labels = known.labels();
		final List<Integer> classes = Arrays.stream(target.split(Target.SEPARATOR)).map(String::trim)
			.filter(one -> !one.isEmpty()).map(labels::index).distinct().toList();
		requireFew(classes.size());
		final Layer chosen = Keys.isAuto(layer) ? last(network, source) : known.layer(layer.trim());
		return new ClassEvidence(spatial(known, chosen).name(),
			classes.stream().map(labels::name).toList(), classes);
	}

	private static void requireFew(final int units) {
		if (units < 1 || units > MOST_UNITS) throw new IllegalArgumentException("1 to " + MOST_UNITS +
			" channels or classes are shown in one run, but " + units + " were given.");
	}

	/** The last layer with positions, for images of the network's size or of that of the first. */
	private static Layer last(final OpenNetwork network, final ExemplarSource source) {
		final InputSize size = network.descriptor().preprocessing().size();
		int[] sides = size.sides();
		for (int part = 0; part < source.count() && !size.fixed(); part++) {
			final List<Pixels> images = source.read(part);
			if (images.isEmpty()) continue;
			sides = images.get(0).sides();
			break;
		}
		return network.descriptor().lastSpatialLayer(NAME,
			network.layersBefore(Set.of(Expression.LOGITS)), sides[0], sides[1]);
	}

	private static Layer spatial(final ModelDescriptor network, final Layer layer) {
		if (layer.isSpatial()) return layer;
		throw new IllegalArgumentException("Places need a layer with positions, but " + layer.name() +
			" has none; " + network.spatialLayers() + ".");
	}

	private void show(final OpenNetwork network, final ImageSet images, final Evidence evidence,
		final ExemplarOptions options, final ExemplarSearchResult found,
		final List<ExemplarPatch> patches, final boolean montage) {
		final List<ImageSet.Origin> origins = origins(images, patches);
		table = Tables.empty();
		ExemplarTables.add(table, evidence.labels(), patches, origins);
		Tables.addRange(table, network.descriptor());
		final String name = Titles.unique(title, images.title() + "-" + NAME);
		final ExemplarSheet sheet = new ExemplarSheet(evidence.labels(), options.count(),
			patches.stream().anyMatch(patch -> patch.projection() != null),
			i -> called(origins.get(i), input() != null));
		output = montage ? sheet.montage(patches, name) : sheet.stack(patches, name);
		final Recipe recipe = NetworkCommand.recipe(recipe(found.images()), network)
			.with("layer", evidence.layer()).with("places", options);
		final List<String> remarks = new ArrayList<>(found.remarks(evidence, options));
		ExemplarPatch.moved(patches).ifPresent(remarks::add);
		ExemplarPatch.empty(patches).ifPresent(remarks::add);
		for (int i = 0; i < remarks.size(); i++)
			recipe.with("remark " + (i + 1), remarks.get(i));
		remarks.forEach(this::warn);
		finish(output, recipe, null);
		show(table, name + "-table");
	}

	/** Of each patch; a file is read once for all of its patches. */
	private static List<ImageSet.Origin> origins(final ImageSet images,
		final List<ExemplarPatch> patches) {
		final Map<Integer, List<ImageSet.Origin>> parts = new HashMap<>();
		return patches.stream().map(ExemplarPatch::place)
			.map(place -> parts.computeIfAbsent(place.part(), images::origins).get(place.item()))
			.toList();
	}

	private static String called(final ImageSet.Origin origin, final boolean slices) {
		return slices ? "slice " + origin.slice()
			: origin.image() + (origin.slice() > 1 ? ", slice " + origin.slice() : "");
	}
}
