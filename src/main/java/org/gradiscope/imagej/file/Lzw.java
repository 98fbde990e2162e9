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

/** The compression of Lempel, Ziv and Welch as in TIFF: codes of 9 to 12 bits, the highest bit first. */
final class Lzw {

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
