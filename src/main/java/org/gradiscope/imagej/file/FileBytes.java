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

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The bytes of a file, from any place on. */
final class FileBytes implements Closeable {

	private final SeekableByteChannel channel;
	private final long length;

	private FileBytes(final SeekableByteChannel channel) throws IOException {
		this.channel = channel;
		this.length = channel.size();
	}

	static FileBytes of(final Path file) throws IOException {
		return new FileBytes(Files.newByteChannel(file));
	}

	static FileBytes of(final byte[] content) throws IOException {
		return new FileBytes(new SeekableInMemoryByteChannel(content));
	}

	long length() {
		return length;
	}

	/** @throws IOException that says that the file is cut off, if these bytes are not all there */
	void check(final long offset, final long count, final String what) throws IOException {
		if (offset >= 0 && count >= 0 && offset <= length && count <= length - offset) return;
		throw new IOException("it is truncated or damaged: " + what + " should be " + count +
			" bytes from " + offset + " on, but the file has " + length);
	}

	/** @throws IOException that says that the file is cut off, if these bytes are not all there */
	ByteBuffer read(final long offset, final long count, final String what) throws IOException {
		check(offset, count, what);
		if (count > Integer.MAX_VALUE - 8)
			throw new IOException(what + " of " + count + " bytes is more than Java takes at once");
		final ByteBuffer bytes = ByteBuffer.allocate((int) count).order(ByteOrder.BIG_ENDIAN);
		channel.position(offset);
		while (bytes.hasRemaining())
			if (channel.read(bytes) < 0) throw new IOException("it became shorter while it was read");
		return bytes.flip();
	}

	/** Up to so many bytes from the start. */
	byte[] start(final int most) throws IOException {
		return read(0, Math.min(most, length), "its start").array();
	}

	byte[] all() throws IOException {
		return read(0, length, "its content").array();
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
