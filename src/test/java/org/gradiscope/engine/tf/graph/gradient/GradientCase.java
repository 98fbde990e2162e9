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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * One operation whose gradient is held against finite differences, read from a line
 * {@code operation | inputs | attributes}.
 *
 * @param inputs what it takes, in order
 * @param outputs which of its outputs are looked at, usually the first
 */
record GradientCase(String line, String operation, List<GivenTensor> inputs,
	Map<String, String> attributes, List<Integer> outputs) {

	static final String NODE = "node";

	private static final Map<String, OpDef> DEFINITIONS = new HashMap<>();

	static GradientCase of(final String line) {
		final String[] parts = line.split("\\|", -1);
		final Random random = new Random(line.hashCode());
		final List<GivenTensor> inputs = new ArrayList<>();
		for (final String input : parts[1].strip().split("\\s+"))
			inputs.add(GivenTensor.of(input, random));
		final Map<String, String> attributes = new HashMap<>();
		if (parts.length > 2 && !parts[2].isBlank())
			for (final String attribute : parts[2].strip().split("\\s+"))
			attributes.put(attribute.split("=", 2)[0], attribute.split("=", 2)[1]);
		final List<Integer> outputs = new ArrayList<>();
		for (final String output : attributes.getOrDefault("outputs", "0").split(","))
			outputs.add(Integer.parseInt(output));
		attributes.remove("outputs");
		return new GradientCase(line, parts[0].strip(), inputs, attributes, outputs);
	}

	static String input(final int number) {
		return "input" + number;
	}

	/** @param type of all numbers with a fraction */
	GraphDef graph(final DataType type) {
		final GraphDef.Builder graph = GraphDef.newBuilder();
		final NodeDef.Builder node = NodeDef.newBuilder().setName(NODE).setOp(operation);
		for (int i = 0; i < inputs.size(); i++) {
			graph.addNode(inputs.get(i).node(input(i), type));
			node.addInput(input(i));
		}
		final OpDef definition = definition(operation);
		inferTypes(definition, node, type);
		for (final OpDef.AttrDef attribute : definition.getAttrList())
			if (attributes.containsKey(attribute.getName())) node.putAttr(attribute.getName(),
				AttributeText.value(attribute.getType(), attributes.get(attribute.getName()), type));
			else if (attribute.getType().equals("type") && !attribute.hasDefaultValue() &&
				!node.containsAttr(attribute.getName()))
				node.putAttr(attribute.getName(), AttrValue.newBuilder().setType(type).build());
		return graph.addNode(node).build();
	}

	private void inferTypes(final OpDef definition, final NodeDef.Builder node, final DataType type) {
		int place = 0;
		for (final OpDef.ArgDef argument : definition.getInputArgList()) {
			final DataType given = inputs.get(place).type(type);
			if (!argument.getTypeAttr().isEmpty())
				node.putAttr(argument.getTypeAttr(), AttrValue.newBuilder().setType(given).build());
			if (!argument.getTypeListAttr().isEmpty()) {
				final AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
				inputs.forEach(input -> list.addType(input.type(type)));
				node.putAttr(argument.getTypeListAttr(), AttrValue.newBuilder().setList(list).build());
			}
			final String number = argument.getNumberAttr();
			if (!number.isEmpty()) node.putAttr(number, AttrValue.newBuilder()
				.setI(Long.parseLong(attributes.getOrDefault(number, "" + inputs.size()))).build());
			place += number.isEmpty() ? 1 : (int) node.getAttrOrThrow(number).getI();
		}
	}

	private static OpDef definition(final String operation) {
		if (DEFINITIONS.isEmpty()) TensorFlow.registeredOpList().getOpList()
			.forEach(definition -> DEFINITIONS.put(definition.getName(), definition));
		return DEFINITIONS.get(operation);
	}

	@Override
	public String toString() {
		return line;
	}
}
