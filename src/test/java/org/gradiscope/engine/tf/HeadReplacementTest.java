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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Networks whose last layer is another. */
class HeadReplacementTest {

	private static final Labels THREE = new Labels(List.of("a", "b", "c"));
	private static final TensorFlowEngine ENGINE = new TensorFlowEngine();
	private static final Preprocessing GREY =
		Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(4, 4));

	private static Network small() {
		return ENGINE.open(ENGINE.create(new Architecture(
			Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
			List.of(new Convolution("first", 3, 4, true), new Convolution("second", 3, 6, false)),
			new Labels(List.of("dark", "bright"))), "small", 1));
	}

	private static NewHead headed(final Network network, final String layer) {
		return network.weights().withNewHead(THREE, layer, "new");
	}

	private static Pixels images(final int count, final int side, final int channels) {
		return Images.noise(ValueRange.EIGHT_BIT, 5, count, side, side, channels);
	}

	/** {@code [n, f]}: over positions, the channels being last. */
	private static double[] means(final Tensor activations) {
		final int channels = activations.shape().dimension(-1);
		final int images = activations.shape().dimension(0);
		final int stride = activations.size() / images;
		final double[] means = new double[images * channels];
		for (int i = 0; i < activations.size(); i++)
			means[i / stride * channels + i % channels] +=
				activations.data()[i] / (double) (stride / channels);
		return means;
	}

	private static void assertClose(final double[] expected, final Tensor found) {
		assertEquals(expected.length, found.size());
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], found.data()[i], 1e-4 * Math.max(1, Math.abs(expected[i])));
	}

	/** The last layer gets random weights; the scores are then {@code x W + b} of the features. */
	private static void requireDense(final NewHead head, final Pixels images) {
		final Tensor features = head.network().activation(images, head.features());
		final int count = features.shape().dimension(-1);
		try (TrainableNetwork trained = head.network().weights().trainable(List.of(head.layer()))) {
			final SplittableRandom random = new SplittableRandom(1);
			final Map<String, Tensor> weights = trained.values();
			weights.values().forEach(weight -> {
				for (int i = 0; i < weight.size(); i++)
					weight.data()[i] = (float) random.nextDouble(-1, 1);
			});
			trained.assign(weights);
			final Iterator<Tensor> each = weights.values().iterator();
			final Tensor kernel = each.next();
			final Tensor bias = each.next();
			assertEquals(Shape.of(count, 3), kernel.shape());
			assertEquals(Shape.of(3), bias.shape());
			assertFalse(each.hasNext());
			final double[] scores = new double[images.count() * 3];
			for (int i = 0; i < scores.length; i++) {
				scores[i] = bias.data()[i % 3];
				for (int j = 0; j < count; j++)
					scores[i] += (double) features.data()[i / 3 * count + j] * kernel.data()[j * 3 + i % 3];
			}
			assertClose(scores, trained.activation(images, Expression.LOGITS));
			try (Network reopened = ENGINE.open(trained.model("later"))) {
				assertArrayEquals(trained.activation(images, Expression.LOGITS).data(),
					reopened.activation(images, Expression.LOGITS).data(), 1e-4f);
				assertEquals(THREE, reopened.descriptor().labels());
			}
		}
	}

	@Test
	void theScoresAreThoseOfADenseLayerOverTheFeaturesOfTheOldOne() {
		try (Network network = small(); NewHead head = headed(network, "auto")) {
			final Pixels images = images(3, 9, 3);
			assertClose(means(network.activation(images, "second")),
				head.network().activation(images, head.features()));
			for (final Prediction said : Prediction.of(head.network(), images))
				assertArrayEquals(new float[] { 1 / 3f, 1 / 3f, 1 / 3f }, said.probabilities(), 1e-6f);
			requireDense(head, images);
		}
	}

	@Test
	void whatIsKnownOfTheOldNetworkStaysButItsClasses() {
		try (Network network = small(); NewHead head = headed(network, "auto")) {
			final ModelDescriptor now = head.network().descriptor();
			assertEquals("new", now.name());
			assertEquals(network.descriptor().preprocessing(), now.preprocessing());
			assertEquals(List.of("first", "second", "head"), now.layerNames());
			assertEquals(Probabilities.SOFTMAX, now.probabilities());
			assertTrue(now.givesClasses());
			assertEquals(List.of("head", "second", "first"), head.network().weights().trainableLayers());
		}
	}

	/** The range of a foreign network is guessed; with other classes the guess might be another. */
	@Test
	void whatWasGuessedOfTheImagesIsStatedFromThenOn() {
		final Model bare = TinyNetworks.undescribed(org.tensorflow.ndarray.Shape.of(-1, -1, -1, 3),
			(tf, image) -> tf.withName("scores").linalg
				.matMul(tf.math.mean(image, tf.constant(new int[] { 1, 2 })), matrix(tf, 3, 2)));
		try (Network network = ENGINE.open(bare); NewHead head = headed(network, "auto")) {
			assertTrue(network.descriptor().doubts().range().isPresent());
			assertTrue(head.network().descriptor().doubts().range().isEmpty());
			assertEquals(network.descriptor().preprocessing(),
				head.network().descriptor().preprocessing());
		}
	}

	@Test
	void onlyWhatLeadsToTheNewScoresIsLeft() {
		try (Network network = small(); NewHead head = headed(network, "first")) {
			final Pixels images = images(2, 8, 3);
			assertEquals("the layer first, its mean over all positions", head.source());
			assertClose(means(network.activation(images, "first")),
				head.network().activation(images, head.features()));
			assertEquals(List.of("first", "head"), head.network().descriptor().layerNames());
			assertEquals(List.of("head", "first"), head.network().weights().trainableLayers());
			requireDense(head, images);
		}
	}

	@Test
	void aNewHeadCanBeReplacedAgain() {
		try (Network network = small(); NewHead first = headed(network, "auto");
			NewHead second = headed(first.network(), "auto")) {
			final Pixels images = images(2, 8, 3);
			assertArrayEquals(first.network().activation(images, first.features()).data(),
				second.network().activation(images, second.features()).data());
			assertEquals(List.of(second.layer(), "second", "first"),
				second.network().weights().trainableLayers());
			requireDense(second, images);
		}
	}

	private static Operand<TFloat32> matrix(final Ops tf, final int rows, final int columns) {
		final float[][] weights = new float[rows][columns];
		for (int i = 0; i < rows * columns; i++)
			weights[i / columns][i % columns] = i * 29 % 97 / 97f - 0.4f;
		return tf.constant(weights);
	}

	private static Network open(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return ENGINE.open(TinyNetworks.of("tiny", GREY, List.of("0", "1"), List.of("features"), body));
	}

	private static Operand<TFloat32> convolved(final Ops tf, final Operand<TFloat32> of, final int in,
		final int out, final Conv2d.Options... options) {
		return tf.nn.conv2d(of,
			tf.reshape(matrix(tf, in, out), tf.constant(new int[] { 1, 1, in, out })),
			List.of(1L, 1L, 1L, 1L), "VALID", options);
	}

	/** As MobileNet and SqueezeNet have it; ReLU and mean came after it. */
	@Test
	void aLastConvolutionTakesTheFeatures() {
		try (Network network = open((tf, image) -> {
			final Operand<TFloat32> features =
				tf.withName("features").nn.relu(convolved(tf, image, 1, 5));
			return tf.math.mean(tf.nn.relu(convolved(tf, features, 5, 2)),
				tf.constant(new int[] { 1, 2 }));
		}); NewHead head = headed(network, "auto")) {
			final Pixels images = images(2, 6, 1);
			assertClose(means(network.activation(images, "features")),
				head.network().activation(images, head.features()));
			requireDense(head, images);
		}
	}

	@Test
	void channelsBeforePositionsAreSeenAsSuch() {
		try (Network network = open((tf, image) -> {
			final Operand<TFloat32> features =
				tf.withName("features").nn.relu(convolved(tf, image, 1, 5));
			final Operand<TFloat32> first =
				tf.linalg.transpose(features, tf.constant(new int[] { 0, 3, 1, 2 }));
			return tf.math.mean(convolved(tf, first, 5, 2, Conv2d.dataFormat("NCHW")),
				tf.constant(new int[] { 2, 3 }));
		}); NewHead head = headed(network, "auto")) {
			final Pixels images = images(2, 6, 1);
			assertClose(means(network.activation(images, "features")),
				head.network().activation(images, head.features()));
		}
	}

	@Test
	void severalLastProductsAreRefusedUnlessALayerIsNamed() {
		try (Network network = open((tf, image) -> {
			final Operand<TFloat32> features =
				tf.withName("features").math.mean(image, tf.constant(new int[] { 1, 2 }));
			return tf.math.add(tf.linalg.matMul(features, matrix(tf, 1, 2)),
				tf.linalg.matMul(tf.math.square(features), matrix(tf, 1, 2)));
		})) {
			refused(network, THREE, "auto",
				"that of tiny is not one matrix product or convolution (MatMul_1, a MatMul, MatMul, a MatMul); " +
					"name the layer");
			try (NewHead head = headed(network, "features")) {
				requireDense(head, images(2, 6, 1));
			}
		}
	}

	@Test
	void aNetworkWithoutProductsIsRefused() {
		try (
			Network network =
				open((tf, image) -> tf.concat(
					List.of(tf.withName("features").math.mean(image, tf.constant(new int[] { 1, 2 })),
						tf.math.mean(tf.math.square(image), tf.constant(new int[] { 1, 2 }))),
					tf.constant(1)))) {
			refused(network, THREE, "auto",
				"that of tiny is not one matrix product or convolution; name");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a | auto | two classes or more apart, but [a] was given",
		"a, b | third | There is no layer 'third' in small; the layers are" })
	void whatIsNotThereIsRefused(final String labels, final String layer, final String expected) {
		try (Network network = small()) {
			refused(network, new Labels(List.of(labels.split(", "))), layer, expected);
		}
	}

	/** Which a description written by us cannot state. */
	@Test
	void stepsOfTheModelZooAreRefused() {
		final Model model = TinyNetworks.networkN();
		final Model withSteps =
			new Model(model.description().with(Fact.STEPS, List.of(), "the test"), model.source());
		try (Network network = ENGINE.open(withSteps)) {
			refused(network, THREE, "auto", "rdf.yaml");
		}
	}

	private static void refused(final Network network, final Labels labels, final String layer,
		final String expected) {
		final RuntimeException e = assertThrows(RuntimeException.class,
			() -> network.weights().withNewHead(labels, layer, "new").close());
		assertTrue(e instanceof IllegalArgumentException || e instanceof EngineException, e.toString());
		assertTrue(e.getMessage().contains(expected), e.getMessage());
		assertEquals(1, e.getMessage().lines().count());
	}

	/** Fitted to the network's size, as for the scores. */
	@ParameterizedTest
	@ValueSource(strings = { "cifar10-resnet8 64", "mobilenet-v2-1.0-224 1280",
		"mobilenet-v1-0.25-224 256", "gestures-mobilenet-tf2 256", "mnist-conv-tf1 200" })
	void othersNetworksToo(final String each) {
		final String[] words = each.split(" ");
		final Model shared = ModelStore.find(SharedFiles.model(words[0]).toString());
		try (Network network = ENGINE.open(shared); NewHead head = headed(network, "auto")) {
			final Pixels images = images(2, 40, network.descriptor().preprocessing().channels().count());
			assertEquals(Shape.of(2, Integer.parseInt(words[1])),
				head.network().activation(images, head.features()).shape());
			requireDense(head, images);
		}
	}
}
