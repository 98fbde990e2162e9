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

package org.gradiscope.engine.tf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * An {@link Architecture} as a graph with its first weights: kernels are normal with the variance 2 / inputs
 * (He et al. 2015), biases are 0.
 */
final class NewNetwork {

	private static final String INPUT = "input";
	private static final String LOGITS = "logits";
	/** Of what the description says. */
	private static final String SOURCE = "its architecture";

	private final Architecture architecture;
	private final Ops tf;
	private final FirstWeights first;

	private NewNetwork(final Architecture architecture, final Graph graph, final long seed) {
		this.architecture = architecture;
		tf = GraphOps.of(graph);
		first = new FirstWeights(tf, seed);
	}

	/** @param seed of the first weights */
	static Model of(final Architecture architecture, final String name, final long seed) {
		try (Graph graph = new Graph()) {
			new NewNetwork(architecture, graph, seed).add();
			return new Model(description(architecture, name),
				new ModelSource.Graph(GraphDefs.bytes(graph.toGraphDef()))).verified();
		}
	}

	private void add() {
		int channels = architecture.preprocessing().channels().count();
		Operand<TFloat32> values = tf.withName(INPUT).placeholder(TFloat32.class,
			Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, -1, -1, channels)));
		for (final Convolution layer : architecture.convolutions()) {
			values = added(values, layer, channels);
			channels = layer.channels();
		}
		final int classes = architecture.labels().count();
		final Operand<TFloat32> pooled =
			tf.withName("pooled").math.mean(values, tf.constant(new int[] { 1, 2 }));
		final Operand<TFloat32> scores = tf.withName("dense").linalg.matMul(pooled,
			first.kernel("dense.kernel", Shape.of(channels, classes), channels));
		tf.withName(LOGITS).nn.biasAdd(scores, first.zeros("dense.bias", classes));
	}

	private Operand<TFloat32> added(final Operand<TFloat32> input, final Convolution layer,
		final int channels) {
		final int side = layer.kernel();
		final Operand<TFloat32> kernel = first.kernel(layer.name() + ".kernel",
			Shape.of(side, side, channels, layer.channels()), side * side * channels);
		final Operand<TFloat32> sums =
			tf.nn.biasAdd(tf.nn.conv2d(input, kernel, List.of(1L, 1L, 1L, 1L), "SAME"),
				first.zeros(layer.name() + ".bias", layer.channels()));
		final Operand<TFloat32> rectified = tf.withName(layer.name()).nn.relu(sums);
		final List<Long> window = List.of(1L, 2L, 2L, 1L);
		return layer.pool()
			? tf.withName(layer.name() + ".pool").nn.avgPool(rectified, window, window, "VALID")
			: rectified;
	}

	private static Description description(final Architecture architecture, final String name) {
		final Map<String, String> layers = new LinkedHashMap<>();
		for (final Convolution layer : architecture.convolutions())
			layers.put(layer.name(), layer.name());
		return Description.NONE.with(Fact.NAME, name, SOURCE)
			.with(Fact.GRAPH, "frozen_graph.pb", SOURCE).with(Fact.INPUT, INPUT, SOURCE)
			.with(architecture.preprocessing(), SOURCE).with(Fact.LOGITS, LOGITS, SOURCE)
			.with(Fact.LABELS, architecture.labels(), SOURCE).with(Fact.LAYERS, layers, SOURCE);
	}
}
