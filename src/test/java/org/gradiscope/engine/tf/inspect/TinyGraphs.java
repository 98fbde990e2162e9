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

package org.gradiscope.engine.tf.inspect;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Description;
import org.gradiscope.model.Layer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Frozen graphs small enough to be worked out by hand. */
final class TinyGraphs {

	private TinyGraphs() {}

	/** From images of a shape, to what the body makes of them. */
	static FrozenModel of(final Shape shape,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		TestNatives.load();
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			body.apply(tf, tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape)));
			return new FrozenModel(graph.toGraphDef(), Map.of(), Map.of(), List.of());
		}
	}

	/** Of three channels and any size. */
	static FrozenModel of(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return of(Shape.of(-1, -1, -1, 3), body);
	}

	static Description ends(final FrozenModel frozen) {
		return GraphEndpoints.of(frozen, Description.NONE);
	}

	static List<Layer> layers(final FrozenModel frozen) {
		final Description ends = ends(frozen);
		return Layers.in(DynamicShapeGraph.of(frozen.graph(), ends).graph(), ends).found();
	}

	/** With weights of a half. */
	static Operand<TFloat32> conv(final Ops tf, final String name, final Operand<TFloat32> images,
		final int side, final int channels, final long stride, final Conv2d.Options... options) {
		final long before = images.shape().size(3);
		final Ops in = tf.withSubScope(name);
		final Operand<TFloat32> kernel = in.withName("kernel")
			.constant(Shape.of(side, side, before, channels), halves(side * side * before * channels));
		return in.withName("Conv2D").nn.conv2d(images, kernel, List.of(1L, stride, stride, 1L), "SAME",
			options);
	}

	static org.tensorflow.ndarray.buffer.FloatDataBuffer halves(final long count) {
		final float[] halves = new float[(int) count];
		java.util.Arrays.fill(halves, 0.5f);
		return org.tensorflow.ndarray.buffer.DataBuffers.of(halves);
	}

	/** {@code [n, c]} to {@code [n, classes]}. */
	static Operand<TFloat32> dense(final Ops tf, final String name, final Operand<TFloat32> rows,
		final int classes) {
		final long before = rows.shape().size(1);
		final Ops in = tf.withSubScope(name);
		return in.withName("MatMul").linalg.matMul(rows,
			in.withName("kernel").constant(Shape.of(before, classes), halves(before * classes)));
	}

	static Operand<TFloat32> globalMean(final Ops tf, final Operand<TFloat32> images) {
		return tf.withSubScope("pool").withName("Mean").math.mean(images,
			tf.constant(new int[] { 1, 2 }));
	}
}
