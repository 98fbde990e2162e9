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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Networks small enough to be worked out by hand. */
public final class TinyNetworks {

	static {
		// A graph that is built before the engine loads TensorFlow would load it another way, without oneDNN.
		TestNatives.load();
	}

	private TinyNetworks() {}

	/**
	 * Network N, Captum's test network of one convolution: 4x4x1 to conv 3x3 VALID with 2 filters of
	 * ones and biases -50 and -75, ReLU, flattened channel by channel, dense to 4 units of weights
	 * [1 x 5, -1 x 3] and bias 0, ReLU. Pixels go in as they are.
	 */
	public static Model networkN() {
		return networkN(1);
	}

	/**
	 * The same, with filters of another weight than one.
	 *
	 * @param weight by which pixels are multiplied: 16 takes them from 0..1 to 0..16
	 */
	public static Model networkN(final float weight) {
		final Preprocessing raw =
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(4, 4));
		return of("network-n", raw, List.of("0", "1", "2", "3"), List.of("conv"), (tf, image) -> {
			final Operand<TFloat32> kernel =
				tf.fill(tf.constant(new int[] { 3, 3, 1, 2 }), tf.constant(weight));
			final Operand<TFloat32> sums =
				tf.nn.biasAdd(tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "VALID"),
					tf.constant(new float[] { -50, -75 }));
			final Operand<TFloat32> relu = tf.withName("conv").nn.relu(sums);
			final Operand<TFloat32> flat =
				tf.reshape(tf.linalg.transpose(relu, tf.constant(new int[] { 0, 3, 1, 2 })),
					tf.constant(new int[] { -1, 8 }));
			final float[][] weights = new float[8][4];
			for (int i = 0; i < 8; i++)
				for (int unit = 0; unit < 4; unit++)
					weights[i][unit] = i < 5 ? 1 : -1;
			return tf.nn.relu(tf.linalg.matMul(flat, tf.constant(weights)));
		});
	}

	/**
	 * Any network.
	 *
	 * @param layers the operations that can be looked at, each under its own name
	 * @param body from the placeholder of the images to the logits
	 */
	public static Model of(final String name, final Preprocessing preprocessing,
		final List<String> labels, final List<String> layers,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		final Model bare = undescribed(Shape.of(-1, -1, -1, preprocessing.channels().count()),
			(tf, input) -> tf.withName("logits").identity(body.apply(tf, input)));
		return new Model(description(name, preprocessing, labels, layers), bare.source());
	}

	/** Any network of which nothing is known but its graph; {@code shape} is that of its images. */
	public static Model undescribed(final Shape shape,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			body.apply(tf, tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape)));
			return new Model(Description.NONE, new ModelSource.Graph(graph.toGraphDef().toByteArray()));
		}
	}

	private static Description description(final String name, final Preprocessing preprocessing,
		final List<String> labels, final List<String> layers) {
		final Map<String, String> named = new LinkedHashMap<>();
		layers.forEach(layer -> named.put(layer, layer));
		final String source = "the test";
		return Description.NONE.with(Fact.NAME, name, source).with(Fact.INPUT, "input", source)
			.with(preprocessing, source).with(Fact.OUTPUT, "logits", source)
			.with(Fact.LOGITS, "logits", source).with(Fact.PROBABILITIES, Probabilities.SOFTMAX, source)
			.with(Fact.LABELS, new Labels(labels), source).with(Fact.LAYERS, named, source);
	}
}
