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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** The nodes of a graph that some of its values need. */
final class NeededNodes {

	private NeededNodes() {}

	/** In their order, in which each stands after those that it takes from. */
	static List<NodeProto> of(final List<NodeProto> nodes, final Collection<String> wanted) {
		final Set<String> needed = new HashSet<>(wanted);
		final List<NodeProto> kept = new ArrayList<>();
		for (int i = nodes.size() - 1; i >= 0; i--)
			if (nodes.get(i).getOutputList().stream().anyMatch(needed::contains)) {
				kept.add(nodes.get(i));
				addInputs(nodes.get(i), needed);
			}
		Collections.reverse(kept);
		return kept;
	}

	/** Those of graphs within it too, which may be of values around. */
	private static void addInputs(final NodeProto node, final Set<String> needed) {
		needed.addAll(node.getInputList());
		for (final AttributeProto attribute : node.getAttributeList())
			if (attribute.hasG()) addInputs(attribute.getG(), needed);
	}

	private static void addInputs(final GraphProto graph, final Set<String> needed) {
		graph.getNodeList().forEach(node -> addInputs(node, needed));
		graph.getOutputList().forEach(output -> needed.add(output.getName()));
	}
}
