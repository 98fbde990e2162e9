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

package org.gradiscope.engine.tf;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Small words of the language of graph definitions. */
final class GraphDefs {

	/** The attribute value "float". */
	static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

	private GraphDefs() {}

	/** The operation that an edge comes from: {@code ^a} and {@code a:1} come from {@code a}. */
	static String operation(final String edge) {
		final String name = edge.startsWith("^") ? edge.substring(1) : edge;
		final int colon = name.lastIndexOf(':');
		return colon < 0 ? name : name.substring(0, colon);
	}

	/** What {@code outputs} need of a graph, after some of its nodes were replaced. */
	static GraphDef pruned(final GraphDef graph, final UnaryOperator<NodeDef> replacement,
		final Collection<String> outputs) {
		final Map<String, NodeDef> nodes = new LinkedHashMap<>();
		for (final NodeDef node : graph.getNodeList())
			nodes.put(node.getName(), replacement.apply(node));
		nodes.keySet().retainAll(ancestors(nodes, outputs));
		return GraphDef.newBuilder().setVersions(graph.getVersions()).addAllNode(nodes.values())
			.build();
	}

	private static Set<String> ancestors(final Map<String, NodeDef> nodes,
		final Collection<String> outputs) {
		final Set<String> seen = new HashSet<>(outputs);
		final Deque<String> open = new ArrayDeque<>(outputs);
		while (!open.isEmpty()) {
			final NodeDef node = nodes.getOrDefault(open.pop(), NodeDef.getDefaultInstance());
			for (final String edge : node.getInputList())
				if (seen.add(operation(edge))) open.push(operation(edge));
		}
		return seen;
	}
}
