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

package org.gradiscope.safety;

import java.util.List;
import java.util.SplittableRandom;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import org.gradiscope.testing.IndexFile;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;

/** Forges the index of a checkpoint: its checksums are right, what it says is not. */
final class IndexMutator {

	private static final long[] NUMBERS = { -1, 0, 1, 5, 48, 127, 300, 65536, Integer.MAX_VALUE,
		Integer.MIN_VALUE, 1L << 32, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE };

	private final SplittableRandom random;

	IndexMutator(final SplittableRandom random) {
		this.random = random;
	}

	byte[] mutate(final byte[] index) {
		final IndexFile file = IndexFile.read(index);
		for (int i = random.nextInt(2); i >= 0; i--)
			switch (random.nextInt(9)) {
				case 0 -> file.footer = new long[] { number(), number() };
				case 1 -> file.block = new long[] { number(), number() };
				case 2 -> file.restarts = (int) number();
				case 3 -> file.lengths = new long[] { number(), number(), number() };
				case 4 -> file.packing = random.nextInt(256);
				case 5 -> file.entries.put(ByteString.EMPTY, ByteString
					.copyFrom(new byte[] { 8, (byte) random.nextInt(128), 16, (byte) random.nextInt(128) }));
				default -> entry(file);
			}
		return file.bytes();
	}

	private void entry(final IndexFile file) {
		final List<ByteString> keys = List.copyOf(file.entries.keySet());
		file.entries.computeIfPresent(keys.get(random.nextInt(keys.size())),
			(key, value) -> changed(value));
	}

	private ByteString changed(final ByteString value) {
		final BundleEntryProto.Builder entry;
		try {
			entry = BundleEntryProto.parseFrom(value).toBuilder();
		}
		catch (final InvalidProtocolBufferException e) {
			return value;
		}
		switch (random.nextInt(7)) {
			case 0 -> entry.setDtype(DataType.values()[random.nextInt(DataType.values().length - 1)]);
			case 1 -> entry.getShapeBuilder().addDimBuilder().setSize(number());
			case 2 -> entry.setShardId((int) number());
			case 3 -> entry.setOffset(number());
			case 4 -> entry.setSize(number());
			case 5 -> entry.addSlicesBuilder().addExtentBuilder().setStart(number()).setLength(number());
			default -> entry.setCrc32C(random.nextInt());
		}
		return entry.build().toByteString();
	}

	private long number() {
		return NUMBERS[random.nextInt(NUMBERS.length)];
	}
}
