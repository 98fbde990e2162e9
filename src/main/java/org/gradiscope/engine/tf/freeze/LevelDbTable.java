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

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

import com.google.protobuf.ByteString;

/**
 * Reads the index of a checkpoint: a sorted table of LevelDB's, of blocks that share the beginnings of
 * keys, with a block that says where these are and a footer that says where that one is. TensorFlow
 * follows whatever a file says; this one believes no place and no length in it.
 */
final class LevelDbTable {

	/** Two handles of blocks, filled up, and the number by which such files are known. */
	private static final int FOOTER = 48;
	private static final int HANDLES = 40;
	private static final long MAGIC = 0xdb4775248b80fb57L;

	/** After each block: how it is packed, and its checksum. */
	private static final int TRAILER = 5;

	/** Most bytes of all keys and values, when beginnings are no longer shared. */
	private static final long LARGEST = 1L << 27;

	private static final int LONGEST_KEY = 1 << 14;

	private final byte[] file;
	private final Map<ByteString, ByteString> entries = new LinkedHashMap<>();
	private ByteString last = ByteString.EMPTY;
	private long bytes;

	private LevelDbTable(final byte[] file) {
		this.file = file;
	}

	/**
	 * All entries, in their order.
	 *
	 * @throws IllegalArgumentException if it is no such table or damaged; the message says why
	 */
	static Map<ByteString, ByteString> read(final byte[] file) {
		final LevelDbTable table = new LevelDbTable(file);
		try {
			table.read();
		}
		catch (final BufferUnderflowException e) {
			throw new IllegalArgumentException("a block ends within an entry", e);
		}
		return table.entries;
	}

	private void read() {
		final int body = file.length - FOOTER;
		if (body < 0) throw new IllegalArgumentException("it has " + file.length + " bytes only");
		final ByteBuffer footer = slice(body, FOOTER);
		require(footer.getLong(HANDLES) == MAGIC, "it does not end as a table of variables does");
		footer.limit(HANDLES);
		final Block ignored = handle(footer);
		final Block index = handle(footer);
		require(ignored.offset() >= 0 && index.offset() >= 0, "a block is nowhere");
		final ByteBuffer handles = contents(index, body);
		final Entry entry = new Entry();
		long from = 0;
		while (handles.hasRemaining()) {
			final Block block = handle(ByteBuffer.wrap(entry.next(handles)));
			require(block.offset() >= from, "blocks overlap");
			from = block.offset() + block.size();
			add(contents(block, index.offset()));
		}
	}

	/** Where a block is, without its trailer. */
	private record Block(long offset, long size) {}

	private static Block handle(final ByteBuffer from) {
		return new Block(varint(from), varint(from));
	}

	/** The entries of a block, that is, without the places where a search may begin. */
	private ByteBuffer contents(final Block block, final long end) {
		require(block.size() >= Integer.BYTES && block.offset() >= 0 && block.offset() <= end &&
			block.size() <= end - block.offset() - TRAILER, "a block is outside of the file");
		final int offset = (int) block.offset();
		final int size = (int) block.size();
		require(file[offset + size] == 0, "its blocks are packed");
		final CRC32C sum = new CRC32C();
		sum.update(file, offset, size + 1);
		require(MaskedCrc32c.masked(sum) == slice(offset + size + 1, Integer.BYTES).getInt(),
			"a block is damaged");
		final ByteBuffer contents = slice(offset, size);
		final long restarts = Integer.toUnsignedLong(contents.getInt(size - Integer.BYTES));
		require(restarts <= size / Integer.BYTES - 1, "a block is damaged");
		return contents.limit(size - Integer.BYTES - (int) restarts * Integer.BYTES);
	}

	private ByteBuffer slice(final int offset, final int size) {
		return ByteBuffer.wrap(file, offset, size).slice().order(ByteOrder.LITTLE_ENDIAN);
	}

	private void add(final ByteBuffer block) {
		final Entry entry = new Entry();
		while (block.hasRemaining()) {
			final ByteString value = ByteString.copyFrom(entry.next(block));
			final ByteString key = ByteString.copyFrom(entry.key);
			require(entries.isEmpty() || compare(key, last) > 0, "its keys are in no order");
			bytes += key.size() + value.size();
			require(bytes <= LARGEST, "its keys take more than " + LARGEST + " bytes");
			entries.put(key, value);
			last = key;
		}
	}

	private static int compare(final ByteString a, final ByteString b) {
		return ByteString.unsignedLexicographicalComparator().compare(a, b);
	}

	/** An entry after the other of a block. */
	private static final class Entry {

		private byte[] key = {};

		/** @return its value */
		private byte[] next(final ByteBuffer block) {
			final long shared = varint(block);
			final long own = varint(block);
			final long length = varint(block);
			require(
				shared >= 0 && shared <= key.length && own >= 0 && own <= LONGEST_KEY &&
					shared + own <= LONGEST_KEY && length >= 0 && length <= block.remaining(),
				"an entry of a block is outside of it");
			final byte[] next = Arrays.copyOf(key, (int) (shared + own));
			block.get(next, (int) shared, (int) own);
			key = next;
			require(length <= block.remaining(), "an entry of a block is outside of it");
			final byte[] value = new byte[(int) length];
			block.get(value);
			return value;
		}
	}

	/** Of up to 64 bits, seven in each byte. */
	private static long varint(final ByteBuffer from) {
		long number = 0;
		for (int shift = 0; shift < Long.SIZE; shift += 7) {
			final byte next = from.get();
			number |= (next & 0x7fL) << shift;
			if (next >= 0) return number;
		}
		throw new IllegalArgumentException("a number is too long");
	}

	private static void require(final boolean condition, final String otherwise) {
		if (!condition) throw new IllegalArgumentException(otherwise);
	}
}
