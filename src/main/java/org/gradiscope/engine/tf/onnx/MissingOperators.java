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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphErrors;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * The operators of a network that are not supported, also those in its functions and in the graphs within its
 * nodes. Whether a branch of an If is taken is not known before its condition is, so what is missing only
 * there refuses no network yet.
 */
final class MissingOperators {

	private final OnnxModel model;
	/** Those that stand in a branch only are not needed for sure. */
	private boolean needed;
	private final Map<String, List<NodeProto>> missing = new TreeMap<>();
	private final Set<FunctionProto> seen = new HashSet<>();

	private MissingOperators(final OnnxModel model) {
		this.model = model;
		final GraphProto network = model.graph();
		add(network.getNodeList(), names(network), true);
	}

	/** @throws EngineException if one is needed in any case, with all that are missing */
	static void requireNone(final OnnxModel model) {
		final MissingOperators found = new MissingOperators(model);
		if (found.needed) throw found.refusal();
	}

	/** That one is needed after all. */
	static EngineException refusal(final OnnxModel model) {
		return new MissingOperators(model).refusal();
	}

	private static List<String> names(final GraphProto graph) {
		return graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
	}

	private void add(final List<NodeProto> nodes, final Collection<String> wanted,
		final boolean sure) {
		for (final NodeProto node : NeededNodes.of(nodes, wanted)) {
			final FunctionProto function = model.function(node);
			if (function != null) add(function, sure);
			else if (!OnnxOperators.has(node)) {
				missing.computeIfAbsent(label(node), name -> new ArrayList<>()).add(node);
				needed |= sure;
			}
			for (final AttributeProto attribute : node.getAttributeList())
				if (attribute.hasG()) add(attribute.getG().getNodeList(), names(attribute.getG()),
					sure && !node.getOpType().equals("If"));
		}
	}

	/** However often it is called. */
	private void add(final FunctionProto function, final boolean sure) {
		if (seen.add(function)) add(function.getNodeList(), function.getOutputList(), sure);
	}

	private EngineException refusal() {
		final List<String> whole =
			missing.keySet().stream().filter(QuantizingOperators.WHOLE::contains).toList();
		// Such a network is of no use without its gradient.
		if (!whole.isEmpty()) return GraphErrors.of("The network computes with whole numbers (" +
			String.join(", ", whole) + ", the first '" + missing.get(whole.get(0)).get(0).getName() +
			"'), which have no gradient; export it in float32, before it is quantized.");
		return GraphErrors.of("The network has operators that are not supported: " +
			missing.entrySet().stream()
				.map(entry -> entry.getKey() + " (in " + entry.getValue().size() +
					(entry.getValue().size() == 1 ? " node" : " nodes") + ", the first '" +
					entry.getValue().get(0).getName() + "')")
				.collect(Collectors.joining("; ")) +
			". Export it for inference in float32, without what comes after the scores.");
	}

	private static String label(final NodeProto node) {
		final String domain = OnnxModel.domain(node.getDomain());
		return domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
	}
}
