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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A directory of a TIFF file: what is said of one picture. */
final class TiffDirectory {

	static final int NEW_SUBFILE_TYPE = 254;
	static final int WIDTH = 256;
	static final int HEIGHT = 257;
	static final int BITS = 258;
	static final int COMPRESSION = 259;
	static final int PHOTOMETRIC = 262;
	static final int FILL_ORDER = 266;
	static final int DESCRIPTION = 270;
	static final int STRIP_OFFSETS = 273;
	static final int ORIENTATION = 274;
	static final int SAMPLES = 277;
	static final int ROWS_PER_STRIP = 278;
	static final int STRIP_BYTES = 279;
	static final int PLANAR = 284;
	static final int PREDICTOR = 317;
	static final int COLOUR_MAP = 320;
	static final int TILE_WIDTH = 322;
	static final int TILE_HEIGHT = 323;
	static final int TILE_OFFSETS = 324;
	static final int TILE_BYTES = 325;
	static final int EXTRA_SAMPLES = 338;
	static final int SAMPLE_FORMAT = 339;
	static final int JPEG_TABLES = 347;

	private final Map<Integer, TiffField> fields;
	private final ByteOrder order;

	private TiffDirectory(final Map<Integer, TiffField> fields, final ByteOrder order) {
		this.fields = fields;
		this.order = order;
	}

	/**
	 * All directories of a file, in their order.
	 *
	 * @throws IOException if it is cut off, or goes in circles
	 */
	static List<TiffDirectory> all(final FileBytes file) throws IOException {
		final byte[] start = file.read(0, 8, "its header").array();
		final ByteOrder order = start[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		final ByteBuffer header = ByteBuffer.wrap(start).order(order);
		final boolean big = header.getShort(2) == 43;
		long next =
			big ? file.read(8, 8, "its header").order(order).getLong() : header.getInt(4) & 0xFFFFFFFFL;
		final List<TiffDirectory> all = new ArrayList<>();
		final Set<Long> seen = new HashSet<>();
		while (next != 0) {
			if (!seen.add(next)) throw new IOException(
				"it is damaged: its list of pictures goes in a " + "circle after " + all.size());
			next = read(file, order, big, next, all);
		}
		if (all.isEmpty()) throw new IOException("it is truncated or damaged: it holds no picture");
		return all;
	}

	/** @return the place of the next one; 0 after the last */
	private static long read(final FileBytes file, final ByteOrder order, final boolean big,
		final long at, final List<TiffDirectory> all) throws IOException {
		final String what = "what it says of picture " + (all.size() + 1);
		final ByteBuffer head = file.read(at, big ? 8 : 2, what).order(order);
		final long count = big ? head.getLong() : head.getShort() & 0xFFFF;
		if (count < 1 || count > 0xFFFF)
			throw new IOException("it is damaged: " + what + " has " + count + " fields");
		final int size = big ? 20 : 12;
		final long first = at + head.capacity();
		final ByteBuffer entries = file.read(first, count * size + (big ? 8 : 4), what).order(order);
		final Map<Integer, TiffField> fields = new TreeMap<>();
		for (int n = 0; n < count; n++)
			add(fields, file, entries.position(n * size), big, first + n * size);
		all.add(new TiffDirectory(fields, order));
		entries.position((int) count * size);
		return big ? entries.getLong() : entries.getInt() & 0xFFFFFFFFL;
	}

	private static void add(final Map<Integer, TiffField> fields, final FileBytes file,
		final ByteBuffer entry, final boolean big, final long at) {
		final int tag = entry.getShort() & 0xFFFF;
		final int type = entry.getShort() & 0xFFFF;
		final long count = big ? entry.getLong() : entry.getInt() & 0xFFFFFFFFL;
		final int bytes = TiffField.bytes(type);
		// What is of an unknown type, or larger than the file, is missed where it is needed.
		if (bytes == 0 || count < 0 || count > file.length() / bytes) return;
		final boolean inside = count * bytes <= (big ? 8 : 4);
		final long offset =
			inside ? at + (big ? 12 : 8) : big ? entry.getLong() : entry.getInt() & 0xFFFFFFFFL;
		fields.putIfAbsent(tag, new TiffField(file, entry.order(), type, count, offset));
	}

	ByteOrder order() {
		return order;
	}

	Map<Integer, TiffField> fields() {
		return fields;
	}

	/** The values of a field; those given where it is not there. */
	long[] longs(final int tag, final long... otherwise) throws IOException {
		final TiffField field = fields.get(tag);
		return field == null || field.count() == 0 ? otherwise : field.longs();
	}

	/** The first value of a field, which has to be of a sane size. */
	int whole(final int tag, final int otherwise) throws IOException {
		final long value = longs(tag, otherwise)[0];
		if (value < 0 || value > Integer.MAX_VALUE)
			throw new IOException("it is damaged: its field " + tag + " is " + value);
		return (int) value;
	}

	/** The description in words; empty where there is none. */
	String description() throws IOException {
		final TiffField field = fields.get(DESCRIPTION);
		return field == null ? "" : field.text();
	}
}
