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

package org.gradiscope.model.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a file has the outline of a TensorFlow {@code GraphDef}: nodes (field 1), a library (2), and
 * versions (3 and 4) one after the other, up to the end of the file. What is in them is not looked at.
 */
public final class GraphDefFile {

	private static final int VARINT = 0;
	private static final int LENGTH = 2;

	private GraphDefFile() {}

	/** At least one node, whole; a page of the web or a message of a server is none. */
	public static boolean isGraph(final Path file) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			boolean nodes = false;
			for (int tag = in.read(); tag >= 0; tag = in.read()) {
				final long value = varint(in);
				if (tag >> 3 < 1 || tag >> 3 > 4 || (tag & 7) != (tag >> 3 == 3 ? VARINT : LENGTH))
					return false;
				if ((tag & 7) == LENGTH) in.skipNBytes(value);
				nodes |= tag >> 3 == 1;
			}
			return nodes;
		}
		catch (final EOFException e) {
			return false;
		}
	}

	private static long varint(final InputStream in) throws IOException {
		long value = 0;
		for (int shift = 0; shift < 63; shift += 7) {
			final int next = in.read();
			if (next < 0) throw new EOFException();
			value |= (long) (next & 0x7f) << shift;
			if (next < 0x80) return value;
		}
		throw new EOFException();
	}
}
