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

import java.util.Collections;
import java.util.List;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/** One node of any operation, with placeholders for all that it takes. */
final class AnyNode {

	static final String NODE = "node";
	static final String INPUT = "input";

	private AnyNode() {}

	/** Of floats wherever that may be, and two of whatever comes in numbers. */
	static GraphDef of(final OpDef operation) {
		final GraphDef.Builder graph = GraphDef.newBuilder();
		final NodeDef.Builder node = NodeDef.newBuilder().setName(NODE).setOp(operation.getName());
		operation.getAttrList()
			.forEach(attribute -> node.putAttr(attribute.getName(), value(attribute)));
		for (final OpDef.ArgDef argument : operation.getInputArgList())
			for (int i = 0; i < (argument.getNumberAttr().isEmpty() ? 1 : 2); i++) {
				final String name = INPUT + graph.getNodeCount();
				final boolean list = argument.getName().equals("block_shape");
				graph.addNode(NodeDef.newBuilder().setName(name).setOp("Placeholder")
					.putAttr("dtype", type(argument, node)).putAttr("shape", shape(list)));
				node.addInput(name);
			}
		return graph.addNode(node).build();
	}

	private static AttrValue type(final OpDef.ArgDef argument, final NodeDef.Builder node) {
		if (!argument.getTypeAttr().isEmpty()) return node.getAttrOrThrow(argument.getTypeAttr());
		return type(argument.getTypeListAttr().isEmpty() ? argument.getType() : DataType.DT_FLOAT);
	}

	private static AttrValue type(final DataType type) {
		return AttrValue.newBuilder().setType(type).build();
	}

	private static AttrValue shape(final boolean list) {
		return AttrValue.newBuilder()
			.setShape(
				list ? TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(2))
					: TensorShapeProto.newBuilder().setUnknownRank(true))
			.build();
	}

	private static AttrValue value(final OpDef.AttrDef attribute) {
		final List<DataType> types = attribute.getAllowedValues().getList().getTypeList();
		if (attribute.getType().equals("type")) {
			if (types.isEmpty() || types.contains(DataType.DT_FLOAT)) return type(DataType.DT_FLOAT);
			return type(types.contains(DataType.DT_INT32) ? DataType.DT_INT32 : types.get(0));
		}
		if (attribute.hasDefaultValue()) return attribute.getDefaultValue();
		final AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
		return switch (attribute.getType()) {
			case "int" -> AttrValue.newBuilder().setI(2).build();
			case "string" -> AttrValue.newBuilder().setS(text(attribute)).build();
			case "shape" -> shape(false);
			case "list(int)" -> AttrValue.newBuilder()
				.setList(list.addAllI(Collections.nCopies((int) Math.max(4, attribute.getMinimum()), 1L)))
				.build();
			case "list(type)" -> AttrValue.newBuilder().setList(list.addType(DataType.DT_FLOAT)).build();
			default -> AttrValue.getDefaultInstance();
		};
	}

	private static ByteString text(final OpDef.AttrDef attribute) {
		final List<ByteString> allowed = attribute.getAllowedValues().getList().getSList();
		return allowed.isEmpty() ? ByteString.copyFromUtf8("ab,bc->ac") : allowed.get(0);
	}
}
