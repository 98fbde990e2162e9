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

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.protobuf.InvalidProtocolBufferException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A network as a list of operations whose weights are constants. */
final class FrozenGraph {

	private final Set<String> operations = new HashSet<>();
	private final GraphDef definition;
	private final String input;

	private FrozenGraph(final GraphDef definition, final String input) {
		this.definition = definition;
		this.input = input;
		for (final NodeDef node : definition.getNodeList())
			operations.add(node.getName());
	}

	/**
	 * @throws EngineException if the bytes are no graph, it has not the operations that the descriptor
	 *           names, or the logits need one that does more than compute
	 */
	static FrozenGraph of(final Model model) {
		try {
			final FrozenGraph graph = new FrozenGraph(GraphDef.parseFrom(model.graph()), model
				.descriptor().input());
			graph.require(model.descriptor().input(), "input.tensor");
			graph.require(model.descriptor().logits(), "output.logits");
			for (final Layer layer : model.descriptor().layers())
				graph.require(layer.tensor(), "layers: " + layer.name());
			graph.pruned(List.of(model.descriptor().logits()), Preprocessor.PREPARED);
			return graph;
		}
		catch (final InvalidProtocolBufferException e) {
			throw new EngineException("The graph of " + model.descriptor().name() +
				" is not a TensorFlow GraphDef: " + OneLine.of(e), e);
		}
	}

	boolean has(final String operation) {
		return operations.contains(operation);
	}

	private void require(final String operation, final String key) {
		if (!has(operation)) throw new EngineException("The graph has no operation '" + operation +
			"', which its descriptor names (" + key + ").");
	}

	/**
	 * Only what {@code outputs} need, with the input taken from another operation instead of from a
	 * placeholder.
	 *
	 * @param source the operation, to be added by the caller, that gives the images
	 * @throws EngineException if the outputs do not depend on the input, or need an operation that does
	 *           more than compute
	 */
	GraphDef pruned(final Collection<String> outputs, final String source) {
		final GraphDef pruned = GraphDefs.pruned(definition, node -> node.getName().equals(input)
			? identity(source) : node, outputs);
		if (pruned.getNodeList().stream().noneMatch(node -> node.getName().equals(input)))
			throw new EngineException("The operations " + outputs + " do not depend on the input '" +
				input + "'.");
		PureOperations.check(pruned);
		return pruned;
	}

	private NodeDef identity(final String source) {
		return NodeDef.newBuilder().setName(input).setOp("Identity").addInput(source).putAttr("T",
			GraphDefs.FLOAT).build();
	}
}
