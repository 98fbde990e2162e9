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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.metric.Correlation;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinySeries;
import org.gradiscope.transform.RandomWarp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dreamt towards a matched filter's class has the filter's shape: Cauchy and Schwarz. */
class TimeSeriesVisualizationTest {

	private static final int TIME = 40;
	private static Network network;

	@BeforeAll
	static void open() {
		network = Engine.load().open(TinySeries.matchedFilter(true, -1));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void aClassLooksLikeItsFilter(final int unit) {
		final FeatureImages drawn =
			FeatureVisualizer.render(network, FeatureObjective.classes(network.descriptor().labels(),
				FeatureObjective.Sign.POSITIVE, "" + unit), options(), Progress.NONE);
		final Pixels picture = drawn.pictures();
		assertEquals(Shape.of(1, 3, TIME, 1), picture.shape());
		final double own = bestLikeness(picture, unit);
		final double other = bestLikeness(picture, 1 - unit);
		assertTrue(own > 0.85, "like its own filter: " + own);
		assertTrue(other < 0.6, "like the other filter: " + other);
	}

	@Test
	void withoutPriorsItLooksLikeItsFilterToo() {
		final FeatureImages drawn = FeatureVisualizer.render(network,
			FeatureObjective.classes(network.descriptor().labels(), FeatureObjective.Sign.POSITIVE, "0"),
			options().withoutPriors(), Progress.NONE);
		assertTrue(bestLikeness(drawn.pictures(), 0) > 0.85);
	}

	@Test
	void onlyTimeIsShifted() {
		final RandomWarp warps = options().warps();
		assertEquals(RandomWarp.alongRows(8), warps);
		assertEquals(0, warps.margin());
		final var random = new java.util.SplittableRandom(1);
		for (int i = 0; i < 20; i++) {
			final var warp = warps.next(random, 3, TIME);
			assertEquals(0, warp.shiftY());
			assertEquals(1, warp.scale());
			assertEquals(0, warp.angle());
			assertTrue(Math.abs(warp.shiftX()) <= 4 && warp.shiftX() == Math.rint(warp.shiftX()));
		}
	}

	@Test
	void aDreamRaisesItsLayerAndKeepsTheRows() {
		final Pixels noise = new Pixels(Images.noise(new ValueRange(-1, 1), 5, 1, 3, 120, 1).values(),
			new ValueRange(-2, 2));
		final DeepDreamOptions options = DeepDreamOptions.of("match");
		final List<DeepDreamOptions.Octave> octaves = DeepDreamer.octaves(network, noise, options);
		assertEquals(4, octaves.size());
		assertTrue(octaves.stream().allMatch(octave -> octave.sides().get(0) == 3));
		final Pixels dream = DeepDreamer.dream(network, noise, options, Progress.NONE);
		assertEquals(noise.shape(), dream.shape());
		final double before = network.evaluate(noise, Objectives.layer("match")).value();
		final double after = network.evaluate(dream, Objectives.layer("match")).value();
		assertTrue(after > 2 * before, before + " to " + after);
	}

	private static FeatureVisualizationOptions options() {
		return FeatureVisualizationOptions.standard().withSteps(150).ofSeries(3, TIME);
	}

	/** The largest correlation of the filter with a part of the picture. */
	private static double bestLikeness(final Pixels picture, final int unit) {
		return IntStream.rangeClosed(0, TIME - TinySeries.LENGTH).mapToDouble(at -> {
			final double[] filter = new double[3 * TinySeries.LENGTH];
			final double[] part = filter.clone();
			for (int f = 0; f < 3; f++)
				for (int k = 0; k < TinySeries.LENGTH; k++) {
					filter[f * TinySeries.LENGTH + k] = TinySeries.weight(unit, k, f);
					part[f * TinySeries.LENGTH + k] = picture.values().data()[f * TIME + at + k];
				}
			return Correlation.pearson(filter, part);
		}).max().orElseThrow();
	}
}
