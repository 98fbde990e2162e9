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

package org.gradiscope.engine.tf.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** Adds operations to the graph of a network that is being converted, under the name of the node at hand. */
final class OperationAdder {

	/** Numbers of a constant that TensorFlow may look at, such as a shape; more are weights. */
	private static final int FEW = 1024;
	/** As many as a graph may have nodes. */
	private static final int MOST = 200_000;

	private final ConvertedGraph graph;
	/** By the operations that stand for them. */
	private final Map<String, OnnxConstant> weights = new HashMap<>();
	private Ops scope;
	private int operations;
	private String name = "";

	OperationAdder(final ConvertedGraph graph) {
		this.graph = graph;
		scope = graph.tf();
	}

	ConvertedGraph graph() {
		return graph;
	}

	/** What is added from now on is called so, with the kind of operation behind it. */
	void enter(final List<String> path) {
		scope = graph.tf();
		for (final String part : path)
			scope = scope.withSubScope(part);
		name = String.join("/", path);
	}

	String name() {
		return name;
	}

	NewOperation op(final Op op) {
		if (++operations > MOST) throw GraphErrors.of("The network becomes more than " + MOST +
			" operations of TensorFlow; export it without loops, and with smaller windows");
		return new NewOperation(graph.graph(), scope.scope(), op);
	}

	Output<?> placeholder(final DataType type, final Shape shape) {
		return graph.graph()
			.opBuilder(Op.Placeholder.name(), graph.tf().scope().makeUnique(name), graph.tf().scope())
			.setAttr("dtype", type).setAttr("shape", shape).build().output(0);
	}

	/** Adds a constant with its axes in another order. */
	Output<?> constant(final OnnxConstant constant, final int[] permutation) {
		final boolean moved =
			!IntStream.range(0, permutation.length).allMatch(axis -> permutation[axis] == axis);
		final OnnxConstant turned = moved ? constant.transposed(permutation) : constant;
		if (turned.type() == DataType.DT_FLOAT && turned.elements() > FEW) return stand(turned);
		return op(Op.Const).with("dtype", turned.type()).with("value", turned.proto()).result();
	}

	private Output<?> stand(final OnnxConstant constant) {
		final Operand<?> stand =
			graph.weights(scope.withName("weights"), constant.shape(), constant.numbers());
		weights.put(stand.op().name(), constant);
		return stand.asOutput();
	}

	/** Whether an operation stands for weights that the graph does not hold yet. */
	boolean isStand(final String operation) {
		return weights.containsKey(operation);
	}

	/** The weights that an operation stands for. */
	Tensor numbers(final String operation) {
		final OnnxConstant constant = weights.get(operation);
		return TFloat32.tensorOf(
			Shape.of(constant.shape().stream().mapToLong(Long::longValue).toArray()),
			DataBuffers.of(TensorProtos.floats(constant.proto())));
	}

	/** All of them, by these operations. */
	Map<String, Tensor> stands() {
		return weights.keySet().stream().collect(Collectors.toMap(name -> name, this::numbers));
	}

	/** A list of int32. */
	Output<?> integers(final int... values) {
		return scope.constant(values).asOutput();
	}

	Output<?> integers(final List<? extends Number> values) {
		return integers(values.stream().mapToInt(value -> whole(value.longValue())).toArray());
	}

	private static int whole(final long value) {
		if (value == (int) value) return (int) value;
		throw new IllegalArgumentException("the number " + value + ", which is out of all range");
	}

	Output<?> integer(final int value) {
		return scope.constant(value).asOutput();
	}

	/** A number of float32. */
	Output<?> number(final double value) {
		return scope.constant((float) value).asOutput();
	}
}
