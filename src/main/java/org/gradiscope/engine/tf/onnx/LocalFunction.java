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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** A function that a network in ONNX defines itself, at one of its calls. */
final class LocalFunction {

	private final FunctionProto function;
	private final NodeProto call;
	private final Map<String, AttributeProto> given = new HashMap<>();
	/** Inputs that the call leaves out. */
	private final Set<String> absent = new HashSet<>();

	LocalFunction(final FunctionProto function, final NodeProto call) {
		this.function = function;
		this.call = call;
		function.getAttributeProtoList()
			.forEach(attribute -> given.put(attribute.getName(), attribute));
		call.getAttributeList().forEach(attribute -> given.put(attribute.getName(), attribute));
	}

	/**
	 * Its results, by its nodes put in place of the call.
	 *
	 * @param inputs null where one is left out
	 * @param body an empty graph
	 */
	List<OnnxValue> inlined(final List<OnnxValue> inputs, final OnnxGraph body) {
		for (int i = 0; i < Math.min(inputs.size(), function.getInputCount()); i++)
			if (inputs.get(i) != null) body.put(function.getInput(i), inputs.get(i));
		function.getInputList().stream().skip(inputs.size()).forEach(absent::add);
		for (int i = 0; i < Math.min(inputs.size(), function.getInputCount()); i++)
			if (inputs.get(i) == null) absent.add(function.getInput(i));
		body.convert(function.getNodeList().stream().map(this::withAttributes).toList(),
			function.getOutputList());
		final String asker = "The function '" + function.getName() + "'";
		return function.getOutputList().stream().limit(call.getOutputCount())
			.map(name -> body.value(name, asker)).toList();
	}

	/** A node of the function, named and with attributes as the call says. */
	private NodeProto withAttributes(final NodeProto node) {
		final NodeProto.Builder inlined = node.toBuilder().clearAttribute().clearInput();
		node.getInputList().forEach(input -> inlined.addInput(absent.contains(input) ? "" : input));
		if (!call.getName().isEmpty()) inlined.setName(
			call.getName() + "/" + (node.getName().isEmpty() ? node.getOpType() : node.getName()));
		for (final AttributeProto attribute : node.getAttributeList())
			if (attribute.hasG())
				inlined.addAttribute(attribute.toBuilder().setG(within(attribute.getG())));
			else if (attribute.getRefAttrName().isEmpty()) inlined.addAttribute(attribute);
			else if (given.containsKey(attribute.getRefAttrName())) inlined.addAttribute(
				given.get(attribute.getRefAttrName()).toBuilder().setName(attribute.getName()));
		return inlined.build();
	}

	/** A graph within a node of the function, which sees the function's attributes and inputs. */
	private GraphProto within(final GraphProto graph) {
		return graph.toBuilder().clearNode()
			.addAllNode(graph.getNodeList().stream().map(this::withAttributes).toList()).build();
	}
}
