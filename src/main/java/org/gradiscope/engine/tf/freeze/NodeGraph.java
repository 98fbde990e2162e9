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
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TopologicalOrder;
import org.tensorflow.proto.NodeDef;

/** The nodes of a graph by name, and the tensors that are wanted of it. */
final class NodeGraph {

	/** Control edges from these, or from what hands them on, say on which branch of a condition a node is. */
	private static final Set<Op> SWITCHES = EnumSet.of(Op.Switch, Op.RefSwitch);

	private final Map<String, NodeDef> nodes;
	private final Map<String, Edge> outputs;

	private NodeGraph(final Map<String, NodeDef> nodes, final Map<String, Edge> outputs) {
		this.nodes = nodes;
		this.outputs = outputs;
	}

	/** @param outputs by the name that the signature gives them */
	static NodeGraph of(final Collection<NodeDef> nodes, final Map<String, Edge> outputs) {
		GraphLimits.checkNodes(nodes.size());
		final Map<String, NodeDef> named = new LinkedHashMap<>();
		for (final NodeDef node : nodes) {
			GraphLimits.checkName(node.getName());
			if (named.put(node.getName(), node) != null)
				throw GraphErrors.damaged("The graph has two nodes '" + node.getName() + "'");
		}
		return new NodeGraph(named, new LinkedHashMap<>(outputs));
	}

	/** The same outputs of other nodes, with aliases put in for the edges. */
	NodeGraph rewired(final Collection<NodeDef> rewritten, final EdgeAliases aliases) {
		final Map<String, Edge> resolved = new LinkedHashMap<>(outputs);
		resolved.replaceAll((name, edge) -> aliases.resolve(edge));
		return of(rewritten.stream().map(aliases::resolve).toList(), resolved);
	}

	NodeGraph withOutputs(final Set<String> kept) {
		final Map<String, Edge> fewer = new LinkedHashMap<>(outputs);
		fewer.keySet().retainAll(kept);
		return new NodeGraph(nodes, fewer);
	}

	boolean has(final String node) {
		return nodes.containsKey(node);
	}

	/** Null if there is none. */
	NodeDef node(final String name) {
		return nodes.get(name);
	}

	Collection<NodeDef> nodes() {
		return nodes.values();
	}

	Map<String, Edge> outputs() {
		return outputs;
	}

	/** What the outputs need, and no more. */
	NodeGraph pruned() {
		final Map<String, NodeDef> kept = new LinkedHashMap<>(nodes);
		kept.keySet().retainAll(ancestors(outputs.values()));
		return new NodeGraph(kept, outputs);
	}

	/** The names of what these edges need. */
	Set<String> ancestors(final Collection<Edge> edges) {
		return GraphDefs.ancestors(nodes, edges.stream().map(Edge::node).toList(), this::matters);
	}

	/** An order in which nodes run, and what is checked on the way, changes no number. */
	private boolean matters(final String edge) {
		return !Edge.isControl(edge) || isPivot(node(Edge.operation(edge)));
	}

	private boolean isPivot(final NodeDef node) {
		if (node == null || Op.of(node) != Op.Identity || node.getInputCount() == 0)
			return isSwitch(node);
		return isSwitch(node(Edge.operation(node.getInput(0))));
	}

	private static boolean isSwitch(final NodeDef node) {
		return node != null && SWITCHES.contains(Op.of(node));
	}

	/** The nodes, each after those that it needs. */
	List<NodeDef> inOrder() {
		return TopologicalOrder
			.of(nodes.keySet(), this::waitsFor,
				name -> GraphErrors.damaged("The graph is cyclic at the node '" + name + "'"))
			.stream().map(nodes::get).toList();
	}

	/** Control edges may come from nowhere; what closes a loop need not be there before it. */
	private List<String> waitsFor(final String name) {
		final List<String> sources = new ArrayList<>();
		for (final String input : nodes.get(name).getInputList()) {
			final Edge edge = Edge.of(input);
			final NodeDef source = nodes.get(edge.node());
			if (source == null && !edge.isControl()) throw GraphErrors
				.damaged("The node '" + name + "' needs '" + edge + "', but the graph has no such node");
			// What closes a loop of TensorFlow 1, the only cycle that a graph may have.
			if (source != null && Op.of(source) != Op.NextIteration) sources.add(edge.node());
		}
		return sources;
	}
}
