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
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Computes in float32 what a network computes in float16, bfloat16 or float64: its constants become
 * float32, its operations take that, and the casts between go.
 */
final class SinglePrecision {

	private static final Map<DataType, String> OTHERS = Map.of(DataType.DT_HALF, "float16",
		DataType.DT_BFLOAT16, "bfloat16", DataType.DT_DOUBLE, "float64");

	private final Set<DataType> found = EnumSet.noneOf(DataType.class);

	private SinglePrecision() {}

	/** The same model with a remark on what was converted; the model itself if nothing was. */
	static FrozenModel of(final FrozenModel model) {
		final SinglePrecision conversion = new SinglePrecision();
		final GraphDef.Builder graph = model.graph().toBuilder().clearNode();
		model.graph().getNodeList().stream().map(conversion::converted).forEach(graph::addNode);
		if (conversion.found.isEmpty()) return model;
		return model.with(graph.build())
			.withRemark("The network's numbers of " +
				String.join(" and ", conversion.found.stream().map(OTHERS::get).toList()) +
				" are computed in float32, so its answers differ from its own by their precision.");
	}

	/** What the node computes, in float32. */
	private NodeDef converted(final NodeDef node) {
		if (node.getAttrMap().values().stream().noneMatch(this::isOther)) return node;
		if (Constants.is(node)) return constant(node);
		final NodeDef.Builder single = node.toBuilder();
		node.getAttrMap().forEach((name, value) -> single.putAttr(name, single(value)));
		return Op.of(node) == Op.Cast && isIdentity(single)
			? NodeDefs.identity(node.getName(), Edge.input(node, 0).toString(), Attributes.FLOAT)
			: single.build();
	}

	private static boolean isIdentity(final NodeDef.Builder cast) {
		return cast.getAttrOrThrow("SrcT").getType() == DataType.DT_FLOAT &&
			cast.getAttrOrThrow("DstT").getType() == DataType.DT_FLOAT;
	}

	/** One whose type and numbers disagree is left to be refused. */
	private NodeDef constant(final NodeDef node) {
		final DataType type = Attributes.get(node, "dtype").getType();
		return Constants.tensor(node).getDtype() != type ? node
			: Constants.node(node.getName(), TensorProtos.inFloat32(Constants.tensor(node)));
	}

	/** Whether an attribute names one of the types; which one is kept in mind. */
	private boolean isOther(final AttrValue value) {
		final List<DataType> types =
			value.hasList() ? value.getList().getTypeList() : List.of(value.getType());
		types.stream().filter(OTHERS::containsKey).forEach(found::add);
		return types.stream().anyMatch(OTHERS::containsKey);
	}

	private static AttrValue single(final AttrValue value) {
		if (OTHERS.containsKey(value.getType())) return Attributes.FLOAT;
		if (!value.hasList()) return value;
		final AttrValue.Builder list = value.toBuilder();
		for (int i = 0; i < value.getList().getTypeCount(); i++)
			if (OTHERS.containsKey(value.getList().getType(i)))
				list.getListBuilder().setType(i, DataType.DT_FLOAT);
		return list.build();
	}
}
