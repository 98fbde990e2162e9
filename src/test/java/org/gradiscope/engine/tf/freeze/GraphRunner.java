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

package org.gradiscope.engine.tf.freeze;

import java.util.List;

import org.gradiscope.engine.tf.graph.Edge;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** Runs a frozen graph with TensorFlow alone. */
final class GraphRunner {

	private GraphRunner() {}

	/** What a network gives for an input, and a gradient with respect to that input. */
	record Figures(float[] output, float[] gradient) {}

	static float[] formula(final long[] shape) {
		final float[] values = new float[(int) Shape.of(shape).size()];
		for (int i = 0; i < values.length; i++)
			values[i] = i * 37 % 101 / 101f;
		return values;
	}

	/** The only output for the only input. */
	static float[] output(final FrozenModel frozen, final long[] shape, final float[] input) {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(frozen.graph());
			return run(graph, frozen, shape, input, List.of(output(graph, frozen))).get(0);
		}
	}

	/** The only output, and the gradient of its values' sum, each times its weight. */
	static Figures figures(final FrozenModel frozen, final long[] shape, final float[] input,
		final float[] weights) {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(frozen.graph());
			final Output<?> output = output(graph, frozen);
			final Ops tf = Ops.create(graph);
			final Output<?> score = tf.reduceSum(
				tf.math.mul(tf.reshape(output.expect(TFloat32.class), tf.constant(new int[] { -1 })),
					tf.constant(weights)),
				tf.constant(0)).asOutput();
			return figures(graph, frozen, shape, input, List.of(output, gradient(graph, frozen, score)));
		}
	}

	private static Figures figures(final Graph graph, final FrozenModel frozen, final long[] shape,
		final float[] input, final List<Output<?>> fetched) {
		final List<float[]> values = run(graph, frozen, shape, input, fetched);
		return new Figures(values.get(0), values.get(1));
	}

	static Output<?> gradient(final Graph graph, final FrozenModel frozen, final Output<?> score) {
		final Output<?> x = graph.operation(frozen.inputs().values().iterator().next()).output(0);
		return graph.addGradients(score, new Output<?>[] { x })[0];
	}

	static Output<?> output(final Graph graph, final FrozenModel frozen) {
		final Edge edge = Edge.of(frozen.outputs().values().iterator().next());
		return graph.operation(edge.node()).output(edge.index());
	}

	static List<float[]> run(final Graph graph, final FrozenModel frozen, final long[] shape,
		final float[] input, final List<Output<?>> fetched) {
		try (Session session = new Session(graph);
			TFloat32 image = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(input))) {
			final Session.Runner runner =
				session.runner().feed(frozen.inputs().values().iterator().next(), image);
			fetched.forEach(runner::fetch);
			try (Result result = runner.run()) {
				return fetched.stream()
					.map(output -> floats((TFloat32) result.get(fetched.indexOf(output)))).toList();
			}
		}
	}

	/** What an operation of a graph without inputs gives. */
	static float[] computed(final GraphDef definition, final String operation) {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(definition);
			try (Session session = new Session(graph);
				Result result = session.runner().fetch(operation).run()) {
				return floats((TFloat32) result.get(0));
			}
		}
	}

	private static float[] floats(final TFloat32 tensor) {
		final float[] values = new float[(int) tensor.size()];
		tensor.asRawTensor().data().asFloats().read(values);
		return values;
	}
}
