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

package org.gradiscope.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of members at the end of a zip file, which tell what wrote it. Nothing is unpacked, and of a long
 * list only the end is looked at.
 */
public final class ZipNames {

	/** {@code PK 3 4}, with which a zip file begins, and {@code PK 1 2}, with which a line of its list does. */
	private static final int MEMBER = 0x04034b50;
	private static final int LINE = 0x02014b50;
	/** Of a line: where it has the length of the name, and the name. */
	private static final int LENGTH = 28;
	private static final int NAME = 46;
	private static final int TAIL = 1 << 16;

	private ZipNames() {}

	/** Empty of what is no zip file. */
	public static Set<String> in(final Path file) throws IOException {
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			if (channel.size() < NAME || read(channel, 0, Integer.BYTES).getInt(0) != MEMBER)
				return Set.of();
			final int length = (int) Math.min(TAIL, channel.size());
			return names(read(channel, channel.size() - length, length));
		}
	}

	private static ByteBuffer read(final SeekableByteChannel channel, final long from,
		final int length) throws IOException {
		channel.position(from);
		return ByteBuffer.wrap(Channels.newInputStream(channel).readNBytes(length))
			.order(ByteOrder.LITTLE_ENDIAN);
	}

	private static Set<String> names(final ByteBuffer tail) {
		final Set<String> names = new LinkedHashSet<>();
		for (int at = 0; at + NAME <= tail.limit(); at++) {
			if (tail.getInt(at) != LINE) continue;
			final int length = tail.getShort(at + LENGTH) & 0xffff;
			if (at + NAME + length <= tail.limit())
				names.add(new String(tail.array(), at + NAME, length, StandardCharsets.UTF_8));
		}
		return names;
	}
}
