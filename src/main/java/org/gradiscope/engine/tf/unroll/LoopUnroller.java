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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.LoopResults;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.unroll.Loop.Variable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Writes a graph with loops as one without, for images of one size: each loop as many times as it runs
 * then. The number of passes has to follow from that size alone. What is in no loop keeps its name; what is
 * in one stands in the scope of the loop, once for each pass.
 */
public final class LoopUnroller {

	/** Of a node that takes the place of a loop: why it cannot be written out. Files have no such attributes. */
	private static final String FAULT = "_gradiscope_fault";

	/** Of tensors that are turned around. */
	private static final int LARGEST_RANK = 8;

	private final LoopNest nest;
	private final GraphWriter graph = new GraphWriter();
	private final Map<Loop, List<Object>> orders = new HashMap<>();
	private final Map<String, String> faults = new HashMap<>();

	private LoopUnroller(final GraphDef looped) {
		nest = new LoopNest(looped);
		looped.getNodeList().forEach(node -> graph.unique(node.getName()));
	}

	/** Whether a graph has loops. */
	public static boolean hasLoops(final GraphDef graph) {
		return LoopNest.isIn(graph);
	}

	/** Why an operation cannot be computed: the first loop that it needs and that is still there; null if none is. */
	public static String fault(final GraphDef unrolled, final String operation) {
		final Map<String, NodeDef> nodes = GraphDefs.byName(unrolled.getNodeList());
		final Set<String> needed = GraphDefs.ancestors(nodes, List.of(operation), edge -> true);
		return nodes.values().stream()
			.filter(node -> node.containsAttr(FAULT) && needed.contains(node.getName()))
			.map(node -> Attributes.text(node, FAULT, "")).findFirst().orElse(null);
	}

	/** @throws EngineException if a loop is still there, with the reason */
	public static void requireUnrolled(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			if (node.containsAttr(FAULT)) throw GraphErrors.of(Attributes.text(node, FAULT, ""));
	}

	/**
	 * All of a graph, but what nothing needs any more.
	 *
	 * @param inputs the axes of placeholders, all known but the first where it is the number of images
	 *          (-1)
	 * @param outputs operations that are wanted; all from which no other takes are, too
	 * @return the graph, in which a loop that cannot be written out is still there, with the reason
	 * @throws EngineException if a loop has no beginning or no end, or what is written becomes too large
	 */
	public static GraphDef unrolled(final GraphDef looped, final Map<String, List<Long>> inputs,
		final Set<String> outputs) {
		final LoopUnroller unroller = new LoopUnroller(looped);
		final Set<String> ends = new HashSet<>(outputs);
		ends.addAll(unroller.nest.terminals());
		unroller.write(inputs);
		final GraphDef all = GraphDef.newBuilder().setVersions(looped.getVersions())
			.addAllNode(unroller.graph.nodes()).build();
		return GraphDefs.pruned(all, node -> node, ends);
	}

	private void write(final Map<String, List<Long>> inputs) {
		inputs.forEach((name, axes) -> graph.numbers().given(name, axes));
		final Pass outermost = new Pass();
		for (final Object item : order(null))
			try {
				if (item instanceof Loop loop) run(loop, outermost);
				else write(sized(nest.node(item.toString()), inputs), outermost);
			}
			catch (final EngineException e) {
				if (graph.isFull()) throw e;
				// What is not needed may be of any kind.
				if (item instanceof Loop loop) give(loop, e.getMessage(), outermost);
				else give(nest.node(item.toString()), e.getMessage(), outermost);
			}
	}

	private static NodeDef sized(final NodeDef node, final Map<String, List<Long>> inputs) {
		final List<Long> axes = inputs.get(node.getName());
		return axes == null ? node
			: NodeDefs.placeholder(node.getName(), Attributes.type(node), TensorProtos.shape(axes));
	}

	/** Computed once, for loops run often. */
	private List<Object> order(final Loop level) {
		return orders.computeIfAbsent(level, nest::order);
	}

	/** In place of what leaves a loop that cannot be written out: what says so where it is needed. */
	private void give(final Loop loop, final String fault, final Pass outermost) {
		final List<Edge> sources = new ArrayList<>();
		loop.members().forEach(name -> GraphTopology.dataInputs(nest.node(name)).map(Edge::of)
			.filter(edge -> !loop.members().contains(edge.node())).forEach(sources::add));
		for (final Variable variable : loop.variables())
			if (variable.turn() != null)
				give(variable.turn(), Op.Switch.name(), sources, fault, outermost);
	}

	private void give(final NodeDef node, final String fault, final Pass outermost) {
		final List<Edge> sources = GraphTopology.dataInputs(node).map(Edge::of).toList();
		give(node.getName(), node.getOp(), sources, sources.stream().map(Edge::node).map(faults::get)
			.filter(Objects::nonNull).findFirst().orElse(fault), outermost);
	}

	private void give(final String name, final String operation, final List<Edge> sources,
		final String fault, final Pass outermost) {
		final NodeDef.Builder node = NodeDefs.node(name, operation);
		sources.stream().map(outermost::get).filter(Value.Tensor.class::isInstance)
			.map(value -> ((Value.Tensor) value).edge()).filter(Objects::nonNull).distinct()
			.forEach(edge -> node.addInput(edge.toString()));
		graph.add(node
			.putAttr(FAULT, AttrValue.newBuilder().setS(ByteString.copyFromUtf8(fault)).build()).build());
		outermost.put(name, name);
		faults.put(name, fault);
	}

	private void run(final Loop loop, final Pass around) {
		List<Value> values = loop.variables().stream().map(each -> around.get(each.initial())).toList();
		for (int number = 0;; number++) {
			if (number > GraphWriter.MOST_PASSES) throw fault(loop,
				"runs more than " + GraphWriter.MOST_PASSES + " times; give a shorter series");
			final Pass pass = around.inner(loop, number);
			for (int i = 0; i < values.size(); i++)
				pass.put(new Edge(loop.variables().get(i).merge(), 0), values.get(i));
			final boolean more = write(loop, pass, values);
			if (!more) break;
			values = loop.variables().stream().map(each -> pass.get(each.next())).toList();
		}
		for (int i = 0; i < values.size(); i++)
			if (loop.variables().get(i).turn() != null)
				around.put(new Edge(loop.variables().get(i).turn(), 0),
					around.isOutermost() ? result(loop, i, values.get(i)) : values.get(i));
	}

	/** What a layer or the scores may be has a name that is no step's own. */
	private Value result(final Loop loop, final int number, final Value value) {
		final AttrValue type = Attributes.get(nest.node(loop.variables().get(number).turn()), "T");
		if (!(value instanceof Value.Tensor tensor) || tensor.edge() == null ||
			!Attributes.isFloat(type.getType())) return value;
		final String name = graph.unique(loop.scope() + "/result_" + number);
		graph.add(LoopResults.marked(NodeDefs.identity(name, tensor.edge().toString(), type)));
		return new Value.Tensor(new Edge(name, 0));
	}

	/** @return whether the condition held, and the pass was written */
	private boolean write(final Loop loop, final Pass pass, final List<Value> values) {
		for (final Object item : order(loop)) {
			if (item instanceof Loop inner) run(inner, pass);
			else if (!nest.isVariable(item.toString())) write(nest.node(item.toString()), pass);
			if (!item.equals(loop.condition())) continue;
			if (!holds(loop, pass)) return false;
			for (int i = 0; i < values.size(); i++)
				if (loop.variables().get(i).turn() != null)
					pass.put(new Edge(loop.variables().get(i).turn(), 1), values.get(i));
		}
		return true;
	}

	private boolean holds(final Loop loop, final Pass pass) {
		final Double holds = pass.get(new Edge(loop.condition(), 0)) instanceof Value.Tensor tensor
			? graph.numbers().scalar(tensor.edge()) : null;
		if (holds == null) throw fault(loop,
			"runs as often as the data say, not the length of the series or the size of the image alone, " +
				"so it cannot be run backwards; export the network with a fixed number of steps");
		return holds != 0;
	}

	private static EngineException fault(final Loop loop, final String what) {
		return GraphErrors.of("The loop '" + loop.name() + "' " + what + ".");
	}

	private void write(final NodeDef node, final Pass pass) {
		final Op op = Op.of(node);
		if (op == Op.Merge) merge(node, pass);
		else if (op == Op.Switch) choose(node, pass);
		else if (isDead(node, pass)) pass.kill(node.getName());
		else if (handsOn(op, pass) || isList(node, pass))
			pass.put(new Edge(node.getName(), 0), pass.get(Edge.input(node, 0)));
		else if (!TensorLists.write(graph, node, pass)) copy(node, pass);
	}

	/** In loops nobody asks for what only hands a value on. */
	private static boolean handsOn(final Op op, final Pass pass) {
		return op == Op.LoopCond || op == Op.Enter ||
			!pass.isOutermost() && (op == Op.Identity || op == Op.Exit);
	}

	private static boolean isList(final NodeDef node, final Pass pass) {
		return (Op.of(node) == Op.Identity || Op.of(node) == Op.Exit) &&
			pass.get(Edge.input(node, 0)) instanceof Value.Items;
	}

	private static boolean isDead(final NodeDef node, final Pass pass) {
		return GraphTopology.dataInputs(node).map(Edge::of)
			.anyMatch(edge -> pass.get(edge) == Value.DEAD);
	}

	/** Of a branch within a loop. */
	private void choose(final NodeDef node, final Pass pass) {
		final Double condition = pass.get(Edge.input(node, 1)) instanceof Value.Tensor tensor
			? graph.numbers().scalar(tensor.edge()) : null;
		if (condition == null) throw GraphErrors.of("The node '" + node.getName() +
			"', a Switch, chooses by a condition that only the data decide; export the network for " +
			"inference.");
		final int taken = condition == 0 ? 0 : 1;
		pass.put(new Edge(node.getName(), taken), pass.get(Edge.input(node, 0)));
		pass.put(new Edge(node.getName(), 1 - taken), Value.DEAD);
	}

	private void merge(final NodeDef node, final Pass pass) {
		pass.put(new Edge(node.getName(), 0), GraphTopology.dataInputs(node).map(Edge::of)
			.map(pass::get).filter(value -> value != Value.DEAD).findFirst().orElse(Value.DEAD));
	}

	private void copy(final NodeDef node, final Pass pass) {
		final String name = graph.name(node.getName(), pass);
		final NodeDef.Builder copy = node.toBuilder().setName(name).clearInput();
		GraphTopology.dataInputs(node).map(Edge::of).forEach(edge -> {
			if (!(pass.get(edge) instanceof Value.Tensor tensor))
				throw GraphErrors.of("The node '" + node.getName() + "', a " + node.getOp() +
					", takes a list of tensors, which is not supported; export the network for inference.");
			copy.addInput(tensor.edge().toString());
		});
		graph.add(switch (Op.of(node)) {
			case Exit -> NodeDefs.identity(name, copy.getInput(0), Attributes.get(node, "T"));
			case ReverseV2 -> reversed(copy);
			default -> copy.build();
		});
		pass.put(node.getName(), name);
	}

	/** As a slice with a step of -1, of which is known which axes it turns, and that no other is mixed. */
	private NodeDef reversed(final NodeDef.Builder reverse) {
		final long[] axes = graph.numbers().list(Edge.of(reverse.getInput(1))).orElse(new long[0]);
		final long last = LongStream.of(axes).max().orElse(-1);
		if (LongStream.of(axes).anyMatch(axis -> axis < 0) || last < 0 || last > LARGEST_RANK)
			return reverse.build();
		final long[] steps = new long[(int) last + 1];
		Arrays.fill(steps, 1);
		for (final long axis : axes)
			steps[(int) axis] = -1;
		final String none = list(reverse.getName() + "_none", new long[steps.length]);
		final AttrValue all = Attributes.of((1L << steps.length) - 1);
		return NodeDefs
			.node(reverse.getName(), Op.StridedSlice, reverse.getInput(0), none, none,
				list(reverse.getName() + "_steps", steps))
			.putAttr("T", reverse.getAttrOrThrow("T")).putAttr("Index", Attributes.of(DataType.DT_INT32))
			.putAttr("begin_mask", all).putAttr("end_mask", all).build();
	}

	private String list(final String name, final long... values) {
		final NodeDef list = Constants.list(graph.unique(name), DataType.DT_INT32, values);
		graph.add(list);
		return list.getName();
	}
}
