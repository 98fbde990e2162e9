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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** A node of a network in ONNX with what it takes, and what adds operations in place of it. */
final class OperatorCall {

	private final NodeProto node;
	private final long version;
	private final List<OnnxValue> inputs;
	private final OnnxGraph graph;
	private final Map<String, AttributeProto> attributes = new HashMap<>();

	/**
	 * @param version of the operators
	 * @param inputs null where one is left out
	 */
	OperatorCall(final NodeProto node, final long version, final List<OnnxValue> inputs,
		final OnnxGraph graph) {
		this.node = node;
		this.version = version;
		this.inputs = inputs;
		this.graph = graph;
		node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
	}

	String type() {
		return node.getOpType();
	}

	/** Of the operators, from 6. */
	long version() {
		return version;
	}

	/** How many results are wanted, those included that are left out in between. */
	int outputs() {
		return node.getOutputCount();
	}

	boolean wants(final int output) {
		return output < node.getOutputCount() && !node.getOutput(output).isEmpty();
	}

	OnnxGraph graph() {
		return graph;
	}

	// What it takes

	boolean has(final int input) {
		return input < inputs.size() && inputs.get(input) != null;
	}

	OnnxValue input(final int number) {
		if (has(number)) return inputs.get(number);
		throw refusal("it lacks input " + (number + 1));
	}

	Optional<OnnxValue> optional(final int number) {
		return has(number) ? Optional.of(inputs.get(number)) : Optional.empty();
	}

	/** All that are not left out. */
	List<OnnxValue> inputs() {
		return inputs.stream().filter(input -> input != null).toList();
	}

	/** The whole numbers of an input that does not depend on the image. */
	List<Long> numbers(final int input) {
		return known(input)
			.map(values -> DoubleStream.of(values).mapToObj(value -> (long) value).toList())
			.orElseThrow(() -> refusal(
				"its input " + (input + 1) + " ('" + node.getInput(input) + "') depends on the image"));
	}

	/** The numbers of an input that does not depend on the image; none of another, or one that is left out. */
	Optional<double[]> known(final int input) {
		return optional(input).flatMap(OnnxValue::constant).map(OnnxConstant::values);
	}

	// What it says

	boolean states(final String attribute) {
		return attributes.containsKey(attribute);
	}

	long integer(final String name, final long otherwise) {
		return states(name) ? stated(name, AttributeType.INT).getI() : otherwise;
	}

	boolean flag(final String name, final boolean otherwise) {
		return integer(name, otherwise ? 1 : 0) != 0;
	}

	float number(final String name, final float otherwise) {
		return states(name) ? stated(name, AttributeType.FLOAT).getF() : otherwise;
	}

	String text(final String name, final String otherwise) {
		return states(name) ? stated(name, AttributeType.STRING).getS().toStringUtf8() : otherwise;
	}

	/** A list of whole numbers; none if it is not stated. */
	Optional<List<Long>> integers(final String name) {
		return states(name) ? Optional.of(stated(name, AttributeType.INTS).getIntsList())
			: Optional.empty();
	}

	/** As many whole numbers of at least 1, each 1 if they are not stated. */
	List<Long> sizes(final String name, final int count) {
		final List<Long> sizes =
			integers(name).orElseGet(() -> IntStream.range(0, count).mapToObj(i -> 1L).toList());
		if (sizes.size() != count || sizes.stream().anyMatch(size -> size < 1 || size > 1 << 16))
			throw refusal("'" + name + "' is " + sizes + ", but " + count + " numbers from 1 to " +
				(1 << 16) + " are needed");
		return sizes;
	}

	List<Float> floats(final String name) {
		return states(name) ? stated(name, AttributeType.FLOATS).getFloatsList() : List.of();
	}

	List<String> texts(final String name) {
		return states(name) ? stated(name, AttributeType.STRINGS).getStringsList().stream()
			.map(text -> text.toStringUtf8()).toList() : List.of();
	}

	OnnxConstant tensor(final String name) {
		return graph.tensors().read(stated(name, AttributeType.TENSOR).getT());
	}

	GraphProto subgraph(final String name) {
		return stated(name, AttributeType.GRAPH).getG();
	}

	/** Axes by a list that is an attribute in older operators and an input in newer ones. */
	Optional<List<Long>> axes(final int input) {
		return has(input) ? Optional.of(numbers(input)) : integers("axes");
	}

	private AttributeProto stated(final String name, final AttributeType type) {
		final AttributeProto attribute = attributes.get(name);
		if (attribute == null) throw refusal("it lacks '" + name + "'");
		if (attribute.getType() != type && attribute.getType() != AttributeType.UNDEFINED)
			throw refusal("'" + name + "' is of the type " + attribute.getType() + ", not " + type);
		return attribute;
	}

	// What it becomes

	NewOperation op(final Op op) {
		return graph.adder().op(op);
	}

	Output<?> integers(final List<? extends Number> values) {
		return graph.adder().integers(values);
	}

	Output<?> integers(final int... values) {
		return graph.adder().integers(values);
	}

	/** A number of int32. */
	Output<?> integer(final int value) {
		return graph.adder().integer(value);
	}

	/** A number of float32. */
	Output<?> number(final double value) {
		return graph.adder().number(value);
	}

	Formula formula() {
		return new Formula(this);
	}

	/** A number of the type of something else. */
	Output<?> number(final double value, final DataType like) {
		return cast(number(value), like);
	}

	Output<?> cast(final Output<?> from, final DataType to) {
		return from.dataType() == to ? from : op(Op.Cast).on(from).with("DstT", to).result();
	}

	/** A result in the order of ONNX. */
	List<OnnxValue> result(final Output<?> output) {
		return result(output, AxisOrder.same(rank(output)));
	}

	List<OnnxValue> result(final Output<?> output, final AxisOrder order) {
		return List.of(value(output, order));
	}

	OnnxValue value(final Output<?> output, final AxisOrder order) {
		return OnnxValue.of(graph.adder(), output, order);
	}

	OnnxValue value(final OnnxConstant constant) {
		return OnnxValue.of(graph.adder(), constant);
	}

	/** A result with images, positions, channels in this order. */
	List<OnnxValue> channelsLast(final Output<?> output) {
		return result(output, AxisOrder.channelsLast(rank(output)));
	}

	int rank(final Output<?> output) {
		final int rank = output.shape().numDimensions();
		if (rank < 0) throw refusal("it is not known how many axes its result has");
		return rank;
	}

	/** All outputs of an operation in one order. */
	List<OnnxValue> results(final List<? extends Output<?>> outputs, final AxisOrder order) {
		final List<OnnxValue> values = new ArrayList<>();
		outputs.forEach(output -> values.add(value(output, order)));
		return values;
	}

	void remark(final String remark) {
		graph.adder().graph().remark(remark);
	}

	/** @param why continues "The node ..., a ..., cannot be used: " */
	EngineException refusal(final String why) {
		return GraphErrors.of("The node '" + (node.getName().isEmpty() ? label() : node.getName()) +
			"', a " + node.getOpType() + " of ONNX, cannot be used: " + why +
			"; export the network again, for inference");
	}

	private String label() {
		return node.getOutputCount() == 0 ? "" : node.getOutput(0);
	}
}
