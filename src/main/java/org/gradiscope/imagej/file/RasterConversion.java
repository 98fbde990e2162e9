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

package org.gradiscope.imagej.file;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;

/** Pictures of Java as those of ImageJ, their values as they are stored. */
final class RasterConversion {

	private RasterConversion() {}

	/**
	 * @return one processor: 8-bit, with its colour table unless that is grey, 16-bit or RGB; three of 16
	 *         bits for red, green and blue
	 */
	static List<ImageProcessor> processors(final BufferedImage image, final ConversionNotes notes) {
		final ColorModel colours = image.getColorModel();
		if (colours.hasAlpha()) notes.add(ConversionNotes.ALPHA);
		if (colours instanceof final IndexColorModel table && table.getMapSize() <= 256)
			return List.of(indexed(image.getRaster(), table));
		final Raster raster = image.getRaster();
		final int bands = raster.getNumBands() - (colours.hasAlpha() ? 1 : 0);
		final int bits = raster.getSampleModel().getSampleSize(0);
		if (bands == 1 && bits == 8)
			return List.of(new ByteProcessor(image.getWidth(), image.getHeight(), bytes(raster, 0)));
		if ((bands == 1 || bands == 3) && bits == 16) {
			final List<ImageProcessor> all = new ArrayList<>();
			for (int band = 0; band < bands; band++)
				all
					.add(new ShortProcessor(image.getWidth(), image.getHeight(), shorts(raster, band), null));
			return all;
		}
		return List.of(bands == 3 && bits == 8 ? rgb(raster) : converted(image));
	}

	private static ImageProcessor indexed(final Raster raster, final IndexColorModel table) {
		final byte[] indices = bytes(raster, 0);
		final byte[][] levels = new byte[3][256];
		boolean grey = true;
		for (int i = 0; i < table.getMapSize(); i++) {
			levels[0][i] = (byte) table.getRed(i);
			levels[1][i] = (byte) table.getGreen(i);
			levels[2][i] = (byte) table.getBlue(i);
			grey &= levels[0][i] == levels[1][i] && levels[0][i] == levels[2][i];
		}
		if (grey) for (int i = 0; i < indices.length; i++)
			indices[i] = levels[0][indices[i] & 0xFF];
		return new ByteProcessor(raster.getWidth(), raster.getHeight(), indices,
			grey ? null : new IndexColorModel(8, 256, levels[0], levels[1], levels[2]));
	}

	private static byte[] bytes(final Raster raster, final int band) {
		final byte[] values = new byte[raster.getWidth() * raster.getHeight()];
		int[] row = null;
		for (int y = 0; y < raster.getHeight(); y++) {
			row = row(raster, y, band, row);
			for (int x = 0; x < row.length; x++)
				values[y * row.length + x] = (byte) row[x];
		}
		return values;
	}

	private static short[] shorts(final Raster raster, final int band) {
		final short[] values = new short[raster.getWidth() * raster.getHeight()];
		int[] row = null;
		for (int y = 0; y < raster.getHeight(); y++) {
			row = row(raster, y, band, row);
			for (int x = 0; x < row.length; x++)
				values[y * row.length + x] = (short) row[x];
		}
		return values;
	}

	private static int[] row(final Raster raster, final int y, final int band, final int[] row) {
		return raster.getSamples(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, band,
			row);
	}

	private static ColorProcessor rgb(final Raster raster) {
		final ColorProcessor rgb = new ColorProcessor(raster.getWidth(), raster.getHeight());
		rgb.setRGB(bytes(raster, 0), bytes(raster, 1), bytes(raster, 2));
		return rgb;
	}

	/** By Java's own conversion of colours. */
	private static ColorProcessor converted(final BufferedImage image) {
		final int width = image.getWidth();
		final int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
		return new ColorProcessor(width, image.getHeight(), pixels);
	}

	/**
	 * What inks of cyan, magenta, yellow and black look like where no colour profile says it.
	 *
	 * @param colour what one ink leaves of the light, 0 to 255
	 * @param black what black leaves of it
	 * @return what both leave
	 */
	static int light(final int colour, final int black) {
		return (colour * black + 127) / 255;
	}
}
