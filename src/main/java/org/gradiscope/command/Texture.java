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

import org.gradiscope.imagej.Planes;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Channels;
import org.gradiscope.style.Restyler;
import org.gradiscope.style.Style;
import org.gradiscope.style.StyleOptions;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A texture like an image, from noise. */
@Plugin(type = Command.class, name = "texture", label = "Texture",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Texture...", weight = 22.6) },
	description = "Draws a texture of which a network sees the same as of the image, or of its selection " +
		"(Gatys et al. 2015, 'Texture Synthesis Using Convolutional Neural Networks').")
public class Texture extends StyleCommand {

	@Parameter(label = "Width (pixels)", min = "32", max = "16384", persist = false,
		description = "Of the texture.")
	private int width = 256;

	@Parameter(label = "Height (pixels)", min = "32", max = "16384", persist = false,
		description = "Of the texture.")
	private int height = 256;

	@Parameter(label = "Periodic", persist = false,
		description = "Whether copies of it can be laid side by side without a seam.")
	private boolean periodic = false;

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the texture in a window of its own while it grows.")
	private boolean live = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title; auto: the image's title without extension, then -texture.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Texture",
		description = "RGB or of 8 bits, as the image is seen; of the channels that the network takes.")
	private ImagePlus output;

	public Texture() {
		super(SliceSelection.CURRENT, 100);
	}

	@Override
	void compute(final OpenNetwork network) {
		requirePictures(network);
		if (width < 32 || height < 32 || width > 16384 || height > 16384)
			throw new IllegalArgumentException(
				"A texture has 32 to 16384 pixels a side, but " + width + "x" + height + " was given.");
		final String name = Titles.unique(title, Titles.stem(input()) + "-texture");
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network, region);
		showLive(live, name, width, height);
		final int slice = slices()[0];
		shown().checkFinite(slice, region);
		final Pixels reference = read(region, slice);
		final int side = Math.max(width, height);
		final Style style =
			Style.of(reader(network, reference.channels(), side).sized(reference, input().getTitle()));
		final StyleOptions options = options(network.descriptor(), side).withPeriodic(periodic);
		recipe.with("options", options);
		tellTiles(network, options, height, width, recipe);
		final Pixels canvas =
			reference.with(Tensor.zeros(Shape.of(1, height, width, reference.channels())));
		output = picture(network, Restyler.restyle(network, canvas, style, options, progress()), name);
		output.setCalibration(input().getCalibration().copy());
		finish(output, recipe, input());
	}

	private ImagePlus picture(final OpenNetwork network, final Pixels made, final String name) {
		final Channels channels = network.descriptor().preprocessing().channels();
		if (channels.areOthers()) return Planes.composite(made, channels.names(), name);
		final ImagePlus picture = new ImagePlus(name, type().processor(made.values()));
		if (type() != PixelType.RGB) picture.setDisplayRange(made.range().min(), made.range().max());
		return picture;
	}
}
