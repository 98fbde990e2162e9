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

package org.gradiscope.testing;

import java.util.List;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * A network of time series of 3 features that can be worked out by hand, as Keras exports them: two
 * filters go along the series, and each one's score is its best match. So the best series of an energy
 * has the filter's shape.
 */
public final class TinySeries {

	/** Of the filters, in time points. */
	public static final int LENGTH = 8;
	public static final float BIAS = 0.5f;

	private TinySeries() {}

	/** Of a unit's filter, at a time point and feature: chirps, which are unlike their shifted selves. */
	public static float weight(final int unit, final int at, final int feature) {
		final double phase = unit == 0 ? 0.25 * at * at + feature : 0.2 * at * at - 2 * feature + 1;
		return (float) Math.cos(phase);
	}

	/**
	 * @param timeFirst whether the graph takes {@code [n, time, features]}; else {@code [n, features,
	 *          time]}
	 * @param time how many time points it takes; -1 for any number
	 */
	public static Model matchedFilter(final boolean timeFirst, final int time) {
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final Operand<TFloat32> input = tf.withName("input").placeholder(TFloat32.class,
				Placeholder.shape(timeFirst ? Shape.of(-1, time, 3) : Shape.of(-1, 3, time)));
			body(tf, timeFirst ? input : tf.linalg.transpose(input, tf.constant(new int[] { 0, 2, 1 })));
			final Description known = Description.NONE.with(Fact.NAME, "series", "the test")
				.with(Fact.RANGE, new ValueRange(-2, 2), "the test").with(Fact.OUTPUT, "logits", "the test")
				.with(Fact.LOGITS, "logits", "the test")
				.with(Fact.LABELS, new Labels(List.of("first", "second")), "the test");
			return new Model(known,
				new org.gradiscope.model.ModelSource.Graph(graph.toGraphDef().toByteArray()));
		}
	}

	private static void body(final Ops tf, final Operand<TFloat32> series) {
		final Ops in = tf.withSubScope("match");
		final Operand<TFloat32> row = in.expandDims(series, in.constant(1));
		final Operand<TFloat32> match =
			in.nn.conv2d(row, in.constant(kernel()), List.of(1L, 1L, 1L, 1L), "VALID");
		final Operand<TFloat32> sums = in.withName("BiasAdd").nn.biasAdd(
			in.squeeze(match, Squeeze.axis(List.of(1L))), in.constant(new float[] { BIAS, BIAS }));
		tf.withName("logits").identity(tf.withSubScope("best").max(sums, tf.constant(1)));
	}

	/** {@code [1, time, features, units]}. */
	private static float[][][][] kernel() {
		final float[][][][] kernel = new float[1][LENGTH][3][2];
		for (int k = 0; k < LENGTH; k++)
			for (int f = 0; f < 3; f++)
				for (int unit = 0; unit < 2; unit++)
					kernel[0][k][f][unit] = weight(unit, k, f);
		return kernel;
	}
}
