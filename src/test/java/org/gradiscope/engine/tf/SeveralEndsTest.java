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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.NetworkEnds.NamedOutput;
import org.gradiscope.model.OtherInput;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Networks with several inputs and outputs, against TensorFlow in Python: scripts/reference/several_ends.py. */
class SeveralEndsTest {

	private static final String SOURCE = "the test";

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Path folder(final String name) {
		try {
			return Path.of(SeveralEndsTest.class.getResource("ends/" + name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	private static Model model(final String name) {
		final Path graph = folder(name).resolve("frozen_graph.pb");
		final Description known = Description.NONE.with(Fact.RANGE, ValueRange.UNIT, SOURCE);
		if (Files.exists(graph)) return new Model(known, new ModelSource.GraphFile(graph));
		return new Model(
			name.equals("tf1-unsigned")
				? known.with(Fact.INPUT, "picture", SOURCE).with(Fact.OUTPUT, "scores", SOURCE) : known,
			new ModelSource.SavedModel(folder(name)));
	}

	private static Network open(final String name, final String head) {
		return new TensorFlowEngine().open(model(name).withHead(head));
	}

	private static Map<String, Object> expected(final String name) throws IOException {
		return new Yaml().load(Files.readString(folder(name).resolve("expected.json")));
	}

	@SuppressWarnings("unchecked")
	private static <T> T get(final Map<String, Object> map, final String key) {
		return (T) map.get(key);
	}

	private static float[] floats(final List<Number> numbers) {
		final float[] floats = new float[numbers.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = numbers.get(i).floatValue();
		return floats;
	}

	private static Map<String, Tensor> inputs(final Network network, final String name)
		throws IOException {
		final Map<String, List<Number>> numbers = get(expected(name), "inputs");
		final Map<String, Tensor> inputs = new HashMap<>();
		for (final OtherInput input : network.descriptor().ends().inputs())
			inputs.put(input.name(), input.value(floats(numbers.get(input.name()))));
		assertEquals(numbers.isEmpty(), inputs.isEmpty());
		return inputs;
	}

	/** Of the script's formula, as often as asked for. */
	private static Pixels image(final int count) {
		final Tensor one = Tensor.zeros(Shape.of(1, 8, 8, 3));
		for (int i = 0; i < one.size(); i++)
			one.data()[i] = i * 37 % 101 / 101f;
		return new Pixels(Tensor.batch(Collections.nCopies(count, one)), ValueRange.UNIT);
	}

	private static void assertClose(final List<Number> expected, final float[] found) {
		final float[] numbers = floats(expected);
		float largest = 0;
		for (final float number : numbers)
			largest = Math.max(largest, Math.abs(number));
		assertTrue(largest > 0);
		assertArrayEquals(numbers, found, 1e-5f * largest);
	}

	@ParameterizedTest
	@CsvSource({ "two-inputs, output_0", "three-inputs, scores", "three-inputs, picture",
		"two-heads, prob", "two-heads, dist", "tf1-frozen, coarse/scores", "tf1-frozen, fine/scores",
		"tf1-unsigned, scores" })
	void eachOutputAndItsGradientAreThoseOfPython(final String name, final String head)
		throws IOException {
		final Map<String, Map<String, Object>> heads = get(expected(name), "heads");
		try (Network open = open(name, head)) {
			final Network network = open.given(inputs(open, name));
			final String output = network.descriptor().output();
			for (final int count : new int[] { 1, 2 }) {
				final Tensor given = network.activation(image(count), output);
				assertEquals(count, given.shape().dimension(0));
				for (int i = 0; i < count; i++)
					assertClose(get(heads.get(head), "output"), given.item(i).data());
				final int last = given.shape().dimension(-1) - 1;
				final Evaluation found =
					network.evaluate(image(count), Objectives.channel(output, last), Backpropagation.PLAIN);
				for (int i = 0; i < count; i++)
					assertClose(get(heads.get(head), "gradient"), found.gradient().item(i).data());
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "two-inputs", "three-inputs", "tf1-frozen" })
	void imagesGoThroughTogether(final String name) {
		try (Network network = open(name, "")) {
			assertEquals("yes", network.descriptor().capabilities().get("several images at once"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"two-inputs   | output_0", "three-inputs | picture, scores", "two-heads    | dist, prob",
		"tf1-frozen   | coarse/scores, fine/scores" })
	void outputsAreListedByTheNamesOfTheirMakers(final String name, final String outputs) {
		try (Network network = open(name, "")) {
			assertEquals(outputs, network.descriptor().ends().outputNames());
		}
	}

	@Test
	void outputsAreListedWithWhatTheySeemToBe() {
		try (Network network = open("three-inputs", "")) {
			assertEquals(List.of("nx4x4x2: a picture of numbers", "nx3: numbers, which may be scores"),
				network.descriptor().ends().outputs().stream().map(NamedOutput::description).toList());
		}
		try (Network network = open("two-heads", "")) {
			assertEquals(
				List.of("nx?x?x6: a picture of numbers", "nx?x?x1: a picture of probabilities (sigmoid)"),
				network.descriptor().ends().outputs().stream().map(NamedOutput::description).toList());
		}
	}

	@ParameterizedTest
	@CsvSource({ "three-inputs, scores", "two-heads, dist", "tf1-frozen, coarse/scores" })
	void theFirstThatFitsIsTakenAndSaid(final String name, final String taken) {
		try (Network network = open(name, "auto"); Network chosen = open(name, taken)) {
			assertEquals(chosen.descriptor().output(), network.descriptor().output());
			final String said = network.descriptor().doubts().output().orElseThrow();
			assertTrue(said.contains(" has 2 outputs (") &&
				said.contains("of which " + taken + " is taken") && said.contains("'head'"), said);
			assertTrue(chosen.descriptor().doubts().output().isEmpty());
		}
	}

	@Test
	void anOutputThatIsNotThereIsRefusedWithThoseThatAre() {
		final String message =
			assertThrows(EngineException.class, () -> open("two-heads", "mask")).getMessage();
		assertTrue(message.contains("'mask'") && message.contains("dist") && message.contains("prob"),
			message);
	}

	@Test
	void whatIsNotGivenIsAskedForByNameAndSize() {
		try (Network network = open("two-inputs", "")) {
			final String message =
				assertThrows(EngineException.class, () -> network.values(image(1), Objectives.logit(0)))
					.getMessage();
			assertTrue(message.contains("'about'") && message.contains("5 numbers") &&
				message.contains("'alsoinput'") && message.contains("gradiscope.yaml"), message);
			assertTrue(assertThrows(IllegalArgumentException.class,
				() -> network.given(Map.of("age", Tensor.scalar(1)))).getMessage().contains("'age'"));
		}
	}

	/** The image alone decides what is before both come together. */
	@Test
	void whatDoesNotDependOnItNeedsNotBeGiven() {
		try (Network network = open("two-inputs", "")) {
			assertEquals(4, network.activation(image(1), "conv").shape().dimension(3));
		}
	}

	@Test
	void whatTheDescriptionGivesIsGiven() throws IOException {
		final Map<String, List<Number>> numbers = get(expected("two-inputs"), "inputs");
		final List<Float> about = numbers.get("about").stream().map(Number::floatValue).toList();
		final Model described = new Model(
			model("two-inputs").description().with(Fact.OTHER_INPUTS, Map.of("about", about), SOURCE),
			model("two-inputs").source());
		try (Network stated = new TensorFlowEngine().open(described);
			Network open = open("two-inputs", "")) {
			final Network given = open.given(inputs(open, "two-inputs"));
			final float[] scores = given.answer(Query.of(image(1)).withScores()).scores().data();
			assertArrayEquals(scores, stated.answer(Query.of(image(1)).withScores()).scores().data());
			final OtherInput input = open.descriptor().ends().inputs().get(0);
			assertTrue(Math.abs(scores[0] - stated.given(Map.of("about", input.value(0)))
				.answer(Query.of(image(1)).withScores()).scores().data()[0]) > 1e-3);
		}
		final Model wrong = new Model(model("two-inputs").description().with(Fact.OTHER_INPUTS,
			Map.of("about", List.of(1f, 2f)), SOURCE), model("two-inputs").source());
		assertEquals(
			"The input 'about' takes 5 numbers, but 2 numbers were given; give 5. Correct " +
				"'also-input' in gradiscope.yaml.",
			assertThrows(EngineException.class, () -> new TensorFlowEngine().open(wrong)).getMessage());
	}

	/** So another value needs no other program. */
	@Test
	void aProgramDoesNotDependOnWhatIsGiven() {
		final Query query = Query.of(image(1)).withScores();
		final InputSize size = InputSize.fixed(8, 8);
		assertEquals(ProgramKey.of(query, size, false),
			ProgramKey.of(query.given(Map.of("about", Tensor.scalar(1))), size, false));
	}
}
