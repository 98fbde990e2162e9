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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.Region;
import org.gradiscope.style.ColourMatch;
import org.gradiscope.style.Style;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * Reads the pictures whose style is wanted, as the network sees them, in the colours and near the size of
 * the picture that takes it on.
 *
 * @param channels of that picture
 * @param side the longer side of a style, in pixels; {@link #OWN} for its own
 * @param most the longer side of the picture
 * @param warn told what is converted
 */
record StyleReader(OpenNetwork network, int channels, int side, int most, Consumer<String> warn) {

	/** The size that a style has itself, unless it is larger than the picture. */
	static final int OWN = 0;

	/** The largest that goes through a network as a whole. */
	private static final int LARGEST = 1024;

	private static final int SMALLEST = 32;

	StyleReader {
		if (side != OWN && (side < SMALLEST || side > LARGEST))
			throw new IllegalArgumentException("The key 'stylesize' is " + SMALLEST + " to " + LARGEST +
				" pixels or auto, but " + side + " was given.");
	}

	/**
	 * @param text titles, IDs or paths, separated by commas, each with a weight after a colon or without
	 * @throws IllegalArgumentException if there is none, or one of them is no image
	 */
	Style read(final String text) {
		if (text.isBlank())
			throw new IllegalArgumentException("A picture of the style is needed, but the " +
				"key 'style' is empty; give the title or ID of an open image, or a path.");
		final List<Style.Reference> references = new ArrayList<>();
		weights(text)
			.forEach((name, weight) -> references.add(new Style.Reference(picture(name), weight)));
		return new Style(references);
	}

	/** A colon is in the paths of Windows too, and a comma in titles. */
	private Map<String, Double> weights(final String text) {
		if (ImageLookup.exists(text.trim())) return Map.of(text.trim(), 1.0);
		final Map<String, Double> weights = new LinkedHashMap<>();
		for (final String part : text.split(",")) {
			final String name = part.trim();
			final int colon = name.lastIndexOf(':');
			final boolean weighed = colon > 0 && !ImageLookup.exists(name) &&
				name.substring(colon + 1).matches("\\s*[-+.\\deE]+\\s*");
			weights.merge(weighed ? name.substring(0, colon).trim() : name,
				weighed ? Keys.number("style", name.substring(colon + 1), 1) : 1, Double::sum);
		}
		return weights;
	}

	private Pixels picture(final String name) {
		final ImagePlus image = ImageLookup.find(name, warn);
		final Region whole = Region.of(image, null);
		ImagePixels.checkFinite(image, image.getCurrentSlice(), whole);
		return sized(coloured(NetworkCommand.read(network, image), name), name);
	}

	/** In grey for a grey picture, and the other way round. */
	Pixels coloured(final Pixels style, final String name) {
		if (style.channels() == channels) return style;
		if (channels == 1) {
			warn.accept("The picture is grey, so of the style '" + name + "' the luminance is taken.");
			return ColourMatch.luminance(style);
		}
		if (style.channels() != 1) throw new IllegalArgumentException("The style '" + name + "' has " +
			style.channels() + " channels, but the picture has " + channels + "; take one with as many.");
		warn.accept("The style '" + name + "' is grey, so a picture in colour loses its colours; " +
			"colours=kept keeps them.");
		final Tensor values = Tensor.zeros(style.shape().with(3, channels));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = style.values().data()[i / channels];
		return style.with(values);
	}

	Pixels sized(final Pixels style, final String name) {
		final int own = Math.max(style.height(), style.width());
		final int wanted = side == OWN ? Math.min(own, Math.min(most, LARGEST)) : side;
		if (wanted == own) return style;
		final double factor = (double) wanted / own;
		final int height = Math.max(SMALLEST, (int) Math.round(style.height() * factor));
		final int width = Math.max(SMALLEST, (int) Math.round(style.width() * factor));
		warn.accept("The style '" + name + "' of " + style.width() + "x" + style.height() +
			" pixels is seen at " + width + "x" + height + ".");
		return style.with(Resize.to(style.values(), height, width));
	}
}
