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

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A model in which the second or a later output of an operation, as {@code split:1}, has an operation of its own.
 *
 * @param frozen with these operations
 * @param names what they are called, by the tensors that were asked for
 */
public record LaterOutputs(FrozenModel frozen, Map<String, String> names) {

	/** @param tensors as people name them; what the graph has not is left to those who look it up */
	public static LaterOutputs of(final FrozenModel frozen, final Collection<String> tensors) {
		final Map<String, NodeDef> nodes = GraphDefs.byName(frozen.graph().getNodeList());
		final UniqueNames names = new UniqueNames(nodes.values());
		final GraphDef.Builder graph = frozen.graph().toBuilder();
		final Map<String, String> given = new HashMap<>();
		for (final String tensor : Set.copyOf(tensors)) {
			final NodeDef from = nodes.get(Edge.operation(tensor));
			if (from == null || Edge.port(tensor) == 0 || frozen.outputs().containsKey(tensor) ||
				Edge.port(tensor) >= OpDefs.outputs(from).size()) continue;
			given.put(tensor, names.unique(UniqueNames.valid(tensor)));
			graph.addNode(NodeDefs.identity(given.get(tensor), tensor, type(from, Edge.port(tensor))));
		}
		return new LaterOutputs(given.isEmpty() ? frozen : frozen.with(graph.build()), given);
	}

	private static AttrValue type(final NodeDef node, final int port) {
		final OpDef.ArgDef output = OpDefs.outputs(node).get(port);
		return output.getTypeAttr().isEmpty() ? Attributes.of(output.getType())
			: node.getAttrOrDefault(output.getTypeAttr(), Attributes.FLOAT);
	}
}
