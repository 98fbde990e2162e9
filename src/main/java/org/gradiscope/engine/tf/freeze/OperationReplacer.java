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
import java.util.List;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
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

	private OperationReplacer() {}

	static NodeGraph replace(final NodeGraph graph) {
		final EdgeAliases aliases = new EdgeAliases();
		final List<NodeDef> nodes = new ArrayList<>();
		for (final NodeDef node : graph.nodes())
			nodes.add(replacement(node, aliases));
		return graph.rewired(nodes, aliases);
	}

	private static NodeDef replacement(final NodeDef node, final EdgeAliases aliases) {
		return switch (Op.of(node)) {
			case FusedBatchNorm, FusedBatchNormV2 ->
				node.toBuilder().setOp(Op.FusedBatchNormV3.name()).putAttr("U", Attributes.FLOAT).build();
			case IdentityN -> first(node, aliases);
			default -> node;
		};
	}

	/** Hands on the first input; whoever takes another output takes it where that comes from. */
	private static NodeDef first(final NodeDef node, final EdgeAliases aliases) {
		final List<DataType> types = Attributes.get(node, "T").getList().getTypeList();
		if (types.isEmpty()) return node;
		for (int i = 1; i < types.size(); i++)
			aliases.put(new Edge(node.getName(), i), Edge.input(node, i));
		return NodeDefs.identity(node.getName(), Edge.input(node, 0).toString(),
			Attributes.of(types.get(0)));
	}
}
