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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** A use of an operation while it is changed: its inputs as constants, its attributes and types. */
final class Draft {

	final OpDef definition;
	final List<Input> inputs = new ArrayList<>();
	/** What is left out has TensorFlow's own default. */
	final Map<String, AttrValue> attributes = new TreeMap<>();

	/** An input: what it is, and of what type the operation is told that it is. */
	static final class Input {

		DataType type;
		final List<Long> shape;
		final double[] values;
		/** Whether a sound graph has it as a constant, such as the axes of a sum. */
		final boolean settled;
		/** The operation of which it is the first output; null for a constant. */
		String from;

		Input(final DataType type, final List<Long> shape, final boolean settled,
			final double... values) {
			this.settled = settled;
			this.type = type;
			this.shape = new ArrayList<>(shape);
			this.values = values;
		}
	}

	Draft(final OpDef definition, final Sample sample, final SplittableRandom random) {
		this.definition = definition;
		sample.inputs().forEach(argument -> inputs.add(input(argument, random)));
		sample.attributes().forEach((name, text) -> attributes.put(name, value(name, text)));
		types().forEach((name, type) -> attributes.putIfAbsent(name, Nodes.type(type)));
	}

	private static Input input(final Sample.Argument argument, final SplittableRandom random) {
		final int count =
			(int) argument.shape().stream().mapToLong(axis -> axis).reduce(1, (a, b) -> a * b);
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = switch (argument.kind()) {
				case 'f' -> random.nextInt(-8, 9) / 4.0;
				case 'i' -> argument.values().get(i);
				default -> random.nextInt(2);
			};
		return new Input(switch (argument.kind()) {
			case 'f' -> DataType.DT_FLOAT;
			case 'b', 'c' -> DataType.DT_BOOL;
			default -> DataType.DT_INT32;
		}, argument.shape(), "ci".indexOf(argument.kind()) >= 0, values);
	}

	/** The attribute that gives the type of each input; empty where the definition gives it. */
	List<String> typeNames() {
		final List<String> names = new ArrayList<>();
		for (final OpDef.ArgDef argument : definition.getInputArgList()) {
			final String number = argument.getNumberAttr();
			final long count =
				argument.getTypeListAttr().isEmpty()
					? number.isEmpty() ? 1
						: attributes.getOrDefault(number, AttrValue.getDefaultInstance()).getI()
					: inputs.size();
			for (long i = 0; i < count && names.size() < inputs.size(); i++)
				names.add(argument.getTypeAttr());
		}
		return names;
	}

	private Map<String, DataType> types() {
		final Map<String, DataType> types = new HashMap<>();
		final List<String> names = typeNames();
		for (int i = 0; i < names.size(); i++)
			if (!names.get(i).isEmpty()) types.putIfAbsent(names.get(i), inputs.get(i).type);
		return types;
	}

	/** All inputs of a type become of another, and the operation is told so. */
	void retype(final String name, final DataType type) {
		attributes.put(name, Nodes.type(type));
		final List<String> names = typeNames();
		for (int i = 0; i < names.size(); i++)
			if (names.get(i).equals(name)) inputs.get(i).type = type;
	}

	private AttrValue value(final String name, final String text) {
		final String type = definition.getAttrList().stream()
			.filter(attribute -> attribute.getName().equals(name)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException(definition.getName() + " has no " + name))
			.getType();
		final AttrValue.Builder value = AttrValue.newBuilder();
		return switch (type) {
			case "int" -> value.setI(Long.parseLong(text)).build();
			case "float" -> value.setF(Float.parseFloat(text)).build();
			case "bool" -> Nodes.flag(Boolean.parseBoolean(text));
			case "type" -> Nodes.type(DataType.valueOf(text));
			case "shape" -> Nodes.shape(Sample.numbers(text));
			case "tensor" -> Nodes.constant("", DataType.DT_FLOAT, Sample.numbers(text), new double[6])
				.getAttrOrThrow("value");
			case "list(int)" -> Nodes.numbers(Sample.numbers(text).stream().mapToLong(n -> n).toArray());
			case "list(type)" -> {
				Stream.of(text.split(","))
					.forEach(one -> value.getListBuilder().addType(DataType.valueOf(one)));
				yield value.build();
			}
			default -> Nodes.text(text);
		};
	}
}
