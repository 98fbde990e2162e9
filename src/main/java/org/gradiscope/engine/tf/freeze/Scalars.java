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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * The single numbers and truths of a graph that follow from constants, such as whether it trains.
 * Nodes are to be learnt in order. True is 1, false 0; {@code null} is not known.
 */
final class Scalars {

	private static final Set<String> UNARY = Set.of("Identity", "StopGradient", "PreventGradient",
		"CheckNumerics", "LogicalNot");

	private static final Set<String> BINARY = Set.of("LogicalAnd", "LogicalOr", "Equal", "NotEqual",
		"Greater", "GreaterEqual", "Less", "LessEqual", "Add", "AddV2", "Sub", "Mul");

	private final Map<String, Double> values = new HashMap<>();

	void learn(final NodeDef node) {
		final Double value = node.getOp().equals("Const") ? constant(node) : computed(node);
		if (value != null) values.put(node.getName(), value);
	}

	Double of(final Edge edge) {
		return edge.index() == 0 ? values.get(edge.node()) : null;
	}

	private Double computed(final NodeDef node) {
		if (BINARY.contains(node.getOp())) return binary(node.getOp(), of(Edge.input(node, 0)), of(Edge
			.input(node, 1)));
		if (!UNARY.contains(node.getOp())) return null;
		final Double a = of(Edge.input(node, 0));
		return a == null || !node.getOp().equals("LogicalNot") ? a : Double.valueOf(truth(a == 0));
	}

	private static Double binary(final String op, final Double a, final Double b) {
		if (op.equals("LogicalAnd") && (isFalse(a) || isFalse(b))) return 0.0;
		if (op.equals("LogicalOr") && (isTrue(a) || isTrue(b))) return 1.0;
		return a == null || b == null ? null : known(op, a, b);
	}

	private static Double known(final String op, final double a, final double b) {
		return switch (op) {
			case "LogicalAnd" -> truth(a != 0 && b != 0);
			case "LogicalOr" -> truth(a != 0 || b != 0);
			case "Equal" -> truth(a == b);
			case "NotEqual" -> truth(a != b);
			case "Greater" -> truth(a > b);
			case "GreaterEqual" -> truth(a >= b);
			case "Less" -> truth(a < b);
			case "LessEqual" -> truth(a <= b);
			case "Add", "AddV2" -> a + b;
			case "Sub" -> a - b;
			case "Mul" -> a * b;
			default -> null;
		};
	}

	private static boolean isFalse(final Double value) {
		return value != null && value == 0;
	}

	private static boolean isTrue(final Double value) {
		return value != null && value != 0;
	}

	private static double truth(final boolean value) {
		return value ? 1 : 0;
	}

	private static Double constant(final NodeDef node) {
		final TensorProto tensor = node.getAttrOrDefault("value", AttrValue.getDefaultInstance())
			.getTensor();
		final boolean scalar = !tensor.getTensorShape().getUnknownRank() && tensor.getTensorShape()
			.getDimCount() == 0;
		if (!scalar) return null;
		return tensor.getTensorContent().isEmpty() ? listed(tensor) : raw(tensor);
	}

	/** A list that is left out stands for 0. */
	private static Double listed(final TensorProto tensor) {
		return switch (tensor.getDtype()) {
			case DT_BOOL -> tensor.getBoolValCount() == 0 ? 0 : truth(tensor.getBoolVal(0));
			case DT_FLOAT -> tensor.getFloatValCount() == 0 ? 0 : (double) tensor.getFloatVal(0);
			case DT_DOUBLE -> tensor.getDoubleValCount() == 0 ? 0 : tensor.getDoubleVal(0);
			case DT_INT32, DT_UINT8 -> tensor.getIntValCount() == 0 ? 0 : (double) tensor.getIntVal(0);
			case DT_INT64 -> tensor.getInt64ValCount() == 0 ? 0 : (double) tensor.getInt64Val(0);
			default -> null;
		};
	}

	private static Double raw(final TensorProto tensor) {
		final ByteBuffer bytes = tensor.getTensorContent().asReadOnlyByteBuffer().order(
			ByteOrder.LITTLE_ENDIAN);
		if (bytes.remaining() != Constants.size(tensor.getDtype())) return null;
		return switch (tensor.getDtype()) {
			case DT_BOOL, DT_UINT8 -> (double) bytes.get();
			case DT_FLOAT -> (double) bytes.getFloat();
			case DT_DOUBLE -> bytes.getDouble();
			case DT_INT32 -> (double) bytes.getInt();
			case DT_INT64 -> (double) bytes.getLong();
			default -> null;
		};
	}
}
