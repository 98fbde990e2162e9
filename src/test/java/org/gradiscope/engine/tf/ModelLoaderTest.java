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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What is completed, inferred and assumed when a graph of which little is said is opened. */
class ModelLoaderTest {

	private static final String SOURCE = "the test";

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	/** Images of 8x8x3 through a body to four scores and their softmax. */
	private static Model model(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return TinyNetworks.undescribed(Shape.of(-1, 8, 8, 3), (tf, image) -> {
			final Operand<TFloat32> rows =
				tf.reshape(body.apply(tf, image), tf.constant(new int[] { -1, 192 }));
			return tf.withName("probabilities").nn
				.softmax(tf.withName("scores").linalg.matMul(rows, tf.constant(new float[192][4])));
		});
	}

	private static Model relu() {
		return model((tf, image) -> tf.withName("rectified").nn.relu(image));
	}

	private static ModelDescriptor descriptor(final Model model) {
		try (Network network = new TensorFlowEngine().open(model)) {
			return network.descriptor();
		}
	}

	private static <T> Model with(final Model model, final Fact<T> fact, final T value) {
		return new Model(model.description().with(fact, value, SOURCE), model.source());
	}

	@Test
	void endsAndPreprocessingAreCompletedAndSaid() {
		final ModelDescriptor completed = descriptor(relu());
		assertEquals(List.of("network", "input", "probabilities", "scores"),
			List.of(completed.name(), completed.input(), completed.output(), completed.logits()));
		assertEquals("rgb 0..1, resized to 8x8 (resize)", completed.preprocessing().toString());
		final String assumptions = String.join("\n", completed.assumptions());
		for (final String said : List.of("name: assumed: nothing names it",
			"fit: assumed: nothing says how to fit", "labels: assumed: nothing names the 4 classes",
			"value range: assumed: nothing says what range the network was trained on; classify an " +
				"image whose class you know"))
			assertTrue(("\n" + assumptions + "\n").contains("\n" + said + "\n"), assumptions);
	}

	@Test
	void aRangeThatTheGraphScalesIsInferred() {
		final ModelDescriptor scaled =
			descriptor(model((tf, image) -> tf.math.div(image, tf.constant(255f))));
		assertEquals(ValueRange.EIGHT_BIT, scaled.preprocessing().range());
		assertEquals("inferred: the graph scales 0..255 by itself",
			scaled.sources().get("value range"));
	}

	@Test
	void whatIsStatedIsKept() {
		final ModelDescriptor stated = descriptor(with(relu(), Fact.RANGE, new ValueRange(-1, 1)));
		assertEquals(new ValueRange(-1, 1), stated.preprocessing().range());
		assertEquals(SOURCE, stated.sources().get("value range"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"0 | class 0, class 1, class 2, class 3 | assumed: nothing names the 4 classes", //
		"2 | l0, l1, class 2, class 3 | inferred: 2 labels for 4 classes, so the last have none", //
		"3 | background, l0, l1, l2 | inferred: 3 labels for 4 classes, so the first is the background",
		"4 | l0, l1, l2, l3 | the test" })
	void labelsAreCompleted(final int count, final String expected, final String source) {
		final ModelDescriptor labelled = descriptor(with(relu(), Fact.LABELS, labels(count)));
		assertEquals(expected, String.join(", ", labelled.labels().names()));
		assertEquals(source, labelled.sources().get("labels"));
	}

	private static Labels labels(final int count) {
		return new Labels(IntStream.range(0, count).mapToObj(i -> "l" + i).toList());
	}

	@Test
	void tooManyLabelsAreRefused() {
		assertEquals(
			"The network gives 4 scores, but 5 labels were given (the test); give one label " +
				"for each score ('labels' in gradiscope.yaml).",
			assertThrows(EngineException.class, () -> descriptor(with(relu(), Fact.LABELS, labels(5))))
				.getMessage());
	}

	@Test
	void theChecksumIsKept() {
		final Model verified = relu().verified();
		assertEquals(verified.source().sha256(), descriptor(verified).sha256());
	}

	@Test
	void aStatedLayerThatIsNotThereIsRefused() {
		assertEquals(
			"The graph has no operation 'convolved', which its description names (layers: conv); " +
				"correct it in gradiscope.yaml, or leave it out.",
			assertThrows(EngineException.class,
				() -> descriptor(with(relu(), Fact.LAYERS, Map.of("conv", "convolved")))).getMessage());
		assertEquals(
			"The layer 'me' is said to be the operation 'input', but none of that name lies " +
				"between the input and the output; correct 'layers' in gradiscope.yaml, or leave it " +
				"out.",
			assertThrows(EngineException.class,
				() -> descriptor(with(relu(), Fact.LAYERS, Map.of("me", "input")))).getMessage());
	}

	@Test
	void whatCanRunIsSaid() {
		assertCapabilities("yes", "yes", "Relu=1", "yes", relu());
		assertCapabilities("yes", "yes", "Elu=1, Relu=2", "yes",
			model((tf, x) -> tf.nn.elu(tf.nn.relu(tf.nn.relu(x)))));
		assertCapabilities("yes", "no: there is no ReLU or ReLU6", "none", "yes",
			model((tf, x) -> tf.math.tanh(x)));
		assertCapabilities("no: there is no gradient for Betainc", "no", "Relu=1", "no: one by one",
			model((tf, x) -> tf.math.betainc(x, x, tf.nn.relu(x))));
	}

	private static void assertCapabilities(final String gradients, final String guided,
		final String activations, final String several, final Model model) {
		assertEquals(Map.of("objectives and gradients", gradients, "guided backprop and deconvnet",
			guided, "activation functions", activations, ModelDescriptor.CLASSES, "yes",
			"several images at once", several), descriptor(model).capabilities());
	}

	@Test
	void nothingIsSaidOfAModelThatStatesAll() {
		assertEquals(List.of(),
			descriptor(TinyNetworks.of("all",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a"),
				List.of("relu"),
				(tf, x) -> tf.math.mean(tf.withName("relu").nn.relu(x), tf.constant(new int[] { 1, 2 }))))
				.assumptions());
	}
}
