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
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Networks with loops, as Keras 2 and 3 and TensorFlow 1 write them, against TensorFlow in Python. The
 * figures are from {@code scripts/reference/recurrent.py}.
 */
class RecurrentNetworksTest {

	private static final Path FIXTURES =
		Path.of("src/test/resources/org/gradiscope/engine/tf/recurrent");

	@BeforeAll
	static void loadTensorFlow() {
		TestNatives.load();
	}

	private static Model model(final String name) {
		final Path folder = FIXTURES.resolve(name);
		final Path graph = folder.resolve("frozen_graph.pb");
		return new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"),
			Files.exists(graph) ? new ModelSource.GraphFile(graph) : new ModelSource.SavedModel(folder));
	}

	/** What Python computed for one batch of series. */
	private record Case(int count, int time, int features, float[] output, float[] gradient,
		boolean masked) {

		@SuppressWarnings("unchecked")
		static List<Case> of(final Path file) throws IOException {
			final Map<String, Object> all = new Yaml().load(Files.readString(file));
			return ((List<Map<String, Object>>) all.get("cases")).stream().map(one -> {
				final List<Integer> shape = (List<Integer>) one.get("shape");
				return new Case(shape.get(0), shape.get(1), shape.get(2),
					floats((List<Number>) one.get("output")), floats((List<Number>) one.get("gradient")),
					Boolean.TRUE.equals(all.get("masked")));
			}).toList();
		}

		private static float[] floats(final List<Number> numbers) {
			final float[] floats = new float[numbers.size()];
			for (int i = 0; i < floats.length; i++)
				floats[i] = numbers.get(i).floatValue();
			return floats;
		}

		/** The script's series, each a row of pixels for each feature. */
		Pixels images() {
			final Tensor images = Tensor.zeros(Shape.of(count, features, time, 1));
			for (int i = 0; i < images.size(); i++)
				if (!masked || i / features % time < time - 2)
					images.data()[turned(i)] = i * 37 % 101 / 101f;
			return new Pixels(images, ValueRange.UNIT);
		}

		/** Where a number of the series is in the images. */
		private int turned(final int i) {
			return (i / features / time * features + i % features) * time + i / features % time;
		}

		float[] gradientOfImages() {
			final float[] turned = new float[gradient.length];
			for (int i = 0; i < turned.length; i++)
				turned[turned(i)] = gradient[i];
			return turned;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lstm", "gru-masked", "lstm-masked", "simple-backwards", "bidirectional",
		"conv-lstm", "time-distributed", "sequence", "tf1-loop" })
	void scoresAndGradientAreThoseOfPython(final String name) throws IOException {
		try (Network network = ModelLoader.open(model(name))) {
			for (final Case expected : Case.of(FIXTURES.resolve(name).resolve("expected.json")))
				assertAgrees(network, expected);
		}
	}

	private static void assertAgrees(final Network network, final Case expected) {
		final Tensor scores = network.activation(expected.images(), Expression.LOGITS);
		assertArrayEquals(expected.output(), scores.data(),
			1e-5f * Math.max(1, largest(scores.data())));
		final int classes = scores.shape().dimension(-1);
		final float[] weights = new float[classes];
		for (int c = 0; c < classes; c++)
			weights[c] = c + 1;
		final int positions = scores.size() / classes / expected.count();
		final Evaluation found = network.evaluate(expected.images(),
			Objectives.direction(Expression.LOGITS, weights).times(positions));
		final float[] gradient = found.gradient().data();
		assertTrue(correlation(expected.gradientOfImages(), gradient) > 0.99999,
			() -> String.valueOf(correlation(expected.gradientOfImages(), gradient)));
		assertArrayEquals(expected.gradientOfImages(), gradient, 1e-4f * largest(gradient));
	}

	private static float largest(final float[] of) {
		float largest = 0;
		for (final float value : of)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	private static double correlation(final float[] a, final float[] b) {
		double both = 0;
		double first = 0;
		double second = 0;
		for (int i = 0; i < a.length; i++) {
			both += a[i] * b[i];
			first += a[i] * a[i];
			second += b[i] * b[i];
		}
		return both / Math.sqrt(first * second);
	}

	@Test
	void theCaseAgreesWithPython() throws IOException {
		final Model model = new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"),
			new ModelSource.SavedModel(SharedFiles.networkCase("keras-lstm")));
		final Case expected = Case.of(FIXTURES.resolve("keras-lstm.json")).get(0);
		Objective sum = Objectives.logProbability(0);
		for (int c = 1; c < 4; c++)
			sum = sum.plus(Objectives.logProbability(c).times(c + 1));
		try (Network network = ModelLoader.open(model)) {
			for (int c = 0; c < 4; c++) {
				final float[] values = network.values(expected.images(), Objectives.logProbability(c));
				for (int i = 0; i < expected.count(); i++)
					assertEquals(expected.output()[4 * i + c], values[i], 1e-5f);
			}
			final float[] gradient = network.evaluate(expected.images(), sum).gradient().data();
			assertTrue(correlation(expected.gradientOfImages(), gradient) > 0.99999);
		}
	}

	@Test
	void itIsASeriesOfAnyLengthWithTheLayersOfAPerson() {
		try (Network network = ModelLoader.open(model("lstm"))) {
			final ModelDescriptor known = network.descriptor();
			assertEquals(new InputSize(false, 3, 1, true), known.preprocessing().size());
			assertEquals(List.of("lstm", "lstm_1", "scores", "softmax"), known.layerNames());
			assertEquals(List.of(1, -1, 5), known.layer("lstm").shape());
			assertEquals(List.of(4), known.layer("lstm_1").shape());
			assertEquals(4 * (3 + 5 + 1) * 5, known.layer("lstm").parameters());
			assertEquals("yes", known.capabilities().get("several images at once"));
			assertEquals("yes", known.capabilities().get("objectives and gradients"));
			assertEquals(Shape.of(1, 1, 7, 5),
				network.activation(series(7, 3), known.layer("lstm").name()).shape());
		}
	}

	private static Pixels series(final int time, final int features) {
		return new Pixels(Tensor.zeros(Shape.of(1, features, time, 1)), ValueRange.UNIT);
	}

	/** A picture of one row, of which a part can be the target. */
	@ParameterizedTest
	@ValueSource(strings = { "sequence", "conv-lstm" })
	void scoresOfTimePointsAreARow(final String name) throws IOException {
		final Case given = Case.of(FIXTURES.resolve(name).resolve("expected.json")).get(1);
		try (Network network = ModelLoader.open(model(name))) {
			assertFalse(network.descriptor().givesClasses());
			final Tensor scores = network.activation(given.images(), Expression.LOGITS);
			assertEquals(Shape.of(1, 1, given.time(), 2), scores.shape());
			final Tensor part = Tensor.zeros(Shape.of(1, given.time(), 1));
			part.data()[3] = 1;
			final Objective region = Objectives.region(part, 1, Score.LOGIT);
			final Evaluation found = network.evaluate(given.images(), region);
			assertEquals(given.output()[3 * 2 + 1], found.values()[0], 1e-5f);
			// What comes later has no part in it.
			final float[] gradient = found.gradient().data();
			for (int i = 0; i < gradient.length; i++)
				assertEquals(i % given.time() <= 3, gradient[i] != 0, "at " + i);
		}
	}

	@Test
	void weightsAreDrawnAnewForAllLengths() {
		try (Network network = ModelLoader.open(model("lstm"));
			Network drawn = network.weights().randomized(List.of("lstm"), 7)) {
			for (final int time : new int[] { 4, 9 }) {
				final float before = network.values(series(time, 3), Objectives.logit(0))[0];
				final float after = drawn.values(series(time, 3), Objectives.logit(0))[0];
				assertTrue(Math.abs(before - after) > 1e-3, before + " and " + after);
			}
		}
	}

	@Test
	void aLengthThatTakesTooMuchIsRefusedPlainly() {
		try (Network network = ModelLoader.open(model("lstm"))) {
			final String said = assertThrows(EngineException.class,
				() -> network.values(series(20_000, 3), Objectives.logit(0))).getMessage();
			assertTrue(said.contains("give a shorter series") || said.contains("at most 16384"), said);
		}
	}
}
