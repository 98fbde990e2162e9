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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.transform.Tiles.Tile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepDreamerTest {

	private static final DeepDreamOptions USUAL = DeepDreamOptions.of("conv5");
	private static Network network;
	private static Pixels image;

	@BeforeAll
	static void open() {
		network = Micropatterns.network();
		image = Micropatterns.draw(Pattern.NUCLEI, 160, 3);
	}

	private static Objective objective(final DeepDreamOptions options) {
		return DeepDreamObjective.of(network.descriptor(), options);
	}

	private static Pixels dream(final DeepDreamOptions options) {
		return DeepDreamer.dream(network, image, options, Progress.NONE);
	}

	@Test
	void theObjectiveRisesInEveryOctave() {
		final Map<String, List<Double>> values = new LinkedHashMap<>();
		DeepDreamer.dream(network, image, USUAL, new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				values.computeIfAbsent(text.substring(0, text.indexOf(',')), o -> new ArrayList<>())
					.add(Double.valueOf(text.substring(text.lastIndexOf(' '))));
			}
		});
		assertEquals(4, values.size());
		values
			.forEach((octave, v) -> assertTrue(v.get(v.size() - 1) > 1.2 * v.get(0), octave + ": " + v));
	}

	@Test
	void theWholeImageRespondsMoreStronglyThanBefore() {
		final double before = network.evaluate(image, objective(USUAL)).value();
		final double after = network.evaluate(dream(USUAL), objective(USUAL)).value();
		assertTrue(after > 2 * before, before + " before, " + after + " after");
	}

	@Test
	void sizeAndRangeAreKeptAndSeveralLayersAreTaken() {
		final Pixels grey = PatternGenerator.mean(image);
		final Pixels scaled = new Pixels(grey.values(), new ValueRange(-50, 400));
		final Pixels dream = DeepDreamer.dream(network, scaled,
			new DeepDreamOptions(Map.of("conv3", 1.0, "conv6", 0.5), 2, 1.5, 3, 0.01, 5, 0, 0.1, 0, 1),
			Progress.NONE);
		assertEquals(scaled.shape(), dream.shape());
		assertEquals(scaled.range(), dream.range());
		assertFalse(Arrays.equals(scaled.values().data(), dream.values().data()));
	}

	@Test
	void oneSeedOneDream() {
		final DeepDreamOptions few =
			DeepDreamOptions.of("conv4").withOctaves(2, 1.4).withSteps(2, 0.01).withSeed(5);
		final DeepDreamOptions other = few.withSeed(6);
		assertArrayEquals(dream(few).values().data(), dream(few).values().data());
		assertFalse(Arrays.equals(dream(few).values().data(), dream(other).values().data()));
	}

	@Test
	void smoothnessSmooths() {
		final DeepDreamOptions rough = USUAL.withOctaves(1).withSteps(10, 0.01).withJitter(8);
		final DeepDreamOptions smooth = rough.withRegularization(0, 100);
		assertTrue(roughness(dream(smooth)) < 0.9 * roughness(dream(rough)));
	}

	private static double roughness(final Pixels pixels) {
		return network.evaluate(pixels, Objectives.totalVariation()).value();
	}

	@Test
	void octavesUnderTheNetworksMinimumAreLeftOut() {
		final Pixels small = Micropatterns.draw(Pattern.NUCLEI, 48, 3);
		assertEquals("[34x34, 48x48]", DeepDreamer.octaves(network, small, USUAL).toString());
		assertEquals(4, DeepDreamer.octaves(network, image, USUAL).size());
	}

	@Test
	void aTiledGradientIsThatOfTheTiles() {
		final Pixels wide = PatternGenerator.draw(Pattern.FILAMENTS, 600, 40, 1);
		final TiledGradient tiled = new TiledGradient(network, objective(USUAL), Cancellation.NEVER);
		assertTrue(tiled.isTiled(wide.values()));
		final float left = tiled.of(wide).get(0, 20, 100, 0);
		final Pixels half = wide.with(new Tile(0, 0, 40, 300).cut(wide.values()));
		assertEquals(network.evaluate(half, objective(USUAL)).gradient().get(0, 20, 100, 0), left);
	}

	@Test
	void anImageThatNothingChangesIsRefused() {
		final Exception e =
			assertThrows(EngineException.class, () -> dream(USUAL.withLayers(Map.of("conv5", 0.0))));
		assertTrue(e.getMessage().contains("its gradient is zero everywhere"), e.getMessage());
	}

	@Test
	void tilesAreNeverSmallerThanTheNetworkTakes() {
		final ClosedFormNetwork choosy =
			ClosedFormNetwork.linear(new double[] { 1 }).taking(InputSize.atLeast(400, 400));
		final TiledGradient tiled = new TiledGradient(choosy, Objectives.logit(0), Cancellation.NEVER);
		assertFalse(tiled.isTiled(Tensor.zeros(Shape.of(1, 790, 790, 1))));
		assertTrue(tiled.isTiled(Tensor.zeros(Shape.of(1, 810, 400, 1))));
	}

	@Test
	void aCanceledDreamStopsBeforeTheNextStep() {
		final int[] steps = { 0 };
		final Progress impatient = new Progress() {

			@Override
			public boolean isCanceled() {
				return steps[0] == 3;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				steps[0]++;
			}
		};
		assertThrows(CancellationException.class,
			() -> DeepDreamer.dream(network, image, USUAL, impatient));
		assertEquals(3, steps[0]);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"0 | 1.4 | 10 | 0.01 | 0 | 0 | 0 | octaves of at least 1, but 0 was given.", //
		"1 | 1 | 10 | 0.01 | 0 | 0 | 0 | an octave scale over 1, up to 10, but 1.0 was given.", //
		"1 | NaN | 10 | 0.01 | 0 | 0 | 0 | an octave scale over 1, up to 10, but NaN was given.", //
		"1 | 1.4 | 0 | 0.01 | 0 | 0 | 0 | steps of at least 1, but 0 was given.", //
		"1 | 1.4 | 10 | 0 | 0 | 0 | 0 | a step size over 0, up to the value range, but 0.0 was given.", //
		"1 | 1.4 | 10 | 0.01 | -1 | 0 | 0 | an alpha of at least 0, but -1.0 was given.", //
		"1 | 1.4 | 10 | 0.01 | 0 | Infinity | 0 | a beta of at least 0, but Infinity was given.", //
		"1 | 1.4 | 10 | 0.01 | 0 | 0 | -1 | Laplacian levels of 0 to 16, but -1 was given." })
	void badOptionsAreRefused(final int octaves, final double scale, final int steps,
		final double stepSize, final double alpha, final double beta, final int laplacian,
		final String message) {
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> new DeepDreamOptions(Map.of("conv5", 1.0),
				octaves, scale, steps, stepSize, 8, alpha, beta, laplacian, 1));
		assertEquals("Deep Dream needs " + message, e.getMessage());
	}

	@Test
	void layersAndTheirWeightsAreNeeded() {
		assertThrows(IllegalArgumentException.class, () -> USUAL.withLayers(Map.of()));
		assertThrows(IllegalArgumentException.class,
			() -> USUAL.withLayers(Map.of("conv5", Double.NaN)));
	}
}
