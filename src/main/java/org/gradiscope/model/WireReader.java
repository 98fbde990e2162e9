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

package org.gradiscope.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a message of protocol buffers, one after the other, by their numbers. It knows no message's
 * description, skips what nobody asks for, and holds nothing of it.
 */
final class WireReader {

	static final int VARINT = 0;
	static final int LENGTH = 2;
	private static final int FIXED_64 = 1;
	private static final int FIXED_32 = 5;

	private final Source in;
	private final long end;
	/** Where the field behind this one begins. */
	private long next;
	private int field;
	private int type;
	private long value;

	/** @param length of the message, in bytes */
	WireReader(final InputStream in, final long length) {
		this(new Source(in), length);
	}

	private WireReader(final Source in, final long end) {
		this.in = in;
		this.end = end;
		next = in.position;
	}

	/**
	 * Goes on to the next field.
	 *
	 * @return whether there is one
	 * @throws EOFException if it is cut off, leads over the end, or is none
	 */
	boolean next() throws IOException {
		in.skipTo(next);
		if (next >= end) return false;
		final long tag = in.varint();
		field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
		type = (int) (tag & 7);
		value = switch (type) {
			case VARINT, LENGTH -> in.varint();
			case FIXED_32 -> Integer.BYTES;
			case FIXED_64 -> Long.BYTES;
			default -> throw new EOFException();
		};
		if (field == 0 || type != VARINT && (value < 0 || value > end - in.position))
			throw new EOFException();
		next = type == VARINT ? in.position : in.position + value;
		return true;
	}

	/** The number of the field. */
	int field() {
		return field;
	}

	/** How it is written: {@link #VARINT}, {@link #LENGTH} or otherwise. */
	int type() {
		return type;
	}

	/** The value of a varint, else the bytes of it. */
	long value() {
		return value;
	}

	/** The message that the field is. */
	WireReader inner() {
		return new WireReader(in, next);
	}

	/** The text that the field is. @throws EOFException if it is longer than {@code most} bytes */
	String text(final int most) throws IOException {
		if (type != LENGTH || value > most) throw new EOFException();
		return new String(in.read((int) value), StandardCharsets.UTF_8);
	}

	/** A stream that only goes forwards, and knows where it is. */
	private static final class Source {

		private final InputStream stream;
		private long position;

		Source(final InputStream stream) {
			this.stream = stream;
		}

		void skipTo(final long target) throws IOException {
			stream.skipNBytes(target - position);
			position = target;
		}

		byte[] read(final int count) throws IOException {
			final byte[] bytes = stream.readNBytes(count);
			position += bytes.length;
			if (bytes.length < count) throw new EOFException();
			return bytes;
		}

		long varint() throws IOException {
			long result = 0;
			for (int shift = 0; shift < Long.SIZE; shift += 7) {
				final int read = stream.read();
				if (read < 0) throw new EOFException();
				position++;
				result |= (long) (read & 0x7f) << shift;
				if (read < 0x80) return result;
			}
			throw new EOFException();
		}
	}
}
