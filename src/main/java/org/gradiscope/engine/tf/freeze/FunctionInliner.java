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

import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.NodeDef;

/** Puts the bodies of functions in place of their calls, one level at a time; loops are lowered likewise. */
final class FunctionInliner {

	private final FunctionLibrary library;
	private final Map<String, Frame> frames = new HashMap<>();

	/** The call that a node came from; null at the outermost. */
	private record Frame(String function, Frame caller, int depth) {}

	FunctionInliner(final FunctionLibrary library) {
		this.library = library;
	}

	NodeGraph inline(final NodeGraph graph) {
		GraphLimits.checkNodes(graph.nodes().stream().filter(library::isCall)
			.mapToLong(call -> library.called(call).getNodeDefCount()).sum());
		final UniqueNames names = new UniqueNames(graph.nodes());
		final List<NodeDef> nodes = new ArrayList<>();
		final EdgeAliases aliases = new EdgeAliases();
		for (final NodeDef node : graph.nodes()) {
			if (library.isCall(node)) inline(node, names, nodes, aliases);
			else if (WhileLowering.isLoop(node))
				add(WhileLowering.lowered(node, names, aliases), frames.get(node.getName()), nodes);
			else nodes.add(node);
		}
		return graph.rewired(nodes, aliases);
	}

	private void inline(final NodeDef call, final UniqueNames names, final List<NodeDef> nodes,
		final EdgeAliases aliases) {
		final Frame frame = frame(library.name(call), frames.get(call.getName()));
		final FunctionBody body = new FunctionBody(library, call, names);
		add(body.nodes(), frame, nodes);
		body.putOutputs(aliases);
	}

	private void add(final List<NodeDef> placed, final Frame frame, final List<NodeDef> nodes) {
		nodes.addAll(placed);
		placed.forEach(node -> frames.put(node.getName(), frame));
	}

	private static Frame frame(final String function, final Frame caller) {
		for (Frame frame = caller; frame != null; frame = frame.caller)
			if (frame.function.equals(function)) throw GraphErrors
				.damaged("The function '" + function + "' calls itself, which no network can");
		final int depth = caller == null ? 1 : caller.depth + 1;
		if (depth > GraphLimits.DEPTH) throw GraphErrors.of("The function '" + function +
			"' is called " + depth + " functions deep, but at most " + GraphLimits.DEPTH +
			" are followed; save it as a frozen graph (scripts/export-keras-model.py --frozen).");
		return new Frame(function, caller, depth);
	}
}
