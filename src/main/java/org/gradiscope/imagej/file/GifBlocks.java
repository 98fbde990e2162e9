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

/** The parts of a GIF file, looked through before it is read. */
final class GifBlocks {

	private final byte[] content;
	private int at = 6;

	private GifBlocks(final byte[] content) {
		this.content = content;
	}

	/**
	 * @return how many frames it has, at least one
	 * @throws IOException if it ends before its mark of the end
	 */
	static int check(final byte[] content) throws IOException {
		return new GifBlocks(content).frames();
	}

	private int frames() throws IOException {
		final int width = next() | next() << 8;
		final int height = next() | next() << 8;
		MemoryCheck.check(width, height, 1, 8);
		table(next());
		at += 2;
		for (int frames = 0;;)
			switch (next()) {
				case 0x21 -> {
					at++;
					blocks();
				}
				case 0x2C -> {
					at += 8;
					table(next());
					at++;
					blocks();
					frames++;
				}
				case 0x3B -> {
					if (frames == 0) throw new IOException("it is damaged: it has no frame");
					MemoryCheck.check(width, height, frames, 4);
					return frames;
				}
				default ->
					throw new IOException("it is damaged: byte " + at + " should begin a part of it");
			}
	}

	private void table(final int flags) {
		if ((flags & 0x80) != 0) at += 3 << (flags & 7) + 1;
	}

	private void blocks() throws IOException {
		for (int length = next(); length > 0; length = next())
			at += length;
	}

	private int next() throws IOException {
		if (at >= content.length) throw new IOException(
			"it is truncated: it ends after " + content.length + " bytes without the mark of its end");
		return content[at++] & 0xFF;
	}
}
