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

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

/**
 * Counts what a file would become in memory, before any of it is made: two bytes of a file can
 * stand for a node of two hundred. It reads tags and lengths only, whatever order they come in.
 */
final class ProtobufLimits {

	private int depth;
	private long parts;
	private long numbers;

	private ProtobufLimits() {}

	/** A file to be read as protobuf, of up to 2 GB. */
	static CodedInputStream coded(final InputStream in) {
		final CodedInputStream coded = CodedInputStream.newInstance(in);
		coded.setSizeLimit(Integer.MAX_VALUE);
		return coded;
	}

	/**
	 * @param type of the message that the file is
	 * @throws org.gradiscope.engine.EngineException if it has too many parts: nodes, functions,
	 *           attributes and all that these are made of
	 * @throws IOException if it is cut off or is no such message
	 */
	static void check(final CodedInputStream file, final Descriptor type) throws IOException {
		new ProtobufLimits().message(file, type);
	}

	private void message(final CodedInputStream in, final Descriptor type) throws IOException {
		if (++depth > GraphLimits.MESSAGES)
			throw new InvalidProtocolBufferException("its messages are too deep in one another");
		for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
			field(in, tag, type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)));
		}
		depth--;
	}

	private void field(final CodedInputStream in, final int tag, final FieldDescriptor field)
		throws IOException {
		switch (WireFormat.getTagWireType(tag)) {
			case WireFormat.WIRETYPE_LENGTH_DELIMITED:
				content(in, in.readRawVarint32(), field);
				break;
			case WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_END_GROUP:
				throw new InvalidProtocolBufferException("it has groups, which no graph has");
			default:
				if (field != null && field.isRepeated()) count(0, 1);
				else count(1, 0);
				in.skipField(tag);
		}
	}

	private void content(final CodedInputStream in, final int length, final FieldDescriptor field)
		throws IOException {
		count(1, field != null && field.isPackable() && isShort(field) ? length : 0);
		if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
			final int limit = in.pushLimit(length);
			message(in, field.getMessageType());
			in.checkLastTagWas(0);
			in.popLimit(limit);
		}
		else in.skipRawBytes(length);
	}

	/** Whether a number can be one byte in the file, and is more in memory. */
	private static boolean isShort(final FieldDescriptor field) {
		return switch (field.getType()) {
			case FLOAT, DOUBLE, BOOL, FIXED32, FIXED64, SFIXED32, SFIXED64 -> false;
			default -> true;
		};
	}

	private void count(final int moreParts, final long moreNumbers) {
		parts += moreParts;
		numbers += moreNumbers;
		GraphLimits.checkParts(parts, numbers);
	}
}
