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

package org.gradiscope.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

import com.google.protobuf.ByteString;

/**
 * The index of a checkpoint, read without distrust and written as it should be, or with one thing that
 * is not, and right checksums all the same.
 */
public final class IndexFile {

	private static final long MAGIC = 0xdb4775248b80fb57L;

	/** By key; written in this order. */
	public final Map<ByteString, ByteString> entries = new LinkedHashMap<>();

	/** Offset and size of the block of entries as the index says; null for the right ones. */
	public long[] block;

	/** Offset and size of the block of blocks as the footer says; null for the right ones. */
	public long[] footer;

	/** How many numbers at its end a block says it has, of where a search may begin. */
	public int restarts = 1;

	/** Shared and own length of a key and length of its value, of the last entry; null for the right. */
	public long[] lengths;

	/** How blocks are packed; 0 for not at all. */
	public int packing;

	/** @throws RuntimeException if it is none */
	public static IndexFile read(final byte[] file) {
		final IndexFile index = new IndexFile();
		final ByteBuffer footer = at(file, file.length - 48);
		varint(footer);
		varint(footer);
		final ByteBuffer blocks = block(file, footer);
		while (blocks.hasRemaining())
			index.add(block(file, ByteBuffer.wrap(entry(blocks, new byte[0])[1])));
		return index;
	}

	private void add(final ByteBuffer block) {
		byte[] key = {};
		while (block.hasRemaining()) {
			final byte[][] entry = entry(block, key);
			key = entry[0];
			entries.put(ByteString.copyFrom(key), ByteString.copyFrom(entry[1]));
		}
	}

	private static ByteBuffer at(final byte[] file, final int offset) {
		return ByteBuffer.wrap(file).position(offset).slice().order(ByteOrder.LITTLE_ENDIAN);
	}

	private static ByteBuffer block(final byte[] file, final ByteBuffer handle) {
		final int offset = (int) varint(handle);
		final int size = (int) varint(handle);
		final ByteBuffer block = at(file, offset);
		return block.limit(size - 4 - 4 * block.getInt(size - 4));
	}

	private static byte[][] entry(final ByteBuffer block, final byte[] last) {
		final int shared = (int) varint(block);
		final byte[] key = Arrays.copyOf(last, shared + (int) varint(block));
		final byte[] value = new byte[(int) varint(block)];
		block.get(key, shared, key.length - shared).get(value);
		return new byte[][] { key, value };
	}

	private static long varint(final ByteBuffer from) {
		long number = 0;
		for (int shift = 0;; shift += 7) {
			final byte next = from.get();
			number |= (next & 0x7fL) << shift;
			if (next >= 0) return number;
		}
	}

	/** The file. */
	public byte[] bytes() {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream content = new ByteArrayOutputStream();
		int left = entries.size();
		ByteString last = ByteString.EMPTY;
		for (final Map.Entry<ByteString, ByteString> entry : entries.entrySet()) {
			add(content, last, entry.getKey(), entry.getValue(), --left == 0 ? lengths : null);
			last = entry.getKey();
		}
		final long[] whole = write(out, content, restarts);
		final ByteArrayOutputStream handle = new ByteArrayOutputStream();
		put(handle, block == null ? whole : block);
		final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
		add(blocks, ByteString.EMPTY, ByteString.copyFromUtf8("\uffff"),
			ByteString.copyFrom(handle.toByteArray()), null);
		final long[] ignored = write(out, new ByteArrayOutputStream(), 1);
		final long[] index = write(out, blocks, 1);
		final ByteArrayOutputStream handles = new ByteArrayOutputStream();
		put(handles, ignored);
		put(handles, footer == null ? index : footer);
		out.writeBytes(Arrays.copyOf(handles.toByteArray(), 40));
		out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(MAGIC).array());
		return out.toByteArray();
	}

	private static void add(final ByteArrayOutputStream block, final ByteString last,
		final ByteString key, final ByteString value, final long[] lengths) {
		int shared = 0;
		while (shared < Math.min(last.size(), key.size()) && last.byteAt(shared) == key.byteAt(shared))
			shared++;
		put(block,
			lengths == null ? new long[] { shared, key.size() - shared, value.size() } : lengths);
		block.writeBytes(key.substring(shared).toByteArray());
		block.writeBytes(value.toByteArray());
	}

	private static void put(final ByteArrayOutputStream out, final long... numbers) {
		for (long number : numbers) {
			for (; (number & ~0x7fL) != 0; number >>>= 7)
				out.write((int) (number & 0x7f | 0x80));
			out.write((int) number);
		}
	}

	/** @return its offset and size, without what follows it */
	private long[] write(final ByteArrayOutputStream out, final ByteArrayOutputStream content,
		final int starts) {
		final ByteBuffer end = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putInt(0)
			.putInt(starts).put((byte) packing);
		content.writeBytes(end.array());
		final long[] place = { out.size(), content.size() - 1 };
		out.writeBytes(content.toByteArray());
		out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN)
			.putInt(checksum(content.toByteArray())).array());
		return place;
	}

	/** As checkpoints write it. */
	public static int checksum(final byte[] bytes) {
		final CRC32C sum = new CRC32C();
		sum.update(bytes);
		return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
	}
}
