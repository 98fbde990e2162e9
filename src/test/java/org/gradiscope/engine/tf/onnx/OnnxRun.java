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
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.RewriterConfig;

/** A network in ONNX, converted for a test: what it gives for some inputs, and its gradient. Axes are those of ONNX. */
final class OnnxRun implements AutoCloseable {

	private final ConvertedGraph graph = new ConvertedGraph();
	private final OnnxFreezer freezer;
	private final OnnxFreezer.Ends ends;
	private final List<Output<?>> outputs = new ArrayList<>();
	private final Map<String, Output<?>> gradients = new HashMap<>();
	private final List<String> weights = new ArrayList<>();
	private Session session;

	/** @param given inputs that are none, but numbers */
	OnnxRun(final OnnxModel model, final Map<String, OnnxConstant> given) {
		try {
			freezer = new OnnxFreezer(model, graph);
			ends = freezer.converted(null, given);
			// What is fed cannot be fetched.
			ends.outputs().values()
				.forEach(value -> outputs.add(graph.tf().identity(value.output()).asOutput()));
		}
		catch (final RuntimeException e) {
			graph.close();
			throw e;
		}
	}

	ConvertedGraph graph() {
		return graph;
	}

	/** @param inputs by their names; those that are not inputs here are left out */
	List<OnnxConstant> outputs(final Map<String, OnnxConstant> inputs) {
		return run(outputs, inputs, Map.of());
	}

	/**
	 * Of the sum of all outputs that are numbers with a fraction, each number times a weight.
	 *
	 * @param factors the weights of each such output
	 * @param by the name of the input
	 */
	OnnxConstant gradient(final Map<String, OnnxConstant> inputs, final List<OnnxConstant> factors,
		final String by) {
		final OnnxValue input = ends.inputs().get(by);
		final Output<?> gradient = gradients.computeIfAbsent(by, name -> differentiated(input));
		final Map<String, OnnxConstant> weighted = new HashMap<>();
		for (int i = 0; i < factors.size(); i++)
			weighted.put(weights.get(i), factors.get(i));
		final int[] back =
			IntStream.range(0, input.rank()).map(axis -> input.order().place(axis)).toArray();
		return run(List.of(gradient), inputs, weighted).get(0).transposed(back);
	}

	private Output<?> differentiated(final OnnxValue input) {
		final List<Output<?>> of = outputs.stream().<Output<?>>map(output -> output)
			.filter(output -> output.dataType() == DataType.DT_FLOAT).toList();
		final List<Output<?>> by = new ArrayList<>();
		for (int i = 0; i < of.size(); i++) {
			if (weights.size() == i) weights.add(
				graph.graph().opBuilder("Placeholder", "output" + i + "/weights", graph.graph().baseScope())
					.setAttr("dtype", DataType.DT_FLOAT).setAttr("shape", Shape.unknown()).build().name());
			by.add(graph.graph().operation(weights.get(i)).output(0));
		}
		return graph.tf()
			.identity(
				Differentiation.add(graph.graph(), of, List.of(input.output(input.order())), by).get(0))
			.asOutput();
	}

	/** Joined to its bias, a convolution in groups has no code on some processors; the engine's own sessions know. */
	private static ConfigProto unjoined() {
		final ConfigProto.Builder config = ConfigProto.newBuilder();
		config.getGraphOptionsBuilder().getRewriteOptionsBuilder()
			.setRemapping(RewriterConfig.Toggle.OFF);
		return config.build();
	}

	private List<OnnxConstant> run(final List<Output<?>> wanted,
		final Map<String, OnnxConstant> inputs, final Map<String, OnnxConstant> others) {
		final Map<String, Tensor> fed = new HashMap<>(freezer.stands());
		ends.inputs().forEach(
			(name, input) -> fed.put(input.output(input.order()).op().name(), OnnxTestTensors.tensor(
				inputs.get(name).transposed(AxisOrder.same(input.rank()).permutationTo(input.order())))));
		others.forEach((name, constant) -> fed.put(name, OnnxTestTensors.tensor(constant)));
		if (session == null) session = new Session(graph.graph(), unjoined());
		final Session.Runner runner = session.runner();
		wanted.forEach(runner::fetch);
		fed.forEach(runner::feed);
		try (Result result = runner.run()) {
			return LongStream.range(0, wanted.size())
				.mapToObj(i -> OnnxTestTensors.constant(result.get((int) i))).toList();
		}
		finally {
			fed.values().forEach(Tensor::close);
		}
	}

	@Override
	public void close() {
		try (graph) {
			if (session != null) session.close();
		}
	}
}
