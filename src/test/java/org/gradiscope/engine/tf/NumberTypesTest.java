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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Probabilities;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.yaml.snakeyaml.Yaml;

/** Networks that take whole numbers, or give no row of scores; made by scripts/reference/number_types.py. */
class NumberTypesTest {

	private static final ValueRange UNIT = ValueRange.UNIT;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static Path fixture(final String name) {
		try {
			return Path.of(NumberTypesTest.class.getResource("freeze/types/" + name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	private static Network open(final String name, final Description stated) {
		return ModelLoader.open(new Model(stated.with(Fact.NAME, name, "the test"),
			new ModelSource.SavedModel(fixture(name))));
	}

	private static Network open(final String name) {
		return open(name, Description.NONE.with(Fact.RANGE, UNIT, "the test"));
	}

	/** What Python found for a network, and the image for which it did. */
	private record Expected(Map<String, Object> figures) {

		static Expected of(final String name) {
			try {
				return new Expected(
					new Yaml().load(Files.readString(fixture(name).resolve("expected.json"))));
			}
			catch (final IOException e) {
				throw new AssertionError(e);
			}
		}

		Pixels image(final ValueRange range) {
			final Tensor image = Tensor.zeros(Shape.of(1, 8, 8, 3));
			for (int i = 0; i < image.size(); i++)
				image.data()[i] = i * 37 % 101 * ((Number) figures.get("scale")).floatValue() +
					((Number) figures.get("shift")).floatValue();
			return new Pixels(image, range);
		}

		@SuppressWarnings("unchecked")
		float[] numbers(final String key) {
			final List<Number> numbers = (List<Number>) figures.get(key);
			final float[] floats = new float[numbers.size()];
			for (int i = 0; i < floats.length; i++)
				floats[i] = numbers.get(i).floatValue();
			return floats;
		}
	}

	private static float largest(final float[] of) {
		float largest = 0;
		for (final float value : of)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	/** The weighted sum of the script, of scores or of probabilities. */
	private static Objective sum(final int count, final boolean probabilities) {
		Objective sum = null;
		for (int i = 0; i < count; i++) {
			final Objective one =
				(probabilities ? Objectives.probability(i) : Objectives.logit(i)).times(i + 1);
			sum = sum == null ? one : sum.plus(one);
		}
		return sum;
	}

	private static boolean tells(final Network network, final String remark) {
		return network.descriptor().remarks().stream().anyMatch(said -> said.contains(remark));
	}

	@ParameterizedTest
	@CsvSource({ "uint8, inferred: the input takes uint8",
		"int32, 'assumed: the input takes int32, so the values of 8-bit images'",
		"table, inferred: the input takes uint8" })
	void imagesOfWholeNumbersHaveGradients(final String name, final String source) {
		final Expected expected = Expected.of(name);
		try (Network network = open(name, Description.NONE)) {
			assertEquals(ValueRange.EIGHT_BIT, network.descriptor().preprocessing().range());
			assertEquals(source, network.descriptor().sources().get("value range"));
			assertTrue(tells(network, "takes whole numbers (" + name.replace("table", "uint8") + ")"),
				() -> "Found: " + network.descriptor().remarks());
			final Pixels image = expected.image(ValueRange.EIGHT_BIT);
			final Prediction found = Prediction.of(network, image).get(0);
			assertArrayEquals(expected.numbers("own"), found.probabilities(), 1e-5f);
			final float[] gradient = expected.numbers("gradient");
			assertArrayEquals(gradient, network.evaluate(image, sum(3, true)).gradient().data(),
				1e-4f * largest(gradient));
			assertEquals(name.equals("table"), tells(network, "works on whole numbers, so"));
		}
	}

	/** A network of uint8 rounds nothing by itself: between two grey levels its answer changes steadily. */
	@Test
	void numbersBetweenWholeOnesAreTakenAsTheyAre() {
		final Pixels image = Expected.of("uint8").image(ValueRange.EIGHT_BIT);
		final Pixels between = image.with(image.values().copy());
		between.values().data()[100] += 0.25f;
		final float[] slope = new float[2];
		try (Network network = open("uint8", Description.NONE)) {
			slope[0] = network.evaluate(image, Objectives.logit(0)).gradient().data()[100];
			slope[1] = network.values(between, Objectives.logit(0))[0] -
				network.values(image, Objectives.logit(0))[0];
		}
		assertTrue(Math.abs(slope[0]) > 1e-5);
		assertEquals(slope[0] / 4, slope[1], 0.1 * Math.abs(slope[0]));
	}

	/**
	 * Keras gives no gradient to the scale, which follows from the largest activation; its own derivative is what
	 * rounding leaves over.
	 */
	@ParameterizedTest
	@CsvSource({ "quantized, 0.03", "rounded, 0.0001" })
	void gradientsPassActivationsThatAreQuantizedAsTheNetworkRuns(final String name,
		final float tolerance) {
		final Expected expected = Expected.of(name);
		final Pixels image = expected.image(UNIT);
		try (Network network = open(name)) {
			assertTrue(tells(network, "straight-through"),
				() -> "Found: " + network.descriptor().remarks());
			assertArrayEquals(expected.numbers("own"), Prediction.of(network, image).get(0).logits(),
				1e-5f);
			final float[] gradient = expected.numbers("gradient");
			assertArrayEquals(gradient, network.evaluate(image, sum(3, false)).gradient().data(),
				tolerance * largest(gradient));
		}
	}

	private static NodeDef numbers(final String name, final DataType type, final List<Long> shape,
		final int... numbers) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(type);
		shape.forEach(side -> tensor.getTensorShapeBuilder().addDimBuilder().setSize(side));
		for (final int number : numbers)
			if (type == DataType.DT_INT32) tensor.addIntVal(number);
			else tensor.addFloatVal(number);
		return Constants.node(name, tensor.build());
	}

	/** A product of whole numbers that are cut off, or of what a number has beside its whole part. */
	private static GraphDef product(final boolean whole) {
		final DataType type = whole ? DataType.DT_INT32 : DataType.DT_FLOAT;
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		for (final int side : new int[] { -1, 2, 2, 1 })
			shape.addDimBuilder().setSize(side);
		final NodeDef.Builder taken = whole
			? NodeDefs.node("taken", Op.Cast, "flat").putAttr("SrcT", Attributes.FLOAT).putAttr("DstT",
				Attributes.of(type))
			: NodeDefs.node("taken", Op.Sub, "flat", "round").putAttr("T", Attributes.FLOAT);
		return GraphDef.newBuilder()
			.addNode(NodeDefs.placeholder("image", DataType.DT_FLOAT, shape.build()))
			.addNode(numbers("shape", DataType.DT_INT32, List.of(2L), -1, 4))
			.addNode(NodeDefs.node("flat", Op.Reshape, "image", "shape").putAttr("T", Attributes.FLOAT)
				.putAttr("Tshape", Attributes.of(DataType.DT_INT32)))
			.addNode(NodeDefs.node("round", Op.Round, "flat").putAttr("T", Attributes.FLOAT))
			.addNode(taken).addNode(numbers("ones", type, List.of(4L, 2L), 1))
			.addNode(
				NodeDefs.node("product", Op.MatMul, "taken", "ones").putAttr("T", Attributes.of(type)))
			.addNode(NodeDefs.node("scores", Op.Cast, "product").putAttr("SrcT", Attributes.of(type))
				.putAttr("DstT", Attributes.FLOAT))
			.build();
	}

	private static Network open(final GraphDef graph) {
		return ModelLoader.open(new Model(Description.NONE.with(Fact.RANGE, UNIT, "the test"),
			new ModelSource.Graph(graph.toByteArray())));
	}

	@Test
	void layersThatCutDigitsOffAreRefused() {
		assertEquals(
			"The network works on whole numbers in 'product' (MatMul), which it makes of the " +
				"image while it runs, so it has no gradient; export it without quantization, in float32.",
			assertThrows(EngineException.class, () -> open(product(true))).getMessage());
	}

	/** What is left over by rounding rises as the number does. */
	@Test
	void aRemainderIsNotQuantized() {
		final Pixels image = new Pixels(Tensor.of(Shape.of(1, 2, 2, 1), 0.1f, 0.2f, 0.8f, 0.3f), UNIT);
		try (Network network = open(product(false))) {
			assertFalse(tells(network, "straight-through"));
			assertArrayEquals(new float[] { 1, 1, 1, 1 },
				network.evaluate(image, Objectives.logit(0)).gradient().data(), 1e-6f);
		}
	}

	@ParameterizedTest
	@CsvSource({ "largest, 3, which score is the largest (ArgMax",
		"largest-cast, 3, which score is the largest (ArgMax",
		"over, 1, which scores are over a limit (Greater",
		"best-two, 3, the largest scores only (TopKV2" })
	void aChoiceAtTheEndIsLookedThrough(final String name, final int classes, final String remark) {
		final Expected expected = Expected.of(name);
		final Pixels image = expected.image(UNIT);
		try (Network network = open(name)) {
			assertTrue(tells(network, remark), () -> "Found: " + network.descriptor().remarks());
			final float[] gradient = expected.numbers("gradient");
			final Prediction found = Prediction.of(network, image).get(0);
			assertArrayEquals(expected.numbers("output"), found.logits(), 1e-5f);
			assertEquals(classes, network.descriptor().labels().count());
			assertFalse(found.isValues());
			assertArrayEquals(gradient, network.evaluate(image, sum(classes, false)).gradient().data(),
				1e-4f * largest(gradient));
		}
	}

	@Test
	void oneLinearOutputIsAValue() {
		final Expected expected = Expected.of("value");
		final Pixels image = expected.image(UNIT);
		try (Network network = open("value")) {
			assertEquals(Probabilities.NONE, network.descriptor().probabilities());
			assertTrue(
				tells(network, "The only output of value goes through no sigmoid, so it is taken " +
					"for a value (a regression)"),
				() -> "Found: " + network.descriptor().remarks());
			final Prediction found = Prediction.of(network, image).get(0);
			assertTrue(found.isValues());
			assertEquals(0, found.probabilities().length);
			assertEquals("value", found.ranked(5).get(0).label());
			assertEquals(expected.numbers("output")[0], found.ranked(5).get(0).logit(), 1e-6);
			final float[] gradient = expected.numbers("gradient");
			assertArrayEquals(gradient, network.evaluate(image, Objectives.logit(0)).gradient().data(),
				1e-4f * largest(gradient));
			assertEquals(
				"The network gives values, not classes, so there is no probability; take score=logit.",
				assertThrows(EngineException.class,
					() -> network.evaluate(image, Objectives.probability(0))).getMessage());
			assertTrue(assertThrows(IllegalArgumentException.class,
				() -> new NetworkTargetModel(network, List.of(new Criterion.Misclassification(0))))
				.getMessage().startsWith("An attack is about classes and their probabilities, but value " +
					"gives values (value);"));
		}
	}

	@Test
	void aValueHasItsNameAndUnit() {
		final Description stated = Description.NONE.with(Fact.RANGE, UNIT, "the test")
			.with(Fact.LABELS, new Labels(List.of("weight")), "the test")
			.with(Fact.UNIT, "kg", "the test");
		try (Network network = open("value", stated)) {
			assertEquals(List.of("weight (kg)"), network.descriptor().labels().names());
			assertEquals(0, network.descriptor().labels().index("weight"));
		}
	}

	@Test
	void oneOutputIsAClassWhereTheDescriptionSaysSo() {
		final Description stated = Description.NONE.with(Fact.RANGE, UNIT, "the test")
			.with(Fact.PROBABILITIES, Probabilities.SIGMOID, "the test");
		try (Network network = open("value", stated)) {
			final Prediction found = Prediction.of(network, Expected.of("value").image(UNIT)).get(0);
			assertEquals(1 / (1 + Math.exp(-found.logits()[0])), found.probabilities()[0], 1e-6);
			assertEquals(List.of(), network.descriptor().remarks());
		}
	}

	@Test
	void severalValuesAreListedInTheirOrder() {
		final Description stated = Description.NONE.with(Fact.RANGE, UNIT, "the test")
			.with(Fact.PROBABILITIES, Probabilities.NONE, "the test");
		try (Network network = open("largest-cast", stated)) {
			final Prediction found =
				Prediction.of(network, Expected.of("largest-cast").image(UNIT)).get(0);
			assertEquals(List.of("value 0", "value 1"),
				found.ranked(2).stream().map(Prediction.ClassScore::label).toList());
		}
	}

	@ParameterizedTest
	@CsvSource({ "mixed-float16", "uint8-input" })
	void casesOpenAndHaveGradients(final String name) {
		final Model model = ModelStore.find(SharedFiles.networkCase(name).toString());
		try (Network network = Engine.load().open(model)) {
			final int height = network.descriptor().preprocessing().size().height();
			final int width = network.descriptor().preprocessing().size().width();
			final Tensor image = Tensor.zeros(Shape.of(1, Math.max(32, height), Math.max(32, width),
				network.descriptor().preprocessing().channels().count()));
			for (int i = 0; i < image.size(); i++)
				image.data()[i] = i * 37 % 101;
			final float[] gradient = network
				.evaluate(new Pixels(image, ValueRange.EIGHT_BIT), Objectives.logit(0)).gradient().data();
			assertTrue(largest(gradient) > 0 && Float.isFinite(largest(gradient)));
		}
	}
}
