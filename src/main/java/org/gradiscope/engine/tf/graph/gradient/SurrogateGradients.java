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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/** Carries the gradients of {@link SurrogateGraph} over to the original graph, where rules take their places. */
final class SurrogateGradients {

	private final Graph graph;
	private final Ops tf;
	private final SurrogateGraph surrogate;
	/** What was carried over, by the edge of the graph of stand-ins. */
	private final Map<String, Output<?>> carried = new HashMap<>();

	SurrogateGradients(final Graph graph, final Ops tf, final SurrogateGraph surrogate) {
		this.graph = graph;
		this.tf = tf;
		this.surrogate = surrogate;
	}

	/** Adds only what these need. */
	List<Output<?>> of(final List<Output<?>> gradients) {
		GraphOperations
			.inOrder(gradients.stream().map(GraphOperations::source).filter(this::isMissing).toList(),
				this::missing)
			.forEach(this::add);
		return gradients.stream().<Output<?>>map(this::found).toList();
	}

	private static String edge(final Output<?> output) {
		return output.op().name() + ":" + output.index();
	}

	private Output<?> found(final Output<?> output) {
		final Output<?> original = surrogate.original(edge(output));
		return original == null ? carried.get(edge(output)) : original;
	}

	private List<Output<?>> missing(final GraphOperation operation) {
		return GraphOperations.inputs(operation).stream()
			.filter(input -> isMissing(GraphOperations.source(input))).toList();
	}

	private boolean isMissing(final GraphOperation operation) {
		return !surrogate.isGiven(operation.name()) && !carried.containsKey(operation.name() + ":0");
	}

	private void add(final GraphOperation operation) {
		final List<Output<?>> inputs = GraphOperations.inputs(operation);
		final SurrogateGraph.Mark mark =
			inputs.size() > 1 ? surrogate.mark(inputs.get(1).op().name()) : null;
		if (mark == null) keep(operation, OperationNodes.copy(graph, tf.scope(), operation,
			inputs.stream().<Output<?>>map(this::found).toList()));
		else carried.put(operation.name() + ":0",
			GradientRules.of(mark.operation()).gradient(new BackpropStep(tf, mark.operation(),
				mark.output(), GraphOperations.floats(found(inputs.get(0)))), mark.place()).asOutput());
	}

	private void keep(final GraphOperation operation, final GraphOperation copy) {
		for (int i = 0; i < operation.numOutputs(); i++)
			carried.put(operation.name() + ":" + i, copy.output(i));
	}
}
