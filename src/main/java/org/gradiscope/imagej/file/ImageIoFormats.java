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

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** PNG, JPEG, GIF and BMP files. */
final class ImageIoFormats {

	private ImageIoFormats() {}

	/** @return one processor for each slice; three where the picture has 16 bits a colour */
	static List<ImageProcessor> png(final byte[] content, final ConversionNotes notes)
		throws IOException {
		PngChunks.check(content, notes);
		return RasterConversion.processors(ImageIoReaders.picture("png", content), notes);
	}

	static List<ImageProcessor> bmp(final byte[] content, final ConversionNotes notes)
		throws IOException {
		return RasterConversion.processors(ImageIoReaders.picture("bmp", content), notes);
	}

	/** @return a slice for each frame, as it is seen */
	static List<ImageProcessor> gif(final byte[] content, final ConversionNotes notes)
		throws IOException {
		final int frames = GifFrames.GifBlocks.check(content);
		if (frames == 1)
			return RasterConversion.processors(ImageIoReaders.picture("gif", content), notes);
		final ImageReader reader = ImageIoReaders.own("gif");
		try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
			return ImageIoReaders.checked(reader, in, r -> new ArrayList<>(GifFrames.shown(r, frames)));
		}
	}

	/** @return grey of 8 bits, or RGB */
	static ImageProcessor jpeg(final byte[] content, final ConversionNotes notes) throws IOException {
		final JpegMarkers markers = JpegMarkers.of(content);
		notes.orientation(markers.orientation());
		if (markers.bits() != 8) throw new IOException("it is JPEG of " + markers.bits() +
			" bits, which is not read; save it with 8 bits, or as TIFF");
		final Raster samples = JpegDecoder.samples(content);
		final int bands = samples.getNumBands();
		final int width = samples.getWidth();
		if (bands != 1 && bands != 3 && bands != 4) throw new IOException(
			"it is JPEG of " + bands + " colours, which is not read; save it as RGB");
		if (bands == 4) notes.add("its CMYK inks became RGB, without any colour profile");
		final int[] pixels = new int[width * samples.getHeight()];
		int[] row = null;
		for (int y = 0; y < samples.getHeight(); y++) {
			row = samples.getPixels(samples.getMinX(), samples.getMinY() + y, width, 1, row);
			if (bands > 1 && markers.isYcbcr()) JpegDecoder.toRgb(row, bands);
			for (int x = 0; x < width; x++)
				pixels[y * width + x] = bands == 1 ? row[x] : rgb(row, x * bands, bands);
		}
		return lessIfGrey(width, samples.getHeight(), pixels, bands == 1);
	}

	private static ByteProcessor grey(final int width, final int height, final int[] levels) {
		final byte[] bytes = new byte[levels.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) levels[i];
		return new ByteProcessor(width, height, bytes);
	}

	/** As ImageJ does: grey that was stored as RGB is 8-bit grey. */
	private static ImageProcessor lessIfGrey(final int width, final int height, final int[] pixels,
		final boolean grey) {
		if (!grey) for (final int pixel : pixels)
			if ((pixel & 0xFF) != (pixel >> 8 & 0xFF) || (pixel & 0xFF) != (pixel >> 16 & 0xFF))
				return new ColorProcessor(width, height, pixels);
		return grey(width, height, pixels);
	}

	/** Inks are stored as light that they leave. */
	private static int rgb(final int[] row, final int at, final int bands) {
		final int black = bands == 4 ? row[at + 3] : 255;
		return 0xFF << 24 | RasterConversion.light(row[at], black) << 16 |
			RasterConversion.light(row[at + 1], black) << 8 | RasterConversion.light(row[at + 2], black);
	}
}
