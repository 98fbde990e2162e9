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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.gradiscope.attribution.Upsampling;
import org.gradiscope.imagej.ActivationDisplay;
import org.gradiscope.imagej.ActivationView;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Layer;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.visualization.LayerActivations;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what each channel of a layer sees in an image. */
@Plugin(type = Command.class, name = "activations", label = "Activations",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Activations...", weight = 24) },
	description = "Shows what each channel of chosen layers sees in the image, or in what is selected " +
		"in it.")
public class Activations extends ImageCommand {

	@Parameter(label = "Layers",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|all|" + Hints.LAYERS), persist = false,
		description = "Names, wildcards or indices, separated by commas, or all; auto: the last layer with " +
			"ReLU that has a position for every fourth pixel or more. Each layer with positions " +
			"makes an image, each layer a row of the table.")
	private String layers = Keys.AUTO;

	@Parameter(label = "View", choices = { "stack", "montage", "overlay" }, persist = false,
		description = "stack: 32-bit, one channel a slice; montage: 32-bit, the strongest channels side " +
			"by side; overlay: one channel over the image.")
	private String view = "montage";

	@Parameter(label = "Channels in the montage", min = "1",
		attrs = @Attr(name = Hints.WHEN, value = "view=montage"), persist = false,
		description = "How many channels the montage has: those with the largest means.")
	private int count = 16;

	@Parameter(label = "Channel",
		attrs = { @Attr(name = Hints.WHEN, value = "view=overlay"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The channel that is laid over the image, from 0; auto: the one with the largest " +
			"mean.")
	private String channel = Keys.AUTO;

	@Parameter(label = "Upsampling", choices = { "bilinear", "nearest" },
		attrs = @Attr(name = Hints.WHEN, value = "view=overlay"), persist = false,
		description = "How the channel is stretched over the image.")
	private String upsampling = "bilinear";

	@Parameter(label = "Opacity", min = "0", max = "1", stepSize = "0.1",
		attrs = @Attr(name = Hints.WHEN, value = "view=overlay"), persist = false,
		description = "How much of the image the channel hides.")
	private double opacity = 0.6;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The result's title, of several layers with -layer behind it, and with -table the " +
			"table's; auto: the image's title without extension, then -activations.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Activations",
		description = "What the first layer sees, as 'view' shows it.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Other layers",
		description = "The same of the other layers, by their names; none of a single one.")
	private Map<String, ImagePlus> others;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Mean, maximum, share of zeros, silent and strongest channels of each slice and layer.")
	private ResultsTable table;

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		final ActivationView shown = Keys.choice("view", view, ActivationView.values());
		if (shown == ActivationView.OVERLAY) warnOfEarlierHeat();
		final Region region = Region.of(input());
		final ActivationDisplay frame = new ActivationDisplay(shown(), slices(), region, count,
			channel(), Keys.choice("upsampling", upsampling, Upsampling.values()), opacity);
		final List<Layer> chosen = LayerActivations.layers(network.descriptor(), layers);
		requirePositions(network, chosen);
		final Recipe recipe = recipe(network, region);
		final ResultsTable rows = Tables.empty();
		final Map<String, List<LayerActivations>> spatial = new LinkedHashMap<>();
		forEachSlice(slice -> {
			final Pixels pixels = read(region, slice);
			predictIfClasses(network, pixels, slice, recipe);
			for (final LayerActivations found : LayerActivations.of(network, pixels, chosen,
				leftOut(chosen))) {
				Tables.addActivations(rows, slice, found);
				if (found.layer().isSpatial())
					spatial.computeIfAbsent(found.layer().name(), name -> new ArrayList<>()).add(found);
			}
		});
		final String name = Titles.unique(title, Titles.stem(input()) + "-activations");
		spatial
			.forEach(
				(layer, found) -> add(layer,
					finished(
						shown.render(frame, found,
							spatial.size() == 1 ? name : Titles.unique(Titles.AUTO, name + "-" + layer)),
						recipe)));
		table = rows;
		show(table, name + "-table");
	}

	/** Of several, one that cannot be shown is left out, and said. */
	private Consumer<String> leftOut(final List<Layer> chosen) {
		return chosen.size() > 1 ? this::say : null;
	}

	private void add(final String layer, final ImagePlus image) {
		if (output == null) output = image;
		else {
			if (others == null) others = new LinkedHashMap<>();
			others.put(layer, image);
		}
	}

	private ImagePlus finished(final ImagePlus image, final Recipe recipe) {
		finish(image, recipe, input());
		return image;
	}

	/** -1 for auto. */
	private int channel() {
		if (Keys.isAuto(channel)) return -1;
		if (channel.trim().matches("\\d{1,9}")) return Integer.parseInt(channel.trim());
		throw new IllegalArgumentException(
			"The key 'channel' is a whole number from 0, or auto, but '" + channel + "' was given.");
	}

	private static void requirePositions(final OpenNetwork network, final List<Layer> chosen) {
		if (chosen.stream().anyMatch(Layer::isSpatial)) return;
		throw new IllegalArgumentException("Images of activations need a layer with positions, but " +
			String.join(", ", chosen.stream().map(Layer::name).toList()) + " has none; " +
			network.descriptor().spatialLayers() + ".");
	}
}
