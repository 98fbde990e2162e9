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

import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.attribution.Target;
import org.gradiscope.engine.Network;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.DeepDreamObjective;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.ZoomAnimation;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of dreams: what is amplified, how, and how one picture follows another. */
public abstract class DreamCommand extends ImageCommand {

	@Parameter(label = "Layers (name:weight)",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS), persist = false,
		description = "auto, or layer:weight and layer/channel:weight, separated by commas; names may " +
			"have * and ?; Model Info lists them. What is climbed is the sum of weight x mean squared " +
			"activation (Mordvintsev et al. 2015, 'Inceptionism').")
	private String layers = Keys.AUTO;

	@Parameter(label = "Classes", attrs = @Attr(name = Hints.OFFERS, value = "|" + Hints.CLASSES),
		persist = false,
		description = "What is dreamt of in place of layers: the log probability of a class, by its label " +
			"or index; several separated by semicolons. Empty: the layers.")
	private String target = "";

	@Parameter(label = "Octaves", min = "1", persist = false,
		description = "The number of scales, the image's own the last; those too small for the network " +
			"are left out.")
	private int octaves = 4;

	@Parameter(label = "Octave scale", min = "1.05", max = "10", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The ratio of one scale to the one before, over 1.")
	private double octavescale = 1.4;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "Gradient steps at each scale.")
	private int steps = 10;

	@Parameter(label = "Step size (grey levels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false, description = "The mean change of a pixel in " +
			"one step, in grey levels; auto: 1.5/255 of the value range.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Jitter (pixels)", min = "0", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "The largest shift of the image before each step, in pixels; images over 512 " +
			"pixels go through in tiles, and are shifted by up to a tile.")
	private int jitter = 32;

	@Parameter(label = "Penalty: brightness (alpha)", min = "0", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The weight of the pixels' mean square, black being 0 and white 1, which is " +
			"subtracted.")
	private double alpha = 0;

	@Parameter(label = "Penalty: smoothness", min = "0", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The weight of the mean squared difference of neighbouring pixels, in the same " +
			"unit, which is subtracted: it smooths.")
	private double smoothness = 0;

	@Parameter(label = "Laplacian levels", min = "0", max = "16",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Into how many scales the gradient is split, each made equally strong; 0: it is " +
			"taken as it is. More brings out coarse structure.")
	private int laplacian = 0;

	@Parameter(label = "Channels that change",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.OFFERS, value = ChosenChannels.ALL) },
		persist = false, description = ChosenChannels.DESCRIPTION)
	private String channels = ChosenChannels.ALL;

	@Parameter(label = "Guide image", attrs = @Attr(name = Hints.OFFERS, value = "|" + Hints.IMAGES),
		persist = false,
		description = "A picture of what to dream of: the title or ID of an open one, or a path; its " +
			"activations in the layers are aimed at. Empty: none, what is there is amplified.")
	private String guide = "";

	@Parameter(label = "Range of each feature", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = SeriesLimits.RANGE_HELP)
	private String range = "";

	@Parameter(label = "Features in whole numbers", attrs = @Attr(name = Hints.ADVANCED),
		persist = false, description = SeriesLimits.INTEGERS_HELP)
	private String integers = "";

	@Parameter(label = "Frames of a film", min = "1", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "Over 1: a stack, each frame the dream of the one before, zoomed.")
	private int frames = 1;

	@Parameter(label = "Zoom of a frame", min = "0.5", max = "2", stepSize = "0.01",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "frames!=1") },
		persist = false, description = "How much larger each frame is than the one before, from the " +
			"centre; 1: not at all.")
	private double zoom = 1.05;

	@Parameter(label = "Rotation of a frame (degrees)", min = "-180", max = "180",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "frames!=1") },
		persist = false,
		description = "By how much each frame is turned against the one before, clockwise.")
	private double rotate = 0;

	@Parameter(label = "Calm (0 to 1)", min = "0", max = "1", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.STACK) }, persist = false,
		description = "How much of its dream each slice takes over from the one before: 0 for slices " +
			"that have nothing to do with each other, 0.5 to 0.9 for a time series not to flicker.")
	private double calm = 0;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the shifts; equal seeds dream equal dreams.")
	private long seed = 1;

	/** What the keys say for an image of this range. */
	final DeepDreamOptions options(final ValueRange range) {
		final double step = Keys.number("stepsize", stepsize, 1.5 / 255 * range.extent());
		final Map<String, Double> weights = LayerWeights.parse(layers);
		return new DeepDreamOptions(weights, octaves, octavescale, steps, step / range.extent(), jitter,
			alpha, smoothness, laplacian, seed);
	}

	/** What features of a series may be. */
	final SeriesLimits limits(final String kept) {
		return new SeriesLimits(range, integers, kept);
	}

	/** The classes that are dreamt of; none where layers are. */
	final int[] targets(final OpenNetwork network) {
		return target.isBlank() ? new int[0] : Stream.of(target.split(Target.SEPARATOR))
			.mapToInt(name -> network.descriptor().labels().index(name.trim())).toArray();
	}

	/** What is climbed with these options. */
	final Objective objective(final OpenNetwork network, final DeepDreamOptions options) {
		if (!target.isBlank()) return DeepDreamObjective.classes(network.descriptor(), options,
			target.split(Target.SEPARATOR));
		if (guide.isBlank()) return DeepDreamObjective.of(network.descriptor(), options);
		return DeepDreamObjective.guided(network,
			read(network, ImageLookup.find(guide.trim(), this::warn)), options);
	}

	/** The step size is the mean change of what changes, so it is less over all. */
	final DeepDreamOptions ofChosen(final DeepDreamOptions options) {
		final boolean[] chosen = ChosenChannels.parse(channels, shown().channelNames());
		if (chosen == null) return options;
		int count = 0;
		for (final boolean one : chosen)
			if (one) count++;
		return options.withSteps(options.steps(), options.stepSize() * count / chosen.length);
	}

	/** The network, of which only the chosen channels of the image have a gradient. */
	final Network chosen(final Network network) {
		return ChosenChannels.of(network, channels, shown().channelNames());
	}

	final ZoomAnimation animation() {
		return new ZoomAnimation(frames, zoom, rotate);
	}

	final double calm() {
		return calm;
	}
}
