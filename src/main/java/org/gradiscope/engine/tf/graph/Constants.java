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

package org.gradiscope.engine.tf.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Nodes that hold tensors. */
public final class Constants {

	/** Shapes, axes and paddings are shorter; weights are longer. */
	private static final long LONGEST = 64;
	private static final long MOST_WEIGHTS = 1 << 20;
	private static final Set<DataType> INTEGERS = Set.of(DataType.DT_INT32, DataType.DT_INT64);

	private Constants() {}

	public static NodeDef node(final String name, final TensorProto tensor) {
		return NodeDefs.node(name, Op.Const).putAttr("dtype", Attributes.of(tensor.getDtype()))
			.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build()).build();
	}

	/** @param content little-endian, row by row */
	public static NodeDef node(final String name, final DataType type, final List<Long> shape,
		final ByteString content) {
		return node(name, TensorProto.newBuilder().setDtype(type)
			.setTensorShape(TensorProtos.shape(shape)).setTensorContent(content).build());
	}

	/** One number, or a truth as 1 or 0. */
	public static NodeDef scalar(final String name, final DataType type, final double value) {
		final TensorProto.Builder tensor = tensor(type, List.of());
		switch (type) {
			case DT_BOOL -> tensor.addBoolVal(value != 0);
			case DT_INT32 -> tensor.addIntVal((int) value);
			case DT_INT64 -> tensor.addInt64Val((long) value);
			case DT_FLOAT -> tensor.addFloatVal((float) value);
			default -> throw new IllegalArgumentException("No scalar is made of the type " + type + ".");
		}
		return node(name, tensor.build());
	}

	/** @param type that of whole numbers of 32 or 64 bits */
	public static NodeDef list(final String name, final DataType type, final long... values) {
		final TensorProto.Builder tensor = tensor(type, List.of((long) values.length));
		for (final long value : values)
			if (type == DataType.DT_INT64) tensor.addInt64Val(value);
			else tensor.addIntVal((int) value);
		return node(name, tensor.build());
	}

	private static TensorProto.Builder tensor(final DataType type, final List<Long> shape) {
		return TensorProto.newBuilder().setDtype(type).setTensorShape(TensorProtos.shape(shape));
	}

	public static boolean is(final NodeDef node) {
		return Op.of(node) == Op.Const;
	}

	/** What a constant holds. */
	public static TensorProto tensor(final NodeDef constant) {
		return Attributes.get(constant, "value").getTensor();
	}

	/** The lengths of its axes. */
	public static List<Long> shape(final NodeDef constant) {
		return TensorProtos.shape(tensor(constant).getTensorShape());
	}

	/** The number of axes. */
	public static int rank(final NodeDef constant) {
		return tensor(constant).getTensorShape().getDimCount();
	}

	/** The number of elements. */
	public static long elements(final NodeDef constant) {
		return TensorProtos.elements(tensor(constant));
	}

	/** The numbers of a short constant of 32 or 64 bit integers, row by row. */
	public static Optional<List<Long>> integers(final NodeDef constant) {
		return Optional.of(constant).filter(node -> INTEGERS.contains(tensor(node).getDtype()))
			.flatMap(Constants::numbers)
			.map(all -> Arrays.stream(all).mapToObj(number -> (long) number).toList());
	}

	/** The numbers of a short constant of any of the usual types, row by row. */
	public static Optional<double[]> numbers(final NodeDef constant) {
		final long count = elements(constant);
		return count < 0 || count > LONGEST ? Optional.empty() : TensorProtos.numbers(tensor(constant));
	}

	/** The numbers of weights in float32, whatever hands them on; none if they are too many. */
	public static Optional<double[]> weights(final GraphTopology topology, final int number) {
		return Optional
			.of(topology.node(topology.origin(number, node -> Op.of(node).is(OpTrait.SAME_NUMBERS))))
			.filter(node -> is(node) && tensor(node).getDtype() == DataType.DT_FLOAT &&
				elements(node) > 0 && elements(node) <= MOST_WEIGHTS)
			.flatMap(node -> TensorProtos.numbers(tensor(node)));
	}
}
