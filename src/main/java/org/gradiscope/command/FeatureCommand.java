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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.attribution.Target;
import org.gradiscope.engine.Network;
import org.gradiscope.imagej.ConceptTables;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.ChannelList;
import org.gradiscope.visualization.FeatureObjective;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that draws a feature of a network: the keys that say which one. */
public abstract class FeatureCommand extends NetworkCommand {

	static final String NAME = "feature-visualization";

	/** Of one channel; they are drawn together. */
	private static final int MOST = 1000;
	private static final Pattern POSITION = Pattern.compile("(\\d{1,6})\\s*,\\s*(\\d{1,6})");

	/** The feature is that of another image; or it is not. */
	static final String OF_AN_IMAGE = "objective=inversion|caricature";
	static final String FREE = "objective!=inversion|caricature";

	@Parameter(label = "Objective",
		choices = { "channel", "neuron", "layer", "direction", "class", "inversion", "caricature" },
		persist = false,
		description = "channel: its mean activation; neuron: one position of it; layer: the mean of all " +
			"squares, as in Deep Dream; direction: a weighted sum of channels; class: a score before the " +
			"softmax (all Olah et al. 2017); inversion: a picture that looks to the layer like the " +
			"reference (Mahendran & Vedaldi 2014); caricature: what the layer sees in it, exaggerated.")
	private String objective = "channel";

	@Parameter(label = "Layer",
		attrs = { @Attr(name = Hints.WHEN, value = "objective!=class"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS) },
		persist = false,
		description = "The layer's name, as Model Info lists it; auto: the network's own choice.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Channel",
		attrs = { @Attr(name = Hints.WHEN, value = "objective=channel|neuron"),
			@Attr(name = Hints.OFFERS, value = "all|" + Hints.CHANNELS) },
		persist = false,
		description = "The channel of the layer, from 0; several as 0,3,8-11, or all: a picture of each.")
	private String channel = "0";

	@Parameter(label = "Position",
		attrs = { @Attr(name = Hints.WHEN, value = "objective=neuron"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false, description = "Column and row in the layer, from 0, as x,y; auto: the middle.")
	private String position = Keys.AUTO;

	@Parameter(label = "Direction (weights)",
		attrs = @Attr(name = Hints.WHEN, value = "objective=direction"), persist = false,
		description = "A weight for each channel, or parts like 3:1, 7:-0.5, or the path of a table (.csv) of " +
			"channels and weights, as Test Concept gives it.")
	private String direction = "";

	@Parameter(label = "Classes",
		attrs = { @Attr(name = Hints.WHEN, value = "objective=class"),
			@Attr(name = Hints.OFFERS, value = Hints.CLASSES) },
		persist = false,
		description = "Labels or indices of classes, separated by semicolons: a picture of each.")
	private String target = "0";

	@Parameter(label = "Reference image",
		attrs = { @Attr(name = Hints.WHEN, value = OF_AN_IMAGE),
			@Attr(name = Hints.OFFERS, value = Hints.IMAGES) },
		persist = false,
		description = "Of inversion and caricature: the title or ID of an open image, or a path.")
	private String reference = "";

	@Parameter(label = "Climb also", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "More that is climbed at once, with weights: layer/channel:weight, separated by " +
			"semicolons; empty: nothing.")
	private String also = "";

	@Parameter(label = "Sign", choices = { "positive", "negative", "both" },
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = FREE) },
		persist = false,
		description = "positive: what raises the objective; negative: what lowers it; both: side by side.")
	private String sign = "positive";

	@Parameter(label = "Pictures of a channel", min = "1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "objective=channel") },
		persist = false,
		description = "Several different ones show the different things that a channel responds to.")
	private int pictures = 1;

	@Parameter(label = "Diversity", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "pictures!=1") },
		persist = false,
		description = "How much the likeness of several pictures of one channel counts against them " +
			"(Olah et al. 2017, 'Diversity').")
	private double diversity = 1;

	/** Whether the feature is that of another image. */
	final boolean needsReference() {
		return Set.of("inversion", "caricature").contains(word());
	}

	/** Whether the picture may need all the contrast that another one has. */
	final boolean isInversion() {
		return word().equals("inversion");
	}

	private String word() {
		return objective.trim().toLowerCase(Locale.ROOT);
	}

	/** The slice shown of the reference image. */
	final Pixels reference(final OpenNetwork network) {
		if (reference.isBlank()) throw new IllegalArgumentException("The objective " + word() +
			" is of an image: give the key 'reference', the title or ID of an open one or a path.");
		return read(network, ImageLookup.find(reference.trim(), this::warn));
	}

	/**
	 * What is drawn.
	 *
	 * @param referred the reference image, if one is needed
	 * @param together how many pictures one feature may have
	 * @param height of what the network sees, in pixels
	 * @param width of what the network sees, in pixels
	 */
	final List<FeatureObjective> features(final Network network, final Optional<Pixels> referred,
		final int together, final int height, final int width) {
		final FeatureObjective.Sign signs = Keys.choice("sign", sign, FeatureObjective.Sign.values());
		final Layer chosen = network.descriptor().layer(layer.trim(), NAME);
		final Optional<Objective> more = also(network);
		return features(network, chosen, referred, together, height, width, signs).stream()
			.map(feature -> more.map(feature::plus).orElse(feature)).toList();
	}

	private List<FeatureObjective> features(final Network network, final Layer chosen,
		final Optional<Pixels> referred, final int together, final int height, final int width,
		final FeatureObjective.Sign signs) {
		if (!word().equals("channel"))
			return List.of(feature(network, chosen.name(), referred, height, width, signs));
		final int[] channels = ChannelList.parse(channel, chosen.channels());
		return channels.length > 1 ? FeatureObjective.grid(chosen.name(), signs, together, channels)
			: List.of(channel(chosen.name(), channels[0], signs));
	}

	private FeatureObjective feature(final Network network, final String name,
		final Optional<Pixels> referred, final int height, final int width,
		final FeatureObjective.Sign signs) {
		return switch (word()) {
			case "neuron" -> neuron(name, extent(network, name, height, width), signs);
			case "layer" -> FeatureObjective.of(name, Objectives.layer(name), signs);
			case "direction" -> FeatureObjective.of(name + "/direction",
				Objectives.direction(name, ChannelList.direction(ConceptTables.direction(direction),
					extent(network, name, height, width).dimension(-1))),
				signs);
			case "class" -> FeatureObjective.classes(network.descriptor().labels(), signs,
				target.split(Target.SEPARATOR));
			case "inversion" ->
				FeatureObjective.inversion(name, network.activation(referred.get(), name));
			case "caricature" ->
				FeatureObjective.caricature(name, network.activation(referred.get(), name));
			default ->
				throw new IllegalArgumentException("The key 'objective' is one of channel, neuron, " +
					"layer, direction, class, inversion, caricature, but '" + objective + "' was given.");
		};
	}

	/** The shape of a layer's activations for images of that size. */
	private static Shape extent(final Network network, final String layer, final int height,
		final int width) {
		return network.activation(new Pixels(
			Tensor
				.zeros(Shape.of(1, height, width, network.descriptor().preprocessing().channels().drawn())),
			ValueRange.UNIT), layer).shape();
	}

	private FeatureObjective neuron(final String name, final Shape extent,
		final FeatureObjective.Sign signs) {
		final int[] channels = ChannelList.parse(channel, extent.dimension(-1));
		if (channels.length > 1) throw new IllegalArgumentException(
			"A neuron is of one channel, but '" + channel + "' was given.");
		if (extent.rank() != 4) throw new IllegalArgumentException(
			"The layer " + name + " has no positions, so no neurons at one; take the objective channel.");
		final int[] place = place(name, extent);
		return FeatureObjective.of(name + "/" + channels[0] + "@" + place[0] + "," + place[1],
			Objectives.neuron(name, place[0], place[1], channels[0]), signs);
	}

	/** Column and row of the neuron. */
	private int[] place(final String name, final Shape extent) {
		if (Keys.isAuto(position))
			return new int[] { extent.dimension(2) / 2, extent.dimension(1) / 2 };
		final Matcher place = POSITION.matcher(position.trim());
		if (!place.matches()) throw new IllegalArgumentException(
			"A position is x,y from 0, or " + Keys.AUTO + ", but '" + position + "' was given.");
		final int x = Integer.parseInt(place.group(1));
		final int y = Integer.parseInt(place.group(2));
		if (x >= extent.dimension(2) || y >= extent.dimension(1)) throw new IllegalArgumentException(
			"The layer " + name + " has " + extent.dimension(2) + "x" + extent.dimension(1) +
				" positions for pictures of this size, but " + position.trim() + " was given.");
		return new int[] { x, y };
	}

	/** Whatever else is climbed by each picture. */
	private Optional<Objective> also(final Network network) {
		if (also.isBlank()) return Optional.empty();
		return LayerWeights.parse(also, Target.SEPARATOR).entrySet().stream()
			.map(term -> unit(network, term.getKey()).times(term.getValue())).reduce(Objective::plus);
	}

	private static Objective unit(final Network network, final String text) {
		if (!(Target.parse(text, network.descriptor()).get(0) instanceof Target.Unit unit))
			throw new IllegalArgumentException(
				"The key 'also' takes layer/channel:weight, but '" + text + "' was given.");
		return unit.mean();
	}

	private FeatureObjective channel(final String name, final int number,
		final FeatureObjective.Sign signs) {
		if (pictures < 1 || pictures > MOST) throw new IllegalArgumentException(
			"At least 1 picture and at most " + MOST + " are expected, but " + pictures + " was given.");
		return pictures > 1 ? FeatureObjective.diverse(name, number, pictures, diversity)
			: FeatureObjective.of(name + "/" + number, Objectives.channel(name, number), signs);
	}
}
