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

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A picture of a TIFF file: its size, its kind of pixels, and where they are.
 *
 * @param bits of each sample, 1 to 64
 * @param format of the samples: {@link #WHOLE}, {@link #SIGNED} or {@link #FLOAT}
 * @param photometric what the samples mean
 * @param planar whether each sample has blocks of its own
 * @param blockWidth of a tile, or of the picture
 * @param blockHeight of a tile or strip
 * @param offsets of the blocks, by row and column, then by sample if planar
 * @param bytes of the blocks
 */
record TiffPage(TiffDirectory directory, int width, int height, int samples, int bits, int format,
	int photometric, int compression, int predictor, boolean planar, int blockWidth, int blockHeight,
	long[] offsets, long[] bytes) {

	static final int WHOLE = 1;
	static final int SIGNED = 2;
	static final int FLOAT = 3;

	static final int WHITE_IS_ZERO = 0;
	static final int BLACK_IS_ZERO = 1;
	static final int RGB = 2;
	static final int PALETTE = 3;
	static final int MASK = 4;
	static final int CMYK = 5;
	static final int YCBCR = 6;

	/** @throws IOException if it is cut off, damaged, or of a kind that is not read */
	static TiffPage of(final FileBytes file, final TiffDirectory fields) throws IOException {
		final int width = fields.whole(TiffDirectory.WIDTH, 0);
		final int height = fields.whole(TiffDirectory.HEIGHT, 0);
		final int samples = fields.whole(TiffDirectory.SAMPLES, 1);
		if (width < 1 || height < 1 || samples < 1 || samples > 0xFFFF)
			throw new IOException("it is damaged: a picture of " + width + "x" + height +
				" pixels with " + samples + " samples each");
		if ((long) width * height > Integer.MAX_VALUE - 8) throw new IOException("its " + width + "x" +
			height + " pixels are more than the " + (Integer.MAX_VALUE - 8) + " of an image of ImageJ");
		final boolean tiled = fields.fields().containsKey(TiffDirectory.TILE_WIDTH);
		final int blockWidth = tiled ? fields.whole(TiffDirectory.TILE_WIDTH, 0) : width;
		final int rows = tiled ? fields.whole(TiffDirectory.TILE_HEIGHT, 0)
			: (int) Math.min(height, fields.longs(TiffDirectory.ROWS_PER_STRIP, height)[0]);
		if (blockWidth < 1 || rows < 1) throw new IOException(
			"it is damaged: its blocks have " + blockWidth + "x" + rows + " pixels");
		final int bits = same(fields.longs(TiffDirectory.BITS, 1), "bits for its samples");
		final int compression = fields.whole(TiffDirectory.COMPRESSION, 1);
		final TiffPage page = new TiffPage(fields, width, height, samples, bits, format(fields),
			fields.whole(TiffDirectory.PHOTOMETRIC, samples > 2 ? RGB : BLACK_IS_ZERO), compression,
			fields.whole(TiffDirectory.PREDICTOR, 1),
			samples > 1 && fields.whole(TiffDirectory.PLANAR, 1) == 2, blockWidth, rows,
			fields.longs(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS,
				fields.longs(TiffDirectory.TILE_OFFSETS)),
			fields.longs(tiled ? TiffDirectory.TILE_BYTES : TiffDirectory.STRIP_BYTES,
				fields.longs(TiffDirectory.TILE_BYTES)));
		return page.counted().checked(file);
	}

	private static int same(final long[] values, final String what) throws IOException {
		if (Arrays.stream(values).distinct().count() > 1)
			throw new IOException("it has different " + what + ": " + Arrays.toString(values));
		return (int) values[0];
	}

	private static int format(final TiffDirectory fields) throws IOException {
		final int format =
			same(fields.longs(TiffDirectory.SAMPLE_FORMAT, WHOLE), "formats for its samples");
		if (format == 5 || format == 6) throw new IOException("its samples are complex numbers, of " +
			"which there is no image in ImageJ; save their magnitudes");
		return format >= SIGNED && format <= FLOAT ? format : WHOLE;
	}

	/** Some leave the sizes of blocks out that are not compressed, or say zero. */
	private TiffPage counted() {
		if (compression != 1) return this;
		final long[] counted = bytes.length > 0 ? bytes.clone() : new long[offsets.length];
		for (int block = 0; block < counted.length && block < offsets.length; block++)
			if (counted[block] == 0 && offsets[block] != 0) counted[block] = needed(block);
		return new TiffPage(directory, width, height, samples, bits, format, photometric, compression,
			predictor, planar, blockWidth, blockHeight, offsets, counted);
	}

	private TiffPage checked(final FileBytes file) throws IOException {
		final long blocks = (long) across() * down() * (planar ? samples : 1);
		if (offsets.length < blocks || bytes.length < blocks)
			throw new IOException("it is truncated or damaged: it has " +
				Math.min(offsets.length, bytes.length) + " blocks of " + blocks);
		if (bits < 1 || bits > 64 || format == FLOAT && bits != 16 && bits != 32 && bits != 64)
			throw new IOException("its samples have " + bits + " bits" +
				(format == FLOAT ? " as floating-point numbers" : "") +
				", which is not read; save it with 16 or 32");
		for (int block = 0; block < blocks; block++)
			file.check(offsets[block],
				compression == 1 ? Math.min(bytes[block], needed(block)) : bytes[block],
				"block " + (block + 1) + " of its pixels");
		if (compression == 1) for (int block = 0; block < blocks; block++)
			if (!isEmpty(block) && bytes[block] < needed(block))
				throw new IOException("it is truncated or damaged: block " + (block + 1) +
					" of its pixels has " + bytes[block] + " bytes of " + needed(block));
		return this;
	}

	/** Some write nothing where all is zero. */
	boolean isEmpty(final int block) {
		return offsets[block] == 0 && bytes[block] == 0;
	}

	boolean isTiled() {
		return directory.fields().containsKey(TiffDirectory.TILE_WIDTH);
	}

	int across() {
		return (width + blockWidth - 1) / blockWidth;
	}

	int down() {
		return (height + blockHeight - 1) / blockHeight;
	}

	/** Samples of a pixel that are in one block. */
	int together() {
		return planar ? 1 : samples;
	}

	/** Bytes of a row of a block. */
	long rowBytes() {
		return ((long) blockWidth * together() * bits + 7) / 8;
	}

	/** Rows of a block; the last strip has fewer. */
	int rows(final int block) {
		return isTiled() ? blockHeight
			: Math.min(blockHeight, height - block / across() % down() * blockHeight);
	}

	/** Bytes of a block that is not compressed. */
	long needed(final int block) {
		return rowBytes() * rows(block);
	}

	ByteOrder order() {
		return directory.order();
	}

	/** Samples beyond the colours that are transparency. */
	boolean hasAlpha() throws IOException {
		for (final long kind : directory.longs(TiffDirectory.EXTRA_SAMPLES))
			if (kind == 1 || kind == 2) return true;
		return false;
	}

	/** The same, elsewhere in the file, as ImageJ writes the further images of a stack. */
	TiffPage moved(final FileBytes file, final long by) throws IOException {
		final long[] moved = Arrays.stream(offsets).map(offset -> offset + by).toArray();
		return new TiffPage(directory, width, height, samples, bits, format, photometric, compression,
			predictor, planar, blockWidth, blockHeight, moved, bytes).checked(file);
	}

	/** Whether both can be slices of one stack. */
	boolean isLike(final TiffPage other) {
		return width == other.width && height == other.height && samples == other.samples &&
			bits == other.bits && format == other.format && photometric == other.photometric;
	}
}
