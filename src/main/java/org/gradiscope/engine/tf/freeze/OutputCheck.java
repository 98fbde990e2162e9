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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.NodeDef;

/** Which outputs can be computed from the image alone, in a straight line or in loops. */
final class OutputCheck {

	private static final String BRANCH = "chooses by a condition that only the image decides";
	private static final String DATA =
		"runs as often as the data say, not the length of the series " +
			"alone, so it cannot be written out step by step";
	private static final String LOOP = "is a loop of a kind that is not supported";

	private final NodeGraph graph;
	private final Set<String> inputs;
	private final Set<String> looped;
	private final Set<String> pixels;

	private OutputCheck(final NodeGraph graph, final Set<String> inputs) {
		this.graph = graph;
		this.inputs = inputs;
		looped = looped(graph);
		pixels = looped.isEmpty() ? Set.of() : pixels(graph, inputs);
	}

	/**
	 * Leaves out the outputs that cannot be computed.
	 *
	 * @param inputs the placeholders of the signature
	 * @throws org.gradiscope.engine.EngineException if no output is left
	 */
	static NodeGraph check(final NodeGraph graph, final Set<String> inputs,
		final Consumer<String> remarks) {
		final OutputCheck check = new OutputCheck(graph, inputs);
		final Set<String> kept = new LinkedHashSet<>();
		String reason = "the signature has none";
		for (final Map.Entry<String, Edge> output : graph.outputs().entrySet()) {
			final String found = check.reason(output.getValue());
			if (found == null) kept.add(output.getKey());
			else remarks.accept("The output '" + output.getKey() + "' is left out: " + found + ".");
			if (found != null) reason = found;
		}
		if (kept.isEmpty()) throw GraphErrors.of("No output of the network can be used: " + reason +
			"; give its ONNX or Keras file, or export the network for inference, as " +
			"scripts/export-keras-model.py does.");
		return graph.withOutputs(kept).pruned();
	}

	/** Why an output cannot be computed; null if it can. */
	private String reason(final Edge output) {
		boolean fed = false;
		for (final String name : graph.ancestors(Set.of(output))) {
			final NodeDef node = graph.node(name);
			if (node == null) return "the graph has no node '" + name + "'";
			fed |= inputs.contains(name);
			final Op op = Op.of(node);
			final String fault = op.is(OpTrait.BRANCH) && !looped.contains(name) ? BRANCH : op == Op.For
				? LOOP : op == Op.SymbolicGradient ? "computes gradients, which training does" : null;
			if (fault != null) return "the node '" + name + "', a " + op + ", " + fault;
			if (op == Op.LoopCond && pixels.contains(name))
				return "the loop '" + name.replaceFirst("/LoopCond[^/]*$", "") + "' " + DATA;
			if (op == Op.Placeholder && !inputs.contains(name))
				return "it needs the placeholder '" + name + "', which is not an input of the signature";
		}
		return fed ? null : "it depends on no input of the signature";
	}

	/** What depends on the numbers of the inputs, not on their shapes alone. */
	private static Set<String> pixels(final NodeGraph graph, final Set<String> inputs) {
		final Map<String, List<NodeDef>> users = new HashMap<>();
		for (final NodeDef node : graph.nodes())
			GraphTopology.dataInputs(node).map(Edge::operation)
				.forEach(from -> users.computeIfAbsent(from, name -> new ArrayList<>()).add(node));
		final Set<String> pixels = new HashSet<>(inputs);
		final Deque<String> open = new ArrayDeque<>(inputs);
		while (!open.isEmpty())
			for (final NodeDef user : users.getOrDefault(open.pop(), List.of()))
				if (!Op.of(user).is(OpTrait.READS_SHAPE) && pixels.add(user.getName()))
					open.push(user.getName());
		return pixels;
	}

	/** What is in a loop or behind one: there it may follow from the number of the pass which way is gone. */
	private static Set<String> looped(final NodeGraph graph) {
		final Set<String> looped = new HashSet<>();
		if (graph.nodes().stream().anyMatch(node -> Op.of(node) == Op.NextIteration))
			for (final NodeDef node : graph.inOrder())
			if (GraphTopology.dataInputs(node).map(Edge::operation)
				.anyMatch(from -> looped.contains(from) || Op.of(graph.node(from)) == Op.NextIteration))
				looped.add(node.getName());
		return looped;
	}
}
