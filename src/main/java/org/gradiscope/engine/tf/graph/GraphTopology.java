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

package org.gradiscope.engine.tf.graph;

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
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The nodes that some operations need, numbered in {@link TopologicalOrder}, and what each takes from. */
public final class GraphTopology {

	private final List<NodeDef> nodes = new ArrayList<>();
	private final List<int[]> inputs = new ArrayList<>();
	private final Map<String, Integer> numbers = new HashMap<>();

	private GraphTopology() {}

	/** All nodes. */
	public static GraphTopology of(final GraphDef graph) {
		return of(graph, graph.getNodeList().stream().map(NodeDef::getName).toList());
	}

	/**
	 * Only what these operations need.
	 *
	 * @throws EngineException if an edge comes from nowhere, or the graph is cyclic
	 */
	public static GraphTopology of(final GraphDef graph, final Collection<String> operations) {
		final Map<String, NodeDef> known = GraphDefs.byName(graph.getNodeList());
		final GraphTopology topology = new GraphTopology();
		for (final String operation : TopologicalOrder.of(operations, name -> sources(known, name),
			name -> new EngineException("The graph has a cycle through '" + name +
				"'; export the network for inference, without loops.")))
			topology.add(known.get(operation));
		return topology;
	}

	private static List<String> sources(final Map<String, NodeDef> known, final String operation) {
		final NodeDef node = known.get(operation);
		if (node == null) throw new EngineException("The graph has no operation '" + operation +
			"', from which another takes; export the network again.");
		return dataInputs(node).map(Edge::operation).toList();
	}

	/** The edges along which tensors flow to a node. */
	public static Stream<String> dataInputs(final NodeDef node) {
		return node.getInputList().stream().filter(edge -> !Edge.isControl(edge));
	}

	private void add(final NodeDef node) {
		numbers.put(node.getName(), nodes.size());
		nodes.add(node);
		inputs.add(dataInputs(node).map(Edge::operation).mapToInt(numbers::get).toArray());
	}

	public int size() {
		return nodes.size();
	}

	public NodeDef node(final int number) {
		return nodes.get(number);
	}

	public Op op(final int number) {
		return Op.of(node(number));
	}

	/** The nodes, by number. */
	public Stream<NodeDef> all() {
		return nodes.stream();
	}

	/** The nodes that it takes from, in the order of its inputs. */
	public int[] inputs(final int number) {
		return inputs.get(number);
	}

	/** The node that takes from it, beside those that only ask for its shape; none if there are more. */
	public Optional<Integer> onlyUser(final int number) {
		final int[] users = IntStream.range(number + 1, size()).filter(
			user -> op(user) != Op.Shape && IntStream.of(inputs(user)).anyMatch(input -> input == number))
			.toArray();
		return users.length == 1 ? Optional.of(users[0]) : Optional.empty();
	}

	/** -1 if it is not among them. */
	public int number(final String operation) {
		return numbers.getOrDefault(operation, -1);
	}

	/** By number: whether a node is {@code start} or depends on it, all along nodes that pass. */
	public boolean[] dependents(final int start, final Predicate<NodeDef> passes) {
		final boolean[] depends = new boolean[size()];
		for (int i = Math.max(start, 0); i < size(); i++)
			depends[i] = i == start || passes.test(node(i)) && takesAny(i, depends);
		return depends;
	}

	/** Whether any of a node's inputs is marked. */
	public boolean takesAny(final int number, final boolean[] marked) {
		return IntStream.of(inputs(number)).anyMatch(input -> marked[input]);
	}

	/**
	 * A node and its ancestors, without those that are claimed and what only these need.
	 *
	 * @param claimed by number; all that is found is added
	 */
	public List<Integer> claim(final int number, final boolean[] claimed) {
		final List<Integer> found = new ArrayList<>();
		final Deque<Integer> open = new ArrayDeque<>();
		claim(number, claimed, open);
		while (!open.isEmpty()) {
			found.add(open.peek());
			for (final int input : inputs(open.pop()))
				claim(input, claimed, open);
		}
		return found;
	}

	private static void claim(final int number, final boolean[] claimed, final Deque<Integer> open) {
		if (number < 0 || claimed[number]) return;
		claimed[number] = true;
		open.push(number);
	}

	/** What stands behind a node that hands on its first input, and behind others like it. */
	public int origin(final int number, final Predicate<NodeDef> handsOn) {
		int at = number;
		while (handsOn.test(node(at)) && inputs(at).length > 0)
			at = inputs(at)[0];
		return at;
	}
}
