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

import static org.gradiscope.safety.Nodes.constant;
import static org.gradiscope.safety.Nodes.node;
import static org.gradiscope.safety.Nodes.type;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * The sound part of a network: an image, a 0 that only the image decides, and what makes class
 * scores of the image and of the sums of other operations' outputs.
 */
final class Surround {

	/** Of operations, before their number. */
	static final String NAME = "op";

	private static final AttrValue FLOAT = type(DataType.DT_FLOAT);
	private static final AttrValue INT = type(DataType.DT_INT32);

	private final GraphDef.Builder graph = GraphDef.newBuilder();
	private final SplittableRandom random;
	private int count;

	Surround(final SplittableRandom random) {
		this.random = random;
		final boolean fixed = random.nextBoolean();
		add(node("x", "Placeholder").putAttr("dtype", FLOAT).putAttr("shape",
			Nodes.shape(fixed ? List.of(-1L, 16L, 16L, 1L) : List.of(-1L, -1L, -1L, 1L))));
		add(constant("all", DataType.DT_INT32, List.of(4L), 0, 1, 2, 3));
		add(node("mean", "Mean", "x", "all").putAttr("T", FLOAT).putAttr("Tidx", INT));
		add(constant("nothing", DataType.DT_FLOAT, List.of(), 0));
		add(node("zero", "Mul", "mean", "nothing").putAttr("T", FLOAT));
	}

	private void add(final NodeDef.Builder node) {
		graph.addNode(node);
	}

	/**
	 * The operation, with the images deciding some of its inputs.
	 *
	 * @param damaged whether constants may be not as they say
	 * @return a node that gives one float
	 */
	String add(final Draft draft, final boolean damaged) {
		final String name = NAME + count++;
		final NodeDef.Builder operation = node(name, draft.definition.getName());
		draft.attributes.forEach(operation::putAttr);
		for (int i = 0; i < draft.inputs.size(); i++)
			operation.addInput(input(name + "_" + i, draft.inputs.get(i), damaged));
		add(operation);
		return sum(name, operation, draft.definition);
	}

	/** A constant; or one plus the 0; or one whose shape only the image decides. */
	private String input(final String name, final Draft.Input input, final boolean damaged) {
		if (input.from != null) return input.from;
		final NodeDef.Builder constant = constant(name, input.type, input.shape, values(input));
		if (damaged && random.nextInt(25) == 0) damage(constant);
		add(constant);
		if (input.settled && (!damaged || random.nextInt(3) > 0)) return name;
		return switch (random.nextInt(4)) {
			case 0 -> name;
			case 1 -> damaged ? reshaped(name, input) : name;
			default -> moved(name, input.type);
		};
	}

	/** As many as the shape wants, though there may be fewer or more. */
	private static double[] values(final Draft.Input input) {
		final long size = input.shape.stream().mapToLong(axis -> axis).reduce(1, (a, b) -> a * b);
		final double[] values = new double[(int) Math.min(size, 1 << 16)];
		for (int i = 0; i < values.length; i++)
			values[i] = input.values.length == 0 ? 1 : input.values[i % input.values.length];
		return values;
	}

	private String moved(final String name, final DataType type) {
		if (type == DataType.DT_FLOAT) {
			add(node(name + "_m", "AddV2", name, "zero").putAttr("T", FLOAT));
			return name + "_m";
		}
		add(cast(name + "_z", "zero", DataType.DT_FLOAT, type));
		if (type == DataType.DT_BOOL) add(node(name + "_m", "LogicalOr", name, name + "_z"));
		else add(node(name + "_m", "AddV2", name, name + "_z").putAttr("T", type(type)));
		return name + "_m";
	}

	private String reshaped(final String name, final Draft.Input input) {
		final String shape = name + "_s";
		add(constant(shape, DataType.DT_INT32, List.of((long) input.shape.size()),
			input.shape.stream().mapToDouble(axis -> axis).toArray()));
		add(node(name + "_r", "Reshape", random.nextBoolean() ? moved(name, input.type) : name,
			moved(shape, DataType.DT_INT32)).putAttr("T", type(input.type)).putAttr("Tshape", INT));
		return name + "_r";
	}

	private static NodeDef.Builder cast(final String name, final String input, final DataType from,
		final DataType to) {
		return node(name, "Cast", input).putAttr("SrcT", type(from)).putAttr("DstT", type(to));
	}

	/** A constant is of another type, shape or length than it says. */
	private void damage(final NodeDef.Builder constant) {
		final AttrValue.Builder value = constant.getAttrOrThrow("value").toBuilder();
		final TensorProto.Builder tensor = value.getTensorBuilder();
		final DataType any = DataType.values()[random.nextInt(DataType.values().length - 1)];
		switch (random.nextInt(8)) {
			case 0 -> tensor.setDtype(any);
			case 1 -> constant.putAttr("dtype", type(any));
			case 2 -> {
				tensor.setDtype(any);
				constant.putAttr("dtype", type(any));
			}
			case 3 -> tensor.getTensorShapeBuilder().addDimBuilder().setSize(random.nextLong());
			case 4 -> tensor.getTensorShapeBuilder().setUnknownRank(true);
			case 5 -> tensor.clearTensorContent().addVariantValBuilder()
				.setTypeName("tensorflow::TensorList").setMetadata(tensor.getTensorContent());
			case 6 -> tensor.clearTensorContent().addIntVal(7).addHalfVal(-1).addFloatVal(1)
				.addBoolVal(true).addInt64Val(random.nextLong());
			default -> tensor.setTensorContent(
				tensor.getTensorContent().substring(tensor.getTensorContent().size() / 2));
		}
		constant.putAttr("value", value.build());
	}

	/** Of all numbers of one of its outputs. */
	private String sum(final String name, final NodeDef.Builder operation, final OpDef definition) {
		if (definition.getOutputArgCount() == 0) return "zero";
		final int port = random.nextInt(definition.getOutputArgCount());
		final OpDef.ArgDef output = definition.getOutputArg(port);
		final DataType given = output.getTypeAttr().isEmpty() ? output.getType()
			: stated(operation, definition, output.getTypeAttr());
		String numbers = port == 0 ? name : name + ":" + port;
		if (given != DataType.DT_FLOAT && output.getTypeListAttr().isEmpty()) {
			add(cast(name + "_f", numbers, given, DataType.DT_FLOAT));
			numbers = name + "_f";
		}
		add(constant(name + "_flat", DataType.DT_INT32, List.of(1L), -1));
		add(node(name + "_line", "Reshape", numbers, name + "_flat").putAttr("T", FLOAT)
			.putAttr("Tshape", INT));
		add(constant(name + "_axis", DataType.DT_INT32, List.of(1L), 0));
		add(node(name + "_sum", "Sum", name + "_line", name + "_axis").putAttr("T", FLOAT)
			.putAttr("Tidx", INT));
		return name + "_sum";
	}

	private static DataType stated(final NodeDef.Builder operation, final OpDef definition,
		final String name) {
		final Map<String, AttrValue> said = operation.getAttrMap();
		if (said.containsKey(name)) return said.get(name).getType();
		return definition.getAttrList().stream().filter(attribute -> attribute.getName().equals(name))
			.map(attribute -> attribute.getDefaultValue().getType()).findFirst()
			.orElse(DataType.DT_FLOAT);
	}

	/** @param sums of which each is added to the image */
	GraphDef network(final List<String> sums) {
		String image = "x";
		for (final String sum : sums) {
			final String next = "y" + count++;
			add(node(next, "AddV2", image, sum).putAttr("T", FLOAT));
			image = next;
		}
		add(constant("kernel", DataType.DT_FLOAT, List.of(3L, 3L, 1L, 2L), kernel()));
		add(node("conv", "Conv2D", image, "kernel").putAttr("T", FLOAT)
			.putAttr("strides", Nodes.numbers(1, 1, 1, 1)).putAttr("padding", Nodes.text("SAME")));
		add(node("relu", "Relu", "conv").putAttr("T", FLOAT));
		add(constant("places", DataType.DT_INT32, List.of(2L), 1, 2));
		add(node("features", "Mean", "relu", "places").putAttr("T", FLOAT).putAttr("Tidx", INT));
		add(constant("weights", DataType.DT_FLOAT, List.of(2L, 3L), 1, 2, 3, -1, 0, 1));
		add(node("logits", "MatMul", "features", "weights").putAttr("T", FLOAT));
		add(node("probabilities", "Softmax", "logits").putAttr("T", FLOAT));
		return graph.build();
	}

	private static double[] kernel() {
		final double[] kernel = new double[18];
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = (i % 5 - 2) / 4.0;
		return kernel;
	}
}
