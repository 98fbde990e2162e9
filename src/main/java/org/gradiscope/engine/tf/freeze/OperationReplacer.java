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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Puts operations that gradients can pass in place of older or wider ones that compute the same: Keras'
 * swish is wrapped in an {@code IdentityN}, for example, of which TensorFlow's C++ code knows no
 * gradient.
 */
final class OperationReplacer {

	private final EdgeAliases aliases = new EdgeAliases();
	private final Set<String> fed = new HashSet<>();

	private OperationReplacer(final NodeGraph graph) {
		if (graph.nodes().stream().anyMatch(OperationReplacer::hasDefault)) graph.inOrder().stream()
			.filter(this::dependsOnImages).map(NodeDef::getName).forEach(fed::add);
	}

	static NodeGraph replace(final NodeGraph graph) {
		final OperationReplacer replacer = new OperationReplacer(graph);
		final List<NodeDef> nodes = graph.nodes().stream().map(replacer::replacement).toList();
		return DepthwisePadding.apart(Dequantizer.dequantized(graph.rewired(nodes, replacer.aliases)));
	}

	private static boolean hasDefault(final NodeDef node) {
		return Op.of(node) == Op.PlaceholderWithDefault;
	}

	/** @param node after all that it takes from */
	private boolean dependsOnImages(final NodeDef node) {
		return Op.of(node) == Op.Placeholder && Attributes.isFloat(node) ||
			GraphTopology.dataInputs(node).map(Edge::operation).anyMatch(fed::contains);
	}

	private NodeDef replacement(final NodeDef node) {
		return switch (Op.of(node)) {
			case FusedBatchNorm, FusedBatchNormV2 ->
				node.toBuilder().setOp(Op.FusedBatchNormV3.name()).putAttr("U", Attributes.FLOAT).build();
			case IdentityN -> first(node);
			// What is computed from the image is what its own would have been.
			case PlaceholderWithDefault ->
				fed.contains(node.getName()) ? NodeDefs.identity(node.getName(),
					Edge.input(node, 0).toString(), Attributes.get(node, "dtype")) : node;
			default -> node;
		};
	}

	/** Hands on the first input; whoever takes another output takes it where that comes from. */
	private NodeDef first(final NodeDef node) {
		final List<DataType> types = Attributes.get(node, "T").getList().getTypeList();
		if (types.isEmpty()) return node;
		for (int i = 1; i < types.size(); i++)
			aliases.put(new Edge(node.getName(), i), Edge.input(node, i));
		return NodeDefs.identity(node.getName(), Edge.input(node, 0).toString(),
			Attributes.of(types.get(0)));
	}
}
