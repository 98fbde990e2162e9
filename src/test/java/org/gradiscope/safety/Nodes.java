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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Sound nodes, of which mutants are made. */
final class Nodes {

	private Nodes() {}

	static AttrValue type(final DataType type) {
		return AttrValue.newBuilder().setType(type).build();
	}

	static AttrValue flag(final boolean flag) {
		return AttrValue.newBuilder().setB(flag).build();
	}

	static AttrValue text(final String text) {
		return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
	}

	static AttrValue numbers(final long... numbers) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		for (final long number : numbers)
			value.getListBuilder().addI(number);
		return value.build();
	}

	static AttrValue shape(final List<Long> axes) {
		return AttrValue.newBuilder().setShape(proto(axes)).build();
	}

	static TensorShapeProto proto(final List<Long> axes) {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		axes.forEach(axis -> shape.addDimBuilder().setSize(axis));
		return shape.build();
	}

	static NodeDef.Builder node(final String name, final String op, final String... inputs) {
		return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
	}

	/** One of the usual types of numbers, written byte by byte. */
	static NodeDef.Builder constant(final String name, final DataType type, final List<Long> shape,
		final double... values) {
		final TensorProto tensor = TensorProto.newBuilder().setDtype(type).setTensorShape(proto(shape))
			.setTensorContent(content(type, values)).build();
		return node(name, "Const").putAttr("dtype", type(type)).putAttr("value",
			AttrValue.newBuilder().setTensor(tensor).build());
	}

	private static ByteString content(final DataType type, final double... values) {
		final ByteBuffer bytes = ByteBuffer.allocate(16 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final double value : values)
			put(bytes, type, value);
		return ByteString.copyFrom(bytes.flip());
	}

	private static void put(final ByteBuffer bytes, final DataType type, final double value) {
		switch (type) {
			case DT_FLOAT -> bytes.putFloat((float) value);
			case DT_DOUBLE -> bytes.putDouble(value);
			case DT_BFLOAT16 -> bytes.putShort((short) (Float.floatToIntBits((float) value) >> 16));
			case DT_HALF -> bytes.putShort(half((float) value));
			case DT_INT16, DT_UINT16, DT_QINT16, DT_QUINT16 -> bytes.putShort((short) value);
			case DT_INT32, DT_UINT32, DT_QINT32 -> bytes.putInt((int) value);
			case DT_INT64, DT_UINT64 -> bytes.putLong((long) value);
			case DT_COMPLEX64 -> bytes.putFloat((float) value).putFloat(0);
			case DT_COMPLEX128 -> bytes.putDouble(value).putDouble(0);
			default -> bytes.put((byte) value);
		}
	}

	/** Of small numbers; those below the normal ones become 0. */
	private static short half(final float value) {
		final int bits = Float.floatToIntBits(value);
		final int exponent = (bits >> 23 & 255) - 127 + 15;
		if (exponent <= 0) return 0;
		return (short) (bits >> 16 & 0x8000 | Math.min(exponent, 30) << 10 | bits >> 13 & 0x3ff);
	}
}
