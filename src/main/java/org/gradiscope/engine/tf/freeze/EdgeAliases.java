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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.NodeDef;

/** Edges that others stand for, since their nodes are gone. */
final class EdgeAliases {

	private final Map<Edge, Edge> targets = new HashMap<>();

	void put(final Edge edge, final Edge target) {
		targets.put(edge, target);
	}

	/** The edge at the end of the chain; each chain is walked once, and shortened as it is. */
	Edge resolve(final Edge edge) {
		if (!targets.containsKey(edge)) return edge;
		final List<Edge> passed = new ArrayList<>();
		Edge end = edge;
		for (Edge next = targets.get(end); next != null; next = targets.get(end)) {
			if (passed.size() > targets.size())
				throw GraphErrors.damaged("The graph is cyclic at the node '" + edge.node() + "'");
			passed.add(end);
			end = next;
		}
		for (final Edge alias : passed)
			targets.put(alias, end);
		return end;
	}

	NodeDef resolve(final NodeDef node) {
		if (targets.isEmpty()) return node;
		NodeDef.Builder resolved = null;
		for (int i = 0; i < node.getInputCount(); i++) {
			final Edge edge = Edge.of(node.getInput(i));
			final Edge end = resolve(edge);
			if (end.equals(edge)) continue;
			if (resolved == null) resolved = node.toBuilder();
			resolved.setInput(i, end.toString());
		}
		return resolved == null ? node : resolved.build();
	}
}
