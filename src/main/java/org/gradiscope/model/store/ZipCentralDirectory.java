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

package org.gradiscope.model.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The list of members at the end of a zip file, which is read into memory before any of them. What
 * the file says of the list's length is not believed: its lines are counted wherever they are.
 */
final class ZipCentralDirectory {

	/** {@code PK 1 2}, with which each of its lines begins. */
	private static final int SIGNATURE = 0x504B0102;
	/** Of a line without its name, extra field and comment, behind the signature. */
	private static final int LINE = 42;
	/** Where a line has the lengths of these three, behind the signature. */
	private static final int LENGTHS = 24;
	/** Of all lines together, in bytes. */
	private static final long LARGEST = 16L << 20;

	private ZipCentralDirectory() {}

	/**
	 * @throws IOException if it has more lines than {@code most}, by their signatures, or they are
	 *           larger than 16 MB together
	 */
	static void check(final Path zip, final int most) throws IOException {
		int found = 0;
		long size = 0;
		int last = 0;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(zip), 1 << 16)) {
			for (int next = in.read(); next >= 0; next = in.read()) {
				last = last << 8 | next;
				if (last != SIGNATURE) continue;
				if (++found > most) throw new IOException("it has more than " + most + " entries");
				size += line(in);
				if (size > LARGEST)
					throw new IOException("its directory is larger than " + LARGEST + " bytes");
			}
		}
	}

	/** The bytes of the line whose signature was read; the stream stays where it is. */
	private static long line(final InputStream in) throws IOException {
		in.mark(LINE);
		final byte[] line = in.readNBytes(LINE);
		in.reset();
		long size = Integer.BYTES + LINE;
		for (int i = LENGTHS; i < LENGTHS + 6 && i + 1 < line.length; i += 2)
			size += line[i] & 0xff | (line[i + 1] & 0xff) << 8;
		return size;
	}
}
