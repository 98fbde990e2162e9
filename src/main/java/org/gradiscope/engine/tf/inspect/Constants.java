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

package org.gradiscope.engine.tf.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The constants of a graph: their shapes, the few whole numbers among them, and a first layer's weights. */
final class Constants {

	/** Shapes, axes and paddings are shorter; weights are longer, and none of our business. */
	private static final long LONGEST = 64;
	/** Of a first layer. */
	private static final long MOST_WEIGHTS = 1 << 20;

	private Constants() {}

	static boolean is(final NodeDef node) {
		return Op.of(node) == Op.Const;
	}

	static SymbolicShape form(final NodeDef constant) {
		final TensorProto tensor = tensor(constant);
		final List<SymbolicDimension> axes =
			tensor.getTensorShape().getDimList().stream().map(dim -> SymbolicDimension.of(
				dim.getSize())).toList();
		if (axes.isEmpty() && Attributes.isFloat(constant))
			return SymbolicShape.scalar(SymbolicDimension.UNKNOWN);
		return new SymbolicShape(axes,
			numbers(constant).map(all -> all.stream().map(SymbolicDimension::of).toList())
				.orElse(null));
	}

	/** The number of elements. */
	static long elements(final NodeDef constant) {
		return tensor(constant).getTensorShape().getDimList().stream().mapToLong(
			TensorShapeProto.Dim::getSize).reduce(1, (a, b) -> a * b);
	}

	/** The number of axes. */
	static int rank(final NodeDef constant) {
		return tensor(constant).getTensorShape().getDimCount();
	}

	/** The numbers of a short constant of 32 or 64 bit integers, row by row. */
	static Optional<List<Long>> numbers(final NodeDef constant) {
		final TensorProto tensor = tensor(constant);
		final long count = elements(constant);
		final boolean wide = tensor.getDtype() == DataType.DT_INT64;
		if (count < 0 || count > LONGEST || !wide && tensor.getDtype() != DataType.DT_INT32)
			return Optional.empty();
		final List<Long> written = new ArrayList<>();
		final ByteBuffer bytes = tensor.getTensorContent().asReadOnlyByteBuffer().order(
			ByteOrder.LITTLE_ENDIAN);
		while (written.size() < count && bytes.remaining() >= (wide ? Long.BYTES : Integer.BYTES))
			written.add(wide ? bytes.getLong() : bytes.getInt());
		if (wide) written.addAll(tensor.getInt64ValList());
		else tensor.getIntValList().forEach(value -> written.add((long) value));
		return Optional.of(repeated(written, (int) count));
	}

	/** The numbers of a short constant of any of the usual types, row by row. */
	static Optional<double[]> small(final NodeDef constant) {
		final TensorProto tensor = tensor(constant);
		final long count = elements(constant);
		if (count < 0 || count > LONGEST || tensor.getDtype() != DataType.DT_FLOAT) return numbers(
			constant).map(all -> all.stream().mapToDouble(Long::doubleValue).toArray());
		return Optional.of(floats(tensor, (int) count));
	}

	/** The numbers of weights in float32, whatever passes them on; none if they are too many. */
	static Optional<double[]> floats(final Topology topology, final int number) {
		int at = number;
		while (topology.op(at).is(OpTrait.SAME_NUMBERS) && topology.inputs(at).length > 0)
			at = topology.inputs(at)[0];
		return Optional.of(topology.node(at)).filter(Constants::is).filter(
			node -> tensor(node).getDtype() == DataType.DT_FLOAT && elements(node) > 0 && elements(
				node) <= MOST_WEIGHTS)
			.map(node -> floats(tensor(node), (int) elements(node)));
	}

	/** How long its axes are. */
	static long[] lengths(final NodeDef constant) {
		return tensor(constant).getTensorShape().getDimList().stream().mapToLong(
			TensorShapeProto.Dim::getSize).toArray();
	}

	private static double[] floats(final TensorProto tensor, final int count) {
		final FloatBuffer floats = tensor.getTensorContent().asReadOnlyByteBuffer().order(
			ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		final double[] values = new double[count];
		double last = 0;
		for (int i = 0; i < values.length; i++) {
			if (floats.hasRemaining()) last = floats.get();
			else if (i < tensor.getFloatValCount()) last = tensor.getFloatVal(i);
			values[i] = last;
		}
		return values;
	}

	/** The last number stands for all that are left out. */
	private static List<Long> repeated(final List<Long> written, final int count) {
		final long last = written.isEmpty() ? 0 : written.get(written.size() - 1);
		while (written.size() < count)
			written.add(last);
		return written.subList(0, count);
	}

	private static TensorProto tensor(final NodeDef constant) {
		return constant.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
	}
}
