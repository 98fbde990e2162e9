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

import java.util.List;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.TensorSliceProto;

/**
 * The keys under which a checkpoint has the parts of an entry that was written part by part: the
 * name, the number of axes, and start and length along each, coded so that keys sort as they do.
 */
final class TensorSliceKey {

	private static final byte[][] HEADERS = { {}, { (byte) 0x80 }, { (byte) 0xc0 }, { (byte) 0xe0 },
		{ (byte) 0xf0 }, { (byte) 0xf8 }, { (byte) 0xfc }, { (byte) 0xfe }, { (byte) 0xff },
		{ (byte) 0xff, (byte) 0x80 }, { (byte) 0xff, (byte) 0xc0 } };

	private TensorSliceKey() {}

	/** @param extents start and length of each axis, -1 for the length of a whole axis */
	static ByteString of(final String name, final List<long[]> extents) {
		final ByteString.Output key = ByteString.newOutput();
		key.write(0);
		for (final byte letter : ByteString.copyFromUtf8(name).toByteArray()) {
			key.write(letter);
			if (letter == 0) key.write(0xff);
			else if (letter == -1) key.write(0);
		}
		key.write(0);
		key.write(1);
		key.write(extents.isEmpty() ? 0 : 1);
		if (!extents.isEmpty()) key.write(extents.size());
		for (final long[] extent : extents)
			for (final long number : extent)
				write(key, number);
		return key.toByteString();
	}

	/** In as many bytes as it needs, which the leading ones of the first two say. */
	private static void write(final ByteString.Output key, final long number) {
		final int bits = Long.SIZE - Long.numberOfLeadingZeros(number < 0 ? ~number : number);
		final int length = bits / 7 + 1;
		for (int i = 0; i < length; i++) {
			final int shift = 8 * (length - 1 - i);
			final byte[] header = HEADERS[length];
			key.write((int) (number >> Math.min(shift, 63)) ^ (i < header.length ? header[i] : 0));
		}
	}

	/** Start and length of each axis as keys have them. */
	static List<long[]> extents(final TensorSliceProto slice) {
		return slice.getExtentList().stream()
			.map(extent -> new long[] { extent.getStart(), extent.hasLength() ? extent.getLength() : -1 })
			.toList();
	}
}
