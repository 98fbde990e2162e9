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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** What is folded gives the same numbers by fewer operations. */
class ConvolutionFoldingTest {

	private static final int CHANNELS = 6;
	private static final List<Long> ONES = List.of(1L, 1L, 1L, 1L);

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Operand<TFloat32> random(final Ops tf, final long seed, final double least,
		final int... shape) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor values = Tensor.zeros(org.gradiscope.tensor.Shape.of(shape));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = (float) (least + random.nextDouble());
		try (TFloat32 floats = Tensors.toNative(values)) {
			return tf.constantOf(floats);
		}
	}

	/** From an input of 3 channels to one convolution of {@link #CHANNELS}, and on to {@code out}. */
	private static GraphDef graph(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> after) {
		return whole((tf, input) -> after.apply(tf,
			tf.withName("conv").nn.conv2d(input, random(tf, 1, -0.5, 3, 3, 3, CHANNELS), ONES, "SAME")));
	}

	private static GraphDef whole(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		try (Graph graph = new Graph()) {
			final Ops tf = GraphOps.of(graph);
			final Operand<TFloat32> input = tf.withName("input").placeholder(TFloat32.class,
				Placeholder.shape(Shape.of(-1, -1, -1, 3)));
			tf.withName("out").nn.relu(body.apply(tf, input));
			return graph.toGraphDef();
		}
	}

	private static Operand<TFloat32> vector(final Ops tf, final long seed) {
		return random(tf, seed, 0.5, CHANNELS);
	}

	private static Operand<TFloat32> normalized(final Ops tf, final Operand<TFloat32> input,
		final int channels) {
		return tf.nn.<TFloat32, TFloat32>fusedBatchNorm(input, random(tf, 2, 0.5, channels),
			random(tf, 3, -0.5, channels), random(tf, 4, -0.5, channels), random(tf, 5, 0.5, channels),
			FusedBatchNorm.isTraining(false), FusedBatchNorm.epsilon(0.01f)).y();
	}

	static Stream<Arguments> foldable() {
		return Stream.of(
			Arguments.of("batch normalization", graph((tf, x) -> normalized(tf, x, CHANNELS))),
			Arguments.of("factor and offset as Keras exports them",
				graph((tf, x) -> tf.math.add(
					tf.math.mul(x, tf.math.mul(tf.math.rsqrt(vector(tf, 2)), vector(tf, 3))),
					tf.math.sub(vector(tf, 4), vector(tf, 5))))),
			Arguments.of("a bias, then a factor",
				graph((tf, x) -> tf.math.mul(vector(tf, 2), tf.nn.biasAdd(x, vector(tf, 3))))),
			Arguments.of("from a constant",
				graph((tf, x) -> tf.math.sub(vector(tf, 2), tf.math.div(x, vector(tf, 3))))),
			Arguments.of("one number",
				graph((tf, x) -> tf.math.sub(tf.math.mul(x, tf.constant(0.3f)), tf.constant(0.1f)))),
			Arguments.of("axes of one element",
				graph((tf, x) -> tf.math.add(x, random(tf, 2, 0, 1, 1, 1, CHANNELS)))),
			Arguments.of("a depthwise convolution",
				whole((tf, input) -> normalized(tf, tf.withName("conv").nn.depthwiseConv2dNative(input,
					random(tf, 1, -0.5, 3, 3, 3, 2), ONES, "SAME"), 6))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("foldable")
	void numbersStayAndOnlyABiasIsLeft(final String name, final GraphDef graph) {
		final GraphDef folded = folded(graph, "out");
		assertArrayEquals(run(graph), run(folded), 2e-5f);
		final boolean depthwise = operations(graph).contains("DepthwiseConv2dNative");
		assertEquals(Set.of("Placeholder", depthwise ? "DepthwiseConv2dNative" : "Conv2D", "BiasAdd",
			"Const", "Relu"), operations(folded));
	}

	static Stream<Arguments> notFoldable() {
		return Stream
			.of(Arguments.of("a bias alone", graph((tf, x) -> tf.nn.biasAdd(x, vector(tf, 2)))),
				Arguments.of("two users", graph((tf, x) -> tf.math.add(tf.math.mul(x, vector(tf, 2)), x))),
				Arguments.of("its own square", graph(
					(tf, x) -> tf.math.mul(x, x))),
				Arguments
					.of(
						"factors along another axis", graph(
							(tf, x) -> tf.math.mul(x, random(tf, 2, 0, CHANNELS, 1)))),
				Arguments
					.of("a quotient of the image",
						graph(
							(tf, x) -> tf.math.div(tf.constant(1f),
								tf.math.add(tf.nn.relu(x), tf.constant(1f))))),
				Arguments.of("moments of the batch",
					graph((tf, x) -> tf.nn
						.<TFloat32, TFloat32>fusedBatchNorm(x, vector(tf, 2), vector(tf, 3),
							tf.constant(new float[0]), tf.constant(new float[0]), FusedBatchNorm.isTraining(true))
						.y())),
				Arguments.of("a filter that is computed of the image",
					whole((tf, input) -> tf.math.mul(
						tf.nn.conv2d(input,
							tf.math.mul(random(tf, 1, 0, 3, 3, 3, CHANNELS),
								tf.math.mean(input, tf.constant(new int[] { 0, 1, 2, 3 }))),
							ONES, "SAME"),
						vector(tf, 2)))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("notFoldable")
	void allElseStaysAsItIs(final String name, final GraphDef graph) {
		final GraphDef folded = folded(graph, "out");
		assertEquals(names(graph), names(folded));
		assertArrayEquals(run(graph), run(folded));
	}

	@Test
	void whatIsWantedByItselfIsNotFolded() {
		final GraphDef graph = graph(
			(tf, x) -> tf.math.add(tf.withName("scaled").math.mul(x, vector(tf, 2)), vector(tf, 3)));
		assertEquals(names(graph), names(folded(graph, "out", "conv")));
		assertEquals(names(graph), names(folded(graph, "out", "scaled")));
		final GraphDef half = GraphDefs.pruned(graph, node -> node, List.of("scaled"));
		assertEquals(names(half), names(new ConvolutionFolding(new FrozenGraph(graph, "input"), "input")
			.folded(half, List.of("scaled"))));
	}

	private static GraphDef folded(final GraphDef graph, final String... wanted) {
		final List<String> kept = Stream.concat(Stream.of("out"), Stream.of(wanted)).toList();
		return new ConvolutionFolding(new FrozenGraph(graph, "input"), "input").folded(graph, kept);
	}

	private static Set<String> operations(final GraphDef graph) {
		return graph.getNodeList().stream().map(NodeDef::getOp).collect(Collectors.toSet());
	}

	private static Set<String> names(final GraphDef graph) {
		return graph.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
	}

	private static float[] run(final GraphDef definition) {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(definition);
			final Tensor image = Tensor.zeros(org.gradiscope.tensor.Shape.of(2, 7, CHANNELS, 3));
			final SplittableRandom random = new SplittableRandom(9);
			for (int i = 0; i < image.size(); i++)
				image.data()[i] = (float) random.nextDouble();
			try (Session session = new Session(graph); TFloat32 input = Tensors.toNative(image);
				Result result = session.runner().feed("input", input).fetch("out").run()) {
				return Tensors.fromNative(result.get(0)).data();
			}
		}
	}
}
