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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Lets float32 into a network that takes whole numbers, so that gradients reach the pixels: its input is
 * one of float32, and so is all that is computed from it, up to where the network itself casts. So is
 * what a network casts to whole numbers of its own accord, to quantize activations. What
 * works on whole numbers only, such as a look-up in a table, gets them rounded.
 */
final class WholeNumberInputs {

	/** What computes otherwise with whole numbers than with others. */
	private static final Set<Op> ON_WHOLE_NUMBERS =
		EnumSet.of(Op.Div, Op.Mean, Op.TruncateDiv, Op.TruncateMod);

	private final UniqueNames names;
	private final List<NodeDef> nodes = new ArrayList<>();
	/** What gives float32 now, and the type that it gave. */
	private final Map<Edge, DataType> freed = new HashMap<>();
	private final Map<Edge, String> rounded = new HashMap<>();
	private final Map<String, NodeDef> constants = new HashMap<>();
	private final Set<String> rounding = new HashSet<>();

	private WholeNumberInputs(final Collection<NodeDef> all) {
		names = new UniqueNames(all);
	}

	/**
	 * @param images whether a placeholder may be given an image
	 * @return the graph itself if it takes no whole numbers
	 */
	static NodeGraph freed(final NodeGraph graph, final Predicate<NodeDef> images,
		final Consumer<String> remarks) {
		final Predicate<NodeDef> whole = node -> Op.of(node) == Op.Placeholder &&
			WholeNumbers.is(Attributes.type(node)) && images.test(node);
		if (graph.nodes().stream().noneMatch(whole)) return graph;
		final WholeNumberInputs inputs = new WholeNumberInputs(graph.nodes());
		for (final NodeDef node : graph.inOrder())
			inputs.nodes.add(whole.test(node) ? inputs.placeholder(node, remarks) : inputs.taking(node));
		inputs.tellRounding(remarks);
		return graph.rewired(inputs.nodes, new EdgeAliases());
	}

	/**
	 * The same of what is cast to whole numbers within a network.
	 *
	 * @param casts of numbers that are whole already
	 */
	static NodeGraph ofCasts(final NodeGraph graph, final Set<String> casts,
		final Consumer<String> remarks) {
		final WholeNumberInputs inputs = new WholeNumberInputs(graph.nodes());
		for (final NodeDef node : graph.inOrder())
			inputs.nodes.add(casts.contains(node.getName()) ? inputs.cast(node, Edge.input(node, 0))
				: inputs.taking(node));
		inputs.tellRounding(remarks);
		return graph.rewired(inputs.nodes, new EdgeAliases());
	}

	private void tellRounding(final Consumer<String> remarks) {
		rounding.forEach(node -> remarks
			.accept("'" + node + "' works on whole numbers, so what it takes of the image is rounded, " +
				"and no gradient passes there."));
	}

	private NodeDef placeholder(final NodeDef node, final Consumer<String> remarks) {
		final DataType type = Attributes.type(node);
		remarks.accept("The input '" + node.getName() + "' takes whole numbers (" +
			WholeNumbers.name(type) + "); numbers between them are taken as they are, unrounded.");
		freed.put(new Edge(node.getName(), 0), type);
		return WholeNumbers.marked(node.toBuilder().putAttr("dtype", Attributes.FLOAT).build(), type);
	}

	/** A node as it is with float32 in place of whole numbers. */
	private NodeDef taking(final NodeDef node) {
		if (Constants.is(node)) constants.put(node.getName(), node);
		final List<Edge> inputs =
			node.getInputList().stream().map(Edge::of).filter(edge -> !edge.isControl()).toList();
		if (inputs.stream().noneMatch(freed::containsKey)) return node;
		return Op.of(node) == Op.Cast ? cast(node, inputs.get(0)) : changed(node, inputs);
	}

	private NodeDef cast(final NodeDef node, final Edge from) {
		final DataType to = Attributes.get(node, "DstT").getType();
		if (WholeNumbers.is(to)) freed.put(new Edge(node.getName(), 0), to);
		return to == DataType.DT_FLOAT || WholeNumbers.is(to)
			? NodeDefs.identity(node.getName(), from.toString(), Attributes.FLOAT)
			: node.toBuilder().putAttr("SrcT", Attributes.FLOAT).build();
	}

	private NodeDef changed(final NodeDef node, final List<Edge> inputs) {
		if (Op.of(node) == Op.BatchMatMulV3) return product(node, inputs);
		final List<OpDef.ArgDef> takes = OpDefs.inputs(node);
		final Set<String> loose = new HashSet<>();
		for (int i = 0; i < Math.min(takes.size(), inputs.size()); i++)
			if (freed.containsKey(inputs.get(i)) && bearsFloats(node, takes.get(i).getTypeAttr()))
				loose.add(takes.get(i).getTypeAttr());
		final NodeDef.Builder changed = node.toBuilder().clearInput();
		for (int i = 0; i < inputs.size(); i++)
			changed.addInput(i < takes.size() && loose.contains(takes.get(i).getTypeAttr())
				? inFloats(inputs.get(i), Attributes.get(node, takes.get(i).getTypeAttr()).getType())
				: inWholeNumbers(inputs.get(i), node.getName()));
		final List<OpDef.ArgDef> gives = OpDefs.outputs(node);
		for (int i = 0; i < gives.size(); i++)
			if (loose.contains(gives.get(i).getTypeAttr())) freed.put(new Edge(node.getName(), i),
				Attributes.get(node, gives.get(i).getTypeAttr()).getType());
		loose.forEach(attribute -> changed.putAttr(attribute, Attributes.FLOAT));
		return changed.build();
	}

	/** The only product whose factors may be of two types, which must be alike in float32. */
	private NodeDef product(final NodeDef node, final List<Edge> inputs) {
		final NodeDef.Builder product = node.toBuilder().setOp(Op.BatchMatMulV2.name()).clearInput()
			.removeAttr("Ta").removeAttr("Tb").removeAttr("Tout").putAttr("T", Attributes.FLOAT);
		for (int i = 0; i < inputs.size(); i++)
			product
				.addInput(inFloats(inputs.get(i), Attributes.get(node, i == 0 ? "Ta" : "Tb").getType()));
		freed.put(new Edge(node.getName(), 0), Attributes.get(node, "Tout").getType());
		return product.build();
	}

	/** Whether the same comes out of float32 where an attribute says the type. */
	private static boolean bearsFloats(final NodeDef node, final String attribute) {
		return !ON_WHOLE_NUMBERS.contains(Op.of(node)) && node.containsAttr(attribute) &&
			OpDefs.bears(node, attribute, DataType.DT_FLOAT);
	}

	private String inFloats(final Edge edge, final DataType type) {
		if (freed.containsKey(edge)) return edge.toString();
		final String name = names.unique(edge.node() + "/float32");
		final NodeDef constant = edge.index() == 0 ? constants.get(edge.node()) : null;
		nodes.add(constant == null
			? NodeDefs.node(name, Op.Cast, edge.toString()).putAttr("SrcT", Attributes.of(type))
				.putAttr("DstT", Attributes.FLOAT).build()
			: Constants.node(name, TensorProtos.inFloat32(Constants.tensor(constant))));
		return name;
	}

	private String inWholeNumbers(final Edge edge, final String user) {
		if (!freed.containsKey(edge)) return edge.toString();
		rounding.add(user);
		return rounded.computeIfAbsent(edge, freedEdge -> {
			final String name = names.unique(edge.node() + "/rounded");
			nodes
				.add(NodeDefs.node(name, Op.Round, edge.toString()).putAttr("T", Attributes.FLOAT).build());
			final String whole = names.unique(name + "/Cast");
			nodes.add(NodeDefs.node(whole, Op.Cast, name).putAttr("SrcT", Attributes.FLOAT)
				.putAttr("DstT", Attributes.of(freed.get(edge))).build());
			return whole;
		});
	}
}
