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
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.DisplayRange;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.Titles;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.DeepDreamer;
import org.gradiscope.visualization.DeepDreamOptions;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Amplifies what layers of a network see in an image. */
@Plugin(type = Command.class, name = "deep-dream", label = "Deep Dream", menu = { @Menu(
	label = "Plugins"), @Menu(label = "Gradiscope"), @Menu(label = "Deep Dream...", weight = 22) },
	description = "Amplifies what layers of a network see in the image, or in its selection.")
public class DeepDream extends ImageCommand implements Previewable {

	@Parameter(label = "Layers (name:weight)", persist = false,
		description = "auto, or name:weight, separated by " +
			"commas; names may have * and ?; Model Info lists them (Mordvintsev et al. 2015, 'Inceptionism').")
	private String layers = Keys.AUTO;

	@Parameter(label = "Octaves", min = "1", persist = false,
		description = "The number of scales, the image's own the last.")
	private int octaves = 4;

	@Parameter(label = "Octave scale", min = "1.05", max = "10", stepSize = "0.1", persist = false,
		description = "The ratio of one scale to the one before, over 1.")
	private double octavescale = 1.4;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "Gradient steps at each scale.")
	private int steps = 10;

	@Parameter(label = "Step size (grey levels)", persist = false,
		description = "The mean change of a pixel in " +
			"one step, in grey levels; auto: 1.5/255 of the value range.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Jitter (pixels)", min = "0", persist = false,
		description = "The largest shift of the image before each step, in pixels.")
	private int jitter = 32;

	@Parameter(label = "Smoothness", min = "0", stepSize = "0.001", persist = false,
		description = "The weight of total variation, which is subtracted.")
	private double smoothness = 0;

	@Parameter(label = "Seed", persist = false,
		description = "Of the shifts; equal seeds dream equal dreams.")
	private long seed = 1;

	@Parameter(label = "Live", persist = false,
		description = "Shows the picture in a window of its own while it dreams.")
	private boolean live = false;

	@Parameter(label = "Preview", persist = false,
		description = "Shows the first octaves on the image while the dialog is open.")
	private boolean preview = false;

	@Parameter(label = "Title", persist = false, description = "The result's title; auto: the " +
		"image's title without extension, then -deep-dream.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Dream",
		description = "The image that dreamt, of the input's type.")
	private ImagePlus output;

	private final Previewer previewer = new Previewer(this, this::sketch);

	@Override
	void compute(final OpenNetwork network) {
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network).with("region", region);
		final String name = Titles.unique(title, Titles.stem(input()) + "-deep-dream");
		final List<ImageProcessor> dreams = new ArrayList<>();
		showLive(live, name, region.width(), region.height());
		forEachSlice(slice -> {
			final ValueRange range = DisplayRange.of(input(), slice);
			final DeepDreamOptions options = options(network, range);
			final ImageProcessor original = input().getStack().getProcessor(slice);
			final Pixels pixels = read(region, slice);
			predictIfClasses(network, pixels, slice, recipe);
			recipe.with("objective", DeepDreamer.objective(options)).with("options of slice " + slice,
				options);
			final Pixels dream = DeepDreamer.dream(network, pixels, options, progress());
			dreams.add(region.paste(original, type().processor(region.inside(pixels.values(), dream
				.values()))));
		});
		output = ResultImage.like(input(), slices(), dreams, name);
		recipe.addTo(output, input());
		list(output);
	}

	@Override
	public void preview() {
		previewer.update(preview);
	}

	@Override
	public void cancel() {
		previewer.end();
	}

	@Override
	void begin() {
		previewer.end();
	}

	/** Of the octaves, the ones before those that are larger than the small image. */
	private ImagePlus sketch(final OpenNetwork network, final ImagePlus small, final double factor,
		final Progress progress) {
		final Pixels pixels = ImagePixels.read(small);
		final DeepDreamOptions all = options(network, pixels.range());
		final int left = (int) Math.round(-Math.log(factor) / Math.log(all.octaveScale()));
		final DeepDreamOptions first = all.withOctaves(Math.max(1, all.octaves() - left), all
			.octaveScale());
		final Pixels dream = DeepDreamer.dream(network, pixels, first, progress);
		small.setProcessor(PixelType.of(small).processor(dream.values()));
		return small;
	}

	private DeepDreamOptions options(final OpenNetwork network, final ValueRange range) {
		final double step = Keys.number("stepsize", stepsize, 1.5 / 255 * range.extent());
		return new DeepDreamOptions(LayerWeights.parse(layers, network.descriptor(), "deep-dream"),
			octaves, octavescale, steps, step / range.extent(), jitter, smoothness, seed);
	}
}
