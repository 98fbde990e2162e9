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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What an operation is given. {@code 2x3} are numbers drawn from -2..2 with respect to which it is
 * differentiated, {@code ()} is one of them, {@code 2x3:0.1..1} are drawn from there, {@code 2x3~} are none
 * close to another,
 * {@code @[[0.0,1.0]]} are these; {@code =} before any of it makes a constant of it. Constants without a
 * point are whole numbers, those with an L at the end of 64 bits.
 *
 * @param given of all numbers with a fraction, else null
 */
record GivenTensor(long[] shape, double[] values, boolean differentiated, DataType given) {

	private static final Pattern DRAWN =
		Pattern.compile("(=?)(\\(\\)|[0-9x]+)(~?)(?::(-?[0-9.]+?)\\.\\.(-?[0-9.]+))?");

	static GivenTensor of(final String text, final Random random) {
		final Matcher drawn = DRAWN.matcher(text);
		final boolean stated = text.startsWith("@") || text.startsWith("=") && !text.contains("x") &&
			!text.startsWith("=()") && !text.contains("..");
		if (stated || !drawn.matches()) return stated(text);
		final long[] shape = drawn.group(2).equals("()") ? new long[0]
			: Arrays.stream(drawn.group(2).split("x")).mapToLong(Long::parseLong).toArray();
		final double low = drawn.group(4) == null ? -2 : Double.parseDouble(drawn.group(4));
		final double high = drawn.group(5) == null ? 2 : Double.parseDouble(drawn.group(5));
		final double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		// Floats, so that both precisions are given the same.
		Arrays.setAll(values, i -> (float) (low + (high - low) * random.nextDouble()));
		if (!drawn.group(3).isEmpty()) spread(values, low, high, random);
		return new GivenTensor(shape, values, drawn.group(1).isEmpty(), null);
	}

	private static void spread(final double[] values, final double low, final double high,
		final Random random) {
		final List<Integer> order = new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
		Collections.shuffle(order, random);
		Arrays.setAll(values, i -> (float) (low + (high - low) * order.get(i) / values.length));
	}

	private static GivenTensor stated(final String text) {
		final String list = text.substring(1).replace("L", "");
		final String[] words = list.replaceAll("[\\[\\]]", "").split(",");
		final boolean empty = words[0].isEmpty() || words[0].equals(".");
		final double[] values =
			empty ? new double[0] : Arrays.stream(words).mapToDouble(GivenTensor::number).toArray();
		int rank = 0;
		while (rank < list.length() && list.charAt(rank) == '[')
			rank++;
		final long[] shape = new long[rank];
		String inner = list;
		long rest = values.length;
		for (int axis = 0; axis < rank - 1; axis++) {
			inner = inner.substring(1, inner.length() - 1);
			final long count = inner.split("(?<=\\]),(?=\\[{" + (rank - 1 - axis) + "}(?!\\[))").length;
			shape[axis] = count;
			rest /= count;
			inner = inner.split("(?<=\\]),(?=\\[{" + (rank - 1 - axis) + "}(?!\\[))")[0];
		}
		if (rank > 0) shape[rank - 1] = rest;
		return new GivenTensor(shape, values, text.startsWith("@"), type(text));
	}

	private static double number(final String word) {
		return word.equals("true") ? 1 : word.equals("false") ? 0 : Double.parseDouble(word);
	}

	private static DataType type(final String text) {
		if (text.contains("true") || text.contains("false")) return DataType.DT_BOOL;
		if (text.contains(".")) return null;
		return text.endsWith("L") ? DataType.DT_INT64 : DataType.DT_INT32;
	}

	/** @param fraction of all numbers with a fraction */
	DataType type(final DataType fraction) {
		return given == null ? fraction : given;
	}

	NodeDef node(final String name, final DataType fraction) {
		final NodeDef.Builder node = NodeDef.newBuilder().setName(name).putAttr("dtype",
			AttrValue.newBuilder().setType(type(fraction)).build());
		final TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
		for (final long extent : shape)
			dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
		if (differentiated) return node.setOp("Placeholder")
			.putAttr("shape", AttrValue.newBuilder().setShape(dimensions).build()).build();
		final TensorProto.Builder tensor =
			TensorProto.newBuilder().setDtype(type(fraction)).setTensorShape(dimensions);
		if (values.length == 0) tensor.setTensorContent(ByteString.EMPTY);
		for (final double value : values)
			switch (type(fraction)) {
				case DT_FLOAT -> tensor.addFloatVal((float) value);
				case DT_DOUBLE -> tensor.addDoubleVal(value);
				case DT_INT64 -> tensor.addInt64Val((long) value);
				case DT_BOOL -> tensor.addBoolVal(value != 0);
				default -> tensor.addIntVal((int) value);
			}
		return node.setOp("Const").putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
			.build();
	}
}
