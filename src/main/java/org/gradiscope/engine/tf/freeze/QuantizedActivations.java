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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Lets gradients pass where a network rounds what its layers with weights take, as a network does whose
 * activations are quantized while it runs. The derivative of rounding is 0, and what is left beside it,
 * such as that of the scale, would be taken for the gradient. The straight-through estimator of Bengio et
 * al. 2013 ("Estimating or Propagating Gradients Through Stochastic Neurons") takes 1 instead:
 * {@code round(x)} becomes {@code x + stop(round(x) - x)}, which is the same number. Products of whole
 * numbers are computed in float32.
 */
final class QuantizedActivations {

	private static final Set<Op> ROUNDING = EnumSet.of(Op.Round, Op.Rint, Op.Floor, Op.Ceil);
	/** Those that round to the nearest, which is nothing else than to quantize. */
	private static final Set<Op> NEAREST = EnumSet.of(Op.Round, Op.Rint);

	private final NodeGraph graph;
	private final Set<String> fed = new HashSet<>();
	private final Set<String> seen = new HashSet<>();
	private final Map<String, NodeDef> rounded = new LinkedHashMap<>();
	private final Set<String> casts = new LinkedHashSet<>();

	private QuantizedActivations(final NodeGraph graph, final Predicate<NodeDef> images) {
		this.graph = graph;
		for (final NodeDef node : graph.inOrder())
			if (Op.of(node) == Op.Placeholder && images.test(node) ||
				!Op.of(node).is(OpTrait.READS_SHAPE) &&
					GraphTopology.dataInputs(node).map(Edge::operation).anyMatch(fed::contains))
				fed.add(node.getName());
	}

	/**
	 * @param images whether a placeholder may be given an image
	 * @return the graph itself if nothing of the image is quantized
	 * @throws org.gradiscope.engine.EngineException if a layer works on whole numbers that are not rounded
	 */
	static NodeGraph straightThrough(final NodeGraph graph, final Predicate<NodeDef> images,
		final Consumer<String> remarks) {
		if (graph.nodes().stream().map(Op::of).noneMatch(op -> ROUNDING.contains(op) || op == Op.Cast))
			return graph;
		final QuantizedActivations found = new QuantizedActivations(graph, images);
		graph.nodes().stream()
			.filter(node -> Op.of(node).is(OpTrait.WEIGHTED) && found.fed.contains(node.getName()))
			.forEach(found::look);
		return found.rounded.isEmpty() ? graph : found.passed(remarks);
	}

	private static boolean isWhole(final NodeDef node) {
		return WholeNumbers.is(OpDefs.type(node));
	}

	/** The nodes that a node takes from, of those that depend on the image. */
	private List<NodeDef> sources(final NodeDef node) {
		return GraphTopology.dataInputs(node).map(Edge::operation).filter(fed::contains)
			.map(graph::node).toList();
	}

	private void look(final NodeDef layer) {
		for (final NodeDef source : factors(layer)) {
			final int before = casts.size();
			final boolean known = seen.contains(source.getName());
			back(source);
			if (isWhole(source) && !known && casts.size() == before) throw refusal(layer);
		}
	}

	/** What a layer takes of the image, sizes left out. */
	private List<NodeDef> factors(final NodeDef layer) {
		final List<String> inputs =
			GraphTopology.dataInputs(layer).map(Edge::operation).collect(Collectors.toList());
		final Set<String> sizes = IntStream.of(Op.of(layer).shapedBy(inputs.size()))
			.mapToObj(inputs::get).collect(Collectors.toSet());
		return sources(layer).stream().filter(source -> !sizes.contains(source.getName())).toList();
	}

	private static RuntimeException refusal(final NodeDef layer) {
		return GraphErrors
			.of("The network works on whole numbers in '" + layer.getName() + "' (" + layer.getOp() +
				"), which it makes of the image while it runs, so it has no gradient; export it " +
				"without quantization, in float32.");
	}

	/** From what a layer takes to where it was rounded. */
	private void back(final NodeDef start) {
		final List<NodeDef> next = new ArrayList<>(List.of(start));
		while (!next.isEmpty()) {
			final NodeDef node = next.remove(next.size() - 1);
			if (!seen.add(node.getName())) continue;
			if (NEAREST.contains(Op.of(node))) rounded.put(node.getName(), node);
			else if (isToWhole(node)) rounding(node);
			else if (carries(node)) next.addAll(sources(node));
		}
	}

	private static boolean isToWhole(final NodeDef node) {
		return Op.of(node) == Op.Cast && WholeNumbers.is(Attributes.get(node, "DstT").getType()) &&
			Attributes.isFloat(Attributes.get(node, "SrcT").getType());
	}

	/** A cast cuts digits off; only where there are none left is it nothing but another type. */
	private void rounding(final NodeDef cast) {
		NodeDef node = cast;
		while (sources(node).size() == 1 && (node.equals(cast) || carries(node))) {
			node = sources(node).get(0);
			if (!ROUNDING.contains(Op.of(node))) continue;
			rounded.put(node.getName(), node);
			casts.add(cast.getName());
			return;
		}
	}

	/** Whether quantized numbers come out where they go in, limited, scaled or moved. */
	private boolean carries(final NodeDef node) {
		final Op op = Op.of(node);
		// A number less what it is rounded to is no quantized number.
		if (op == Op.Sub) return sources(node).size() == 1;
		return op.is(OpTrait.SAME_NUMBERS) || op.is(OpTrait.MOVES_PIXELS) || op.is(OpTrait.AFFINE) ||
			op.is(OpTrait.RECTIFIER) || op.is(OpTrait.PICKS_NUMBERS);
	}

	private NodeGraph passed(final Consumer<String> remarks) {
		final UniqueNames names = new UniqueNames(graph.nodes());
		final List<NodeDef> nodes = new ArrayList<>();
		for (final NodeDef node : graph.nodes())
			if (rounded.containsKey(node.getName())) addPassed(node, names, nodes);
			else nodes.add(node);
		remarks.accept("The network rounds what its layers take while it runs ('" +
			rounded.keySet().iterator().next() + "'" +
			(rounded.size() > 1 ? " and " + (rounded.size() - 1) + " more" : "") +
			": quantized activations); gradients pass as if it did not round (straight-through).");
		final NodeGraph passing = graph.rewired(nodes, new EdgeAliases());
		return casts.isEmpty() ? passing : WholeNumberInputs.ofCasts(passing, casts, remarks);
	}

	private static void addPassed(final NodeDef node, final UniqueNames names,
		final List<NodeDef> nodes) {
		final String x = Edge.input(node, 0).toString();
		final DataType type = OpDefs.type(node);
		final AttrValue kind = Attributes.of(type);
		final String whole = names.unique(node.getName() + "/rounded");
		final String rest = names.unique(node.getName() + "/rest");
		final String stopped = names.unique(node.getName() + "/stopped");
		nodes.add(node.toBuilder().setName(whole).build());
		nodes.add(NodeDefs.node(rest, Op.Sub, whole, x).putAttr("T", kind).build());
		nodes.add(NodeDefs.node(stopped, Op.StopGradient, rest).putAttr("T", kind).build());
		nodes.add(NodeDefs.node(node.getName(), Op.AddV2, x, stopped).putAttr("T", kind).build());
	}
}
