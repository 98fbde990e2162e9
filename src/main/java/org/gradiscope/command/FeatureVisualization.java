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

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.LabelledResults;
import org.gradiscope.imagej.Planes;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.SeriesPlots;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.RandomWarp;
import org.gradiscope.transform.Warp;
import org.gradiscope.visualization.FeatureImages;
import org.gradiscope.visualization.FeatureObjective;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.optimize.Climber;
import org.gradiscope.visualization.FeatureVisualizer;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws what a part of a network looks for. */
@Plugin(type = Command.class, name = FeatureCommand.NAME, label = "Feature Visualization",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Feature Visualization...", weight = 21) },
	description = "Draws what channels, neurons, classes or directions of a network look for.")
public class FeatureVisualization extends FeatureCommand {

	private static final String MOVED = "priors=true & " + FREE;

	@Parameter(label = "Size (pixels)", min = "2", max = "4096", stepSize = "16",
		attrs = @Attr(name = Hints.WHEN, value = FREE), persist = false,
		description = "The side of the square picture, in pixels; of an inversion or caricature it is " +
			"that of the reference; of a time series its length, unless the network has one.")
	private int size = 128;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "Gradient steps (Olah et al. 2017, 'Feature Visualization').")
	private int steps = 512;

	@Parameter(label = "Natural image priors", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Whether the picture is kept natural: frequencies, colours, contrast, small " +
			"movements and what follows; without, it is the gradient of the image alone, and shows why they matter.")
	private boolean priors = true;

	@Parameter(label = "Optimizer", choices = { "adam", "lbfgs" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "adam (Kingma & Ba 2014) or lbfgs (Liu & Nocedal 1989).")
	private String optimizer = "adam";

	@Parameter(label = "Step size (rate)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false, description = "The optimizer's step size; auto: 0.05, of lbfgs its first one.")
	private String rate = Keys.AUTO;

	@Parameter(label = "Basis", choices = { "fourier", "pixel" },
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "What is optimized: the frequencies of the picture, or its pixels.")
	private String basis = "fourier";

	@Parameter(label = "Decay of frequencies", min = "0", max = "4", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "basis=fourier") },
		persist = false,
		description = "1: high frequencies as weak as in photographs; 0: as strong as " + "in noise.")
	private double decay = 1;

	@Parameter(label = "Decorrelate colours",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "Whether colours are those of photographs made independent; else red, green, blue.")
	private boolean decorrelate = true;

	@Parameter(label = "Largest contrast",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "That a picture may have, before the sigmoid: the root mean square of its values " +
			"and of their differences times the smoothness; photographs have 1.4 to 6.1. 0: any; auto: " +
			"2.5, for an inversion any.")
	private String contrast = Keys.AUTO;

	@Parameter(label = "Smoothness (pixels)", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "How much more detail counts than tones in the contrast; 0: alike.")
	private double smoothness = Parameterization.ContrastLimit.PHOTOGRAPHS.smoothness();

	@Parameter(label = "Margin (pixels)", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOVED) },
		persist = false, description = "Mid grey around the picture, so that it can move.")
	private int pad = 12;

	@Parameter(label = "Jitter (pixels)", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOVED) },
		persist = false,
		description = "The picture moves by up to half of this in each direction at each step.")
	private int jitter = 8;

	@Parameter(label = "Scaling (fraction)", min = "0", max = "0.5", stepSize = "0.05",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOVED) },
		persist = false,
		description = "0.1: at each step the picture is seen at 0.9 to 1.1 of its size.")
	private double scale = 0.1;

	@Parameter(label = "Rotation (degrees)", min = "0", max = "45",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOVED) },
		persist = false, description = "The picture is seen rotated by up to this either way.")
	private double rotate = 10;

	@Parameter(label = "Jitter after rotation (pixels)", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOVED) },
		persist = false, description = "As the jitter, after the rotation.")
	private int jitterafter = 4;

	@Parameter(label = "Penalty: total variation", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false, description = "How much differences of neighbours count against the picture.")
	private double totalvariation = 0;

	@Parameter(label = "Penalty: L1", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "How much the distance from mid grey counts against the picture.")
	private double l1 = 0;

	@Parameter(label = "Penalty: L2", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "How much the squared distance from mid grey counts against the picture.")
	private double l2 = 0;

	@Parameter(label = "Penalty: what a blur removes", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "priors=true") },
		persist = false,
		description = "How much what a small blur takes away counts against the picture.")
	private double blur = 0;

	@Parameter(label = "Range of each feature", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = SeriesLimits.RANGE_HELP)
	private String range = "";

	@Parameter(label = "Features in whole numbers", attrs = @Attr(name = Hints.ADVANCED),
		persist = false, description = SeriesLimits.INTEGERS_HELP)
	private String integers = "";

	@Parameter(label = "Features that are kept", attrs = @Attr(name = Hints.ADVANCED),
		persist = false, description = "Of a time series: the features that stay as they are in the " +
			"reference, from 0, with commas between.")
	private String keep = "";

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the first noise and the movements; equal seeds draw equal pictures.")
	private long seed = 1;

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the picture in a window of its own while it grows.")
	private boolean live = false;

	@Parameter(label = "Several pictures as", choices = { "montage", "stack" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "montage: side by side with labels; stack: a slice for each, with labels.")
	private String view = "montage";

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title; auto: network-layer-channel, or network-objective.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Feature",
		description = "The picture, RGB, or of the channels that the network takes; of several a montage or a " +
			"stack.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves", description = "Of a network of time series: " +
		"each feature against the time, a slice for each picture.")
	private ImagePlus curves;

	@Override
	void check() {
		asMontage();
	}

	private boolean asMontage() {
		return Keys.choice("view", view, new String[] { "montage", "stack" }).equals("montage");
	}

	@Override
	void compute(final OpenNetwork network) {
		final Optional<Pixels> referred =
			needsReference() || !keep.isBlank() ? Optional.of(reference(network)) : Optional.empty();
		final FeatureVisualizationOptions options =
			options(network.descriptor().preprocessing().size(), referred)
				.withRows(new SeriesLimits(range, integers, keep).of(network, referred));
		final Warp seen = options.warps().still(options.height(), options.width());
		final List<FeatureObjective> features = features(network, referred,
			FeatureVisualizer.together(options), seen.canvasHeight(), seen.canvasWidth());
		final String shown = Titles.unique(title,
			network.descriptor().name() + "-" + features.get(0).labels().get(0).replace('/', '-'));
		showLive(live, shown, options.width(), options.height());
		final FeatureImages drawn = FeatureVisualizer.render(network, features, options, progress());
		final boolean series = network.descriptor().preprocessing().size().series();
		output = series ? series(drawn, network.descriptor().preprocessing().range(), shown)
			: shown(drawn, network.descriptor().preprocessing().channels(), shown);
		final Recipe recipe = recipe(network).with("objective", features).with("options", options);
		for (int i = 0; i < drawn.count(); i++)
			recipe.with("value of " + drawn.labels().get(i), drawn.values()[i]);
		if (series) tellClasses(network, drawn, recipe);
		if (drawn.redirected() > 0) recipe.with("redirected", "the gradient was zero at " +
			drawn.redirected() + " of the first steps, so the input of the ReLU was maximized");
		if (!drawn.silent().isEmpty()) {
			recipe.with("silent", String.join(", ", drawn.silent()));
			warn("Nothing near these pictures changed " + String.join(", ", drawn.silent()) +
				", so they may be of noise; take another seed, or the layer before its ReLU.");
		}
		finish(output, recipe, null);
		if (series) {
			curves = SeriesPlots.of(output, Titles.unique(Titles.AUTO, shown + "-curves"));
			finish(curves, recipe, null);
		}
	}

	/** A score says little of a series, where nobody sees whether it is one of the class. */
	private void tellClasses(final OpenNetwork network, final FeatureImages drawn,
		final Recipe recipe) {
		if (!network.descriptor().givesClasses()) return;
		final List<Prediction> predicted = Prediction.of(network, drawn.pictures());
		for (int i = 0; i < drawn.count(); i++) {
			final Prediction.ClassScore best = predicted.get(i).score(predicted.get(i).best());
			final String line =
				String.format(Locale.ROOT, "%s with probability %.3f", best.label(), best.probability());
			recipe.with("classified " + drawn.labels().get(i), line);
			note(drawn.labels().get(i) + " is classified as " + line + ".");
		}
	}

	private FeatureVisualizationOptions options(final InputSize size,
		final Optional<Pixels> referred) {
		if (!size.series()) return options(referred, this.size);
		// A series may be shorter than any picture.
		final FeatureVisualizationOptions series =
			options(Optional.empty(), FeatureVisualizationOptions.standard().width()).ofSeries(
				size.height(), referred.map(Pixels::width).orElse(size.fixed() ? size.width() : this.size));
		return referred.isPresent() ? series.withWarps(RandomWarp.alongRows(0)) : series;
	}

	private FeatureVisualizationOptions options(final Optional<Pixels> referred, final int side) {
		final Climber climber = Keys.choice("optimizer", optimizer, Climber.values());
		final FeatureVisualizationOptions common =
			FeatureVisualizationOptions.standard().withSteps(steps).withSeed(seed)
				.withClimber(climber, Keys.number("rate", rate, 0.05)).withSize(
					referred.map(Pixels::height).orElse(side), referred.map(Pixels::width).orElse(side));
		final FeatureVisualizationOptions natural = common.withBasis(Keys.basis(basis, decay))
			.withDecorrelate(decorrelate).withContrast(contrast())
			.withRegularizers(new FeatureVisualizationOptions.Regularizers(totalvariation, l1, l2, blur));
		// Their keys are checked all the same.
		if (!priors) return common.withoutPriors();
		// A layer's activations are compared position by position, so nothing may move.
		return natural.withWarps(referred.isPresent() ? RandomWarp.NONE
			: new RandomWarp(pad, jitter, scale, rotate, jitterafter));
	}

	private Parameterization.ContrastLimit contrast() {
		final double largest = Keys.number("contrast", contrast,
			isInversion() ? 0 : Parameterization.ContrastLimit.PHOTOGRAPHS.largest());
		return new Parameterization.ContrastLimit(largest, smoothness);
	}

	/** In the network's own numbers, of 32 bits. */
	private static ImagePlus series(final FeatureImages drawn, final ValueRange range,
		final String shown) {
		final LabelledResults several = new LabelledResults();
		for (int i = 0; i < drawn.count(); i++) {
			final ImagePlus one =
				new ImagePlus(shown, ImagePixels.rescaled(drawn.pictures().item(i), range));
			one.setDisplayRange(range.min(), range.max());
			several.add(drawn.labels().get(i), one);
		}
		return several.stack(shown);
	}

	private static ImagePlus picture(final Pixels picture, final Channels channels,
		final String title) {
		return channels.areOthers() ? Planes.composite(picture, channels.names(), title)
			: new ImagePlus(title, ImagePixels.rgb(picture));
	}

	private ImagePlus shown(final FeatureImages drawn, final Channels channels, final String shown) {
		final LabelledResults several = new LabelledResults();
		for (int i = 0; i < drawn.count(); i++)
			several.add(drawn.labels().get(i), picture(drawn.pictures().item(i), channels, shown));
		return several.areSeveral() && asMontage() ? several.montage(shown) : several.stack(shown);
	}
}
