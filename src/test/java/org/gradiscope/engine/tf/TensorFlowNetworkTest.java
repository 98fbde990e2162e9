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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a network refuses, and what it keeps. */
class TensorFlowNetworkTest {

	private static final Pixels IMAGE = Images.noise(ValueRange.UNIT, 1, 1, 4, 4, 1);

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Network networkN() {
		return new TensorFlowEngine().open(TinyNetworks.networkN());
	}

	private static void assertRefused(final Class<? extends Exception> type, final String message,
		final Objective objective, final Backpropagation rule) {
		try (Network network = networkN()) {
			final Exception e = assertThrows(type, () -> network.evaluate(IMAGE, objective, rule));
			assertEquals(message, e.getMessage());
		}
	}

	@Test
	void anUnknownLayerIsRefusedWithTheKnownOnes() {
		assertRefused(IllegalArgumentException.class,
			"There is no layer 'convv' in network-n; the layers are conv.", Objectives.layer("convv"),
			Backpropagation.PLAIN);
	}

	@Test
	void anUnknownChannelIsRefusedWithTheirNumber() {
		assertRefused(IllegalArgumentException.class,
			"There is no channel 2 in conv; it has 2, 0 to 1.", Objectives.channel("conv", 2),
			Backpropagation.PLAIN);
	}

	@Test
	void anUnknownPositionIsAnErrorOfOneLine() {
		try (Network network = networkN()) {
			final Exception e = assertThrows(EngineException.class,
				() -> network.evaluate(IMAGE, Objectives.neuron("conv", 9, 0, 0)));
			assertEquals(1, e.getMessage().lines().count());
		}
	}

	@Test
	void guidedBackpropagationWithoutARectifierIsRefused() {
		assertRefused(EngineException.class,
			"There is no ReLU or ReLU6 between the image and the " +
				"objective, so guided backpropagation would be the plain gradient; take that.",
			Objectives.power(), Backpropagation.GUIDED);
	}

	@Test
	void anObjectiveWithoutTheImageIsRefused() {
		final Objective constant = new Objective(new Constant(Tensor.of(Shape.of(1), 3)));
		assertRefused(EngineException.class,
			"The objective [3.0] does not depend on the image, " + "so it has no gradient.", constant,
			Backpropagation.PLAIN);
	}

	@Test
	void anOperationWithoutAGradientIsNamed() {
		final Model model = TinyNetworks.of("rounding",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
			List.of(), (tf, input) -> tf.reshape(tf.math.betainc(input, input, input),
				tf.constant(new int[] { -1, 16 })));
		try (Network network = new TensorFlowEngine().open(model)) {
			final Exception e =
				assertThrows(EngineException.class, () -> network.evaluate(IMAGE, Objectives.logit(0)));
			assertTrue(
				e.getMessage().startsWith("The network cannot run backwards: there is no gradient " +
					"for the operation Betainc of the layer '"),
				e.getMessage());
		}
	}

	@Test
	void anImageTooSmallIsRefusedWithTheSmallestSize() {
		try (Network network = networkN()) {
			final Exception e = assertThrows(EngineException.class,
				() -> network.activation(Images.noise(ValueRange.UNIT, 1, 1, 4, 3, 1), "logits"));
			assertEquals("The image is too small for network-n: 3x4 pixels were given, but it takes " +
				"images from 4x4 up; give a larger one.", e.getMessage());
		}
	}

	@Test
	void aClosedNetworkSaysSoAndClosesTwice() {
		final Network network = networkN();
		network.close();
		network.close();
		assertThrows(IllegalStateException.class, () -> network.activation(IMAGE, "logits"));
	}

	@Test
	void bytesThatAreNoGraphAreRefused() {
		final Model model = TinyNetworks.networkN();
		for (final byte[] bytes : new byte[][] { { 10, 99, 1, 2, 3 }, {} }) {
			final Model broken = new Model(model.description(), new ModelSource.Graph(bytes));
			final Exception e =
				assertThrows(EngineException.class, () -> new TensorFlowEngine().open(broken));
			assertEquals(1, e.getMessage().lines().count(), e.getMessage());
		}
	}

	@Test
	void aGraphThatReadsAFileIsRefusedBeforeItRuns() {
		final Model model = TinyNetworks.of("curious",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
			List.of(), (tf, input) -> tf.math.add(input, tf.dtypes
				.cast(tf.strings.stringLength(tf.io.readFile(tf.constant("secret"))), TFloat32.class)));
		final String message =
			assertThrows(EngineException.class, () -> new TensorFlowEngine().open(model)).getMessage();
		assertTrue(message.startsWith("The graph is not run, for its node '"), message);
		assertTrue(message.contains("is a ReadFile") || message.contains("is a StringLength"), message);
	}

	@Test
	void manyObjectivesGiveTheSameAsBefore() {
		try (Network network = networkN()) {
			final float first = network.evaluate(IMAGE, Objectives.logit(0)).value();
			for (int i = 0; i < 30; i++)
				network.evaluate(IMAGE, Objectives.logit(0).times(i + 2));
			assertEquals(first, network.evaluate(IMAGE, Objectives.logit(0)).value());
		}
	}

	@Test
	void colourImagesAndGreyOnesGoThroughTheSameNetwork() {
		final Pixels colour = Images.noise(ValueRange.UNIT, 2, 1, 4, 4, 3);
		try (Network network = networkN()) {
			assertEquals(colour.shape(),
				network.evaluate(colour, Objectives.logit(0)).gradient().shape());
			assertNotEquals(0, network.activation(colour, "conv").size());
			assertThrows(IllegalArgumentException.class,
				() -> network.activation(Images.noise(ValueRange.UNIT, 2, 1, 4, 4, 2), "logits"));
		}
	}

	@Test
	void severalLayersComeInOneRun() {
		try (Network network = networkN()) {
			final Layer layer = network.descriptor().layers().get(0);
			final var activations = network.activations(IMAGE, List.of("logits", layer.name()));
			assertArrayEquals(new int[] { 1, 4 }, activations.get("logits").shape().toArray());
			assertArrayEquals(new int[] { 1, 2, 2, 2 }, activations.get("conv").shape().toArray());
		}
	}

	/** One unit whose score is the mean of the image minus 0.5, and a sigmoid. */
	@Test
	void aSigmoidsScoreIsAProbabilityOfItsOwn() {
		final Model model = TinyNetworks.of("one",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("cell"),
			List.of(), (tf, input) -> tf.math.sigmoid(tf.withName("score").math
				.sub(tf.math.mean(input, tf.constant(new int[] { 1, 2 })), tf.constant(0.5f))));
		final Model inferred = new Model(Description.NONE.with(Fact.INPUT, "input", "the test")
			.with(Fact.RANGE, ValueRange.UNIT, "the test"), model.source());
		final Pixels black = new Pixels(Tensor.zeros(Shape.of(1, 4, 4, 1)), ValueRange.UNIT);
		try (Network network = new TensorFlowEngine().open(inferred)) {
			assertEquals(Probabilities.SIGMOID, network.descriptor().probabilities());
			final double p = 1 / (1 + Math.exp(0.5));
			assertEquals(p, Prediction.of(network, black).get(0).probabilities()[0], 1e-6);
			assertEquals(p, network.evaluate(black, Objectives.probability(0)).value(), 1e-6);
			final Evaluation log = network.evaluate(black, Objectives.logProbability(0));
			assertEquals(Math.log(p), log.value(), 1e-6);
			assertEquals((1 - p) / 16, log.gradient().get(0, 1, 2, 0), 1e-7);
		}
	}

	@Test
	void scoresOfWholeNumbersAreRefusedWhenTheNetworkIsOpened() {
		final Model half = TinyNetworks.of("half",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
			List.of(), (tf, input) -> tf.dtypes
				.cast(tf.withName("small").dtypes.cast(input, TFloat16.class), TFloat32.class));
		try (Network network = new TensorFlowEngine()
			.open(new Model(half.description().with(Fact.LOGITS, "small", "the test"), half.source()))) {
			assertEquals(List.of("The network's numbers of float16 are computed in float32, so its " +
				"answers differ from its own by their precision."), network.descriptor().remarks());
		}
		final Model whole = TinyNetworks.of("whole",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
			List.of(), (tf, input) -> tf.dtypes
				.cast(tf.withName("small").dtypes.cast(input, TInt32.class), TFloat32.class));
		final Exception e = assertThrows(EngineException.class, () -> new TensorFlowEngine()
			.open(new Model(whole.description().with(Fact.LOGITS, "small", "the test"), whole.source())));
		assertEquals(
			"The network whole computes with other numbers than float32: its logits is DT_INT32; " +
				"export it in float32.",
			e.getMessage());
	}

	@Test
	void aGraphExportedForTrainingSaysSo() {
		final Model model = TinyNetworks.of("training",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
			List.of(),
			(tf, input) -> tf.nn
				.fusedBatchNorm(input, tf.constant(new float[] { 1 }), tf.constant(new float[] { 0 }),
					tf.constant(new float[0]), tf.constant(new float[0]), FusedBatchNorm.isTraining(true))
				.y());
		try (Network network = new TensorFlowEngine().open(model)) {
			assertTrue(network.descriptor().remarks().toString().contains("in training mode"),
				network.descriptor().remarks().toString());
			final Pixels two = Images.noise(ValueRange.UNIT, 1, 2, 4, 4, 1);
			assertArrayEquals(network.activation(two.item(1), "logits").data(),
				network.activation(two, "logits").item(1).data(), 1e-6f);
		}
	}
}
