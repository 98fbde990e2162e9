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

package org.gradiscope.engine.tf.graph.gradient;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/** Attributes as they are written in the table of cases: {@code 2}, {@code 1,2}, {@code SAME}. */
final class AttributeText {

	private AttributeText() {}

	/**
	 * @param kind TensorFlow's name of what it is
	 * @param type that {@code float} stands for
	 */
	static AttrValue value(final String kind, final String text, final DataType type) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		switch (kind) {
			case "int" -> value.setI(Long.parseLong(text));
			case "float" -> value.setF(Float.parseFloat(text));
			case "bool" -> value.setB(Boolean.parseBoolean(text));
			case "string" -> value.setS(ByteString.copyFromUtf8(text));
			case "type" -> value.setType(type(text, type));
			case "shape" -> {
				final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
				for (final String extent : text.split(","))
					shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(Long.parseLong(extent)));
				value.setShape(shape);
			}
			case "list(int)" -> {
				final AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
				for (final String number : text.split(","))
					list.addI(Long.parseLong(number));
				value.setList(list);
			}
			default -> throw new IllegalArgumentException("No attribute of kind " + kind + " is known.");
		}
		return value.build();
	}

	private static DataType type(final String text, final DataType type) {
		return text.equals("float") ? type
			: DataType.valueOf("DT_" + text.toUpperCase(java.util.Locale.ROOT));
	}
}
