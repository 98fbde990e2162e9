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

package org.gradiscope.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.IndexColorModel;

/**
 * Paints images as ImageJ's screen shows them, in 256 levels: display range and colour table applied,
 * without what is only marked on them (thresholds, selections, overlays). The images stay as they are.
 */
final class ScreenRenderer {

	/** The property that says how channels lie over each other. */
	static final String PROJECTION = "CompositeProjection";

	private ScreenRenderer() {}

	/** The colour table and the display range of a slice; the table is not the one of a threshold. */
	static LUT table(final ImagePlus image, final int slice) {
		if (image.isComposite()) return channel((CompositeImage) image, slice);
		final LUT table = image.getProcessor().getLut();
		table.min = image.getDisplayRangeMin();
		table.max = image.getDisplayRangeMax();
		return table;
	}

	/** In the mode for greys, the colours of a channel are not shown. */
	private static LUT channel(final CompositeImage image, final int slice) {
		final LUT own = DisplayRange.lut(image, slice);
		if (image.getMode() != CompositeImage.GRAYSCALE) return own;
		final LUT grey = LUT.createLutFromColor(Color.WHITE);
		grey.min = own.min;
		grey.max = own.max;
		return grey;
	}

	/** A part of a slice, RGB. */
	static ColorProcessor coloured(final ImagePlus image, final int slice, final Rectangle bounds) {
		final ImageProcessor part = part(image, slice, bounds);
		if (part instanceof final ColorProcessor colours) return colours;
		return (ColorProcessor) shown(part, table(image, slice)).convertToRGB();
	}

	/** A part of a slice whose colour table has only greys, 8-bit. */
	static ByteProcessor grey(final ImagePlus image, final int slice, final Rectangle bounds) {
		return grey(coloured(image, slice, bounds));
	}

	/** The red of a picture that has no colours. */
	static ByteProcessor grey(final ColorProcessor colours) {
		return new ByteProcessor(colours.getWidth(), colours.getHeight(), colours.getChannel(1));
	}

	/**
	 * A part of some channels laid over each other as ImageJ lays them, RGB.
	 *
	 * @param slices of the channels, from 1
	 */
	static ColorProcessor together(final CompositeImage image, final int[] slices,
		final Rectangle bounds) {
		final ImageStack channels = new ImageStack(bounds.width, bounds.height);
		for (final int slice : slices)
			channels.addSlice(part(image, slice, bounds));
		final ImagePlus plain = new ImagePlus("", channels);
		plain.setDimensions(slices.length, 1, 1);
		final CompositeImage copy = new CompositeImage(plain, CompositeImage.COMPOSITE);
		copy.setLuts(image.getLuts());
		copy.setDisplayRange(image.getLuts()[0].min, image.getLuts()[0].max);
		final boolean[] active = image.getActiveChannels();
		System.arraycopy(active, 0, copy.getActiveChannels(), 0, active.length);
		final String projection = image.getProp(PROJECTION);
		if (projection != null) copy.setProp(PROJECTION, projection);
		return new ColorProcessor(copy.getImage());
	}

	private static ImageProcessor part(final ImagePlus image, final int slice,
		final Rectangle bounds) {
		final ImageProcessor whole = image.getStack().getProcessor(slice);
		whole.setRoi(bounds);
		return whole.crop();
	}

	/** The same pixels in a table and a range. */
	private static ImageProcessor shown(final ImageProcessor part, final LUT table) {
		final int width = part.getWidth();
		final int height = part.getHeight();
		final IndexColorModel colours = table.getColorModel();
		if (part instanceof ByteProcessor) {
			final ImageProcessor bytes =
				new ByteProcessor(width, height, (byte[]) part.getPixels(), colours);
			// Setting it would lose the colours of a table of less than 256.
			if (table.min != 0 || table.max != 255) bytes.setMinAndMax(table.min, table.max);
			return bytes;
		}
		final ImageProcessor deep = part instanceof ShortProcessor
			? new ShortProcessor(width, height, (short[]) part.getPixels(), colours)
			: new FloatProcessor(width, height, (float[]) part.getPixels(), colours);
		deep.setMinAndMax(table.min, table.max);
		return deep;
	}
}
