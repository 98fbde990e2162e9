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

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.NodeDef;

/** The few numbers that follow from constants alone, such as sizes; row by row. */
final class SmallNumbers {

	private static final int MOST = 64;

	private final Topology topology;
	private final double[][] values;

	SmallNumbers(final Topology topology) {
		this.topology = topology;
		values = new double[topology.size()][];
	}

	/** Null where they are not known. */
	double[] of(final int number) {
		return values[number];
	}

	/** @param number of an operation, after all that it takes from */
	void learn(final int number) {
		final NodeDef node = topology.node(number);
		final int[] inputs = topology.inputs(number);
		if (Constants.is(node)) values[number] = Constants.small(node).orElse(null);
		else if (isKnown(inputs)) values[number] = computed(node, inputs);
	}

	private boolean isKnown(final int[] inputs) {
		return inputs.length > 0 && IntStream.of(inputs).allMatch(input -> values[input] != null);
	}

	private double[] computed(final NodeDef node, final int[] inputs) {
		final double[] a = values[inputs[0]];
		final Op op = Op.of(node);
		if (op.is(OpTrait.SAME_NUMBERS)) return a;
		return switch (op) {
			case Cast -> Attributes.isFloat(node) ? a : map(a, value -> (long) value);
			case Neg -> map(a, value -> -value);
			case Square -> map(a, value -> value * value);
			case Ceil -> map(a, Math::ceil);
			case Floor -> map(a, Math::floor);
			case Prod -> new double[] { DoubleStream.of(a).reduce(1, (x, y) -> x * y) };
			case Sum -> new double[] { DoubleStream.of(a).sum() };
			case Max -> new double[] { DoubleStream.of(a).max().orElse(0) };
			case Pack -> joined(inputs, inputs.length);
			case ConcatV2 -> joined(inputs, inputs.length - 1);
			default -> inputs.length == 2 ? paired(op, a, values[inputs[1]]) : null;
		};
	}

	private static double[] map(final double[] values, final DoubleUnaryOperator change) {
		return DoubleStream.of(values).map(change).toArray();
	}

	/** Of lists of one axis, or null where they are too many. */
	private double[] joined(final int[] inputs, final int count) {
		final double[] joined =
			IntStream.range(0, count).mapToObj(i -> values[inputs[i]]).flatMapToDouble(
				DoubleStream::of).limit(MOST + 1).toArray();
		return joined.length > MOST ? null : joined;
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
			default -> null;
		};
	}
}
