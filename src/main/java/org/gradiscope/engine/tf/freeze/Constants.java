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
import java.util.Map;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Nodes that hold tensors. */
public final class Constants {

	/** Bytes of an element; other types have no raw content. */
	private static final Map<DataType, Integer> SIZES = Map.ofEntries(Map.entry(DataType.DT_FLOAT, 4),
		Map.entry(DataType.DT_DOUBLE, 8), Map.entry(DataType.DT_HALF, 2), Map.entry(
			DataType.DT_BFLOAT16, 2),
		Map.entry(DataType.DT_INT8, 1), Map.entry(DataType.DT_UINT8, 1), Map
			.entry(DataType.DT_INT16, 2),
		Map.entry(DataType.DT_UINT16, 2), Map.entry(
			DataType.DT_INT32, 4),
		Map.entry(DataType.DT_UINT32, 4), Map.entry(DataType.DT_INT64, 8),
		Map.entry(DataType.DT_UINT64, 8), Map.entry(DataType.DT_BOOL, 1), Map.entry(
			DataType.DT_COMPLEX64, 8),
		Map.entry(DataType.DT_COMPLEX128, 16), Map.entry(DataType.DT_QINT8,
			1),
		Map.entry(DataType.DT_QUINT8, 1), Map.entry(DataType.DT_QINT32, 4));

	/** Of a text, without its letters. */
	private static final int TEXT_BYTES = 24;

	private Constants() {}

	/** @param content little-endian, row by row */
	public static NodeDef node(final String name, final DataType type, final List<Long> shape,
		final ByteString content) {
		final TensorProto tensor = TensorProto.newBuilder().setDtype(type).setTensorShape(shape(shape))
			.setTensorContent(content).build();
		return NodeDef.newBuilder().setName(name).setOp("Const").putAttr("dtype", type(type)).putAttr(
			"value", AttrValue.newBuilder().setTensor(tensor).build()).build();
	}

	static AttrValue type(final DataType type) {
		return AttrValue.newBuilder().setType(type).build();
	}

	private static TensorShapeProto shape(final List<Long> shape) {
		final TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
		for (final long size : shape)
			proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
		return proto.build();
	}

	static List<Long> shape(final TensorShapeProto proto) {
		return proto.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
	}

	/** Bytes that a tensor takes in memory; texts take those of an empty one each. */
	private static long bytes(final long elements, final DataType type) {
		return elements * (size(type) == 0 ? TEXT_BYTES : size(type));
	}

	/** Bytes of an element; 0 for what is no number. */
	static int size(final DataType type) {
		return SIZES.getOrDefault(type, 0);
	}

	/**
	 * Whether the content of a constant is as long as its shape says. One that gives fewer values
	 * repeats the last.
	 *
	 * @return the bytes that it takes in memory
	 * @throws org.gradiscope.engine.EngineException if it is not, or too many
	 */
	static long check(final NodeDef constant) {
		final TensorProto tensor = constant.getAttrOrDefault("value", AttrValue.getDefaultInstance())
			.getTensor();
		if (tensor.getTensorShape().getUnknownRank()) throw GraphErrors.of("The constant '" + constant
			.getName() + "' has no shape; the file is damaged.");
		final long elements = GraphLimits.elements(constant.getName(), shape(tensor.getTensorShape()));
		final long bytes = elements * size(tensor.getDtype());
		if (!tensor.getTensorContent().isEmpty() && tensor.getTensorContent().size() != bytes)
			throw GraphErrors.of("The constant '" + constant.getName() + "' has " +
				tensor.getTensorContent()
					.size() +
				" bytes, but its shape " + shape(tensor.getTensorShape()) + " needs " + bytes +
				"; the file is damaged.");
		return bytes(elements, tensor.getDtype());
	}
}
