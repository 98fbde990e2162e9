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

import io.airlift.compress.zstd.ZstdDecompressor;

import java.io.IOException;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The ways in which blocks of a TIFF file are compressed without loss. */
final class Decompression {

	private static final int NONE = 1;
	private static final int LZW = 5;
	private static final int DEFLATE = 8;
	private static final int OLD_DEFLATE = 32946;
	private static final int PACK_BITS = 32773;
	private static final int ZSTD = 50000;

	private static final Map<Integer, String> NAMES =
		Map.of(2, "CCITT", 3, "CCITT group 3", 4, "CCITT group 4", 6, "old JPEG", 7, "JPEG", 34712,
			"JPEG 2000", 34925, "LZMA", 34887, "LERC", 50001, "WebP", 50002, "JPEG XL");

	private Decompression() {}

	/** Whether blocks compressed in this way can be undone here. */
	static boolean knows(final int compression) {
		return switch (compression) {
			case NONE, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS, ZSTD -> true;
			default -> false;
		};
	}

	/** What a way of compressing is called. */
	static String name(final int compression) {
		return NAMES.getOrDefault(compression, "number " + compression);
	}

	/**
	 * @param block as it is in the file
	 * @param size bytes that are wanted
	 * @return at least as many
	 * @throws IOException if there are fewer
	 */
	static byte[] undo(final int compression, final byte[] block, final int size) throws IOException {
		return switch (compression) {
			case NONE -> block;
			case LZW -> Lzw.decode(block, size);
			case DEFLATE, OLD_DEFLATE -> inflated(block, size);
			case PACK_BITS -> unpacked(block, size);
			case ZSTD -> zstd(block, size);
			default -> throw new IOException("its pixels are compressed by " + name(compression) +
				", which is not read; save it uncompressed, or with LZW, Deflate or JPEG");
		};
	}

	/** @param found bytes that a block holds */
	static IOException tooShort(final int found, final int size) {
		return new IOException(
			"it is truncated or damaged: a block of its pixels holds " + found + " bytes of " + size);
	}

	private static byte[] inflated(final byte[] block, final int size) throws IOException {
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(block);
			final byte[] bytes = new byte[size];
			int found = 0;
			while (found < size) {
				final int more = inflater.inflate(bytes, found, size - found);
				if (more == 0) throw tooShort(found, size);
				found += more;
			}
			return bytes;
		}
		catch (final DataFormatException e) {
			throw new IOException(
				"it is damaged: a block of its pixels is not a Deflate stream (" + e.getMessage() + ")", e);
		}
		finally {
			inflater.end();
		}
	}

	private static byte[] unpacked(final byte[] block, final int size) throws IOException {
		final byte[] bytes = new byte[size];
		int found = 0;
		for (int at = 0; found < size;) {
			if (at + 1 >= block.length) throw tooShort(found, size);
			final int head = block[at++];
			final int run = Math.min(head >= 0 ? head + 1 : head == -128 ? 0 : 1 - head, size - found);
			if (head >= 0) {
				if (at + run > block.length) throw tooShort(found + block.length - at, size);
				System.arraycopy(block, at, bytes, found, run);
				at += head + 1;
			}
			else if (head != -128) {
				java.util.Arrays.fill(bytes, found, found + run, block[at++]);
			}
			found += run;
		}
		return bytes;
	}

	private static byte[] zstd(final byte[] block, final int size) throws IOException {
		try {
			// Written as streams, the blocks need not say their size.
			final byte[] bytes = new byte[size];
			final int found = new ZstdDecompressor().decompress(block, 0, block.length, bytes, 0, size);
			if (found < size) throw tooShort(found, size);
			return bytes;
		}
		catch (final RuntimeException e) {
			throw new IOException(
				"it is truncated or damaged: a block of its pixels is not a Zstandard stream of " + size +
					" bytes (" + e.getMessage() + ")",
				e);
		}
	}

	/** The compression of Lempel, Ziv and Welch as in TIFF: codes of 9 to 12 bits, the highest bit first. */
	private static final class Lzw {

		private static final int CLEAR = 256;
		private static final int END = 257;
		private static final int MOST = 4096;

		private final byte[] block;
		private int bit;

		private Lzw(final byte[] block) {
			this.block = block;
		}

		/**
		 * @param size bytes that are wanted
		 * @return as many
		 * @throws IOException if there are fewer, or a code stands for nothing
		 */
		static byte[] decode(final byte[] block, final int size) throws IOException {
			return new Lzw(block).decoded(size);
		}

		/** Each code after the clearing stands for bytes that came out before, and one more. */
		private byte[] decoded(final int size) throws IOException {
			final byte[] bytes = new byte[size];
			final int[] starts = new int[MOST];
			final int[] lengths = new int[MOST];
			// Each code is entered as soon as it is read, one before most decoders do: so these widths.
			int next = END + 1;
			int found = 0;
			boolean fresh = true;
			while (found < size) {
				final int code = next(next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12);
				if (code < 0 || code == END) throw Decompression.tooShort(found, size);
				if (code == CLEAR) {
					next = END + 1;
					fresh = true;
					continue;
				}
				if (code >= next || code > END && fresh)
					throw new IOException("it is damaged: a block of its pixels is not an LZW stream");
				final int length = code < CLEAR ? 1 : lengths[code];
				// A code may stand for what just comes out of it: so byte by byte.
				for (int i = 0; i < length && found + i < size; i++)
					bytes[found + i] = code < CLEAR ? (byte) code : bytes[starts[code] + i];
				if (next < MOST) {
					starts[next] = found;
					lengths[next++] = length + 1;
				}
				found += length;
				fresh = false;
			}
			return bytes;
		}

		/** @return less than 0 after the last */
		private int next(final int width) {
			if (bit + width > block.length * 8L) return -1;
			int code = 0;
			for (int i = 0; i < width; i++, bit++)
				code = code << 1 | block[bit >> 3] >> 7 - (bit & 7) & 1;
			return code;
		}
	}
}
