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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * Has what a loop never changes, its weights above all, taken from where it comes: straight, not through
 * the loop.
 */
final class LoopInvariants {

	private final NodeGraph graph;
	private final EdgeAliases aliases = new EdgeAliases();
	private final Set<String> gone = new HashSet<>();
	/** Of each merge. */
	private final Map<String, NodeDef> switches = new HashMap<>();

	private LoopInvariants(final NodeGraph graph) {
		this.graph = graph;
	}

	/** The same graph with fewer values in its loops. */
	static NodeGraph outside(final NodeGraph graph) {
		if (graph.nodes().stream().noneMatch(node -> Op.of(node) == Op.Enter)) return graph;
		final LoopInvariants invariants = new LoopInvariants(graph);
		invariants.find();
		return graph.rewired(
			graph.nodes().stream().filter(node -> !invariants.gone.contains(node.getName())).toList(),
			invariants.aliases);
	}

	/** What an inner loop hands on makes one of an outer loop, so it is looked for until there is none. */
	private void find() {
		for (final NodeDef node : graph.nodes())
			if (Op.of(node) == Op.Switch) switches.put(Edge.input(node, 0).node(), node);
			else if (Op.of(node) == Op.Enter && Attributes.flag(node, "is_constant", false))
				replace(node, 0, Edge.input(node, 0));
		final List<NodeDef> merges = ofKind(Op.Merge);
		int depth = 0;
		while (depth++ < GraphLimits.DEPTH && merges.stream().filter(this::settled).count() > 0);
		for (final NodeDef exit : ofKind(Op.Exit))
			if (gone.contains(Edge.input(exit, 0).node())) replace(exit, 0, Edge.input(exit, 0));
	}

	private List<NodeDef> ofKind(final Op op) {
		return graph.nodes().stream().filter(node -> Op.of(node) == op).toList();
	}

	/** Whether it is found now that a merge always has what entered. */
	private boolean settled(final NodeDef merge) {
		if (gone.contains(merge.getName()) || merge.getInputCount() < 2) return false;
		final NodeDef enter = graph.node(Edge.input(merge, 0).node());
		final NodeDef next = graph.node(Edge.input(merge, 1).node());
		final NodeDef turn = switches.get(merge.getName());
		if (enter == null || next == null || turn == null || Op.of(enter) != Op.Enter ||
			Op.of(next) != Op.NextIteration) return false;
		if (!origin(Edge.input(next, 0)).equals(new Edge(turn.getName(), 1))) return false;
		final Edge value = Edge.input(enter, 0);
		replace(merge, 0, value);
		replace(turn, 0, value);
		replace(turn, 1, value);
		gone.add(enter.getName());
		gone.add(next.getName());
		return true;
	}

	/** What stands behind an edge and what only hands it on. */
	private Edge origin(final Edge edge) {
		Edge at = aliases.resolve(edge);
		for (NodeDef node = graph.node(at.node()); node != null && Op.of(node) == Op.Identity; node =
			graph.node(at.node()))
			at = aliases.resolve(Edge.input(node, 0));
		return at;
	}

	private void replace(final NodeDef node, final int port, final Edge value) {
		aliases.put(new Edge(node.getName(), port), value);
		gone.add(node.getName());
	}
}
