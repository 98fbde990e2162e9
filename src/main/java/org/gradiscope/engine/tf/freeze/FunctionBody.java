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
import java.util.Objects;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** The nodes of a function as they stand in place of one call. */
final class FunctionBody {

	/** Of a text or an entry of a map, besides its letters. */
	private static final int OBJECT = 32;

	private final FunctionLibrary library;
	private final UniqueNames names;
	private final FunctionDef function;
	private final NodeDef call;
	private final Map<String, Edge> arguments = new HashMap<>();
	private final Map<String, NodeDef> nodes = new HashMap<>();
	private final Map<String, String> renamed = new HashMap<>();

	FunctionBody(final FunctionLibrary library, final NodeDef call, final UniqueNames names) {
		this.library = library;
		this.names = names;
		this.call = call;
		function = library.called(call);
		bindArguments();
		final String scope = UniqueNames.scope(call.getName());
		for (final NodeDef node : function.getNodeDefList()) {
			GraphLimits.checkName(node.getName());
			if (nodes.put(node.getName(), node) != null) throw GraphErrors
				.damaged("The function '" + name() + "' has two nodes '" + node.getName() + "'");
			names.count(
				scope.length() + node.getName().length() + OBJECT + (long) OBJECT * node.getAttrCount());
			renamed.put(node.getName(),
				names.unique(node.getName().startsWith(scope) ? node.getName() : scope + node.getName()));
		}
	}

	private String name() {
		return function.getSignature().getName();
	}

	private void bindArguments() {
		final List<Edge> given =
			call.getInputList().stream().map(Edge::of).filter(edge -> !edge.isControl()).toList();
		final List<OpDef.ArgDef> expected = function.getSignature().getInputArgList();
		if (given.size() != expected.size())
			throw GraphErrors.damaged("The function '" + name() + "' takes " + expected.size() +
				" inputs, but the call '" + call.getName() + "' gives " + given.size());
		for (int i = 0; i < given.size(); i++)
			arguments.put(expected.get(i).getName(), given.get(i));
	}

	/** Named apart from all other nodes, with the edges of graphs. */
	List<NodeDef> nodes() {
		final List<NodeDef> placed = new ArrayList<>(nodes.size());
		for (final NodeDef node : function.getNodeDefList()) {
			final NodeDef.Builder copy =
				node.toBuilder().setName(renamed.get(node.getName())).clearInput();
			node.getInputList().stream().map(this::edge).filter(Objects::nonNull).forEach(edge -> {
				names.count(edge.node().length() + OBJECT);
				copy.addInput(edge.toString());
			});
			node.getAttrMap().forEach((name, value) -> {
				if (value.hasPlaceholder()) copy.putAttr(name, bound(value));
			});
			placed.add(copy.build());
		}
		return placed;
	}

	/** The value that the call gives to an attribute which the function leaves open. */
	private AttrValue bound(final AttrValue value) {
		final NameAttrList target = Attributes.get(call, "f").getFunc();
		return target.getAttrOrDefault(value.getPlaceholder(),
			call.getAttrOrDefault(value.getPlaceholder(), value));
	}

	/** What the call's outputs are now. */
	void putOutputs(final EdgeAliases aliases) {
		final List<OpDef.ArgDef> outputs = function.getSignature().getOutputArgList();
		for (int i = 0; i < outputs.size(); i++) {
			final Edge edge = edge(function.getRetOrDefault(outputs.get(i).getName(), ""));
			aliases.put(new Edge(call.getName(), i), edge);
		}
	}

	/** Null for a control edge from an argument, which says nothing here. */
	private Edge edge(final String input) {
		final boolean control = input.startsWith("^");
		final String[] parts = (control ? input.substring(1) : input).split(":", -1);
		if (arguments.containsKey(parts[0])) return control ? null : arguments.get(parts[0]);
		final NodeDef node = nodes.get(parts[0]);
		if (node == null) throw GraphErrors
			.damaged("The function '" + name() + "' needs '" + input + "', but has no such node");
		if (control) return Edge.of("^" + renamed.get(parts[0]));
		return new Edge(renamed.get(parts[0]), parts.length == 1 ? 0
			: library.output(node, parts[1], parts.length == 2 ? 0 : Edge.index(parts[2])));
	}
}
