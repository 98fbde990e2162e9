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

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.exceptions.TensorFlowException;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * A graph of ONNX while it is converted node by node, each after those that it takes from: the network
 * itself, or a graph within it, which sees the values around it.
 */
final class OnnxGraph {

	/** Most graphs and functions within one another. */
	private static final int DEEPEST = 16;

	/** The same in all graphs of a network. */
	private record Whole(OnnxModel model, OperationAdder adder, ModuleNames names,
		ConstantEvaluation evaluation, NodeBudget budget) {}

	private final Whole whole;
	private final OpsetVersions versions;
	/** Null for the network itself, and for a function, which sees nothing around it. */
	private final OnnxGraph outer;
	private final int depth;
	private final Map<String, OnnxValue> values = new HashMap<>();

	OnnxGraph(final OnnxModel model, final OperationAdder adder) {
		this(
			new Whole(model, adder, new ModuleNames(), new ConstantEvaluation(adder), new NodeBudget()),
			model.versions(), null, 0);
	}

	private OnnxGraph(final Whole whole, final OpsetVersions versions, final OnnxGraph outer,
		final int depth) {
		this.whole = whole;
		this.versions = versions;
		this.outer = outer;
		this.depth = depth;
		if (depth > DEEPEST) throw GraphErrors
			.of("The network has more than " + DEEPEST + " graphs within one another; simplify it first");
	}

	OperationAdder adder() {
		return whole.adder();
	}

	OnnxTensors tensors() {
		return whole.model().tensors();
	}

	void put(final String name, final OnnxValue value) {
		values.put(name, value);
	}

	void putWeights(final GraphProto graph) {
		for (final TensorProto weight : graph.getInitializerList())
			put(weight.getName(), OnnxValue.of(adder(), tensors().read(weight)));
	}

	/** @param asker for the message */
	OnnxValue value(final String name, final String asker) {
		final OnnxValue value = find(name);
		if (value == null) throw GraphErrors.damaged(asker + " takes '" + name +
			"', which nothing before it gives, so something is missing, or the graph is cyclic");
		return value;
	}

	private OnnxValue find(final String name) {
		final OnnxValue own = values.get(name);
		return own != null || outer == null ? own : outer.find(name);
	}

	/** Converts the nodes that are needed for some values. */
	void convert(final List<NodeProto> nodes, final List<String> wanted) {
		for (final NodeProto node : NeededNodes.of(nodes, wanted))
			convert(node);
	}

	/** The results of a graph within this one, which sees its values. */
	List<OnnxValue> within(final GraphProto graph, final List<OnnxValue> inputs) {
		whole.budget().take();
		final OnnxGraph inner = new OnnxGraph(whole, versions, this, depth + 1);
		inner.putWeights(graph);
		for (int i = 0; i < inputs.size(); i++)
			inner.put(graph.getInput(i).getName(), inputs.get(i));
		final List<String> wanted =
			graph.getOutputList().stream().map(output -> output.getName()).toList();
		inner.convert(graph.getNodeList(), wanted);
		return wanted.stream().map(name -> inner.value(name, "A graph within a node")).toList();
	}

	private void convert(final NodeProto node) {
		if (depth > 0) whole.budget().take();
		final List<OnnxValue> inputs = new ArrayList<>();
		for (final String input : node.getInputList())
			inputs.add(input.isEmpty() ? null : value(input, "The node '" + node.getName() + "'"));
		adder().enter(whole.names().of(node));
		final FunctionProto function = whole.model().function(node);
		final List<OnnxValue> results = function != null
			? new LocalFunction(function, node).inlined(inputs, inner(function)) : operator(node, inputs);
		for (int i = 0; i < node.getOutputCount(); i++)
			if (!node.getOutput(i).isEmpty() && i < results.size())
				put(node.getOutput(i), results.get(i));
	}

	/** @param fixed whether it does not depend on the image, and is computed at once */
	OnnxValue settled(final OnnxValue value, final boolean fixed) {
		return fixed ? whole.evaluation().evaluated(value) : value;
	}

	/** A function sees nothing around it, and its operators are of the versions that it states. */
	private OnnxGraph inner(final FunctionProto function) {
		return new OnnxGraph(whole, whole.model().versions().with(function.getOpsetImportList()), null,
			depth + 1);
	}

	private List<OnnxValue> operator(final NodeProto node, final List<OnnxValue> inputs) {
		if (!OnnxOperators.has(node)) throw MissingOperators.refusal(whole.model());
		final long version = versions.of(node.getDomain());
		final OperatorCall call = new OperatorCall(node, version, inputs, this);
		try {
			final Optional<List<OnnxValue>> fixed = FixedNode.is(node, inputs)
				? FixedNode.evaluated(whole.model(), adder(), node, version, inputs) : Optional.empty();
			return fixed.orElseGet(() -> OnnxOperators.of(node).convert(call)).stream()
				.map(value -> value == null ? null : KnownLengths.of(call, value)).toList();
		}
		catch (final EngineException e) {
			throw e;
		}
		catch (final TensorFlowException | IllegalArgumentException | IllegalStateException
			| ArithmeticException | IndexOutOfBoundsException e) {
			throw call.refusal(String.valueOf(e.getMessage()));
		}
	}
}
