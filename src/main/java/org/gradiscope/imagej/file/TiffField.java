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
import java.nio.charset.StandardCharsets;

/**
 * A field of a directory of a TIFF file.
 *
 * @param type of its values, from 1 on
 * @param count of its values
 * @param offset of its values in the file
 */
record TiffField(FileBytes file, ByteOrder order, int type, long count, long offset) {

	private static final int[] BYTES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8 };

	/** Of one value; 0 where the type is unknown. */
	static int bytes(final int type) {
		return type < BYTES.length ? BYTES[type] : 0;
	}

	/** The values as they are in the file. */
	byte[] raw() throws IOException {
		return content().array();
	}

	private ByteBuffer content() throws IOException {
		return file.read(offset, Math.multiplyExact(count, (long) bytes(type)), "a field").order(order);
	}

	/** The values, which are whole numbers. */
	long[] longs() throws IOException {
		final ByteBuffer content = content();
		final long[] values = new long[(int) count];
		for (int i = 0; i < values.length; i++)
			values[i] = switch (type) {
				case 1, 2, 7 -> content.get() & 0xFF;
				case 3 -> content.getShort() & 0xFFFF;
				case 4, 13 -> content.getInt() & 0xFFFFFFFFL;
				case 6 -> content.get();
				case 8 -> content.getShort();
				case 9 -> content.getInt();
				case 16, 17, 18 -> content.getLong();
				default ->
					throw new IOException("it is damaged: a field of whole numbers has type " + type);
			};
		return values;
	}

	/** The values as text, up to the first zero. */
	String text() throws IOException {
		final String text = new String(raw(), StandardCharsets.UTF_8);
		final int end = text.indexOf('\0');
		return end < 0 ? text : text.substring(0, end);
	}
}
