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

package org.gradiscope.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Changes a graph as a protobuf: its nodes, edges, attributes and constants. */
final class GraphMutator {

	/** What a graph must not do, and what it may but with arguments that were made for another. */
	private static final List<String> OPERATIONS = List.of("ReadFile", "WriteFile", "MatchingFiles",
		"SaveV2", "RestoreV2", "PyFunc", "EagerPyFunc", "Print", "PrintV2", "Assert", "QueueDequeueV2",
		"IteratorGetNext", "StatefulPartitionedCall", "While", "If", "LoopCond", "Enter", "Exit",
		"NextIteration", "Switch", "Merge", "VarHandleOp", "VariableV2", "DecodeJpeg", "ParseExample",
		"LookupTableFindV2", "LoadLibrary", "XlaCallModule", "Abort", "RandomUniform", "Fill", "Range",
		"Tile", "Reshape", "Transpose", "StridedSlice", "Gather", "GatherV2", "GatherNd", "ConcatV2",
		"Pack", "Unpack", "Split", "SplitV", "LinSpace", "Pad", "MirrorPad", "BroadcastTo", "OneHot",
		"Conv2D", "Conv2DBackpropInput", "DepthwiseConv2dNative", "MaxPool", "AvgPool", "LRN",
		"FusedBatchNormV3", "ResizeBilinear", "ScaleAndTranslate", "CropAndResize", "MatMul",
		"BatchMatMulV2", "Einsum", "Softmax", "TopKV2", "Where", "SpaceToBatchND", "BatchToSpaceND",
		"DepthToSpace", "Relu6", "Mean", "Max", "Cast", "Identity", "Placeholder",
		"PlaceholderWithDefault", "Const", "Quantize", "");

	private static final long[] NUMBERS = { -1, 0, 1, 2, 3, 7, 255, 65536, Integer.MAX_VALUE,
		Integer.MIN_VALUE, 1L << 33, Long.MAX_VALUE, Long.MIN_VALUE };

	private final SplittableRandom random;
	/** A file that no model may touch. */
	private final String forbidden;

	GraphMutator(final SplittableRandom random, final String forbidden) {
		this.random = random;
		this.forbidden = forbidden;
	}

	/** One to four changes. */
	GraphDef mutate(final GraphDef graph) {
		final GraphDef.Builder mutant = graph.toBuilder();
		for (int i = random.nextInt(4); i >= 0 && mutant.getNodeCount() > 0; i--)
			change(mutant, random.nextInt(mutant.getNodeCount()));
		return mutant.build();
	}

	private void change(final GraphDef.Builder graph, final int index) {
		final NodeDef.Builder node = graph.getNodeBuilder(index);
		switch (random.nextInt(18)) {
			case 0:
				node.setOp(OPERATIONS.get(random.nextInt(OPERATIONS.size())));
				break;
			case 1:
				graph.removeNode(index);
				break;
			case 2:
				node.setName(any(graph));
				break;
			case 3:
				graph.addNode(node.build());
				break;
			case 4:
				write(graph, node);
				break;
			case 5:
				node.clearAttr();
				break;
			case 6:
			case 7:
			case 8:
				rewire(graph, node);
				break;
			case 9:
				new Bombs(random).count(graph, node);
				break;
			case 10:
				new Bombs(random).size(graph, node);
				break;
			case 11:
				node.setName(any(graph) + "x".repeat(1 << random.nextInt(20)));
				break;
			case 12:
				new Bombs(random).flood(graph);
				break;
			default:
				changeAttribute(node);
		}
	}

	private String any(final GraphDef.Builder graph) {
		return graph.getNode(random.nextInt(graph.getNodeCount())).getName();
	}

	private void rewire(final GraphDef.Builder graph, final NodeDef.Builder node) {
		final String edge = (random.nextInt(8) == 0 ? "^" : "") + any(graph) +
			(random.nextInt(4) == 0 ? ":" + random.nextInt(70000) : "");
		if (node.getInputCount() == 0 || random.nextInt(5) == 0) node.addInput(edge);
		else if (random.nextInt(5) == 0) node.clearInput();
		else node.setInput(random.nextInt(node.getInputCount()), edge);
	}

	/** The node becomes one that writes a file. */
	private void write(final GraphDef.Builder graph, final NodeDef.Builder node) {
		final String name = node.getName();
		for (final String part : List.of("evil_name", "evil_text"))
			graph.addNode(NodeDef.newBuilder().setName(part).setOp("Const")
				.putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
				.putAttr("value",
					AttrValue.newBuilder()
						.setTensor(TensorProto.newBuilder().setDtype(DataType.DT_STRING)
							.setTensorShape(TensorShapeProto.getDefaultInstance())
							.addStringVal(ByteString.copyFromUtf8(forbidden)))
						.build()));
		node.clear().setName(name).setOp("WriteFile").addInput("evil_name").addInput("evil_text");
	}

	private void changeAttribute(final NodeDef.Builder node) {
		final List<String> keys = new ArrayList<>(node.getAttrMap().keySet());
		if (keys.isEmpty()) return;
		final String key = keys.stream().sorted().toList().get(random.nextInt(keys.size()));
		node.putAttr(key, changed(node.getAttrMap(), key));
	}

	private AttrValue changed(final Map<String, AttrValue> attributes, final String key) {
		final AttrValue.Builder value = attributes.get(key).toBuilder();
		switch (value.getValueCase()) {
			case TENSOR:
				return value.setTensor(changed(value.getTensor())).build();
			case SHAPE:
				return value.setShape(shape()).build();
			case TYPE:
				return value.setTypeValue(random.nextInt(140)).build();
			case I:
				return value.setI(number()).build();
			case F:
				return value.setF(random.nextInt(2) == 0 ? Float.NaN : number()).build();
			case B:
				return value.setB(!value.getB()).build();
			case LIST:
				return value.setList(changed(value.getList())).build();
			default:
				return value.setS(ByteString.copyFromUtf8(random.nextInt(2) == 0 ? forbidden : "NCHW"))
					.build();
		}
	}

	private AttrValue.ListValue changed(final AttrValue.ListValue list) {
		final AttrValue.ListValue.Builder value = list.toBuilder();
		if (value.getICount() > 0 && random.nextInt(3) > 0)
			value.setI(random.nextInt(value.getICount()), number());
		else value.addI(number());
		return value.build();
	}

	private TensorProto changed(final TensorProto tensor) {
		final TensorProto.Builder value = tensor.toBuilder();
		switch (random.nextInt(5)) {
			case 0:
				return value.setTensorShape(shape()).build();
			case 1:
				return value.setDtypeValue(random.nextInt(140)).build();
			case 2:
				return value.clearTensorContent().build();
			case 3:
				return value.setTensorContent(
					tensor.getTensorContent().substring(tensor.getTensorContent().size() / 2)).build();
			default:
				return value.setTensorContent(noise(tensor.getTensorContent())).build();
		}
	}

	private ByteString noise(final ByteString content) {
		final byte[] bytes = content.toByteArray();
		for (int i = 0; i < bytes.length; i += 1 + random.nextInt(8))
			bytes[i] = (byte) random.nextInt();
		return ByteString.copyFrom(bytes);
	}

	private TensorShapeProto shape() {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		for (int i = random.nextInt(6); i > 0; i--)
			shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(number()));
		return shape.setUnknownRank(random.nextInt(6) == 0).build();
	}

	private long number() {
		return NUMBERS[random.nextInt(NUMBERS.length)];
	}
}
