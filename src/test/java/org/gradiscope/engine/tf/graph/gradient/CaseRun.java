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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Runs a {@link GradientCase}, forwards in one precision, and backwards in float32. */
final class CaseRun implements AutoCloseable {

	private final GradientCase what;
	private final DataType type;
	private final Graph graph = new Graph();
	private final GraphOperation node;
	private Session session;

	CaseRun(final GradientCase what, final DataType type) {
		this.what = what;
		this.type = type;
		graph.importGraphDef(what.graph(type));
		node = graph.operationOrThrow(GradientCase.NODE);
	}

	/** The numbers with respect to which it is differentiated, as they are given. */
	double[][] given() {
		return what.inputs().stream().map(input -> input.values().clone()).toArray(double[][]::new);
	}

	List<double[]> forward(final double[][] values) {
		final List<Output<?>> wanted = new ArrayList<>();
		for (final int output : what.outputs())
			wanted.add(node.output(output));
		return run(wanted, values, List.of(), List.of());
	}

	/** Of {@code sum(weights * outputs)}, with respect to each input that is differentiated. */
	List<double[]> gradients(final double[][] values, final List<double[]> weights) {
		final List<Output<?>> outputs = new ArrayList<>();
		final List<Output<?>> fed = new ArrayList<>();
		final List<Output<?>> inputs = new ArrayList<>();
		for (int i = 0; i < what.outputs().size(); i++) {
			outputs.add(node.output(what.outputs().get(i)));
			fed.add(graph.opBuilder("Placeholder", "weights" + i, graph.baseScope())
				.setAttr("dtype", type).build().output(0));
		}
		for (int i = 0; i < what.inputs().size(); i++)
			if (what.inputs().get(i).differentiated())
				inputs.add(graph.operationOrThrow(GradientCase.input(i)).output(0));
		final List<Output<?>> gradients = Differentiation.add(graph, outputs, inputs, fed);
		// Copies, since one tensor may be the gradient with respect to two.
		final Ops tf = Ops.create(graph);
		return run(
			gradients.stream().<Output<?>>map(gradient -> tf.identity(gradient).asOutput()).toList(),
			values, fed, weights);
	}

	private List<double[]> run(final List<Output<?>> wanted, final double[][] values,
		final List<Output<?>> fed, final List<double[]> weights) {
		if (session == null) session = new Session(graph);
		final Session.Runner runner = session.runner();
		final List<Tensor> open = new ArrayList<>();
		for (int i = 0; i < values.length; i++)
			if (what.inputs().get(i).differentiated()) {
				final Tensor tensor = tensor(Shape.of(what.inputs().get(i).shape()), values[i]);
				open.add(tensor);
				runner.feed(GradientCase.input(i), tensor);
			}
		for (int i = 0; i < fed.size(); i++) {
			final Tensor tensor = tensor(shapes.get(i), weights.get(i));
			open.add(tensor);
			runner.feed(fed.get(i), tensor);
		}
		wanted.forEach(runner::fetch);
		try (Result result = runner.run()) {
			if (result.get(0).dataType() != type)
				throw new IllegalStateException("It gives " + result.get(0).dataType() + ".");
			if (fed.isEmpty())
				shapes = IntStream.range(0, wanted.size()).mapToObj(i -> result.get(i).shape()).toList();
			return IntStream.range(0, wanted.size()).mapToObj(i -> numbers(result.get(i))).toList();
		}
		finally {
			open.forEach(Tensor::close);
		}
	}

	private List<Shape> shapes = List.of();

	private Tensor tensor(final Shape shape, final double[] values) {
		if (type == DataType.DT_DOUBLE) return TFloat64.tensorOf(shape, DataBuffers.of(values));
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return TFloat32.tensorOf(shape, DataBuffers.of(floats));
	}

	private static double[] numbers(final Tensor tensor) {
		final List<Double> numbers = new ArrayList<>();
		((NdArray<?>) tensor).scalars()
			.forEach(scalar -> numbers.add(((Number) scalar.getObject()).doubleValue()));
		return numbers.stream().mapToDouble(Double::doubleValue).toArray();
	}

	/** One number for each of the outputs, drawn once. */
	static List<double[]> weights(final List<double[]> outputs) {
		final Random random = new Random(7);
		return outputs.stream()
			.map(output -> random.doubles(output.length, 0.5, 1.5).map(value -> (float) value).toArray())
			.toList();
	}

	@Override
	public void close() {
		try (graph) {
			if (session != null) session.close();
		}
	}
}
