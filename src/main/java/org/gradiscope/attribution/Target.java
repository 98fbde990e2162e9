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
package org.gradiscope.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** What a map explains. Its text is what users write for it. */
public sealed interface Target
	permits Target.TopClass, Target.Margin, Target.NamedClass, Target.Unit, RegionTarget {

	/** What separates several targets; labels have commas in them. */
	String SEPARATOR = ";";

	/**
	 * What is to be explained of one image.
	 *
	 * @param image {@code [1, h, w, c]}
	 * @param predicted what the network says of it, if it gives classes
	 * @param score what of a class is explained
	 * @param region {@code [1, h, w, 1]}: 1 in the user's selection, 0 outside
	 */
	record Request(Network network, Pixels image, Supplier<Prediction> predicted, Score score,
		Tensor region) {

		Prediction prediction() {
			return predicted.get();
		}
	}

	/** What is climbed for it. */
	Objective objective(Request request);

	/** What is explained of one image, in words: the class and how likely it is, or the target itself. */
	default String description(final Request request) {
		return toString();
	}

	/** Whether the network has to see the whole image, of which the selection is the part in request. */
	default boolean needsWholeImage() {
		return false;
	}

	/** For example {@code Egyptian cat 0.81}: the usual one of a label's names; or a value. */
	private static String named(final Request request, final int index) {
		final Prediction.ClassScore score = request.prediction().score(index);
		final String name = score.label().split(",")[0].strip();
		return request.prediction().isValues() ? name + " " + score.shown()
			: String.format(Locale.ROOT, "%s %.2f", name, score.probability());
	}

	/** The likeliest class of each image. */
	record TopClass() implements Target {

		@Override
		public Objective objective(final Request request) {
			return request.score().of(request.prediction().best());
		}

		@Override
		public String description(final Request request) {
			return named(request, request.prediction().best());
		}

		@Override
		public String toString() {
			return "top";
		}
	}

	/** The evidence for the likeliest class and against the second: the difference of their scores. */
	record Margin() implements Target {

		@Override
		public Objective objective(final Request request) {
			final List<Prediction.ClassScore> best = request.prediction().ranked(2);
			if (best.size() < 2) throw new IllegalArgumentException(
				"The target top2-top1 needs two classes, but the network " +
					request.network().descriptor().name() + " has one; take top.");
			return request.score().of(best.get(0).index()).minus(request.score().of(best.get(1).index()));
		}

		@Override
		public String description(final Request request) {
			final List<Prediction.ClassScore> best = request.prediction().ranked(2);
			return named(request, best.get(0).index()) + ", not " + named(request, best.get(1).index());
		}

		@Override
		public String toString() {
			return "top2-top1";
		}
	}

	/** One class. */
	record NamedClass(int index, String label) implements Target {

		@Override
		public Objective objective(final Request request) {
			return request.score().of(index);
		}

		@Override
		public String description(final Request request) {
			return named(request, index);
		}

		@Override
		public String toString() {
			return label;
		}
	}

	/**
	 * A channel of a layer, on average, or at one position; {@code x} is -1 for all, {@code z} of layers of
	 * pictures.
	 */
	record Unit(String layer, int channel, int x, int y, int z) implements Target {

		@Override
		public Objective objective(final Request request) {
			return mean();
		}

		/** The mean activation, whatever the request. */
		public Objective mean() {
			if (x < 0) return Objectives.channel(layer, channel);
			return z < 0 ? Objectives.neuron(layer, x, y, channel)
				: Objectives.neuron(layer, x, y, z, channel);
		}

		@Override
		public String toString() {
			return layer + "/" + channel + (x < 0 ? "" : "@" + x + "," + y) + (z < 0 ? "" : "," + z);
		}
	}

	/**
	 * The targets that a text means, separated by {@value #SEPARATOR}: {@code top}, {@code top2-top1}, a
	 * class's label or index, {@code layer/channel}, {@code layer/channel@x,y}, {@code region} or
	 * {@code region/channel} for networks that output an image.
	 *
	 * @throws IllegalArgumentException if one means nothing, with what is nearest
	 */
	static List<Target> parse(final String text, final ModelDescriptor network) {
		final List<Target> targets = new ArrayList<>();
		for (final String part : text.split(SEPARATOR))
			if (!part.isBlank()) targets.add(Parser.target(part.strip(), network));
		if (targets.isEmpty()) targets.add(new TopClass());
		return targets;
	}

	/** How targets are written. */
	final class Parser {

		private static final Pattern UNIT =
			Pattern.compile("(.+)/(\\d{1,7})(?:@(\\d{1,7}),(\\d{1,7})(?:,(\\d{1,7}))?)?");
		private static final Pattern REGION = Pattern.compile("region(?:/(\\d{1,7}))?");

		private Parser() {}

		private static Target target(final String text, final ModelDescriptor network) {
			final List<String> labels = network.labels().names();
			if (text.equalsIgnoreCase("top")) return new TopClass();
			if (text.equalsIgnoreCase("top2-top1")) return new Margin();
			final Matcher region = REGION.matcher(text);
			if (region.matches() && labels.stream().noneMatch(text::equalsIgnoreCase))
				return new RegionTarget(region.group(1) == null ? -1 : Integer.parseInt(region.group(1)));
			final Matcher unit = UNIT.matcher(text);
			if (unit.matches() && labels.stream().noneMatch(text::equalsIgnoreCase))
				return unit(unit, network);
			final int index = network.labels().index(text);
			return new NamedClass(index, network.labels().name(index));
		}

		private static Unit unit(final Matcher unit, final ModelDescriptor network) {
			final String layer = network.layer(unit.group(1)).name();
			final int channel = Integer.parseInt(unit.group(2));
			return new Unit(layer, channel, number(unit.group(3)), number(unit.group(4)),
				number(unit.group(5)));
		}

		private static int number(final String text) {
			return text == null ? -1 : Integer.parseInt(text);
		}
	}
}
