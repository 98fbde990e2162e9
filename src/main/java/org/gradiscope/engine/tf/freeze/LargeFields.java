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
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;

/**
 * Reads a file of protobuf but for fields that are large, which stay in it: the numbers of weights.
 */
public final class LargeFields {

	/** What a message that had such a field is read as. */
	@FunctionalInterface
	public interface Replacement {

		/**
		 * @param light the message without the field
		 * @param whole where the message is
		 * @param numbers where the field is
		 */
		ByteString of(ByteString light, FileRegion whole, FileRegion numbers) throws IOException;
	}

	private final Path file;
	private final int[] path;
	private final int owner;
	private final Replacement replacement;
	/** Of the message that is being read. */
	private FileRegion numbers;

	private LargeFields(final Path file, final int[] path, final int owner,
		final Replacement replacement) {
		this.file = file;
		this.path = path.clone();
		this.owner = owner;
		this.replacement = replacement;
	}

	/**
	 * @param type of the message that the file is
	 * @param path from the file to the large field, by the numbers of the fields
	 * @param owner which of these is the message that is replaced, from 0
	 * @throws org.gradiscope.engine.EngineException if it is too large
	 * @throws IOException if it cannot be read, or is no such message
	 */
	public static ByteString without(final Path file, final Descriptor type, final int[] path,
		final int owner, final Replacement replacement) throws IOException {
		try (InputStream first = Files.newInputStream(file);
			InputStream second = Files.newInputStream(file)) {
			GraphLimits.checkFile(file.toString(), Files.size(file));
			ProtobufLimits.check(ProtobufLimits.coded(first), type);
			return new LargeFields(file, path, owner, replacement).light(ProtobufLimits.coded(second), 0);
		}
	}

	/** The rest of a message, less the large fields in it. */
	private ByteString light(final CodedInputStream in, final int level) throws IOException {
		final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
		for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
			final int number = WireFormat.getTagFieldNumber(tag);
			if (number != path[level] ||
				WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED)
				fields.mergeFieldFrom(tag, in);
			else fields.mergeField(number, UnknownFieldSet.Field.newBuilder()
				.addLengthDelimited(field(in, level, in.readRawVarint32())).build());
		}
		return fields.build().toByteString();
	}

	private ByteString field(final CodedInputStream in, final int level, final int length)
		throws IOException {
		if (length < DenseWeights.LEAST) return ByteString.copyFrom(in.readRawBytes(length));
		final FileRegion region = new FileRegion(file, in.getTotalBytesRead(), length);
		if (level == path.length - 1) {
			numbers = region;
			in.skipRawBytes(length);
			return ByteString.EMPTY;
		}
		final int limit = in.pushLimit(length);
		final ByteString message = light(in, level + 1);
		in.popLimit(limit);
		return level == owner ? replaced(message, region) : message;
	}

	private ByteString replaced(final ByteString light, final FileRegion whole) throws IOException {
		final FileRegion found = numbers;
		numbers = null;
		return found == null ? light : replacement.of(light, whole, found);
	}
}
