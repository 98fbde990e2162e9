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

import org.gradiscope.engine.Trainer.Architecture.Convolution;
import org.gradiscope.engine.Trainer;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Trains an {@link Trainer.Architecture} in a graph of variables, and freezes it. */
final class TensorFlowTrainer implements Trainer {

	private static final String INPUT = "input";
	private static final String LOGITS = "logits";
	private static final String TARGETS = "targets";
	private static final String STEP_SIZE = "step_size";
	private static final String LOSS = "loss";
	/** Of what the description says. */
	private static final String SOURCE = "the trainer";

	private final Trainer.Architecture architecture;
	private final Trainer.TrainingOptions options;
	private final Graph graph = new Graph();
	private final Ops tf = GraphOps.of(graph);
	private final TrainingVariables variables;
	private final List<Op> updates;
	private final Session session;
	private int step;

	TensorFlowTrainer(final Trainer.Architecture architecture,
		final Trainer.TrainingOptions options) {
		this.architecture = architecture;
		this.options = options;
		variables = new TrainingVariables(tf, options.seed());
		final Operand<TFloat32> loss = addLoss(addNetwork());
		updates = new AdamUpdates(tf, variables, tf.withName(STEP_SIZE).placeholder(TFloat32.class),
			options.weightDecay()).minimize(graph, loss);
		// One thread: sums are then always taken in the same order, so equal seeds give equal weights.
		session = new Session(graph, ConfigProto.newBuilder().setIntraOpParallelismThreads(1)
			.setInterOpParallelismThreads(1).build());
		variables.initialize(session);
	}

	private Operand<TFloat32> addNetwork() {
		new Preprocessor(tf).add(architecture.preprocessing(), new ImageSource.FedPixels(3), false);
		final Operand<TFloat32> prepared =
			graph.<TFloat32>operationOrThrow(Preprocessor.PREPARED).output(0);
		Operand<TFloat32> values = tf.withName(INPUT).identity(prepared);
		int channels = architecture.preprocessing().channels().count();
		for (final Convolution layer : architecture.convolutions()) {
			values = addConvolution(values, layer, channels);
			channels = layer.channels();
		}
		final int classes = architecture.labels().count();
		final Operand<TFloat32> pooled =
			tf.withName("pooled").math.mean(values, tf.constant(new int[] { 1, 2 }));
		final Operand<TFloat32> scores = tf.linalg.matMul(pooled,
			variables.kernel("dense.kernel", Shape.of(channels, classes), channels));
		return tf.withName(LOGITS).math.add(scores, variables.bias("dense.bias", classes));
	}

	private Operand<TFloat32> addConvolution(final Operand<TFloat32> input, final Convolution layer,
		final int channels) {
		final int side = layer.kernel();
		final Operand<TFloat32> kernel = variables.kernel(layer.name() + ".kernel",
			Shape.of(side, side, channels, layer.channels()), side * side * channels);
		final Operand<TFloat32> bias = variables.bias(layer.name() + ".bias", layer.channels());
		final Operand<TFloat32> sums =
			tf.nn.biasAdd(tf.nn.conv2d(input, kernel, List.of(1L, 1L, 1L, 1L), "SAME"), bias);
		final Operand<TFloat32> rectified = tf.withName(layer.name()).nn.relu(sums);
		final List<Long> window = List.of(1L, 2L, 2L, 1L);
		return layer.pool()
			? tf.withName(layer.name() + ".pool").nn.avgPool(rectified, window, window, "VALID")
			: rectified;
	}

	private Operand<TFloat32> addLoss(final Operand<TFloat32> logits) {
		final Operand<TInt32> targets = tf.withName(TARGETS).placeholder(TInt32.class,
			Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
		final int classes = architecture.labels().count();
		final float spread = (float) options.labelSmoothing() / classes;
		final Operand<TFloat32> chosen = tf.oneHot(targets, tf.constant(classes),
			tf.constant((float) (1 - options.labelSmoothing()) + spread), tf.constant(spread));
		final Operand<TFloat32> logProbability =
			tf.reduceSum(tf.math.mul(chosen, tf.nn.logSoftmax(logits)), tf.constant(1));
		return tf.withName(LOSS).math.neg(tf.math.mean(logProbability, tf.constant(0)));
	}

	@Override
	public float step(final Pixels images, final int[] targets) {
		try (TFloat32 pixels = Tensors.toNative(images.values());
			TFloat32 minimum = TFloat32.scalarOf(images.range().min());
			TFloat32 extent = TFloat32.scalarOf(images.range().extent());
			TInt32 classes = TInt32.vectorOf(targets);
			TFloat32 stepSize = TFloat32.scalarOf(stepSize())) {
			final Session.Runner runner = session.runner().feed(Preprocessor.PIXELS, pixels)
				.feed(Preprocessor.MINIMUM, minimum).feed(Preprocessor.EXTENT, extent)
				.feed(TARGETS, classes).feed(STEP_SIZE, stepSize).fetch(LOSS);
			updates.forEach(runner::addTarget);
			try (Result result = runner.run()) {
				return ((TFloat32) result.get(0)).getFloat();
			}
		}
	}

	/** Rises for a twentieth of the steps, while it falls to 0 along half a cosine. */
	private float stepSize() {
		final double progress = Math.min(1, (double) step++ / options.steps());
		final double rise = Math.min(1, 20 * progress + 1.0 / options.steps());
		return (float) (options.learningRate() * rise * 0.5 * (1 + StrictMath.cos(Math.PI * progress)));
	}

	@Override
	public Model freeze(final String name) {
		final byte[] frozen =
			TrainedWeightsFreezer.freeze(graph.toGraphDef(), variables.values(session), INPUT, LOGITS);
		return new Model(description(name), new ModelSource.Graph(frozen)).verified();
	}

	private Description description(final String name) {
		final Map<String, String> layers = new LinkedHashMap<>();
		for (final Convolution layer : architecture.convolutions())
			layers.put(layer.name(), layer.name());
		return Description.NONE.with(Fact.NAME, name, SOURCE)
			.with(Fact.GRAPH, "frozen_graph.pb", SOURCE).with(Fact.INPUT, INPUT, SOURCE)
			.with(architecture.preprocessing(), SOURCE).with(Fact.LOGITS, LOGITS, SOURCE)
			.with(Fact.LABELS, architecture.labels(), SOURCE).with(Fact.LAYERS, layers, SOURCE);
	}

	@Override
	public void close() {
		try (graph) {
			session.close();
		}
	}
}
