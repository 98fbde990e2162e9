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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.tensorflow.proto.NodeDef;

/**
 * The few numbers and truths that follow from constants alone, such as sizes and conditions; row by row.
 * True is 1, false 0. Nodes are to be learnt in order.
 */
public final class ConstantFolder {

	private static final int MOST = 64;
	private final Map<String, double[]> values = new HashMap<>();
	private final Set<String> scalars = new HashSet<>();

	/** What an operation gives first; null where that is not known. */
	public double[] of(final String operation) {
		return values.get(operation);
	}

	/** A single number or truth, exactly; null where that is not known. */
	public Double scalar(final Edge edge) {
		return edge.index() == 0 && scalars.contains(edge.node()) ? values.get(edge.node())[0] : null;
	}

	/** @param node after all that it takes from */
	public void learn(final NodeDef node) {
		final List<Edge> inputs = GraphTopology.dataInputs(node).map(Edge::of).toList();
		final double[] value = Constants.is(node) ? Constants.numbers(node).orElse(null)
			: inputs.isEmpty() ? null : computed(node, inputs.stream().map(this::of).toList());
		if (value == null) return;
		values.put(node.getName(), value);
		final boolean scalar = Constants.is(node)
			? Constants.rank(node) == 0 && !Constants.tensor(node).getTensorShape().getUnknownRank()
			: Op.of(node).shape() == ShapeRule.REDUCTION ? scalar(inputs.get(0)) != null
				: isExact(Op.of(node)) &&
					inputs.stream().allMatch(input -> of(input) == null || scalar(input) != null);
		if (scalar) scalars.add(node.getName());
	}

	/** Whether an operation gives a single number for single numbers, and the very one that is folded. */
	private static boolean isExact(final Op op) {
		return switch (op) {
			case Cast, Div, RealDiv, Pow -> false;
			default -> op.shape() == ShapeRule.SAME || op.shape() == ShapeRule.LIKE_FIRST ||
				op.shape() == ShapeRule.BROADCAST;
		};
	}

	private double[] of(final Edge edge) {
		return edge.index() == 0 ? of(edge.node()) : null;
	}

	private static double[] computed(final NodeDef node, final List<double[]> inputs) {
		final Op op = Op.of(node);
		final boolean and = op == Op.LogicalAnd;
		if (and || op == Op.LogicalOr) for (final double[] input : inputs)
			if (input != null && input.length == 1 && input[0] == 0 == and)
				return new double[] { truth(!and) };
		if (inputs.stream().anyMatch(input -> input == null)) return null;
		final double[] a = inputs.get(0);
		if (op.is(OpTrait.SAME_NUMBERS)) return a;
		return switch (op) {
			case LogicalNot -> map(a, value -> truth(value == 0));
			case Cast -> Attributes.isFloat(node) ? a : map(a, value -> (long) value);
			case Neg -> map(a, value -> -value);
			case Square -> map(a, value -> value * value);
			case Ceil -> map(a, Math::ceil);
			case Floor -> map(a, Math::floor);
			case Prod -> new double[] { DoubleStream.of(a).reduce(1, (x, y) -> x * y) };
			case Sum -> new double[] { DoubleStream.of(a).sum() };
			case Max -> new double[] { DoubleStream.of(a).max().orElse(0) };
			case Pack -> joined(inputs);
			case Range -> inputs.size() == 3 ? range(a, inputs.get(1), inputs.get(2)) : null;
			case ConcatV2 -> joined(inputs.subList(0, inputs.size() - 1));
			default -> inputs.size() == 2 ? paired(op, a, inputs.get(1)) : null;
		};
	}

	private static double[] map(final double[] values, final DoubleUnaryOperator change) {
		return DoubleStream.of(values).map(change).toArray();
	}

	/** Of lists of one axis, or null where they are too many. */
	private static double[] joined(final List<double[]> lists) {
		final double[] joined =
			lists.stream().flatMapToDouble(DoubleStream::of).limit(MOST + 1).toArray();
		return joined.length > MOST ? null : joined;
	}

	/** From a start to a limit in steps, or null where there are too many. */
	private static double[] range(final double[] start, final double[] limit, final double[] step) {
		if (start.length != 1 || limit.length != 1 || step.length != 1 || step[0] == 0) return null;
		final double count = Math.max(0, Math.ceil((limit[0] - start[0]) / step[0]));
		return !(count <= MOST) ? null
			: IntStream.range(0, (int) count).mapToDouble(i -> start[0] + i * step[0]).toArray();
	}

	private static double[] paired(final Op op, final double[] a, final double[] b) {
		if (a.length != b.length && a.length != 1 && b.length != 1) return null;
		final double[] paired = new double[a.length == 1 ? b.length : a.length];
		for (int i = 0; i < paired.length; i++) {
			final Double value = paired(op, a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
			if (value == null) return null;
			paired[i] = value;
		}
		return paired;
	}

	private static Double paired(final Op op, final double a, final double b) {
		return switch (op) {
			case Add, AddV2 -> a + b;
			case Sub -> a - b;
			case Mul -> a * b;
			case RealDiv, Div -> a / b;
			case FloorDiv -> Math.floor(a / b);
			case Maximum -> Math.max(a, b);
			case Minimum -> Math.min(a, b);
			case Pow -> Math.pow(a, b);
			case LogicalAnd -> truth(a != 0 && b != 0);
			case LogicalOr -> truth(a != 0 || b != 0);
			case Equal -> truth(a == b);
			case NotEqual -> truth(a != b);
			case Greater -> truth(a > b);
			case GreaterEqual -> truth(a >= b);
			case Less -> truth(a < b);
			case LessEqual -> truth(a <= b);
			default -> null;
		};
	}

	private static double truth(final boolean value) {
		return value ? 1 : 0;
	}
}
