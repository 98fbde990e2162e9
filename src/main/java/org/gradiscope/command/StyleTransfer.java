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
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.StackPlanes;
import org.gradiscope.imagej.Titles;
import org.gradiscope.style.ColourMatch;
import org.gradiscope.style.Restyler;
import org.gradiscope.style.Style;
import org.gradiscope.style.StyleLayers;
import org.gradiscope.style.StyleOptions;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The content of an image in the style of another. */
@Plugin(type = Command.class, name = "style-transfer", label = "Style Transfer",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Style Transfer...", weight = 22.5) },
	description = "Redraws the image, or its selection, in the style of another. Not for images that are " +
		"measured afterwards.")
public class StyleTransfer extends StyleCommand {

	/** The style of each selection of the overlay is its name. */
	private static final String OVERLAY = "overlay";

	@Parameter(label = "Style",
		attrs = @Attr(name = Hints.OFFERS, value = OVERLAY + "|" + Hints.IMAGES), persist = false,
		description = "Whose style: the title or ID of an open image, or a path; several as " +
			"monet.jpg:2, cells.tif:1 with weights. overlay: each area of the image's overlay in the style " +
			"that its name says.")
	private String style = "";

	@Parameter(label = "Layers of the content (name:weight)",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS), persist = false,
		description = "Whose activations are kept. auto: the second nonlinear layer at a stride of 8 (of a " +
			"VGG conv4_2, as Gatys et al. 2015).")
	private String content = Keys.AUTO;

	@Parameter(label = "Style against content (alpha)", min = "0", stepSize = "10", persist = false,
		description = "The weight of the distance from the style; that from the content counts 1. Both are " +
			"relative: 0 for the same, about 1 for nothing in common.")
	private double alpha = 100;

	@Parameter(label = "Start from", choices = { "content", "noise", "style" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "What the optimizer starts from: the image, noise, or the style stretched to its size.")
	private String start = "content";

	@Parameter(label = "Colours", choices = { "style", "kept", "matched" }, persist = false,
		description = "style: those of the style; kept: the image's, of which the luminance alone changes; " +
			"matched: the image's, as the style is first given their mean and covariance (both Gatys et al. 2016).")
	private String colours = "style";

	@Parameter(label = "Calm (0 to 1)", min = "0", max = "1", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.STACK) }, persist = false,
		description = "How much of what has changed in a slice the next one starts from; 0: each for itself.")
	private double calm = 1;

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the picture in a window of its own while it grows.")
	private boolean live = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false, description = "The result's title; auto: the " +
			"image's title without extension, then -style-transfer.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Restyled image",
		description = "The image in the style, of the input's type.")
	private ImagePlus output;

	public StyleTransfer() {
		super(SliceSelection.ALL, 60);
	}

	/** How the colours of the picture come about. */
	private enum Colours {
		STYLE, KEPT, MATCHED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	@Override
	void compute(final OpenNetwork network) {
		requirePictures(network);
		if (!(calm >= 0 && calm <= 1))
			throw new IllegalArgumentException("The key 'calm' is 0 to 1, but " + calm + " was given.");
		final Map<Region, String> areas = areas();
		final String name = Titles.unique(title, Titles.stem(input()) + "-style-transfer");
		final Recipe recipe = recipe(network, areas.keySet().iterator().next()).with("restyled",
			"a picture in another style, not data: not to be measured");
		showLive(live, name, input().getWidth(), input().getHeight());
		ShownImage current = shown();
		int[] slices = slices();
		int done = 0;
		for (final Map.Entry<Region, String> area : areas.entrySet()) {
			final Part part = new Part(network, current, area.getKey(), area.getValue(), recipe);
			tellTiles(network, part.options, part.region.height(), part.region.width(), recipe);
			final List<List<ImageProcessor>> pictures = new ArrayList<>();
			for (final int slice : slices) {
				progress().begin(done++, areas.size() * slices.length);
				pictures.add(part.restyled(slice));
			}
			final StackPlanes planes = new StackPlanes(current, slices);
			output = ResultImage.like(planes.image(), planes.pictures(), planes.joined(pictures), name);
			slices = IntStream.rangeClosed(1, slices.length).toArray();
			if (areas.size() > 1) current = shown(network, output);
		}
		progress().report(1, 1, "");
		shown().conversion().ifPresent(this::note);
		note("Restyled: this picture is not data, and nothing should be measured in it.");
		finish(output, recipe, input());
	}

	/** What is restyled, and how: the selection, or all areas of the overlay. */
	private Map<Region, String> areas() {
		final Map<Region, String> areas = new LinkedHashMap<>();
		if (!style.trim().equalsIgnoreCase(OVERLAY)) {
			areas.put(Region.of(input()), style);
			return areas;
		}
		final Overlay overlay = input().getOverlay();
		if (overlay != null) for (final Roi roi : overlay.toArray())
			if (roi.isArea()) areas.put(Region.of(input(), roi), named(roi));
		if (areas.isEmpty())
			throw new IllegalArgumentException("The image has no overlay with areas, but " +
				"style=overlay was given; add selections to it (Image > Overlay > Add Selection...) and name " +
				"each after its style.");
		return areas;
	}

	private static String named(final Roi roi) {
		if (roi.getName() != null) return roi.getName();
		throw new IllegalArgumentException("Each area of the overlay is in the style that its name " +
			"says, but the one at x=" + roi.getBounds().x + ", y=" + roi.getBounds().y +
			" has no name; name it (Edit > Selection > Properties...).");
	}

	/** An area of all slices in one style. */
	private final class Part {

		private final OpenNetwork network;
		private final ShownImage image;
		private final Region region;
		private final String wanted;
		private final Recipe recipe;
		private final StyleOptions options;
		/** Read with the first slice, and told once what is converted. */
		private Style read;
		/** What changed in the slice before, by the row of slices that it belongs to. */
		private final Map<Integer, Tensor> changes = new HashMap<>();

		Part(final OpenNetwork network, final ShownImage image, final Region region,
			final String wanted, final Recipe recipe) {
			this.network = network;
			this.image = image;
			this.region = region;
			this.wanted = wanted;
			this.recipe = recipe;
			this.options = StyleTransfer.this.options(network, Math.max(region.width(), region.height()));
		}

		List<ImageProcessor> restyled(final int slice) {
			image.checkFinite(slice, region);
			final Pixels pixels = image.read(slice, region);
			final Colours how = Keys.choice("colours", colours, Colours.values());
			final Pixels base = how == Colours.KEPT ? ColourMatch.luminance(pixels) : pixels;
			if (read == null)
				read = reader(network, base.channels(), Math.max(base.width(), base.height())).read(wanted);
			final Style fitted =
				how == Colours.STYLE ? read : read.with(one -> ColourMatch.inColoursOf(base, one));
			recipe.with("options of slice " + slice + " at " + region, options);
			final Pixels made = restyled(base, fitted, SliceSelection.row(image, slice));
			final Pixels whole = how == Colours.KEPT ? ColourMatch.withLuminance(pixels, made) : made;
			return image.planesWith(slice, region, region.inside(pixels.values(), whole.values()));
		}

		/** Slices after the first of a row start from what changed before. */
		private Pixels restyled(final Pixels base, final Style fitted, final int row) {
			final Tensor before = calm == 0 ? null : changes.get(row);
			final Pixels made = before == null
				? Restyler.restyle(network, base, fitted, options, progress()) : Restyler.restyle(network,
					base, base.with(base.values().plus(before, (float) calm)), fitted, options, progress());
			changes.put(row, made.values().plus(base.values(), -1));
			return made;
		}
	}

	private StyleOptions options(final OpenNetwork network, final int longerSide) {
		return options(network.descriptor(), longerSide)
			.withContent(StyleLayers.content(network.descriptor(), LayerWeights.parse(content)))
			.withAlpha(alpha).withStart(Keys.choice("start", start, StyleOptions.Start.values()));
	}
}
