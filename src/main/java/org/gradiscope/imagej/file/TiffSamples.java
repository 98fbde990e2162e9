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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The samples of a page, each kind in an array of its own: bytes for whole numbers of up to 8 bits,
 * shorts for those of up to 16 bits with or without sign, floats for all else.
 */
final class TiffSamples {

	private final TiffPage page;
	/** By sample, then by row and column; each a byte[], short[] or float[]. */
	private final Object[] arrays;
	private boolean rounded;

	private TiffSamples(final TiffPage page) {
		this.page = page;
		arrays = new Object[page.samples()];
		final int count = page.width() * page.height();
		for (int sample = 0; sample < arrays.length; sample++)
			arrays[sample] =
				isBytes(page) ? new byte[count] : isShorts(page) ? new short[count] : new float[count];
	}

	static boolean isBytes(final TiffPage page) {
		return page.format() == TiffPage.WHOLE && page.bits() <= 8;
	}

	/** Signed ones are stored 32768 higher. */
	static boolean isShorts(final TiffPage page) {
		return page.format() == TiffPage.WHOLE && page.bits() > 8 && page.bits() <= 16 ||
			page.format() == TiffPage.SIGNED && page.bits() == 16;
	}

	/** Bytes of memory that a page takes. */
	static long memory(final TiffPage page) {
		return (long) page.width() * page.height() * page.samples() *
			(isBytes(page) ? 1 : isShorts(page) ? 2 : 4);
	}

	/** @throws IOException if the file is cut off, damaged, or of a kind that is not read */
	static TiffSamples read(final FileBytes file, final TiffPage page) throws IOException {
		final TiffSamples samples = new TiffSamples(page);
		final int blocks = page.across() * page.down() * (page.planar() ? page.samples() : 1);
		final JpegDecoder.JpegBlocks jpeg =
			page.compression() == JpegDecoder.JpegBlocks.JPEG ? new JpegDecoder.JpegBlocks(page) : null;
		for (int block = 0; block < blocks; block++)
			if (!page.isEmpty(block)) samples.put(block, bytes(file, page, block, jpeg));
		return samples;
	}

	private static byte[] bytes(final FileBytes file, final TiffPage page, final int block,
		final JpegDecoder.JpegBlocks jpeg) throws IOException {
		final long size = page.needed(block);
		if (size > Integer.MAX_VALUE - 8) throw new IOException("a block of its pixels has " + size +
			" bytes, more than Java takes at once; save it in smaller strips");
		final boolean plain = page.compression() == 1;
		final byte[] content = file.read(page.offsets()[block], plain ? size : page.bytes()[block],
			"block " + (block + 1) + " of its pixels").array();
		if (jpeg != null) return jpeg.decode(content, page.rows(block));
		if (!plain && page.directory().whole(TiffDirectory.FILL_ORDER, 1) == 2) reverse(content);
		final byte[] bytes = Decompression.undo(page.compression(), content, (int) size);
		if (plain && page.bits() < 8 && page.directory().whole(TiffDirectory.FILL_ORDER, 1) == 2)
			reverse(bytes);
		if (!plain) Predictor.undo(page, bytes, page.rows(block));
		return bytes;
	}

	private static void reverse(final byte[] bytes) {
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
	}

	private void put(final int block, final byte[] bytes) {
		final int together = page.together();
		final int first = page.planar() ? block / (page.across() * page.down()) : 0;
		final int left = block % page.across() * page.blockWidth();
		final int top = block / page.across() % page.down() * page.blockHeight();
		final int columns = Math.min(page.blockWidth(), page.width() - left);
		final int rows = Math.min(page.rows(block), page.height() - top);
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(page.order());
		for (int y = 0; y < rows; y++) {
			final int start = y * (int) page.rowBytes();
			final int to = (top + y) * page.width() + left;
			for (int sample = 0; sample < together; sample++)
				row(buffer, start, sample, arrays[first + sample], to, columns);
		}
	}

	private void row(final ByteBuffer from, final int start, final int sample, final Object to,
		final int at, final int columns) {
		final int step = page.together();
		final int bits = page.bits();
		if (to instanceof final byte[] bytes) for (int x = 0; x < columns; x++)
			bytes[at + x] = (byte) (bits == 8 ? from.get(start + x * step + sample)
				: packed(from, start, x * step + sample));
		else if (to instanceof final short[] shorts) for (int x = 0; x < columns; x++)
			shorts[at + x] =
				(short) (bits == 16
					? from.getShort(start + 2 * (x * step + sample)) +
						(page.format() == TiffPage.SIGNED ? 32768 : 0)
					: packed(from, start, x * step + sample));
		else for (int x = 0; x < columns; x++)
			((float[]) to)[at + x] = number(from, start, x * step + sample);
	}

	/** A whole number of any number of bits, the highest bit first; whole bytes in the file's order. */
	private long packed(final ByteBuffer from, final int start, final int index) {
		final int bytes = page.bits() / 8;
		long value = 0;
		if (page.bits() % 8 == 0 && page.order() == ByteOrder.LITTLE_ENDIAN) {
			for (int b = bytes - 1; b >= 0; b--)
				value = value << 8 | from.get(start + index * bytes + b) & 0xFF;
			return value;
		}
		final long first = (long) index * page.bits();
		for (long bit = first; bit < first + page.bits(); bit++)
			value = value << 1 | from.get(start + (int) (bit >> 3)) >> 7 - (bit & 7) & 1;
		return value;
	}

	private float number(final ByteBuffer from, final int start, final int index) {
		final int at = start + index * page.bits() / 8;
		if (page.format() == TiffPage.FLOAT) return switch (page.bits()) {
			case 16 -> half(from.getShort(at));
			case 32 -> from.getFloat(at);
			default -> rounded(from.getDouble(at));
		};
		final boolean signed = page.format() == TiffPage.SIGNED;
		return switch (page.bits()) {
			case 8 -> from.get(at);
			case 32 -> rounded(signed ? from.getInt(at) : from.getInt(at) & 0xFFFFFFFFL);
			case 64 ->
				rounded(signed || from.getLong(at) >= 0 ? from.getLong(at) : from.getLong(at) + 0x1p64);
			default -> rounded(signed(packed(from, start, index)));
		};
	}

	private double signed(final long value) {
		return page.format() == TiffPage.SIGNED && value >> page.bits() - 1 != 0
			? value - Math.pow(2, page.bits()) : value;
	}

	private float rounded(final double value) {
		rounded |= (float) value != value && value == value;
		return (float) value;
	}

	private static float half(final short half) {
		final int exponent = half >> 10 & 0x1F;
		final int fraction = half & 0x3FF;
		final float size = exponent == 31 ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
			: exponent == 0 ? fraction * 0x1p-24f : Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
		return half < 0 ? -size : size;
	}

	/** Whether values were rounded to the nearest of 32 bits. */
	boolean isRounded() {
		return rounded;
	}

	Object array(final int sample) {
		return arrays[sample];
	}
}
