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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

import org.tensorflow.proto.NodeDef;

/**
 * Puts nodes into an order in which each comes after its inputs (Kahn 1962), and otherwise leaves them
 * where they are.
 */
final class TopologicalOrder {

	/** What closes a loop of TensorFlow 1, the only cycle that a graph may have. */
	static final String LOOP_EDGE = "NextIteration";

	private final Map<String, NodeDef> nodes;
	private final Map<String, List<NodeDef>> consumers = new HashMap<>();
	private final Map<String, Integer> missing = new HashMap<>();
	private final Map<String, Integer> places = new HashMap<>();

	private TopologicalOrder(final Map<String, NodeDef> nodes) {
		this.nodes = nodes;
	}

	/**
	 * @throws org.gradiscope.engine.EngineException if the nodes are cyclic, or need one that is not
	 *           there
	 */
	static List<NodeDef> of(final Map<String, NodeDef> nodes) {
		final TopologicalOrder order = new TopologicalOrder(nodes);
		nodes.values().forEach(order::count);
		return order.sorted();
	}

	private void count(final NodeDef node) {
		int count = 0;
		for (final String input : node.getInputList()) {
			final Edge edge = Edge.of(input);
			if (!waits(node, edge)) continue;
			consumers.computeIfAbsent(edge.node(), name -> new ArrayList<>()).add(node);
			count++;
		}
		missing.put(node.getName(), count);
		places.put(node.getName(), places.size());
	}

	private boolean waits(final NodeDef node, final Edge edge) {
		final NodeDef source = nodes.get(edge.node());
		if (source == null && !edge.isControl()) throw GraphErrors.of("The node '" + node.getName() +
			"' needs '" + edge + "', but the graph has no such node; the file is damaged.");
		return source != null && !source.getOp().equals(LOOP_EDGE);
	}

	private List<NodeDef> sorted() {
		final List<NodeDef> sorted = new ArrayList<>(nodes.size());
		final Queue<NodeDef> ready = new PriorityQueue<>(Comparator.comparing(node -> places.get(node
			.getName())));
		for (final NodeDef node : nodes.values())
			if (missing.get(node.getName()) == 0) ready.add(node);
		while (!ready.isEmpty()) {
			final NodeDef node = ready.remove();
			sorted.add(node);
			for (final NodeDef consumer : consumers.getOrDefault(node.getName(), List.of()))
				if (missing.merge(consumer.getName(), -1, Integer::sum) == 0) ready.add(consumer);
		}
		if (sorted.size() < nodes.size())
			throw GraphErrors
				.of("The graph is cyclic at the node '" + inCycle() + "'; the file is damaged.");
		return sorted;
	}

	private String inCycle() {
		return nodes.keySet().stream().filter(name -> missing.get(name) > 0).findFirst().orElseThrow();
	}
}
