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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.ImpureOperations;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.guard.GraphValidator;
import org.gradiscope.engine.tf.unroll.LoopUnroller;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * A network as a list of operations whose weights are constants, of which programs take what they need.
 * One with loops is another list for each size of its images.
 */
final class FrozenGraph implements AutoCloseable {

	/** Graphs for single sizes. */
	private static final int KEPT = 4;

	private final Set<String> operations = new HashSet<>();
	private final GraphDef definition;
	private final String input;
	private final WeightTensors weights;
	/** Null where all sizes have the same graph. */
	private final BySize bySize;
	private final Map<List<Integer>, FrozenGraph> sized = new LinkedHashMap<>(8, 0.75f, true);

	/** Makes the graph for images of one size. */
	interface BySize {

		GraphDef at(int height, int width);
	}

	/**
	 * @param definition constants only; see {@link org.gradiscope.engine.tf.freeze.FrozenModel}
	 * @param input the operation that takes the images
	 */
	FrozenGraph(final GraphDef definition, final String input) {
		this(definition, input, WeightTensors.NONE, null);
	}

	private FrozenGraph(final GraphDef definition, final String input, final WeightTensors weights,
		final BySize bySize) {
		this.bySize = bySize;
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

	/** The same operations with these weights, which it closes. */
	FrozenGraph with(final WeightTensors held) {
		return new FrozenGraph(definition, input, held, bySize);
	}

	/** The same, of which each size of images has a graph of its own. */
	FrozenGraph with(final BySize others) {
		return new FrozenGraph(definition, input, weights, others);
	}

	/** The same operations with other constants, and with these weights, which it closes. */
	FrozenGraph with(final UnaryOperator<GraphDef> constants, final WeightTensors held) {
		return new FrozenGraph(constants.apply(definition), input, held,
			bySize == null ? null : (height, width) -> constants.apply(bySize.at(height, width)));
	}

	/** The same, of which some constants are weights of its own that the definition does not hold. */
	FrozenGraph detached(final Set<String> names) {
		return with(all -> DetachedConstants.detached(all, names),
			weights.with(names, (name, values) -> values).and(definition, names));
	}

	/** The definition with all weights in it. */
	GraphDef attached() {
		return weights.attachedTo(definition);
	}

	/** Whether another size of the images needs another graph. */
	boolean isBySize() {
		return bySize != null;
	}

	/**
	 * The graph for images of one size, with the same weights; not to be closed by itself. A few are kept.
	 *
	 * @throws EngineException if its loops cannot be written out for that size
	 */
	synchronized FrozenGraph at(final int height, final int width) {
		if (bySize == null) return this;
		final List<Integer> size = List.of(height, width);
		final FrozenGraph known = sized.get(size);
		if (known != null) return known;
		final FrozenGraph made = new FrozenGraph(bySize.at(height, width), input, weights, null);
		sized.put(size, made);
		if (sized.size() > KEPT) sized.remove(sized.keySet().iterator().next());
		return made;
	}

	/** All operations that one of these depends on. */
	Set<String> before(final Collection<String> others) {
		final Set<String> before = new HashSet<>();
		for (final String other : others)
			for (final NodeDef node : GraphDefs.pruned(definition, each -> each, List.of(other))
				.getNodeList())
				if (!node.getName().equals(other)) before.add(node.getName());
		return before;
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
		LoopUnroller.requireUnrolled(needed);
		ImpureOperations.refuse(needed);
		GraphValidator.check(needed);
		return new FrozenGraph(needed, input);
	}

	/**
	 * Only what {@code outputs} need, with the input taken from another operation instead of from a
	 * placeholder, and others likewise.
	 *
	 * @param source the operation, to be added by the caller, that gives the images
	 * @param others the operations, likewise, that give what other placeholders take, or what operations are
	 *          to give in place of their own results
	 */
	GraphDef pruned(final Collection<String> outputs, final String source,
		final Map<String, String> others) {
		final GraphDef pruned = GraphDefs.pruned(definition,
			node -> node.getName().equals(input) ? NodeDefs.identity(input, source, Attributes.FLOAT)
				: others.containsKey(node.getName()) ? NodeDefs.identity(node.getName(),
					others.get(node.getName()), Attributes.of(Attributes.type(node))) : node,
			outputs);
		return pruned;
	}

	/** @throws EngineException if outputs do not depend on the input */
	void requireInput(final GraphDef graph, final Collection<String> outputs) {
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
