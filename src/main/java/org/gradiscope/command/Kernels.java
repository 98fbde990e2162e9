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

import org.gradiscope.imagej.KernelView;
import org.gradiscope.imagej.Titles;
import org.gradiscope.visualization.LayerKernels;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what a convolution has learnt. */
@Plugin(type = Command.class, name = "kernels", label = "Kernels",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Kernels...", weight = 23) },
	description = "Shows the kernels that a convolution of the network has learnt.")
public class Kernels extends NetworkCommand {

	@Parameter(label = "Layer",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.CONVOLUTIONS),
		persist = false,
		description = "The layer: name, wildcard or index, as Model Info lists it; auto: the first " +
			"convolution.")
	private String layer = Keys.AUTO;

	@Parameter(label = "View", choices = { "montage", "stack" }, persist = false,
		description = "montage: side by side with captions; stack: one a slice.")
	private String view = "montage";

	@Parameter(label = "Content",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|colour|norm"), persist = false,
		description = "colour: as they are, of a convolution that sees a colour image, around middle " +
			"grey; norm: root of the sum of squares over the input channels; the index of one input " +
			"channel, from 0; auto: colour where possible, the only channel where there is one, else norm.")
	private String content = Keys.AUTO;

	@Parameter(label = "Enlarge", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "How many pixels a weight is wide and high; 1 for one pixel a weight; auto: so " +
			"many that a kernel has about 64.")
	private String enlarge = Keys.AUTO;

	@Parameter(label = "Full colours for", choices = { "layer", "kernel" }, persist = false,
		description = "layer: the strongest weights of the whole layer have the full colours; kernel: " +
			"those of each kernel have, which is divided by its own largest, so that faint ones are seen.")
	private String scale = "layer";

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The result's title; auto: network-layer-kernels.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Kernels",
		description = "RGB in colour, else 32-bit in the weights' own values; labelled by channel and norm.")
	private ImagePlus output;

	@Override
	void compute(final OpenNetwork network) {
		final KernelView shown = Keys.choice("view", view, KernelView.values());
		final int factor = factor();
		final boolean each =
			Keys.choice("scale", scale, new String[] { "layer", "kernel" }).equals("kernel");
		final LayerKernels kernels = LayerKernels.of(network, layer, content);
		final String name = kernels.kernel().layer();
		output = shown.render(kernels, factor, each,
			Titles.unique(title, network.descriptor().name() + "-" + name + "-kernels"));
		recipe(network).with("kernels of", name).with("shown", kernels.content())
			.with("shape", kernels.kernel().weights().shape())
			.with("depthwise", kernels.kernel().depthwise()).with("largest magnitude", kernels.largest())
			.addTo(output, null);
		list(output);
	}

	/** 0 for auto. */
	private int factor() {
		final double factor = Keys.number("enlarge", enlarge, 0);
		if (Keys.isAuto(enlarge) || factor >= 1 && factor == Math.rint(factor) && factor < 1 << 28)
			return (int) factor;
		throw new IllegalArgumentException(
			"The key 'enlarge' is a whole number from 1, or auto, but '" + enlarge + "' was given.");
	}
}
