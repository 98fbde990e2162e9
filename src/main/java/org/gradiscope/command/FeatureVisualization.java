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

import org.gradiscope.imagej.Pictures;
import org.gradiscope.imagej.Titles;
import org.gradiscope.visualization.FeatureVisualizer;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws what a channel of a network looks for. */
@Plugin(type = Command.class, name = "feature-visualization", label = "Feature Visualization",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"), @Menu(
		label = "Feature Visualization...", weight = 21) },
	description = "Draws what a channel of a network looks for, by climbing its mean activation.")
public class FeatureVisualization extends NetworkCommand {

	private static final String NAME = "feature-visualization";

	@Parameter(label = "Layer", persist = false,
		description = "The layer's name, as Model Info lists it; auto: the network's own choice.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Channel", min = "0", persist = false,
		description = "The channel of the layer, from 0.")
	private int channel = 0;

	@Parameter(label = "Size (pixels)", min = "16", max = "4096", stepSize = "16", persist = false,
		description = "The side of the square picture, in pixels.")
	private int size = 128;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "Gradient steps (Olah et al. 2017, 'Feature Visualization').")
	private int steps = 256;

	@Parameter(label = "Seed", persist = false,
		description = "Of the first picture and the shifts; equal seeds draw equal pictures.")
	private long seed = 1;

	@Parameter(label = "Live", persist = false,
		description = "Shows the picture in a window of its own while it grows.")
	private boolean live = false;

	@Parameter(label = "Title", persist = false,
		description = "The result's title; auto: network-layer-channel.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Feature", description = "The picture, RGB.")
	private ImagePlus output;

	@Override
	void compute(final OpenNetwork network) {
		final String name = network.descriptor().layer(layer.trim(), NAME).name();
		final FeatureVisualizationOptions options = new FeatureVisualizationOptions(name, channel, size,
			steps, seed);
		final String shown = Titles.unique(title, network.descriptor().name() + "-" + name + "-" +
			channel);
		showLive(live, shown, size, size);
		output =
			new ImagePlus(shown, Pictures.rgb(FeatureVisualizer.render(network, options, progress())));
		recipe(network).with("objective", FeatureVisualizer.objective(options)).with("options",
			options).addTo(output, null);
		list(output);
	}
}
