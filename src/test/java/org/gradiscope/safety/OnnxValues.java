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
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** Attributes and tensors of any kind, for operators in ONNX that ask for others. */
final class OnnxValues {

	private static final long[] NUMBERS = { 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 7, 8, -1, -1, -2, -5, 16,
		255, 65536, 1 << 20, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, 1L << 40,
		1L << 62, Long.MAX_VALUE, Long.MIN_VALUE };
	private static final float[] FLOATS = { 0, -1, 1, 0.5f, 2, 1e-30f, 1e30f, Float.NaN,
		Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };
	private static final List<String> NAMES = List.of(
		("axis axes kernel_shape pads strides dilations group perm to mode auto_pad output_padding ceil_mode " +
			"keepdims value value_ints value_float split num_outputs equation alpha beta epsilon size bias " +
			"coordinate_transformation_mode nearest_mode cubic_coeff_a antialias exclude_outside " +
			"extrapolation_value align_corners padding_mode body then_branch else_branch num_scan_inputs " +
			"scan_input_axes direction hidden_size activations clip linear_before_reset layout blocksize " +
			"batch_dims largest sorted exclusive reverse noop_with_empty_axes allowzero count_include_pad p " +
			"storage_order transA transB fmod min max output_height sampling_ratio spatial_scale upper " +
			"training_mode num_groups stash_type output_shape start end").split(" "));
	private static final List<String> TEXTS = List.of("", "SAME_UPPER", "VALID", "NOTSET", "linear",
		"nearest", "cubic", "constant", "reflect", "edge", "wrap", "bidirectional", "reverse",
		"align_corners", "half_pixel", "tf_crop_and_resize", "ab,bc->ac", "...a,a->...", "->", "aa->a",
		"DCR", "floor", "zeros", "border", "tanh", "x\0y");
	private static final List<TensorProto.DataType> TYPES =
		List.of(TensorProto.DataType.FLOAT, TensorProto.DataType.FLOAT, TensorProto.DataType.INT64,
			TensorProto.DataType.INT64, TensorProto.DataType.INT32, TensorProto.DataType.BOOL,
			TensorProto.DataType.DOUBLE, TensorProto.DataType.FLOAT16, TensorProto.DataType.BFLOAT16,
			TensorProto.DataType.UINT8, TensorProto.DataType.INT8, TensorProto.DataType.UINT64,
			TensorProto.DataType.STRING, TensorProto.DataType.COMPLEX64);

	private final SplittableRandom random;
	private final String forbidden;

	/** @param forbidden a file that no model may touch */
	OnnxValues(final SplittableRandom random, final String forbidden) {
		this.random = random;
		this.forbidden = forbidden;
	}

	long number() {
		return NUMBERS[random.nextInt(NUMBERS.length)];
	}

	/** More often one that might be meant. */
	private long small() {
		return random.nextInt(8) == 0 ? number() : random.nextInt(5) - 1;
	}

	private <T> T any(final List<T> all) {
		return all.get(random.nextInt(all.size()));
	}

	/** @param graph which a graph within it is made of */
	AttributeProto attribute(final GraphProto.Builder graph) {
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(any(NAMES));
		switch (random.nextInt(8)) {
			case 0, 1 -> attribute.setType(AttributeType.INT).setI(small());
			case 2, 3, 4 -> attribute.setType(AttributeType.INTS)
				.addAllInts(IntStream.range(0, random.nextInt(6)).mapToObj(i -> small()).toList());
			case 5 -> attribute.setType(AttributeType.FLOAT).setF(FLOATS[random.nextInt(FLOATS.length)]);
			case 6 -> attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(any(TEXTS)));
			default -> nested(graph, attribute);
		}
		if (random.nextInt(20) == 0)
			attribute.setType(any(List.of(AttributeType.values()).subList(0, 12)));
		return attribute.build();
	}

	private void nested(final GraphProto.Builder graph, final AttributeProto.Builder attribute) {
		if (random.nextBoolean()) {
			attribute.setType(AttributeType.TENSOR).setT(tensor("value"));
			return;
		}
		GraphProto inner = GraphProto.newBuilder()
			.addNode(NodeProto.newBuilder().setOpType("Relu")
				.addInput(random.nextBoolean() ? "filtered" : "image").addOutput("inner"))
			.addOutput(graph.getOutput(0).toBuilder().setName("inner")).build();
		for (int depth = random.nextInt(6) == 0 ? 1 << random.nextInt(9) : 0; depth > 0; depth--)
			inner = inner.toBuilder().clearNode()
				.addNode(NodeProto.newBuilder().setOpType("If").addInput("image").addOutput("inner")
					.addAttribute(AttributeProto.newBuilder().setName("then_branch")
						.setType(AttributeType.GRAPH).setG(inner)))
				.build();
		attribute.setType(AttributeType.GRAPH)
			.setName(any(List.of("body", "then_branch", "else_branch"))).setG(inner);
	}

	/** Of few numbers, but for what it says of itself at times. */
	TensorProto tensor(final String name) {
		final TensorProto.DataType type = any(TYPES);
		final TensorProto.Builder tensor =
			TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
		int count = 1;
		for (int rank = random.nextInt(4); rank > 0; rank--) {
			final int side = random.nextInt(5);
			count *= side;
			tensor.addDims(side);
		}
		for (int i = 0; i < count; i++)
			if (type == TensorProto.DataType.FLOAT) tensor.addFloatData(
				random.nextInt(4) == 0 ? FLOATS[random.nextInt(FLOATS.length)] : random.nextInt(4));
			else if (type == TensorProto.DataType.INT64) tensor.addInt64Data(small());
			else tensor.addInt32Data((int) small());
		return random.nextInt(10) == 0 ? changed(tensor.build()) : tensor.build();
	}

	TensorProto changed(final TensorProto tensor) {
		final TensorProto.Builder value = tensor.toBuilder();
		switch (random.nextInt(8)) {
			case 0 -> value.addDims(number());
			case 1 -> value.clearDims();
			case 2 -> {
				if (value.getDimsCount() > 0) value.setDims(random.nextInt(value.getDimsCount()), number());
			}
			case 3 -> value.setDataType(random.nextInt(26));
			case 4 -> value.clearRawData().clearFloatData();
			case 5 -> value.setRawData(value.getRawData().substring(value.getRawData().size() / 2));
			case 6 -> value.setRawData(noise(value.getRawData()));
			default -> external(value);
		}
		return value.build();
	}

	private void external(final TensorProto.Builder tensor) {
		tensor.clearRawData().clearFloatData().clearExternalData()
			.setDataLocation(TensorProto.DataLocation.EXTERNAL);
		entry(tensor, "location", any(List.of("filters.bin", forbidden, "../forbidden", "tiny.onnx",
			"/dev/zero", ".", "", "gradiscope.yaml")));
		if (random.nextBoolean()) entry(tensor, "offset", String.valueOf(number()));
		if (random.nextBoolean()) entry(tensor, "length", String.valueOf(number()));
	}

	private static void entry(final TensorProto.Builder tensor, final String key,
		final String value) {
		tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
	}

	private ByteString noise(final ByteString content) {
		final byte[] bytes = content.toByteArray();
		for (int i = 0; i < bytes.length; i += 1 + random.nextInt(8))
			bytes[i] = (byte) random.nextInt();
		return ByteString.copyFrom(bytes);
	}
}
