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

package org.gradiscope.engine.tf.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * A line of {@code gradients.txt}: a network of one operator, which is differentiated by its inputs.
 *
 * @param inputs of float32, by their names, with numbers that are all different
 */
record OnnxGradientCase(String line, ModelProto model, Map<String, OnnxConstant> inputs) {

	private static final int NEWEST = 22;

	static OnnxGradientCase of(final String line) {
		final List<String> columns =
			new ArrayList<>(Stream.of(line.split("\\|")).map(String::strip).toList());
		while (columns.size() < 3)
			columns.add("");
		final String[] name = columns.get(0).split("@");
		final Map<String, OnnxConstant> inputs = new LinkedHashMap<>();
		final NodeProto.Builder node = NodeProto.newBuilder().setOpType(name[0]).setName("node");
		final GraphProto.Builder graph = GraphProto.newBuilder().setName("case");
		for (final String input : words(columns.get(1)))
			node.addInput(added(input, "x" + node.getInputCount(), graph, inputs));
		int outputs = 1;
		for (final String attribute : words(columns.get(2)))
			if (attribute.startsWith("outputs=")) outputs = Integer.parseInt(attribute.substring(8));
			else node.addAttribute(attribute(attribute));
		for (int i = 0; i < outputs; i++) {
			node.addOutput("y" + i);
			graph.addOutput(ValueInfoProto.newBuilder().setName("y" + i));
		}
		final int version = name.length == 1 ? NEWEST : Integer.parseInt(name[1]);
		return new OnnxGradientCase(line,
			ModelProto.newBuilder().setIrVersion(8)
				.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version))
				.setGraph(graph.addNode(node)).build(),
			inputs);
	}

	private static List<String> words(final String column) {
		return Stream.of(column.split(" +")).filter(word -> !word.isEmpty()).toList();
	}

	/**
	 * {@code 2x3} or {@code 2x3:0..1} differentiated, {@code =2x3} not, {@code (1,2)} whole numbers,
	 * {@code [0.5,1]} others, {@code -} none.
	 */
	private static String added(final String input, final String name, final GraphProto.Builder graph,
		final Map<String, OnnxConstant> inputs) {
		if (input.equals("-")) return "";
		if (input.startsWith("[")) {
			final List<Float> list = Stream.of(input.substring(1, input.length() - 1).split(","))
				.map(Float::parseFloat).toList();
			graph.addInitializer(constant(name, OnnxConstant.ofFloats(list)));
			return name;
		}
		if (input.startsWith("(")) {
			graph.addInitializer(whole(name, input.substring(1, input.length() - 1)));
			return name;
		}
		final boolean fixed = input.startsWith("=");
		final String[] parts = input.substring(fixed ? 1 : 0).split(":");
		final List<Long> shape = Stream.of(parts[0].split("x")).filter(size -> !size.equals("s"))
			.map(Long::parseLong).toList();
		final String[] range =
			parts.length == 1 ? new String[] { "-1", "1" } : parts[1].split("\\.\\.");
		final OnnxConstant numbers =
			numbers(shape, Double.parseDouble(range[0]), Double.parseDouble(range[1]), name);
		if (fixed) graph.addInitializer(constant(name, numbers));
		else {
			inputs.put(name, numbers);
			graph.addInput(input(name, shape));
		}
		return name;
	}

	private static TensorProto constant(final String name, final OnnxConstant numbers) {
		return TensorProto.newBuilder().setName(name).addAllDims(numbers.shape())
			.setDataType(TensorProto.DataType.FLOAT_VALUE).setRawData(numbers.bytes()).build();
	}

	/** All as far from one another as they can be, so that none are nearly equal. */
	private static OnnxConstant numbers(final List<Long> shape, final double from, final double to,
		final String name) {
		final int count = (int) shape.stream().reduce(1L, (a, b) -> a * b).longValue();
		final List<Float> numbers = new ArrayList<>();
		for (int i = 0; i < count; i++)
			numbers.add((float) (from + (to - from) * (i + 0.5) / count));
		Collections.shuffle(numbers, new Random(name.hashCode()));
		return OnnxConstant.ofFloats(numbers).reshaped(shape);
	}

	/** {@code 1,2} or {@code 1,} a list, {@code 1} a single one, {@code 2x1/1,2} of a shape; truths where {@code b} is in front. */
	private static TensorProto whole(final String name, final String text) {
		final boolean truths = text.startsWith("b");
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName(name)
			.setDataType(truths ? TensorProto.DataType.BOOL_VALUE : TensorProto.DataType.INT64_VALUE);
		final String[] parts = text.substring(truths ? 1 : 0).split("/");
		final List<Long> numbers =
			Stream.of(parts[parts.length - 1].split(",")).map(Long::parseLong).toList();
		if (parts.length == 2)
			tensor.addAllDims(Stream.of(parts[0].split("x")).map(Long::parseLong).toList());
		else if (text.contains(",")) tensor.addDims(numbers.size());
		return truths ? tensor.addAllInt32Data(numbers.stream().map(Long::intValue).toList()).build()
			: tensor.addAllInt64Data(numbers).build();
	}

	private static ValueInfoProto input(final String name, final List<Long> shape) {
		final TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
		shape.forEach(size -> sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
			TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(sizes)))
			.build();
	}

	/** A whole number, one with a fraction, a list, or a word. */
	private static AttributeProto attribute(final String text) {
		final String name = text.substring(0, text.indexOf('='));
		final String value = text.substring(text.indexOf('=') + 1);
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
		if (value.matches("-?\\d+")) return attribute.setType(AttributeProto.AttributeType.INT)
			.setI(Long.parseLong(value)).build();
		if (value.matches("-?\\d+\\.\\d+")) return attribute.setType(AttributeProto.AttributeType.FLOAT)
			.setF(Float.parseFloat(value)).build();
		if (value.matches("(-?\\d+,)+(-?\\d+)?"))
			return attribute.setType(AttributeProto.AttributeType.INTS)
				.addAllInts(Stream.of(value.split(",")).map(Long::parseLong).toList()).build();
		if (value.matches("[A-Z]\\w+(,[A-Z]\\w+)+"))
			return attribute.setType(AttributeProto.AttributeType.STRINGS)
				.addAllStrings(Stream.of(value.split(",")).map(ByteString::copyFromUtf8).toList()).build();
		return attribute.setType(AttributeProto.AttributeType.STRING)
			.setS(ByteString.copyFromUtf8(value)).build();
	}

	OnnxRun open(final Path folder) {
		try {
			final Path file = Files.createTempFile(folder, "case", ".onnx");
			Files.write(file, model.toByteArray());
			return new OnnxRun(new OnnxModel(file), Map.of());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Other numbers at one place of an input. */
	Map<String, OnnxConstant> moved(final String name, final int place, final double step) {
		final Map<String, OnnxConstant> all = new LinkedHashMap<>(inputs);
		final OnnxConstant old = inputs.get(name);
		final double[] values = old.values();
		values[place] += step;
		all.put(name,
			OnnxConstant
				.ofFloats(IntStream.range(0, values.length).mapToObj(i -> (float) values[i]).toList())
				.reshaped(old.shape()));
		return all;
	}
}
