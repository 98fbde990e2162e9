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

import java.util.List;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Small graphs, whole and broken. */
final class TestGraphs {

	private static final AttrValue FLOAT = Attributes.of(DataType.DT_FLOAT);

	private TestGraphs() {}

	static NodeDef node(final String name, final String op, final String... inputs) {
		return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs))
			.putAttr("T", FLOAT).build();
	}

	static NodeDef placeholder(final String name) {
		return NodeDef.newBuilder().setName(name).setOp("Placeholder").putAttr("dtype", FLOAT).build();
	}

	static NodeDef truth(final String name, final boolean value) {
		return Constants.scalar(name, DataType.DT_BOOL, value ? 1 : 0);
	}

	/** A constant that has the bytes given, whatever its shape. */
	static NodeDef constant(final String name, final int bytes, final long... shape) {
		return Constants.node(name, DataType.DT_FLOAT, LongStream.of(shape).boxed().toList(),
			ByteString.copyFrom(new byte[bytes]));
	}

	static NodeDef variable(final String name, final DataType type, final long... shape) {
		return NodeDef.newBuilder().setName(name).setOp("VariableV2")
			.putAttr("dtype", Attributes.of(type))
			.putAttr("shape",
				AttrValue.newBuilder()
					.setShape(constant("", 0, shape).getAttrOrThrow("value").getTensor().getTensorShape())
					.build())
			.build();
	}

	static NodeDef call(final String name, final String function, final String... inputs) {
		final AttrValue.Builder target = AttrValue.newBuilder();
		target.getFuncBuilder().setName(function);
		return NodeDef.newBuilder().setName(name).setOp("PartitionedCall").addAllInput(List.of(inputs))
			.putAttr("f", target.build()).build();
	}

	/** From {@code x} to {@code y}. */
	static FunctionDef function(final String name, final String result, final NodeDef... nodes) {
		return FunctionDef.newBuilder()
			.setSignature(OpDef.newBuilder().setName(name)
				.addInputArg(OpDef.ArgDef.newBuilder().setName("x").setType(DataType.DT_FLOAT))
				.addOutputArg(OpDef.ArgDef.newBuilder().setName("y").setType(DataType.DT_FLOAT)))
			.addAllNodeDef(List.of(nodes)).putRet("y", result).build();
	}

	static byte[] graph(final NodeDef... nodes) {
		return GraphDef.newBuilder().addAllNode(List.of(nodes)).build().toByteArray();
	}

	/** A SavedModel from {@code in} to {@code out}. */
	static SavedModel savedModel(final List<FunctionDef> functions, final NodeDef... nodes) {
		final GraphDef.Builder graph = GraphDef.newBuilder().addAllNode(List.of(nodes));
		graph.getLibraryBuilder().addAllFunction(functions);
		return SavedModel.newBuilder()
			.addMetaGraphs(
				MetaGraphDef.newBuilder().setGraphDef(graph).putSignatureDef("serving_default", SignatureDef
					.newBuilder().putInputs("x", tensor("in:0")).putOutputs("y", tensor("out:0")).build()))
			.build();
	}

	static TensorInfo tensor(final String name) {
		return TensorInfo.newBuilder().setName(name).setDtype(DataType.DT_FLOAT)
			.setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
	}
}
