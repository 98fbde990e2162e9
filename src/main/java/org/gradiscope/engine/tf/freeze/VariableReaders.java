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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.ImpureOperations;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What reads variables by their handles, as operations on the constants that they become. */
final class VariableReaders {

	private final Map<String, DataType> handles = new HashMap<>();
	private final NodeGraph graph;
	private final UniqueNames names;

	VariableReaders(final NodeGraph graph) {
		this.graph = graph;
		names = new UniqueNames(graph.nodes());
	}

	/** @param type of the variable's values */
	void add(final String handle, final DataType type) {
		handles.put(handle, type);
	}

	/** The node and what it needs besides; the node itself if it reads no variable. */
	List<NodeDef> rewritten(final NodeDef node) {
		final List<String> read = node.getInputList().stream().map(Edge::of)
			.filter(edge -> !edge.isControl()).map(Edge::node).filter(handles::containsKey).toList();
		if (read.isEmpty()) return List.of(node);
		final DataType type = handles.get(read.get(0));
		return switch (Op.of(node)) {
			case Identity -> {
				add(node.getName(), type);
				yield List.of(identity(node, type));
			}
			case ReadVariableOp -> List.of(identity(node, checked(node, type, read.get(0))));
			case ResourceGather -> gather(node, checked(node, type, read.get(0)));
			case ResourceGatherNd ->
				List.of(on(node, Op.GatherNd, checked(node, type, read.get(0))).build());
			default -> throw ImpureOperations.refused(impure(node));
		};
	}

	/** All that does more than compute, that node first. */
	private List<NodeDef> impure(final NodeDef node) {
		return Stream
			.concat(Stream.of(node), graph.nodes().stream().filter(other -> !Op.of(other).isAllowed()))
			.toList();
	}

	private static DataType checked(final NodeDef node, final DataType type, final String variable) {
		final DataType read = Attributes.get(node, "dtype").getType();
		if (read != type) throw GraphErrors.damaged("The node '" + node.getName() +
			"' reads the variable '" + variable + "' as " + read + ", but it is " + type);
		return type;
	}

	private static NodeDef identity(final NodeDef node, final DataType type) {
		return NodeDefs.identity(node.getName(), node.getInput(0), Attributes.of(type));
	}

	private static NodeDef.Builder on(final NodeDef node, final Op op, final DataType type) {
		return NodeDefs.node(node.getName(), op, node.getInput(0), Edge.input(node, 1).toString())
			.putAttr("Tparams", Attributes.of(type))
			.putAttr("Tindices", node.getAttrOrDefault("Tindices", Attributes.of(DataType.DT_INT32)));
	}

	private List<NodeDef> gather(final NodeDef node, final DataType type) {
		final AttrValue batch = node.getAttrOrDefault("batch_dims", Attributes.of(0));
		final NodeDef axis =
			Constants.scalar(names.unique(node.getName() + "/axis"), DataType.DT_INT32, batch.getI());
		return List.of(axis, on(node, Op.GatherV2, type).addInput(axis.getName())
			.putAttr("Taxis", Attributes.of(DataType.DT_INT32)).putAttr("batch_dims", batch).build());
	}
}
