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

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;

import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG streams, decoded to their samples, and what these are in RGB. */
final class JpegDecoder {

	private static final JPEGImageReaderSpi READERS = readers();

	private JpegDecoder() {}

	/** Not registered: what else runs in this Java keeps its own readers. */
	private static JPEGImageReaderSpi readers() {
		final JPEGImageReaderSpi readers = new JPEGImageReaderSpi();
		readers.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
		return readers;
	}

	/**
	 * The samples as they are stored, without any change of colours.
	 *
	 * @throws IOException if it is truncated or damaged
	 */
	static Raster samples(final byte[] content) throws IOException {
		final ImageReader reader = READERS.createReaderInstance(null);
		try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
			return ImageIoReaders.checked(reader, in, r -> r.readRaster(0, null));
		}
	}

	/** Turns rows of YCbCr into RGB, or of YCCK into what the inks leave of the light; full range. */
	static void toRgb(final int[] pixels, final int bands) {
		for (int i = 0; i + 2 < pixels.length; i += bands) {
			final double y = pixels[i];
			final double cb = pixels[i + 1] - 128;
			final double cr = pixels[i + 2] - 128;
			pixels[i] = level(y + 1.402 * cr);
			pixels[i + 1] = level(y - 0.344136286 * cb - 0.714136286 * cr);
			pixels[i + 2] = level(y + 1.772 * cb);
			// Of four, what comes out are the inks themselves.
			if (bands == 4) for (int k = 0; k < 3; k++)
				pixels[i + k] = 255 - pixels[i + k];
		}
	}

	static int level(final double value) {
		return (int) Math.max(0, Math.min(255, Math.round(value)));
	}

	/** Blocks of a TIFF file that are JPEG streams, whose tables may be elsewhere. */
	static final class JpegBlocks {

		static final int JPEG = 7;

		private final TiffPage page;
		private final byte[] tables;

		JpegBlocks(final TiffPage page) throws IOException {
			this.page = page;
			final TiffField field = page.directory().fields().get(TiffDirectory.JPEG_TABLES);
			tables = field == null ? new byte[0] : field.raw();
			if (page.bits() != 8) throw new IOException("its pixels are JPEG of " + page.bits() +
				" bits, which is not read; save it with 8 bits, or uncompressed");
		}

		/** @return the samples of a block, in rows of the page's blocks; of YCbCr as RGB */
		byte[] decode(final byte[] block, final int rows) throws IOException {
			final Raster raster = JpegDecoder.samples(whole(block));
			final int bands = page.together();
			if (raster.getNumBands() != bands || raster.getWidth() < page.blockWidth() ||
				raster.getHeight() < rows)
				throw new IOException(
					"it is damaged: a block of its pixels is JPEG of " + raster.getWidth() + "x" +
						raster.getHeight() + " pixels with " + raster.getNumBands() + " samples");
			final byte[] bytes = new byte[(int) page.rowBytes() * rows];
			int[] row = null;
			for (int y = 0; y < rows; y++) {
				row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, page.blockWidth(), 1, row);
				if (page.photometric() == TiffPage.YCBCR) JpegDecoder.toRgb(row, bands);
				for (int i = 0; i < page.blockWidth() * bands; i++)
					bytes[y * (int) page.rowBytes() + i] = (byte) row[i];
			}
			return bytes;
		}

		/** The stream with the tables in it: each without what begins or ends it. */
		private byte[] whole(final byte[] block) {
			if (tables.length < 4 || block.length < 2) return block;
			final byte[] whole = new byte[tables.length - 2 + block.length - 2];
			System.arraycopy(tables, 0, whole, 0, tables.length - 2);
			System.arraycopy(block, 2, whole, tables.length - 2, block.length - 2);
			return whole;
		}
	}
}
