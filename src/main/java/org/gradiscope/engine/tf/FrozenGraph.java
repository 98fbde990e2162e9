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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.ImpureOperations;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.guard.GraphValidator;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** A network as a list of operations whose weights are constants, of which programs take what they need. */
final class FrozenGraph implements AutoCloseable {

	private final Set<String> operations = new HashSet<>();
	private final GraphDef definition;
	private final String input;
	private final WeightTensors weights;

	/**
	 * @param definition constants only; see {@link org.gradiscope.engine.tf.freeze.FrozenModel}
	 * @param input the operation that takes the images
	 */
	FrozenGraph(final GraphDef definition, final String input) {
		this(definition, input, WeightTensors.NONE);
	}

	private FrozenGraph(final GraphDef definition, final String input, final WeightTensors weights) {
		this.definition = definition;
		this.input = input;
		this.weights = weights;
		for (final NodeDef node : definition.getNodeList())
			operations.add(node.getName());
	}

	/** The size of what each program has a copy of, in bytes. */
	long bytes() {
		return definition.getSerializedSize();
	}

	boolean has(final String operation) {
		return operations.contains(operation);
	}

	/** @throws EngineException if there is no such operation */
	void require(final String operation, final String key) {
		if (!has(operation)) throw new EngineException(
			"The graph has no operation '" + operation + "', which its description names (" + key +
				"); correct it in gradiscope.yaml, or leave it out.");
	}

	GraphDef definition() {
		return definition;
	}

	/** The weights that the definition does not hold. */
	WeightTensors weights() {
		return weights;
	}

	/** The same operations with other constants, and with these weights, which it closes. */
	FrozenGraph with(final GraphDef other, final WeightTensors held) {
		return new FrozenGraph(other, input, held);
	}

	/**
	 * Only what {@code outputs} need.
	 *
	 * @throws EngineException if they do not depend on the input, or need an operation that does more
	 *           than compute, or is not as it should be
	 */
	FrozenGraph needed(final Collection<String> outputs) {
		final GraphDef needed = GraphDefs.pruned(definition, node -> node, outputs);
		requireInput(needed, outputs);
		ImpureOperations.refuse(needed);
		GraphValidator.check(needed);
		return new FrozenGraph(needed, input);
	}

	/**
	 * Only what {@code outputs} need, with the input taken from another operation instead of from a
	 * placeholder, and others likewise.
	 *
	 * @param source the operation, to be added by the caller, that gives the images
	 * @param others the operations, likewise, that give what other placeholders take
	 * @throws EngineException if the outputs do not depend on the input
	 */
	GraphDef pruned(final Collection<String> outputs, final String source,
		final Map<String, String> others) {
		final GraphDef pruned = GraphDefs.pruned(definition,
			node -> node.getName().equals(input) ? NodeDefs.identity(input, source, Attributes.FLOAT)
				: others.containsKey(node.getName()) ? NodeDefs.identity(node.getName(),
					others.get(node.getName()), Attributes.of(Attributes.type(node))) : node,
			outputs);
		requireInput(pruned, outputs);
		return pruned;
	}

	private void requireInput(final GraphDef graph, final Collection<String> outputs) {
		if (graph.getNodeList().stream().noneMatch(node -> node.getName().equals(input)))
			throw new EngineException("The operations " + outputs + " do not depend on the input '" +
				input + "'; name both ends in gradiscope.yaml (input.tensor, output.tensor).");
	}

	/**
	 * The values of tensors that do not depend on the images, by their edges; those of float32.
	 *
	 * @param edges all of which are there
	 */
	Map<String, Tensor> computed(final Collection<String> edges) {
		final Map<String, Tensor> values = new HashMap<>();
		if (edges.isEmpty()) return values;
		final GraphDef needed =
			GraphDefs.pruned(definition, node -> node, edges.stream().map(Edge::operation).toList());
		final Graph own = new Graph();
		own.importGraphDef(WeightTensors.asVariables(needed));
		try (Program program = new Program(own, Map.of(), List.of(), weights, false)) {
			final Session.Runner runner = program.runner();
			edges.forEach(runner::fetch);
			try (Result result = runner.run()) {
				int i = 0;
				for (final String edge : edges)
					if (result.get(i++) instanceof TFloat32 tensor)
						values.put(edge, Tensors.fromNative(tensor));
			}
		}
		return values;
	}

	@Override
	public void close() {
		weights.close();
	}
}
