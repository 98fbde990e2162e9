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

package org.gradiscope.engine.tf.relevance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.LinearIn;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.PropagationKind;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The operations between the pixels and a layer, each after all that it takes from. What is computed
 * from constants alone, or only from the image's size, is not among them.
 */
final class RelevancePath {

	private final Map<String, GraphOperation> operations = new LinkedHashMap<>();
	private final GraphOperation first;
	private final GraphOperation last;

	private RelevancePath(final GraphOperation first, final GraphOperation last) {
		this.first = first;
		this.last = last;
	}

	/** @throws IllegalArgumentException if there is no such operation */
	static RelevancePath between(final Graph graph, final String pixels, final String layer) {
		final RelevancePath path =
			new RelevancePath(graph.operationOrThrow(pixels), graph.operationOrThrow(layer));
		GraphOperations.inOrder(List.of(path.last), GraphOperations::inputs).forEach(path::add);
		return path;
	}

	private void add(final GraphOperation operation) {
		final boolean isFloat =
			operation.numOutputs() > 0 && operation.output(0).dataType() == DataType.DT_FLOAT;
		if (operation.equals(first) || isFloat && !inputs(operation).isEmpty())
			operations.put(operation.name(), operation);
	}

	List<GraphOperation> forwards() {
		return new ArrayList<>(operations.values());
	}

	/** What an operation does to relevance, with the inputs that it takes from the path. */
	PropagationKind kind(final GraphOperation operation) {
		final Op op = Op.of(operation);
		return isLinear(op, operation) ? op.relevance() : PropagationKind.UNKNOWN;
	}

	private boolean isLinear(final Op op, final GraphOperation operation) {
		if (op.linearIn() == LinearIn.ALL) return true;
		if (op.shape() == ShapeRule.BATCH_NORM && operation.attributes().getAttrBool("is_training"))
			return false;
		final long found = GraphOperations.inputs(operation).stream().filter(this::has).count();
		return found == 1 &&
			(op.linearIn() == LinearIn.EITHER || has(operation.input(op.linearIn().place())));
	}

	boolean has(final Output<?> output) {
		return operations.containsKey(output.op().name());
	}

	/** What an operation takes from the path, each once. */
	List<Output<?>> inputs(final GraphOperation operation) {
		final List<Output<?>> inputs = new ArrayList<>();
		for (final Output<?> input : GraphOperations.inputs(operation))
			if (has(input) && !inputs.contains(input)) inputs.add(input);
		return inputs;
	}

	/** The only operation that goes on from this one's first output; none at the end of the path. */
	Optional<GraphOperation> onlyUser(final GraphOperation operation) {
		if (operation.equals(last)) return Optional.empty();
		final List<GraphOperation> users =
			operation.consumers().stream().filter(user -> operations.containsKey(user.name())).toList();
		return users.size() == 1 ? Optional.of(users.get(0)) : Optional.empty();
	}
}
