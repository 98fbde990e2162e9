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

package org.gradiscope.engine.tf.unroll;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TopologicalOrder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The loops of a graph, which of them are in which, and what each computes. */
final class LoopNest {

	/** Of one graph. */
	private static final int MOST = 256;

	private final Map<String, NodeDef> nodes;
	private final Map<String, List<NodeDef>> users = new HashMap<>();
	/** By the names of their merges. */
	private final Map<String, Loop> merges = new HashMap<>();
	private final Map<String, Loop> innermost = new HashMap<>();

	LoopNest(final GraphDef graph) {
		nodes = GraphDefs.byName(graph.getNodeList());
		for (final NodeDef node : nodes.values())
			GraphTopology.dataInputs(node).map(Edge::operation).distinct()
				.forEach(from -> users.computeIfAbsent(from, name -> new ArrayList<>()).add(node));
		final Collection<Loop> loops = loops();
		loops.forEach(this::gather);
		final List<Loop> fromInside =
			loops.stream().sorted(Comparator.comparingInt((Loop loop) -> loop.members().size())).toList();
		for (int i = 0; i < fromInside.size(); i++)
			place(fromInside.get(i), fromInside.subList(i + 1, fromInside.size()));
	}

	static boolean isIn(final GraphDef graph) {
		return graph.getNodeList().stream().anyMatch(node -> Op.of(node) == Op.NextIteration);
	}

	/** A merge that takes from the next pass makes one, and the same condition the same one. */
	private Collection<Loop> loops() {
		final Map<String, Loop> loops = new LinkedHashMap<>();
		final Map<String, String> conditions = conditions();
		for (final NodeDef merge : nodes.values()) {
			final NodeDef next = Op.of(merge) == Op.Merge ? source(merge, Op.NextIteration) : null;
			if (next == null) continue;
			final NodeDef enter = source(merge, Op.Enter);
			final String condition = enter == null ? null : conditions.get(frame(enter));
			if (condition == null) throw damaged(merge.getName());
			final Loop loop =
				loops.computeIfAbsent(condition, name -> new Loop(name(condition), condition));
			if (loops.size() > MOST)
				throw GraphErrors.of("The graph has more than " + MOST + " loops; give a smaller network.");
			loop.variables().add(new Loop.Variable(new Edge(enter.getName(), 0), merge.getName(),
				turn(merge).map(NodeDef::getName).orElse(null), Edge.input(next, 0)));
			merges.put(merge.getName(), loop);
		}
		return loops.values();
	}

	/** By frame; a value that the body does not take has no switch that would name its condition. */
	private Map<String, String> conditions() {
		final Map<String, String> conditions = new HashMap<>();
		for (final NodeDef merge : nodes.values()) {
			final NodeDef enter = Op.of(merge) == Op.Merge ? source(merge, Op.Enter) : null;
			if (enter != null)
				turn(merge).ifPresent(turn -> conditions.put(frame(enter), Edge.input(turn, 1).node()));
		}
		return conditions;
	}

	private static String frame(final NodeDef enter) {
		return Attributes.text(enter, "frame_name", "");
	}

	private static String name(final String condition) {
		final int slash = condition.lastIndexOf('/');
		return slash <= 0 ? condition : condition.substring(0, slash);
	}

	private NodeDef source(final NodeDef node, final Op op) {
		return GraphTopology.dataInputs(node).map(Edge::operation).map(nodes::get)
			.filter(from -> from != null && Op.of(from) == op).findFirst().orElse(null);
	}

	private Optional<NodeDef> turn(final NodeDef merge) {
		return users(merge.getName()).stream()
			.filter(
				user -> Op.of(user) == Op.Switch && Edge.input(user, 0).node().equals(merge.getName()) &&
					Op.of(node(Edge.input(user, 1).node())) == Op.LoopCond)
			.findFirst();
	}

	List<NodeDef> users(final String node) {
		return users.getOrDefault(node, List.of());
	}

	NodeDef node(final String name) {
		final NodeDef node = nodes.get(name);
		if (node == null) throw damaged(name);
		return node;
	}

	static RuntimeException damaged(final String node) {
		return GraphErrors
			.of("The loop at the node '" + node + "' has no beginning or no end; the file is damaged.");
	}

	/** Whether a node stands for a value of the loop in each pass, and is not computed. */
	boolean isVariable(final String node) {
		if (merges.containsKey(node)) return true;
		final NodeDef turn = node(node);
		return Op.of(turn) == Op.Switch && merges.containsKey(Edge.input(turn, 0).node());
	}

	/** All that follows from what changes, up to what leaves the loop. */
	private void gather(final Loop loop) {
		final Deque<String> open = new ArrayDeque<>();
		loop.variables().forEach(variable -> reach(variable.merge(), loop, open));
		while (!open.isEmpty())
			for (final NodeDef user : users(open.pop()))
				if (Op.of(user) != Op.Exit || !leaves(user, loop)) reach(user.getName(), loop, open);
	}

	/** Of a loop within all values are reached, though some of them may be the same in each pass. */
	private void reach(final String node, final Loop loop, final Deque<String> open) {
		if (!loop.members().add(node)) return;
		open.push(node);
		final Loop entered = merges.get(node);
		if (entered != null && entered != loop)
			entered.variables().forEach(variable -> reach(variable.merge(), loop, open));
	}

	private boolean leaves(final NodeDef exit, final Loop loop) {
		final String from = Edge.input(exit, 0).node();
		return loop.variables().stream().anyMatch(variable -> from.equals(variable.turn()));
	}

	private void place(final Loop loop, final List<Loop> larger) {
		loop.members().forEach(node -> innermost.putIfAbsent(node, loop));
		final String any = loop.variables().get(0).merge();
		larger.stream().filter(other -> other.members().contains(any)).findFirst()
			.ifPresent(loop::setOuter);
	}

	/** The names of nodes from which no other takes. */
	List<String> terminals() {
		return nodes.keySet().stream().filter(name -> users(name).isEmpty()).toList();
	}

	/**
	 * What a loop computes in a pass: names of nodes, and loops within, each after what it takes from.
	 *
	 * @param level null for what is in no loop
	 */
	List<Object> order(final Loop level) {
		final Set<Object> ends = new LinkedHashSet<>();
		if (level == null) nodes.keySet().forEach(name -> ends.add(item(name, null)));
		else {
			ends.add(level.condition());
			level.variables().forEach(variable -> ends.add(item(variable.next().node(), level)));
			ends.remove(null);
		}
		return TopologicalOrder.of(ends, item -> sources(item, level),
			item -> damaged(item instanceof Loop loop ? loop.name() : item.toString()));
	}

	private List<Object> sources(final Object item, final Loop level) {
		if (item instanceof Loop loop) {
			final Set<Object> all = new LinkedHashSet<>();
			loop.members()
				.forEach(name -> GraphTopology.dataInputs(node(name)).map(Edge::operation)
					.filter(from -> !loop.members().contains(from)).map(from -> item(from, level))
					.filter(Objects::nonNull).forEach(all::add));
			return List.copyOf(all);
		}
		final String name = item.toString();
		if (merges.containsKey(name)) return List.of();
		return GraphTopology.dataInputs(node(name)).map(Edge::operation).map(from -> item(from, level))
			.filter(Objects::nonNull).toList();
	}

	/** What of a level a node belongs to; null if it is outside of it, and so there already. */
	private Object item(final String name, final Loop level) {
		node(name);
		Loop at = innermost.get(name);
		if (at == level) return name;
		final Set<Loop> seen = new HashSet<>();
		while (at != null && at.outer() != level && seen.add(at))
			at = at.outer();
		return at != null && at.outer() == level ? at : null;
	}
}
