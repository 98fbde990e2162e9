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

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * Under which key of the checkpoint each variable stands. The operation that would restore the
 * variables says it, so that is read, and not run.
 */
final class CheckpointKeys {

	private static final Set<Op> ASSIGNMENTS = EnumSet.of(Op.Assign, Op.AssignVariableOp);
	private static final Set<Op> PASSING = EnumSet.of(Op.Identity, Op.Cast, Op.Reshape, Op.NoOp);

	private final Map<String, Key> keys = new HashMap<>();
	private final FunctionLibrary library;

	/**
	 * @param slice the part of the entry that the variable is, as TensorFlow writes it; empty for all
	 *          of it
	 */
	record Key(String name, String slice) {}

	/** The nodes of the graph or of a function, with the outer nodes that its arguments are. */
	private record Scope(Map<String, NodeDef> nodes, Map<String, String> arguments) {}

	private CheckpointKeys(final FunctionLibrary library) {
		this.library = library;
	}

	/** @param restore the operation that would restore the variables of the graph */
	static Map<String, Key> of(final NodeGraph graph, final FunctionLibrary library,
		final String restore) {
		final CheckpointKeys found = new CheckpointKeys(library);
		final Scope scope = new Scope(GraphDefs.byName(graph.nodes()), Map.of());
		for (final String name : GraphDefs.ancestors(scope.nodes, Set.of(Edge.operation(restore)),
			edge -> true))
			if (graph.has(name)) found.visit(graph.node(name), scope);
		found.addCopied(scope);
		return found.keys;
	}

	/**
	 * Keras 3 restores copies of its variables where {@code tf.saved_model.save} wrote the model: one that is
	 * not restored itself stands where its copy does.
	 */
	private void addCopied(final Scope scope) {
		final Map<String, Set<Key>> copied = new HashMap<>();
		for (final NodeDef node : scope.nodes.values()) {
			if (!ASSIGNMENTS.contains(Op.of(node)) || node.getInputCount() < 2) continue;
			final Key key = keys.get(name(origin(node.getInput(0), scope)));
			final NodeDef value = scope.nodes.get(name(origin(node.getInput(1), scope)));
			if (key == null || value == null || Op.of(value) != Op.ReadVariableOp) continue;
			copied.computeIfAbsent(name(origin(value.getInput(0), scope)), original -> new HashSet<>())
				.add(key);
		}
		copied.forEach((original, found) -> {
			if (found.size() == 1) keys.putIfAbsent(original, found.iterator().next());
		});
	}

	private void visit(final NodeDef node, final Scope scope) {
		if (ASSIGNMENTS.contains(Op.of(node))) assign(node, scope);
		if (!library.isCall(node)) return;
		final FunctionDef function = library.called(node);
		final Map<String, String> arguments = new HashMap<>();
		final int count = Math.min(node.getInputCount(), function.getSignature().getInputArgCount());
		for (int i = 0; i < count; i++)
			arguments.put(function.getSignature().getInputArg(i).getName(), node.getInput(i));
		final Scope inner = new Scope(GraphDefs.byName(function.getNodeDefList()), arguments);
		function.getNodeDefList().stream().filter(inside -> ASSIGNMENTS.contains(Op.of(inside)))
			.forEach(inside -> assign(inside, inner));
	}

	private void assign(final NodeDef node, final Scope scope) {
		if (node.getInputCount() < 2) return;
		final String target = name(origin(node.getInput(0), scope));
		final String value = origin(node.getInput(1), scope);
		final NodeDef restored = scope.nodes.get(name(value));
		if (restored == null || Op.of(restored) != Op.RestoreV2 || restored.getInputCount() < 3) return;
		final List<ByteString> names = strings(restored.getInput(1), scope);
		final List<ByteString> slices = strings(restored.getInput(2), scope);
		final int index = index(value);
		if (index < names.size()) keys.put(scope.arguments.getOrDefault(target, target),
			new Key(names.get(index).toStringUtf8(),
				index < slices.size() ? slices.get(index).toStringUtf8() : ""));
	}

	/** Back through what passes its input on, however the file is wired. */
	private static String origin(final String input, final Scope scope) {
		String origin = input;
		for (int steps = 0; steps <= scope.nodes.size(); steps++) {
			final NodeDef node = scope.nodes.get(name(origin));
			if (node == null || !PASSING.contains(Op.of(node)) || node.getInputCount() == 0) break;
			origin = node.getInput(0);
		}
		return origin;
	}

	private static List<ByteString> strings(final String input, final Scope scope) {
		return Constants
			.tensor(scope.nodes.getOrDefault(name(origin(input, scope)), NodeDef.getDefaultInstance()))
			.getStringValList();
	}

	/** Graphs write {@code a:1}, functions {@code a:out:1}. */
	private static String name(final String input) {
		final int colon = input.indexOf(':');
		return colon < 0 ? input : input.substring(0, colon);
	}

	private static int index(final String input) {
		final int colon = input.lastIndexOf(':');
		return colon < 0 ? 0 : Edge.index(input.substring(colon + 1));
	}
}
