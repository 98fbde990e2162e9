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

import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.optimize.Climber;
import org.gradiscope.style.Restyler;
import org.gradiscope.style.StyleLayers;
import org.gradiscope.style.StyleOptions;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of styles: what a style is to a network, and how a picture is fitted to it. */
public abstract class StyleCommand extends ImageCommand {

	/** Half of a photograph's: between the evenness of pixels and broad shapes. */
	private static final double DECAY = 0.5;

	/** The coarsest scale has at least so many pixels along its longer side. */
	private static final int COARSEST = 160;

	@Parameter(label = "Layers of the style (name:weight)",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS), persist = false,
		description = "auto: the first nonlinear layer at each stride, as Gatys et al. 2015 (of a VGG conv1_1 " +
			"to conv5_1), and pixels where the first one skips some; or layer:weight separated by commas, " +
			"pixels being the colours themselves. Distances are relative, so weights mean the same anywhere.")
	private String layers = Keys.AUTO;

	@Parameter(label = "Statistic", choices = { "gram", "moments", "sliced-wasserstein" },
		persist = false,
		description = "What of the activations is the style. gram: which channels go together (Gatys et al. " +
			"2015); moments: mean and deviation of each (Li et al. 2017); sliced-wasserstein: their whole " +
			"distribution (Heitz et al. 2021), which takes longer.")
	private String statistic = "gram";

	@Parameter(label = "Style's longer side (pixels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "At which the style is seen, and so the size of its strokes; auto: its own, but no " +
			"more than the picture's, and 1024 at most.")
	private String stylesize = Keys.AUTO;

	@Parameter(label = "Smoothness (beta)", min = "0", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How much the mean squared difference of neighbours counts against the picture, black " +
			"being 0 and white 1.")
	private double beta = 0.1;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "Of the optimizer at each scale.")
	private int steps;

	@Parameter(label = "Scales",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The number of sizes, each twice as large as the one before, so that strokes are of " +
			"the style's size in large pictures too; auto: from 160 pixels or more on.")
	private String scales = Keys.AUTO;

	@Parameter(label = "Optimizer", choices = { "lbfgs", "adam" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "lbfgs (Liu & Nocedal 1989), the papers' own, or adam (Kingma & Ba 2014). Pictures " +
			"over 768 pixels go through in tiles, with adam.")
	private String optimizer = "lbfgs";

	@Parameter(label = "Basis", choices = { "fourier", "pixel" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "What is optimized: the frequencies of the picture and colours made independent, " +
			"which networks other than a VGG need (Mordvintsev et al. 2018), or its pixels, as Gatys has it.")
	private String basis = "fourier";

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of noise, shifts and directions; equal seeds make equal pictures.")
	private long seed = 1;

	/** @param steps that it takes unless told */
	StyleCommand(final SliceSelection slices, final int steps) {
		super(slices);
		this.steps = steps;
	}

	/** @throws IllegalArgumentException if the network takes other things than pictures */
	static void requirePictures(final OpenNetwork network) {
		if (network.descriptor().preprocessing().size().series())
			throw new IllegalArgumentException("Styles are of pictures, but the network " +
				network.descriptor().name() + " takes time series; take another network.");
	}

	/** What all keys here say, of pictures of that size. */
	final StyleOptions options(final ModelDescriptor network, final int longerSide) {
		final Map<String, Double> weights = StyleLayers.style(network, LayerWeights.parse(layers));
		return new StyleOptions(Map.of(), weights,
			Keys.choice("statistic", statistic, StyleOptions.Statistic.values()), 1, beta, steps,
			(int) Keys.number("scales", scales, scales(longerSide)), false, StyleOptions.Start.NOISE,
			Keys.choice("optimizer", optimizer, Climber.values()), Keys.basis(basis, DECAY), seed);
	}

	/** Says where a picture goes through in tiles, which are fitted in another way than the options say. */
	final void tellTiles(final OpenNetwork network, final StyleOptions options, final int height,
		final int width, final Recipe recipe) {
		if (!Restyler.isTiled(network, height, width, options)) return;
		final boolean means = options.statistic() != StyleOptions.Statistic.SLICED_WASSERSTEIN;
		final String line = width + "x" + height + " pixels go through in tiles, by pixels and adam" +
			(means ? "" : ", and each tile is given the style's distribution by itself");
		recipe.with("tiles", line);
		note(line + ".");
	}

	private static int scales(final int longerSide) {
		int scales = 1;
		while (longerSide >> scales >= COARSEST)
			scales++;
		return scales;
	}

	/** How styles are read for pictures of that size. */
	final StyleReader reader(final OpenNetwork network, final int channels, final int longerSide) {
		return new StyleReader(network, channels,
			(int) Keys.number("stylesize", stylesize, StyleReader.OWN), longerSide, this::warn);
	}
}
