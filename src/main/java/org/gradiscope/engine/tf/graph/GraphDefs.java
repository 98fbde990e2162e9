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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.google.protobuf.CodedOutputStream;

import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Nodes by name, and what operations need of a graph. */
public final class GraphDefs {

	private GraphDefs() {}

	/** In their order; of two nodes of one name the latter counts. */
	public static Map<String, NodeDef> byName(final Iterable<NodeDef> nodes) {
		final Map<String, NodeDef> named = new LinkedHashMap<>();
		for (final NodeDef node : nodes)
			named.put(node.getName(), node);
		return named;
	}

	/** What {@code outputs} need of a graph, after some of its nodes were replaced. */
	public static GraphDef pruned(final GraphDef graph, final UnaryOperator<NodeDef> replacement,
		final Collection<String> outputs) {
		final Map<String, NodeDef> nodes = byName(graph.getNodeList());
		nodes.replaceAll((name, node) -> replacement.apply(node));
		nodes.keySet().retainAll(ancestors(nodes, outputs, edge -> true));
		return GraphDef.newBuilder().setVersions(graph.getVersions()).addAllNode(nodes.values())
			.build();
	}

	/**
	 * The names of some operations and of all that these need, whether the graph has it or not.
	 *
	 * @param follows whether an edge counts, by its text
	 */
	public static Set<String> ancestors(final Map<String, NodeDef> nodes,
		final Collection<String> operations, final Predicate<String> follows) {
		final Set<String> seen = new HashSet<>(operations);
		final Deque<String> open = new ArrayDeque<>(seen);
		while (!open.isEmpty())
			for (final String edge : nodes.getOrDefault(open.pop(), NodeDef.getDefaultInstance())
				.getInputList())
				if (follows.test(edge) && seen.add(Edge.operation(edge))) open.push(Edge.operation(edge));
		return seen;
	}

	/** Equal bytes for equal graphs: attributes are a map, whose order may change from one run to the next. */
	public static byte[] bytes(final GraphDef graph) {
		final byte[] bytes = new byte[graph.getSerializedSize()];
		final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
		out.useDeterministicSerialization();
		try {
			graph.writeTo(out);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("An array has room for what it was measured for.", e);
		}
		return bytes;
	}
}
