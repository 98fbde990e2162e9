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
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.attribution.Target;
import org.gradiscope.imagej.LabelledResults;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Planes;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Labels;
import org.gradiscope.visualization.fooling.FoolingImages;
import org.gradiscope.visualization.fooling.FoolingOptions;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes a picture of noise or of patterns that a network takes for a class of its own. */
@Plugin(type = Command.class, name = "fooling-image", label = "Fooling Image",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Fooling Image...", weight = 25) },
	description = "Makes a picture of noise or of regular patterns that the network assigns to a class " +
		"with confidence (Nguyen et al. 2015, 'Deep Neural Networks are Easily Fooled').")
public class FoolingImage extends NetworkCommand {

	/** Every class. */
	private static final String ALL = "all";
	private static final int TOP = 5;
	private static final String REMEDY =
		"give more steps or generations, another seed or another method.";

	@Parameter(label = "Target class",
		attrs = @Attr(name = Hints.OFFERS, value = ALL + "|" + Hints.CLASSES), persist = false,
		description = "The class to be taken for: a label, or an index from 0; several are " +
			"separated by semicolons; all: every class.")
	private String target = "0";

	@Parameter(label = "Method", choices = { "gradient", "evolution", "evolution-direct" },
		persist = false,
		description = "gradient: pixels climb the class's log-probability, with no prior; evolution: " +
			"regular patterns are evolved (CPPN, MAP-Elites); evolution-direct: pixels are evolved.")
	private String method = "gradient";

	@Parameter(label = "Start", choices = { "noise", "grey", "stripes", "checks" },
		attrs = @Attr(name = Hints.WHEN, value = "method=gradient"), persist = false,
		description = "The picture that the gradient sets out from.")
	private String start = "noise";

	@Parameter(label = "Size (pixels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "The side of the square picture, in pixels; auto: what the network takes, or 128.")
	private String size = Keys.AUTO;

	@Parameter(label = "Confidence", min = "0", max = "1", stepSize = "0.01", persist = false,
		description = "The probability that the picture, rounded to 8 bits, is to exceed.")
	private double confidence = FoolingOptions.CONFIDENCE;

	@Parameter(label = "Steps", min = "1",
		attrs = @Attr(name = Hints.WHEN, value = "method=gradient"), persist = false,
		description = "The most gradient steps for a class; it ends earlier when the confidence is " +
			"exceeded.")
	private int steps = FoolingOptions.STEPS;

	@Parameter(label = "Generations", min = "1",
		attrs = @Attr(name = Hints.WHEN, value = "method!=gradient"), persist = false,
		description = "The most generations, of 32 pictures each; it ends earlier when the confidence " +
			"is exceeded.")
	private int generations = FoolingOptions.GENERATIONS;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the noise and of evolution; equal seeds make equal pictures.")
	private long seed = 1;

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the picture in a window of its own while it grows.")
	private boolean live = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false, description = "The result's title; auto: network-label-fooling.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Fooling image",
		description = "The picture, RGB, or 8-bit for a network that takes grey; of several classes a " +
			"stack; its label says class and confidence.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Montage",
		description = "The pictures of several classes side by side; none of a single one.")
	private ImagePlus montage;

	@Parameter(type = ItemIO.OUTPUT, label = "Prediction",
		description = "The likeliest classes of each picture: slice, rank, label, index, probability " +
			"and logit.")
	private ResultsTable table;

	@Override
	void compute(final OpenNetwork network) {
		final FoolingOptions options = options(network);
		final Labels labels = network.descriptor().labels();
		final List<Integer> targets = targets(labels);
		final String name = Titles.unique(title, network.descriptor().name() + "-" +
			(targets.size() == 1 ? labels.name(targets.get(0)) + "-" : "") + "fooling");
		showLive(live, name, options.width(), options.height());
		final List<FoolingImages.FoolingResult> images =
			FoolingImages.images(network, targets, options, progress());
		progress().check();
		finish(images, network.descriptor().preprocessing().channels(), name,
			recipe(network).with("options", options));
	}

	private FoolingOptions options(final OpenNetwork network) {
		final FoolingOptions.FoolingMethod chosen =
			Keys.choice("method", method, FoolingOptions.FoolingMethod.values());
		final FoolingOptions options =
			FoolingOptions.of(chosen, network.descriptor().preprocessing().size())
				.withStart(Keys.choice("start", start, FoolingOptions.StartImage.values()))
				.withConfidence(confidence)
				.withSteps(chosen == FoolingOptions.FoolingMethod.GRADIENT ? steps : generations)
				.withSeed(seed);
		return Keys.isAuto(size) ? options : options.withSize((int) Keys.number("size", size, 0));
	}

	private List<Integer> targets(final Labels labels) {
		final boolean every = target.trim().equalsIgnoreCase(ALL) &&
			labels.names().stream().noneMatch(ALL::equalsIgnoreCase);
		if (every) return IntStream.range(0, labels.count()).boxed().toList();
		final List<Integer> targets = Stream.of(target.split(Target.SEPARATOR))
			.filter(name -> !name.isBlank()).map(labels::index).distinct().toList();
		return targets.isEmpty() ? List.of(labels.index(target)) : targets;
	}

	private void finish(final List<FoolingImages.FoolingResult> images, final Channels channels,
		final String name, final Recipe recipe) {
		final LabelledResults pictures = new LabelledResults();
		table = Tables.empty();
		for (int i = 0; i < images.size(); i++) {
			final FoolingImages.FoolingResult image = images.get(i);
			Tables.addPrediction(table, i + 1, image.prediction(), TOP);
			recipe.predicted(i + 1, image.prediction());
			recipe.with("outcome of slice " + (i + 1), outcome(image));
			pictures.add(caption(image), picture(image, channels, name));
		}
		warnOf(images.stream().filter(image -> !isReached(image)).toList(), images.size());
		if (pictures.areSeveral()) {
			montage = pictures.montage(Titles.unique(Titles.AUTO, name + "-montage"));
			finish(montage, recipe, null);
		}
		output = pictures.stack(name);
		if (images.size() == 1) output.setProp("Slice_Label", caption(images.get(0)));
		finish(output, recipe, null);
		show(table, name + "-table");
	}

	private static ImagePlus picture(final FoolingImages.FoolingResult image, final Channels channels,
		final String name) {
		if (channels.areOthers()) return Planes.composite(image.picture(), channels.names(), name);
		final PixelType type = image.picture().channels() == 1 ? PixelType.GREY_8 : PixelType.RGB;
		return new ImagePlus(name, type.processor(image.picture().values()));
	}

	/** For example {@code nuclei 99.3 %}. */
	private static String caption(final FoolingImages.FoolingResult image) {
		return image.label() + " " + percent(image.confidence());
	}

	private void warnOf(final List<FoolingImages.FoolingResult> missed, final int count) {
		if (missed.isEmpty()) return;
		warn(count == 1 ? outcome(missed.get(0))
			: "The confidence wanted, over " + percent(confidence) + ", was NOT reached for " +
				missed.size() + " of " + count + " classes; the best for them: " +
				missed.stream().limit(TOP).map(FoolingImage::caption).collect(Collectors.joining(", ")) +
				(missed.size() > TOP ? ", ..." : "") + "; " + REMEDY);
	}

	private boolean isReached(final FoolingImages.FoolingResult image) {
		return image.confidence() > confidence;
	}

	private String outcome(final FoolingImages.FoolingResult image) {
		final String reached = isReached(image) ? "reached" : "NOT reached";
		final String text = "The confidence wanted, over " + percent(confidence) + ", was " + reached +
			": the network takes the picture for '" + image.label() + "' with " +
			percent(image.confidence()) + " after " + image.evaluations() + " evaluations";
		return text + (isReached(image) ? "." : "; " + REMEDY);
	}

	/** Rounded down, or 99.996 % would be all. */
	private static String percent(final double probability) {
		return String.format(Locale.ROOT, "%.2f %%", Math.floor(probability * 1e4 + 1e-6) / 100);
	}
}
