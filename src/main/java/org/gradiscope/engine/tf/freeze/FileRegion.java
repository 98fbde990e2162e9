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

package org.gradiscope.engine.tf.freeze;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * Some bytes of a file.
 *
 * @param checksum masked as TensorFlow does; none if the file has none
 */
public record FileRegion(Path file, long start, long length, OptionalInt checksum)
	implements WeightSource {

	FileRegion(final Path file, final long start, final long length) {
		this(file, start, length, OptionalInt.empty());
	}

	@Override
	public InputStream open() throws IOException {
		return new Stream(FileChannel.open(file));
	}

	/** All of it, which has to be less than 2 GB. */
	ByteString content() throws IOException {
		return UnsafeByteOperations.unsafeWrap(bytes());
	}

	/** Likewise. */
	byte[] bytes() throws IOException {
		final byte[] bytes = new byte[Math.toIntExact(length)];
		try (InputStream in = open()) {
			in.readNBytes(bytes, 0, bytes.length);
			in.read();
		}
		return bytes;
	}

	/** Ends where the region ends, and fails there if the checksum is another. */
	private final class Stream extends InputStream {

		private final InputStream in;
		private final CRC32C sum = new CRC32C();
		private long left = length;

		Stream(final FileChannel channel) throws IOException {
			in = Channels.newInputStream(channel.position(start));
		}

		@Override
		public int read() throws IOException {
			final byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
		}

		@Override
		public int read(final byte[] into, final int from, final int count) throws IOException {
			if (left == 0) return end();
			final int read = in.read(into, from, (int) Math.min(count, left));
			if (read < 0) throw new IOException(left + " bytes are missing at the end of " + file);
			sum.update(into, from, read);
			left -= read;
			return read;
		}

		private int end() throws IOException {
			if (checksum.isPresent() && checksum.getAsInt() != MaskedCrc32c.masked(sum))
				throw new IOException("its checksum is wrong");
			return -1;
		}

		@Override
		public void close() throws IOException {
			in.close();
		}
	}
}
