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

package org.gradiscope.engine.tf.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.gradiscope.engine.tf.guard.GraphValidator;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * What a network gives for inputs, all outputs one after another, and the gradient of their sum, each
 * times its weight, with respect to the first input.
 */
record FrozenRun(float[] output, float[] gradient) {

	/**
	 * @param images of so many numbers
	 * @param weights of so many outputs
	 */
	static FrozenRun of(final FrozenModel frozen, final KerasCases.Case ends,
		final IntFunction<float[]> images, final IntFunction<float[]> weights) {
		GraphValidator.checkRanges(frozen.graph());
		try (Graph graph = new Graph()) {
			graph.importGraphDef(whole(frozen));
			final Ops tf = Ops.create(graph);
			final List<Operand<TFloat32>> rows = new ArrayList<>();
			for (final String output : ends.outputs())
				rows.add(tf.reshape(output(graph, frozen.outputs().get(output)).expect(TFloat32.class),
					tf.constant(new int[] { -1 })));
			final Operand<TFloat32> all =
				rows.size() == 1 ? rows.get(0) : tf.concat(rows, tf.constant(0));
			final float[] values = run(graph, frozen, ends, images, all.asOutput());
			final Output<?> score =
				tf.reduceSum(tf.math.mul(all, tf.constant(weights.apply(values.length))), tf.constant(0))
					.asOutput();
			final Output<?> gradient =
				Differentiation.add(graph, score, output(graph, frozen.inputs().get(ends.inputs().get(0))));
			return new FrozenRun(values, run(graph, frozen, ends, images, gradient));
		}
	}

	private static GraphDef whole(final FrozenModel frozen) {
		final GraphDef.Builder whole = frozen.graph().toBuilder().clearNode();
		for (final NodeDef node : frozen.graph().getNodeList())
			whole.addNode(DetachedConstants.is(node) ? DetachedConstants.attached(node,
				content(frozen.weights().get(DetachedConstants.key(node)))) : node);
		return whole.build();
	}

	private static ByteString content(final WeightSource source) {
		try (InputStream in = source.open()) {
			return ByteString.readFrom(in);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Output<?> output(final Graph graph, final String tensor) {
		final Edge edge = Edge.of(tensor);
		return graph.operation(edge.node()).output(edge.index());
	}

	private static float[] run(final Graph graph, final FrozenModel frozen,
		final KerasCases.Case ends, final IntFunction<float[]> images, final Output<?> fetched) {
		final List<TFloat32> given = new ArrayList<>();
		try (Session session = new Session(graph)) {
			final Session.Runner runner = session.runner().fetch(fetched);
			for (int i = 0; i < ends.inputs().size(); i++) {
				final Shape shape = Shape.of(ends.shapes().get(i));
				given.add(TFloat32.tensorOf(shape, DataBuffers.of(images.apply((int) shape.size()))));
				runner.feed(frozen.inputs().get(ends.inputs().get(i)), given.get(i));
			}
			try (Result result = runner.run()) {
				final TFloat32 tensor = (TFloat32) result.get(0);
				final float[] values = new float[(int) tensor.size()];
				tensor.asRawTensor().data().asFloats().read(values);
				return values;
			}
		}
		finally {
			given.forEach(TFloat32::close);
		}
	}
}
