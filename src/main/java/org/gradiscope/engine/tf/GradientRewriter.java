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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.gradient.OperationNodes;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Overrides how gradients pass through ReLUs, in a graph to which the plain gradients were added already.
 * <p>
 * TensorFlow's C++ gradients take no override and refuse a second registration, but each leaves an
 * operation of its own in the graph: {@code ReluGrad(g, y)} is {@code g} where {@code y > 0}. Fed with
 * {@code Relu(g)} it is guided backprop; replaced by {@code Relu(g)} it is the deconvnet. What follows
 * from one is added once more; the plain gradients are never run.
 * </p>
 */
final class GradientRewriter {

	/** Each takes the gradient first, then the ReLU's output. */
	private static final Set<String> RECTIFIER_GRADIENTS = Stream.of(Op.values())
		.map(Op::reluGradient).filter(Objects::nonNull).collect(Collectors.toSet());

	private final Graph graph;
	private final Ops tf;
	private final Backpropagation rule;
	/** What takes the place of an output. */
	private final Map<Output<?>, Output<?>> replacements = new HashMap<>();

	/** @param rule not {@link Backpropagation#PLAIN} */
	GradientRewriter(final Graph graph, final Backpropagation rule) {
		this.graph = graph;
		this.rule = rule;
		tf = GraphOps.of(graph).withSubScope("gradiscope_" + rule.name().toLowerCase(Locale.ROOT));
	}

	/** Adds whatever changes of what these operations need. */
	void rewrite(final Iterable<String> operations) {
		final List<GraphOperation> ends = new ArrayList<>();
		operations.forEach(name -> ends.add(graph.operationOrThrow(name)));
		GraphOperations.inOrder(ends, GraphOperations::inputs).forEach(this::rewrite);
	}

	/** Whether there was a ReLU's gradient to override. */
	boolean hasChanged() {
		return !replacements.isEmpty();
	}

	/** The operation whose first output takes the place of that of another, or that one itself. */
	String replacement(final String operation) {
		return replaced(graph.operationOrThrow(operation).output(0)).op().name();
	}

	private Output<?> replaced(final Output<?> output) {
		return replacements.getOrDefault(output, output);
	}

	private void rewrite(final GraphOperation operation) {
		final List<Output<?>> given = GraphOperations.inputs(operation);
		final List<Output<?>> inputs = given.stream().<Output<?>>map(this::replaced).toList();
		if (RECTIFIER_GRADIENTS.contains(operation.type()))
			replacements.put(operation.output(0), overridden(operation, inputs).asOutput());
		else if (!inputs.equals(given)) {
			final GraphOperation copy = copy(operation, inputs);
			for (int i = 0; i < operation.numOutputs(); i++)
				replacements.put(operation.output(i), copy.output(i));
		}
	}

	private GraphOperation copy(final GraphOperation operation, final List<Output<?>> inputs) {
		return OperationNodes.copy(graph, tf.scope(), operation, inputs);
	}

	private Operand<TFloat32> overridden(final GraphOperation operation,
		final List<Output<?>> inputs) {
		final Operand<TFloat32> gradient = GraphOperations.floats(inputs.get(0));
		final Operand<TFloat32> output = GraphOperations.floats(inputs.get(1));
		return switch (rule) {
			case GUIDED -> passed(operation, tf.nn.relu(gradient), output);
			case DECONVNET -> tf.nn.relu(gradient);
			case REDIRECTED -> redirected(gradient, output, passed(operation, gradient, output));
			default -> throw new IllegalArgumentException(
				"Nothing can be rewritten for " + rule + " backpropagation.");
		};
	}

	private Operand<TFloat32> passed(final GraphOperation operation, final Operand<TFloat32> gradient,
		final Operand<TFloat32> output) {
		return copy(operation, List.of(gradient.asOutput(), output.asOutput())).output(0);
	}

	/**
	 * {@code r + [sum |r| = 0] d}, with {@code r} the plain gradient, the sum over all of one image, and
	 * {@code d} what would open a closed unit.
	 */
	private Operand<TFloat32> redirected(final Operand<TFloat32> gradient,
		final Operand<TFloat32> output, final Operand<TFloat32> plain) {
		final Operand<TFloat32> zero = tf.zerosLike(output);
		// Where the gradient is zero all over, it is so wherever a unit is open: what is left is closed.
		final Operand<TFloat32> opening = tf.select(tf.math.lessEqual(output, zero),
			tf.math.maximum(gradient, zero), tf.math.minimum(gradient, zero));
		final Operand<TInt32> axes = tf.range(tf.constant(1), tf.rank(plain), tf.constant(1));
		final Operand<TFloat32> size = tf.reduceSum(tf.math.abs(plain), axes, ReduceSum.keepDims(true));
		return tf.select(tf.math.equal(size, tf.constant(0f)), opening, plain);
	}
}
