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

import java.util.List;
import java.util.SplittableRandom;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Changes a network in ONNX: its nodes, edges, attributes, weights, functions and versions. */
final class OnnxMutator {

	private static final List<String> OPERATORS = List.of(
		"Abs Acos Acosh Add And ArgMax ArgMin Asin Atan AveragePool BatchNormalization Cast CastLike Ceil Celu " +
			"Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace " +
			"DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand Flatten Floor " +
			"GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater " +
			"GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity If InstanceNormalization LRN " +
			"LSTM LayerNormalization LeakyRelu Less Log LogSoftmax Loop LpNormalization LpPool MatMul Max " +
			"MaxPool Mean MeanVarianceNormalization Min Mish Mod Mul Neg Not OneHot PRelu Pad Pow " +
			"QLinearConv QuantizeLinear RMSNormalization RNN Range Reciprocal ReduceL1 ReduceL2 " +
			"ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum " +
			"ReduceSumSquare Relu Reshape Resize RoiAlign Round Scan ScatterElements ScatterND Selu Shape " +
			"Sigmoid Sign Sin Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Swish " +
			"Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor NonZero Unique " +
			"RandomNormal Bernoulli SequenceAt StringNormalizer Local")
		.stream().flatMap(all -> List.of(all.split(" ")).stream()).toList();

	private final SplittableRandom random;
	private final OnnxValues values;

	/** @param forbidden a file that no model may touch */
	OnnxMutator(final SplittableRandom random, final String forbidden) {
		this.random = random;
		values = new OnnxValues(random, forbidden);
	}

	/** Up to three changes, often around an operator of any kind with arguments of any kind. */
	ModelProto mutate(final ModelProto network) {
		final ModelProto.Builder mutant = network.toBuilder();
		final boolean other = random.nextInt(4) > 0;
		if (other) operator(mutant.getGraphBuilder());
		for (int i = random.nextInt(3); i >= (other ? 1 : 0) &&
			mutant.getGraph().getNodeCount() > 0; i--)
			change(mutant, mutant.getGraphBuilder());
		return mutant.build();
	}

	/** The node of an activation becomes any other. */
	private void operator(final GraphProto.Builder graph) {
		for (int i = 0; i < graph.getNodeCount(); i++) {
			if (!graph.getNode(i).getOpType().equals("Relu")) continue;
			final NodeProto.Builder node = graph.getNodeBuilder(i).setOpType(any(OPERATORS));
			for (int input = random.nextInt(6) - 2; input > 0; input--)
				node.addInput(constant(graph));
			for (int attribute = random.nextInt(5) - 1; attribute > 0; attribute--)
				node.addAttribute(values.attribute(graph));
		}
	}

	private String constant(final GraphProto.Builder graph) {
		if (random.nextInt(6) == 0) return random.nextBoolean() ? "" : "image";
		final String name = "constant" + graph.getInitializerCount();
		graph.addInitializer(values.tensor(name));
		return name;
	}

	private void change(final ModelProto.Builder model, final GraphProto.Builder graph) {
		final int index = random.nextInt(graph.getNodeCount());
		final NodeProto.Builder node = graph.getNodeBuilder(index);
		switch (random.nextInt(16)) {
			case 0 -> node.setOpType(any(OPERATORS));
			case 1 -> graph.removeNode(index);
			case 2 -> graph.addNode(node.build());
			case 3 -> node.setDomain(any(List.of("", "ai.onnx", "ai.onnx.ml", "own")));
			case 4 -> node.clearAttribute();
			case 5, 6 -> rewire(graph, node);
			case 7 -> function(model, node);
			case 8 -> version(model);
			case 9 -> ends(graph);
			case 10, 11, 12 -> weight(graph);
			default -> attribute(graph, node);
		}
	}

	private void rewire(final GraphProto.Builder graph, final NodeProto.Builder node) {
		final NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
		final String edge = other.getOutputCount() == 0 ? "nothing" : other.getOutput(0);
		if (node.getInputCount() == 0 || random.nextInt(4) == 0) node.addInput(edge);
		else if (random.nextInt(4) == 0) node.setOutput(0, edge);
		else node.setInput(random.nextInt(node.getInputCount()),
			random.nextInt(3) == 0 ? constant(graph) : edge);
	}

	/** A function that may call itself. */
	private void function(final ModelProto.Builder model, final NodeProto.Builder node) {
		model.addFunctions(FunctionProto.newBuilder().setName("Local").setDomain("own").addInput("a")
			.addOutput("b").addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
			.addNode(NodeProto.newBuilder().setOpType(random.nextBoolean() ? "Local" : "Relu")
				.setDomain(random.nextBoolean() ? "own" : "").addInput("a").addOutput("b")));
		model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("own").setVersion(1));
		node.setOpType("Local").setDomain("own");
	}

	private void version(final ModelProto.Builder model) {
		if (random.nextInt(4) == 0) model.clearOpsetImport();
		else model.getOpsetImportBuilder(0)
			.setVersion(random.nextBoolean() ? 1 + random.nextInt(26) : values.number());
	}

	private void ends(final GraphProto.Builder graph) {
		final List<ValueInfoProto.Builder> all =
			random.nextBoolean() ? graph.getInputBuilderList() : graph.getOutputBuilderList();
		final ValueInfoProto.Builder end = all.get(0);
		switch (random.nextInt(4)) {
			case 0 -> end.setName("another");
			case 1 -> end.clearType();
			case 2 -> end.getTypeBuilder().getTensorTypeBuilder().setElemType(random.nextInt(24));
			default -> {
				final var shape = end.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
				final int axis = random.nextInt(shape.getDimCount() + 1);
				if (axis == shape.getDimCount()) shape.addDimBuilder().setDimValue(values.number());
				else
					if (random.nextBoolean()) shape.setDim(axis, shape.getDimBuilder(axis).setDimParam("N"));
					else shape.setDim(axis, shape.getDimBuilder(axis).setDimValue(values.number()));
			}
		}
	}

	private void weight(final GraphProto.Builder graph) {
		if (graph.getInitializerCount() == 0) return;
		final int index = random.nextInt(graph.getInitializerCount());
		graph.setInitializer(index, values.changed(graph.getInitializer(index)));
	}

	private void attribute(final GraphProto.Builder graph, final NodeProto.Builder node) {
		if (node.getAttributeCount() == 0 || random.nextInt(4) == 0) {
			node.addAttribute(values.attribute(graph));
			return;
		}
		final int index = random.nextInt(node.getAttributeCount());
		final AttributeProto old = node.getAttribute(index);
		node.setAttribute(index, values.attribute(graph).toBuilder().setName(old.getName()));
	}

	private <T> T any(final List<T> all) {
		return all.get(random.nextInt(all.size()));
	}
}
