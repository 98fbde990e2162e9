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
import java.util.zip.CRC32;

/** The parts of a PNG file, looked through before it is read: Java's reader fills in what is missing. */
final class PngChunks {

	private static final int HEADER = name("IHDR");
	private static final int PALETTE = name("PLTE");
	private static final int PIXELS = name("IDAT");
	private static final int TRANSPARENT = name("tRNS");
	private static final int ANIMATION = name("acTL");
	private static final int END = name("IEND");

	private PngChunks() {}

	private static int name(final String letters) {
		return letters.charAt(0) << 24 | letters.charAt(1) << 16 | letters.charAt(2) << 8 |
			letters.charAt(3);
	}

	/** @throws IOException if a part is missing, or one that is needed has another checksum than it says */
	static void check(final byte[] content, final ConversionNotes notes) throws IOException {
		final ByteBuffer file = ByteBuffer.wrap(content);
		boolean pixels = false;
		for (int at = 8;;) {
			if (at + 12 > content.length) throw cut(content);
			final long length = file.getInt(at) & 0xFFFFFFFFL;
			final int name = file.getInt(at + 4);
			if (at + 12 + length > content.length) throw cut(content);
			if (name == HEADER) size(file, at, length);
			if (name == HEADER || name == PALETTE || name == PIXELS)
				checkSum(content, at + 4, (int) length + 4, file.getInt(at + 8 + (int) length));
			pixels |= name == PIXELS;
			if (name == TRANSPARENT) notes.add(ConversionNotes.ALPHA);
			if (name == ANIMATION) notes.add("it is animated, of which the first frame is taken");
			if (name == END) break;
			at += 12 + (int) length;
		}
		if (!pixels) throw cut(content);
	}

	private static void size(final ByteBuffer file, final int at, final long length)
		throws IOException {
		final long width = length < 13 ? 0 : file.getInt(at + 8) & 0xFFFFFFFFL;
		final long height = length < 13 ? 0 : file.getInt(at + 12) & 0xFFFFFFFFL;
		MemoryCheck.check(width, height, 1, 8);
	}

	private static void checkSum(final byte[] content, final int from, final int count,
		final int stated) throws IOException {
		final CRC32 sum = new CRC32();
		sum.update(content, from, count);
		if ((int) sum.getValue() != stated)
			throw new IOException("it is damaged: a part of it has another checksum than it says");
	}

	private static IOException cut(final byte[] content) {
		return new IOException(
			"it is truncated: it ends after " + content.length + " bytes without the mark of its end");
	}
}
