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

package org.gradiscope.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import com.google.protobuf.ByteString;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * A network in ONNX small enough to be worked out by hand: of grey images, a convolution 3x3 with 2 filters, all
 * weights of the first one ninth and of the second minus one ninth, ReLU, the average over all places, and a
 * dense layer to 3 classes of weights [1 0; 0 1; 1 1] and biases 0, 1, 2.
 */
public final class TinyOnnx {

	/** Of the filters, in the order of the file: filter, channel, row, column. */
	public static final float[] FILTERS = new float[18];

	static {
		Arrays.fill(FILTERS, 0, 9, 1f / 9);
		Arrays.fill(FILTERS, 9, 18, -1f / 9);
	}

	private TinyOnnx() {}

	/** With all weights in it. */
	public static ModelProto network() {
		return of(tensor("filters", FILTERS, 2, 1, 3, 3));
	}

	/** With the filters in another file, from its beginning. */
	public static ModelProto network(final String location) {
		return of(external(tensor("filters", FILTERS, 2, 1, 3, 3), location));
	}

	private static ModelProto of(final TensorProto filters) {
		final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny").addInitializer(filters)
			.addInitializer(tensor("dense", new float[] { 1, 0, 0, 1, 1, 1 }, 3, 2))
			.addInitializer(tensor("biases", new float[] { 0, 1, 2 }, 3))
			.addInput(value("image", 1, 1, 8, 8)).addOutput(value("scores", 1, 3));
		graph.addNode(node("Conv", "filtered", "image", "filters")
			.addAttribute(AttributeProto.newBuilder().setName("pads")
				.setType(AttributeProto.AttributeType.INTS).addAllInts(java.util.List.of(1L, 1L, 1L, 1L))));
		graph.addNode(node("Relu", "active", "filtered"));
		graph.addNode(node("GlobalAveragePool", "average", "active"));
		graph.addNode(node("Flatten", "flat", "average"));
		graph.addNode(node("Gemm", "scores", "flat", "dense", "biases").addAttribute(AttributeProto
			.newBuilder().setName("transB").setType(AttributeProto.AttributeType.INT).setI(1)));
		return ModelProto.newBuilder().setIrVersion(8).setProducerName("by hand")
			.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph).build();
	}

	private static NodeProto.Builder node(final String operation, final String output,
		final String... inputs) {
		return NodeProto.newBuilder().setOpType(operation).setName("/" + output).addOutput(output)
			.addAllInput(Arrays.asList(inputs));
	}

	private static ValueInfoProto value(final String name, final long... shape) {
		final TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
		for (final long size : shape)
			sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
		return ValueInfoProto.newBuilder().setName(name)
			.setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder()
				.setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(sizes)))
			.build();
	}

	/** The numbers of a tensor as they stand in a file. */
	public static byte[] bytes(final float... numbers) {
		final ByteBuffer bytes =
			ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final float number : numbers)
			bytes.putFloat(number);
		return bytes.array();
	}

	/** A tensor of float32. */
	public static TensorProto tensor(final String name, final float[] numbers, final long... shape) {
		final TensorProto.Builder tensor =
			TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber())
				.setRawData(ByteString.copyFrom(bytes(numbers)));
		for (final long size : shape)
			tensor.addDims(size);
		return tensor.build();
	}

	/** The same, its numbers in another file. */
	public static TensorProto external(final TensorProto tensor, final String location) {
		return tensor.toBuilder().clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL)
			.addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
			.addExternalData(StringStringEntryProto.newBuilder().setKey("length")
				.setValue(String.valueOf(tensor.getRawData().size())))
			.build();
	}
}
