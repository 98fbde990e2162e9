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

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A page of a TIFF file as ImageJ's pictures: one, or one for each channel. */
final class TiffPageReader {

	private static final TIFFImageReaderSpi OTHERS = new TIFFImageReaderSpi();

	private TiffPageReader() {}

	/**
	 * @param index of the page among all directories of the file, from 0
	 * @return 8-bit, 16-bit, 32-bit or RGB
	 */
	static List<ImageProcessor> read(final FileBytes file, final TiffPage page, final int index,
		final ConversionNotes notes) throws IOException {
		if (isForOthers(page)) {
			if (page.photometric() > TiffPage.YCBCR)
				notes.add("its CIE L*a*b* colours became RGB, nearly");
			return byOthers(file, index, notes);
		}
		notes.orientation(page.directory().whole(TiffDirectory.ORIENTATION, 1));
		final TiffSamples samples = TiffSamples.read(file, page);
		if (samples.isRounded()) notes.add("its " + page.bits() + "-bit values are rounded to 32 bits");
		return switch (page.photometric()) {
			case TiffPage.RGB, TiffPage.YCBCR -> colours(page, samples, notes);
			case TiffPage.PALETTE -> List.of(TiffPalette.apply(page, samples));
			case TiffPage.CMYK -> List.of(cmyk(page, samples, notes));
			default -> channels(page, samples, notes);
		};
	}

	/** What is of inks and lights, or fax. */
	private static boolean isForOthers(final TiffPage page) {
		if (page.compression() == JpegDecoder.JpegBlocks.JPEG)
			return page.photometric() > TiffPage.YCBCR;
		if (page.compression() >= 2 && page.compression() <= 4 || page.compression() == 6) return true;
		return Decompression.knows(page.compression()) && page.photometric() >= TiffPage.YCBCR &&
			page.photometric() <= 10;
	}

	private static List<ImageProcessor> byOthers(final FileBytes file, final int index,
		final ConversionNotes notes) throws IOException {
		try (
			ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.all()))) {
			return ImageIoReaders.checked(OTHERS.createReaderInstance(null), in,
				reader -> RasterConversion.processors(reader.read(index), notes));
		}
	}

	private static List<ImageProcessor> colours(final TiffPage page, final TiffSamples samples,
		final ConversionNotes notes) throws IOException {
		if (page.samples() < 3)
			throw new IOException("it is damaged: its colours have " + page.samples() + " samples of 3");
		if (page.samples() > 3) notes.add(page.hasAlpha() || page.samples() == 4 ? ConversionNotes.ALPHA
			: "it has " + (page.samples() - 3) + " further channels, which are left out");
		if (!TiffSamples.isBytes(page)) {
			final List<ImageProcessor> all = new ArrayList<>();
			for (int sample = 0; sample < 3; sample++)
				all.add(grey(page, samples, sample));
			return all;
		}
		final ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
		rgb.setRGB(levels(page, samples, 0), levels(page, samples, 1), levels(page, samples, 2));
		return List.of(rgb);
	}

	private static ImageProcessor cmyk(final TiffPage page, final TiffSamples samples,
		final ConversionNotes notes) throws IOException {
		if (page.samples() < 4 || !TiffSamples.isBytes(page))
			throw new IOException("its CMYK inks are " + page.samples() + " samples of " + page.bits() +
				" bits, which is not read; save it as RGB");
		notes.add("its CMYK inks became RGB, without any colour profile");
		final byte[][] inks = new byte[4][];
		for (int ink = 0; ink < 4; ink++)
			inks[ink] = levels(page, samples, ink);
		for (int i = 0; i < inks[0].length; i++)
			for (int ink = 0; ink < 3; ink++)
				inks[ink][i] =
					(byte) RasterConversion.light(255 - (inks[ink][i] & 0xFF), 255 - (inks[3][i] & 0xFF));
		final ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
		rgb.setRGB(inks[0], inks[1], inks[2]);
		return rgb;
	}

	/** What is no transparency is a channel. */
	private static List<ImageProcessor> channels(final TiffPage page, final TiffSamples samples,
		final ConversionNotes notes) throws IOException {
		final int extra =
			page.hasAlpha() ? page.directory().longs(TiffDirectory.EXTRA_SAMPLES).length : 0;
		if (extra > 0) notes.add(ConversionNotes.ALPHA);
		final List<ImageProcessor> all = new ArrayList<>();
		for (int sample = 0; sample < Math.max(1, page.samples() - extra); sample++)
			all.add(grey(page, samples, sample));
		return all;
	}

	/** What is darkest where it is white is turned around, so that values are as they are seen. */
	private static ImageProcessor grey(final TiffPage page, final TiffSamples samples,
		final int sample) {
		final int width = page.width();
		final int height = page.height();
		if (TiffSamples.isBytes(page))
			return new ByteProcessor(width, height, levels(page, samples, sample));
		if (!TiffSamples.isShorts(page)) {
			final ImageProcessor numbers =
				new FloatProcessor(width, height, (float[]) samples.array(sample));
			// Numbers stay as they are, and so are shown the other way round.
			if (page.photometric() == TiffPage.WHITE_IS_ZERO) numbers.invertLut();
			return numbers;
		}
		final short[] values = (short[]) samples.array(sample);
		if (page.photometric() == TiffPage.WHITE_IS_ZERO && page.format() == TiffPage.WHOLE)
			for (int i = 0; i < values.length; i++)
			values[i] = (short) ((1 << page.bits()) - 1 - (values[i] & 0xFFFF));
		return new ShortProcessor(width, height, values, null);
	}

	/** From 0 to 255. */
	private static byte[] levels(final TiffPage page, final TiffSamples samples, final int sample) {
		final byte[] levels = (byte[]) samples.array(sample);
		final boolean turned = page.photometric() == TiffPage.WHITE_IS_ZERO;
		final int most = (1 << page.bits()) - 1;
		if (turned || most < 255) for (int i = 0; i < levels.length; i++) {
			final int value = levels[i] & 0xFF;
			levels[i] = (byte) (((turned ? most - value : value) * 255 + most / 2) / most);
		}
		return levels;
	}

	/** Pictures of a TIFF file whose values are places in a table of colours. */
	private static final class TiffPalette {

		private TiffPalette() {}

		/** @return 8-bit with the table; RGB where the table has more than 256 colours */
		static ImageProcessor apply(final TiffPage page, final TiffSamples samples) throws IOException {
			final long[] map = page.directory().longs(TiffDirectory.COLOUR_MAP);
			final int size = 1 << Math.min(16, page.bits());
			if (map.length < 3 * size || page.bits() > 16 || page.samples() != 1 ||
				page.format() != TiffPage.WHOLE)
				throw new IOException(
					"it is damaged: its table of colours has " + map.length / 3 + " of " + size);
			// Some old files have the table in 8 bits.
			int shift = 0;
			for (final long level : map)
				if (level > 255) shift = 8;
			final byte[][] levels = new byte[3][Math.max(256, size)];
			for (int colour = 0; colour < 3; colour++)
				for (int i = 0; i < size; i++)
					levels[colour][i] = (byte) (map[colour * size + i] >> shift);
			if (page.bits() <= 8) return new ByteProcessor(page.width(), page.height(),
				(byte[]) samples.array(0), new IndexColorModel(8, 256, levels[0], levels[1], levels[2]));
			return colours(page, (short[]) samples.array(0), levels);
		}

		private static ColorProcessor colours(final TiffPage page, final short[] places,
			final byte[][] levels) {
			final byte[][] seen = new byte[3][places.length];
			for (int colour = 0; colour < 3; colour++)
				for (int i = 0; i < places.length; i++)
					seen[colour][i] = levels[colour][places[i] & 0xFFFF];
			final ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
			rgb.setRGB(seen[0], seen[1], seen[2]);
			return rgb;
		}
	}
}
