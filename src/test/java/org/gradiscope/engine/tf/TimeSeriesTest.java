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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinySeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of time series are networks of images whose width is the time. */
class TimeSeriesTest {

	private static final ValueRange RANGE = new ValueRange(-2, 2);

	@BeforeAll
	static void loadTensorFlow() {
		TestNatives.load();
	}

	/** The same numbers, row by row, whichever axis the graph has first. */
	@ParameterizedTest
	@CsvSource({ "true, -1", "false, -1", "true, 20", "false, 20" })
	void theScoreIsTheLargestMatch(final boolean timeFirst, final int time) {
		final Pixels image = series(3, 20);
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(timeFirst, time))) {
			final Tensor scores = network.activation(image, "logits");
			assertArrayEquals(expected(image), scores.data(), 1e-4f);
		}
	}

	@Test
	void theGradientIsTheFilterWhereItMatches() {
		final Pixels image = series(3, 20);
		final int at = bestPlace(image, 0);
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(true, -1))) {
			final Tensor gradient = network.evaluate(image, Objectives.logit(0)).gradient();
			assertEquals(Shape.of(1, 3, 20, 1), gradient.shape());
			final float[] wanted = new float[60];
			for (int f = 0; f < 3; f++)
				for (int k = 0; k < TinySeries.LENGTH; k++)
					wanted[f * 20 + at + k] = TinySeries.weight(0, k, f);
			assertArrayEquals(wanted, gradient.data(), 1e-5f);
		}
	}

	@Test
	void layersHaveOneRowAndEveryPointInTime() {
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(true, -1))) {
			final Layer layer = network.descriptor().layer("match");
			assertEquals(List.of(1, -1, 2), layer.shape());
			assertEquals(TinySeries.LENGTH, layer.receptiveField());
			assertEquals(1, layer.stride());
			assertTrue(layer.isSpatial());
			assertTrue(layer.anySize());
			final Tensor activations = network.activation(series(3, 20), "match");
			assertEquals(Shape.of(1, 1, 20 - TinySeries.LENGTH + 1, 2), activations.shape());
			assertTrue(network
				.answer(Query.of(series(3, 20)).objective(Objectives.logit(1)).withGradientAt("match"))
				.gradientAt("match").data().length > 0);
			assertEquals(new InputSize(false, 3, 1, true), network.descriptor().preprocessing().size());
			assertEquals("yes", network.descriptor().capabilities().get("several images at once"));
		}
	}

	@Test
	void aLayerThatIsNamedHasOneRowToo() {
		final Model plain = TinySeries.matchedFilter(true, -1);
		final Model named =
			new Model(plain.description().with(Fact.LAYERS, Map.of("sum", "match/BiasAdd"), "the test"),
				plain.source());
		try (Network network = ModelLoader.open(named)) {
			assertEquals(List.of(1, -1, 2), network.descriptor().layer("sum").shape());
			assertEquals(4, network.activation(series(3, 20), "sum").shape().rank());
		}
	}

	@Test
	void anotherNumberOfRowsIsRefused() {
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(true, -1))) {
			assertEquals("The network series takes time series of 3 features, so images 3 pixels high " +
				"whose width is the time, but 20x4 pixels were given; give an image with a row for each " +
				"feature (Image > Transform: rotate left, then flip vertically).",
				assertThrows(EngineException.class, () -> network.activation(series(4, 20), "logits"))
					.getMessage());
		}
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(true, 20))) {
			assertTrue(
				assertThrows(EngineException.class, () -> network.activation(series(4, 20), "logits"))
					.getMessage().contains("20x4 pixels were given"));
		}
	}

	@Test
	void aSeriesShorterThanTheFilterIsRefused() {
		try (Network network = ModelLoader.open(TinySeries.matchedFilter(true, -1))) {
			assertTrue(
				assertThrows(EngineException.class, () -> network.activation(series(3, 4), "logits"))
					.getMessage().startsWith("An image of 4x3 pixels is too small or too large"));
		}
	}

	@Test
	void theDescriptionDecidesWhichAxisIsTime() {
		final Model square = TinySeries.matchedFilter(false, 20);
		final Description other = square.description().with(Fact.AXES, "bxy", "the test");
		try (Network network = ModelLoader.open(new Model(other, square.source()))) {
			assertEquals(new InputSize(true, 20, 3, true), network.descriptor().preprocessing().size());
		}
		assertEquals(
			"The input's axes are said to be byxc, but the graph takes 3 axes; for a time " +
				"series say bxy (time, features) or byx (features, time).",
			assertThrows(EngineException.class,
				() -> ModelLoader.open(
					new Model(square.description().with(Fact.AXES, "byxc", "the test"), square.source())))
				.getMessage());
	}

	private static float[] expected(final Pixels image) {
		return new float[] { match(image, 0, bestPlace(image, 0)),
			match(image, 1, bestPlace(image, 1)) };
	}

	private static int bestPlace(final Pixels image, final int unit) {
		return IntStream.rangeClosed(0, image.width() - TinySeries.LENGTH).boxed()
			.max((a, b) -> Float.compare(match(image, unit, a), match(image, unit, b))).orElseThrow();
	}

	/** Image pixels are the network's own numbers. */
	private static float match(final Pixels image, final int unit, final int at) {
		float sum = TinySeries.BIAS;
		for (int f = 0; f < 3; f++)
			for (int k = 0; k < TinySeries.LENGTH; k++)
				sum += TinySeries.weight(unit, k, f) * image.values().data()[f * image.width() + at + k];
		return sum;
	}

	private static Pixels series(final int features, final int time) {
		final float[] values = new float[features * time];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (1.5 * Math.sin(0.7 * i + 0.1 * i * i));
		return new Pixels(Tensor.of(Shape.of(1, features, time, 1), values), RANGE);
	}
}
