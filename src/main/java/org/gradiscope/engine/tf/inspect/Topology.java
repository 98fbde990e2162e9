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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes that some operations need, numbered so that each comes after all that it takes from,
 * and one branch after another. Time and memory are linear in the nodes and edges; nothing
 * recurses.
 */
final class Topology {

	private final List<NodeDef> nodes = new ArrayList<>();
	private final List<int[]> inputs = new ArrayList<>();
	private final Map<String, Integer> numbers = new HashMap<>();
	private final Map<String, NodeDef> known = new HashMap<>();
	private final Map<String, Integer> begun = new HashMap<>();

	private Topology(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			known.put(node.getName(), node);
	}

	/** All nodes. */
	static Topology of(final GraphDef graph) {
		return of(graph, graph.getNodeList().stream().map(NodeDef::getName).toList());
	}

	/**
	 * Only what these operations need.
	 *
	 * @throws EngineException if an edge comes from nowhere, or the graph goes in a circle
	 */
	static Topology of(final GraphDef graph, final Collection<String> operations) {
		final Topology topology = new Topology(graph);
		for (final String operation : operations)
			topology.visit(operation);
		topology.known.clear();
		topology.begun.clear();
		return topology;
	}

	private void visit(final String operation) {
		if (numbers.containsKey(operation)) return;
		final Deque<String> open = new ArrayDeque<>();
		open.push(operation);
		while (!open.isEmpty()) {
			final String next = next(open.peek());
			if (next == null) finish(open.pop());
			else if (!numbers.containsKey(next)) {
				if (begun.containsKey(next))
					throw new EngineException("The graph goes in a circle through '" +
						next + "'; export the network for inference, without loops.");
				open.push(next);
			}
		}
	}

	/** The next of an operation's inputs, or null after the last. */
	private String next(final String operation) {
		final NodeDef node = known.get(operation);
		if (node == null) throw new EngineException("The graph has no operation '" + operation +
			"', from which another takes; export the network again.");
		int place = begun.getOrDefault(operation, 0);
		while (place < node.getInputCount() && Edges.isControl(node.getInput(place)))
			place++;
		begun.put(operation, place + 1);
		return place < node.getInputCount() ? Edges.operation(node.getInput(place)) : null;
	}

	private void finish(final String operation) {
		final NodeDef node = known.get(operation);
		numbers.put(operation, nodes.size());
		nodes.add(node);
		inputs.add(node.getInputList().stream().filter(edge -> !Edges.isControl(edge)).mapToInt(
			edge -> numbers.get(Edges.operation(edge))).toArray());
	}

	int size() {
		return nodes.size();
	}

	NodeDef node(final int number) {
		return nodes.get(number);
	}

	Op op(final int number) {
		return Op.of(node(number));
	}

	/** The nodes, by number. */
	Stream<NodeDef> all() {
		return nodes.stream();
	}

	/** The nodes that it takes from, in the order of its inputs. */
	int[] inputs(final int number) {
		return inputs.get(number);
	}

	/** The node that takes from it, beside those that only ask for its shape; none if there are more. */
	Optional<Integer> onlyUser(final int number) {
		final int[] users = IntStream.range(number + 1, size()).filter(user -> op(user) != Op.Shape &&
			IntStream.of(inputs(user)).anyMatch(input -> input == number)).toArray();
		return users.length == 1 ? Optional.of(users[0]) : Optional.empty();
	}

	/** -1 if it is not among them. */
	int number(final String operation) {
		return numbers.getOrDefault(operation, -1);
	}

	/** By number: whether a node is {@code start} or depends on it, all along nodes that pass. */
	boolean[] dependents(final int start, final Predicate<NodeDef> passes) {
		final boolean[] depends = new boolean[size()];
		for (int i = Math.max(start, 0); i < size(); i++)
			depends[i] = i == start || passes.test(node(i)) && anyOf(inputs(i), depends);
		return depends;
	}

	private static boolean anyOf(final int[] places, final boolean[] flags) {
		for (final int place : places)
			if (flags[place]) return true;
		return false;
	}
}
