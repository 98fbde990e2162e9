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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.LayerActivations;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorShapeProto;
import org.yaml.snakeyaml.Yaml;

/**
 * Networks as people export them who never saw Gradiscope, against TensorFlow in Python. The figures are
 * from {@code scripts/reference/strangers.py}.
 */
class StrangersTest {

	private static final Path FIXTURES =
		Path.of("src/test/resources/org/gradiscope/engine/tf/strangers");

	/** What is meant of those whose output is an operation's second one. */
	private static final Map<String, String> LATER =
		Map.of("later-output", "parts:1", "later-part", "split:1");

	@BeforeAll
	static void loadTensorFlow() {
		TestNatives.load();
	}

	private static Network open(final String name) {
		final Description unit = Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test");
		final Description known = name.equals("frames")
			? unit.with(Fact.SIZE, InputSize.ofVolume(true, 5, 6, 6), "the test") : unit;
		return open(name,
			LATER.containsKey(name) ? known.with(Fact.OUTPUT, LATER.get(name), "the test") : known);
	}

	private static Network open(final String name, final Description known) {
		final Path folder = FIXTURES.resolve(name);
		final Path graph = folder.resolve("frozen_graph.pb");
		return ModelLoader.open(new Model(known,
			Files.exists(graph) ? new ModelSource.GraphFile(graph) : new ModelSource.SavedModel(folder)));
	}

	private static Map<String, List<Number>> expected(final String name) throws IOException {
		return new Yaml().load(Files.readString(FIXTURES.resolve(name).resolve("expected.json")));
	}

	private static float[] floats(final List<Number> numbers) {
		final float[] floats = new float[numbers.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = numbers.get(i).floatValue();
		return floats;
	}

	private static float largest(final float[] of) {
		float largest = 0;
		for (final float value : of)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	/** Of the script's formula. */
	private static Pixels image(final List<Number> shape) {
		final Tensor image =
			Tensor.zeros(Shape.of(shape.stream().mapToInt(Number::intValue).toArray()));
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = i * 37 % 101 / 101f;
		return new Pixels(image, ValueRange.UNIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "dynamic-rnn", "keep-prob", "later-output", "later-part", "loop-end",
		"frames", "list-of-pixels", "training-flag", "channels-first", "causal", "attention",
		"each-image", "number", "class-of-pixels", "no-channels", "one-or-zero" })
	void scoresAndGradientAreThoseOfPython(final String name) throws IOException {
		final Map<String, List<Number>> expected = expected(name);
		final Pixels image = image(expected.get("shape"));
		try (Network network = open(name)) {
			final Tensor scores = network.activation(image, Expression.LOGITS);
			final float[] output = floats(expected.get("output"));
			assertArrayEquals(output, scores.data(), 1e-5f * Math.max(1, largest(output)));
			final int classes = name.equals("number") ? 1 : scores.shape().dimension(-1);
			final float[] weights = new float[classes];
			for (int c = 0; c < classes; c++)
				weights[c] = c + 1;
			final Evaluation found = network.evaluate(image,
				Objectives.direction(Expression.LOGITS, weights).times(scores.size() / classes));
			final float[] gradient = floats(expected.get("gradient"));
			assertTrue(largest(gradient) > 0);
			assertArrayEquals(gradient, found.gradient().data(), 1e-5f * largest(gradient));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { //
		"keep-prob       | where dropout keeps all: 'keep_prob' is 1.",
		"training-flag   | not training: 'serving_default_training' is false.",
		"each-image      | has a loop over the images, so they go through it one by one.",
		"class-of-pixels | says which score is the largest", "one-or-zero     | are over a limit" })
	void whatIsAssumedIsSaid(final String name, final String said) {
		try (Network network = open(name)) {
			final List<String> remarks = network.descriptor().remarks();
			assertTrue(remarks.stream().anyMatch(remark -> remark.contains(said)), remarks::toString);
		}
	}

	@Test
	void positionsComeFirstWhateverTheNetworkHas() throws IOException {
		final Pixels image = image(expected("channels-first").get("shape"));
		try (Network network = open("channels-first")) {
			assertEquals(Channels.of(2), network.descriptor().preprocessing().channels());
			final List<Layer> layers = network.descriptor().layers();
			final Layer last = layers.get(layers.size() - 1);
			assertEquals(3, last.shape().get(2));
			assertEquals(Shape.of(1, 6, 5, 3), network.activation(image, last.name()).shape());
			final Tensor gradient = network
				.answer(
					Query.of(image).objective(Objectives.channel(last.name(), 1)).withGradientAt(last.name()))
				.gradientAt(last.name());
			for (int i = 0; i < gradient.size(); i++)
				assertEquals(i % 3 == 1 ? 1 / 30f : 0, gradient.data()[i], 1e-7f);
		}
	}

	/** Of a network of ReLUs without biases it is the gradient times the input. */
	@Test
	void relevanceGoesThroughTheSecondPartsOfSplits() throws IOException {
		final Pixels image = image(expected("later-part").get("shape"));
		try (Network network = open("later-part")) {
			final Objective logit = Objectives.logit(2);
			final float[] gradient = network.evaluate(image, logit).gradient().data();
			final float[] found =
				network.answer(Query.of(image).objective(logit).withRelevance(RelevanceRules.ZERO))
					.relevance().map().data();
			for (int i = 0; i < found.length; i++)
				assertEquals(gradient[i] * image.values().data()[i], found[i], 1e-6f);
			assertTrue(largest(found) > 1e-3f);
		}
	}

	@Test
	void anOperationWhoseFirstPartGoesNowhereIsNoLayer() {
		try (Network network = open("later-part")) {
			final List<String> layers =
				network.descriptor().layers().stream().map(Layer::tensor).toList();
			assertTrue(layers.contains("Relu") && !layers.contains("planes"), layers::toString);
		}
		final Description known = Description.NONE.with(Fact.OUTPUT, "split:1", "the test")
			.with(Fact.LAYERS, Map.of("half", "planes"), "the test");
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open("later-part", known));
		assertTrue(refusal.getMessage().contains("takes nothing of what that gives first"),
			refusal::getMessage);
	}

	/** What a loop has at its end is a layer, but not a step, which is another operation for each length. */
	@ParameterizedTest
	@CsvSource({ "attention, scan, false", "dynamic-rnn, rnn, true" })
	void layersAreThereForEveryLength(final String name, final String loop, final boolean listed) {
		try (Network network = open(name)) {
			final List<Layer> layers = network.descriptor().layers();
			final List<String> remarks = network.descriptor().remarks();
			assertEquals(listed, layers.stream().anyMatch(layer -> layer.name().equals(loop)),
				layers::toString);
			assertEquals(!listed,
				remarks.contains("Within a loop, whose last step is another for each length, and " +
					"therefore no layer: " + loop + "."),
				remarks::toString);
			for (final int time : new int[] { 1, 3, 40 }) {
				final Pixels image = new Pixels(Tensor.zeros(Shape.of(1, 3, time, 1)), ValueRange.UNIT);
				for (final Layer layer : layers)
					assertEquals(1, network.activation(image, layer.name()).shape().dimension(0));
			}
		}
	}

	/** The scores before the softmax are those of the last step, whatever the length. */
	@Test
	void scoresThatComeOutOfALoopAreThoseOfItsEnd() throws IOException {
		final Map<String, List<Number>> expected = expected("loop-end");
		try (Network network = open("loop-end")) {
			final Pixels image = image(expected.get("shape"));
			final float[] scores = floats(expected.get("output"));
			assertArrayEquals(scores, network.activation(image, "while").data(), 1e-6f);
			assertEquals(Probabilities.SOFTMAX, network.descriptor().probabilities());
		}
	}

	@Test
	void aSeriesOfPicturesHasALengthThatIsStated() {
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open("frames", Description.NONE));
		assertTrue(
			refusal.getMessage().contains("takes series of pictures, [any, any, 6, 6, 3]") &&
				refusal.getMessage().contains("(input: {size: [frames, height, width]})"),
			refusal::getMessage);
	}

	/** A graph of one image of three channels, whose axis for the batch it adds itself. */
	private static GraphDef ofOneImage(final boolean sliced) {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		for (final int side : new int[] { -1, -1, 3 })
			shape.addDimBuilder().setSize(side);
		final AttrValue whole = Attributes.of(DataType.DT_INT32);
		final GraphDef.Builder graph =
			GraphDef.newBuilder().addNode(NodeDefs.placeholder("photo", DataType.DT_FLOAT, shape.build()))
				.addNode(Constants.list("axes", DataType.DT_INT32, 1, 2))
				.addNode(Constants.list("first", DataType.DT_INT32, 0))
				.addNode(Constants.list("one", DataType.DT_INT32, 1))
				.addNode(NodeDefs.node("bright", Op.AddV2, "photo", "photo").putAttr("T", Attributes.FLOAT))
				.addNode(sliced
					? NodeDefs.node("batch", Op.StridedSlice, "bright", "first", "first", "one")
						.putAttr("T", Attributes.FLOAT).putAttr("Index", whole)
						.putAttr("new_axis_mask", Attributes.of(1))
					: NodeDefs.node("batch", Op.ExpandDims, "bright", "first").putAttr("T", Attributes.FLOAT)
						.putAttr("Tdim", whole))
				.addNode(NodeDefs.node("scores", Op.Mean, "batch", "axes").putAttr("T", Attributes.FLOAT)
					.putAttr("Tidx", whole));
		return graph.build();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anImageWithoutAnAxisForTheBatchIsNoSeries(final boolean sliced) {
		assertEquals(
			"The input 'photo' takes one image, [height, width, 3], without an axis for the batch, which the " +
				"graph adds ('batch'); export it with that axis, as [None, height, width, 3].",
			assertThrows(EngineException.class,
				() -> ModelLoader.open(
					new Model(Description.NONE, new ModelSource.Graph(ofOneImage(sliced).toByteArray()))))
				.getMessage());
	}

	@Test
	void aPictureWithoutAnAxisForChannelsGetsOne() throws IOException {
		try (Network network = open("no-channels")) {
			assertFalse(network.descriptor().givesClasses());
			assertEquals(Probabilities.SIGMOID, network.descriptor().probabilities());
			assertEquals(Shape.of(1, 8, 8, 1),
				network.activation(image(expected("no-channels").get("shape")), Expression.LOGITS).shape());
		}
	}

	@Test
	void aScoreForEachTimePointIsARow() throws IOException {
		try (Network network = open("causal")) {
			assertFalse(network.descriptor().givesClasses());
			final Tensor scores =
				network.activation(image(expected("causal").get("shape")), Expression.LOGITS);
			assertEquals(Shape.of(1, 1, 9, 2), scores.shape());
		}
	}

	@Test
	void aLayerThatTakesPositionsForImagesIsLeftOutOfSeveral() throws IOException {
		final Pixels image = image(expected("causal").get("shape"));
		try (Network network = open("causal")) {
			final List<Layer> all = network.descriptor().layers();
			final List<String> said = new ArrayList<>();
			final List<LayerActivations> found = LayerActivations.of(network, image, all, said::add);
			assertTrue(found.size() < all.size() && !found.isEmpty(), () -> all + " " + said);
			assertEquals(all.size() - found.size(), said.size());
			assertTrue(said.get(0).contains("9 results for one image"), said::toString);
			assertThrows(EngineException.class, () -> LayerActivations.of(network, image, all));
		}
	}

	@Test
	void oneNumberIsAValue() {
		try (Network network = open("number")) {
			assertEquals(Probabilities.NONE, network.descriptor().probabilities());
			assertEquals(List.of("value"), network.descriptor().labels().names());
		}
	}

	@Test
	void theGraphSaysTheSizeOfListedPixels() {
		try (Network network = open("list-of-pixels")) {
			assertEquals(InputSize.fixed(8, 8), network.descriptor().preprocessing().size());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
		value = { "parts:2 | parts:2 is another", "part:1  | no operation 'part:1'" })
	void anOutputThatIsNotThereIsNamed(final String output, final String said) {
		final Description known = Description.NONE.with(Fact.OUTPUT, output, "the test");
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open("later-output", known));
		assertTrue(refusal.getMessage().contains(said), refusal::getMessage);
	}

	@Test
	void filesThatAreDecodedInTheGraphAreNoImages() {
		final GraphDef graph = GraphDef.newBuilder()
			.addNode(NodeDefs.node("contents", Op.Placeholder).putAttr("dtype",
				Attributes.of(DataType.DT_STRING)))
			.addNode(NodeDefs.node("decoded", "DecodeJpeg").addInput("contents"))
			.addNode(NodeDefs.node("scores", Op.Cast, "decoded")
				.putAttr("SrcT", Attributes.of(DataType.DT_UINT8)).putAttr("DstT", Attributes.FLOAT))
			.build();
		final EngineException refusal = assertThrows(EngineException.class, () -> ModelLoader
			.open(new Model(Description.NONE, new ModelSource.Graph(graph.toByteArray()))));
		assertTrue(refusal.getMessage().contains("'contents' takes strings, so encoded files"),
			refusal::getMessage);
	}
}
