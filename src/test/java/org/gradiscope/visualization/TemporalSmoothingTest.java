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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.transform.Tiles.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalSmoothingTest {

	private static final ValueRange RANGE = ValueRange.EIGHT_BIT;

	/** Adds a constant times the strength to one pixel. */
	private static Pixels plus(final Pixels start, final double change) {
		final Tensor sum = start.values().copy();
		sum.data()[0] += (float) change;
		return start.with(sum);
	}

	/** d_k = c d_(k-1) + (1 - c) D_k. */
	@Test
	void theChangeIsAMovingAverage() {
		final TemporalSmoothing calm = new TemporalSmoothing(0.75);
		double expected = 0;
		final double[] pulls = { 8, 0, 16, 4 };
		for (int k = 0; k < pulls.length; k++) {
			final double pull = pulls[k];
			expected = k == 0 ? pull : 0.75 * expected + 0.25 * pull;
			final float dream = calm
				.dream(0, Images.row(RANGE, 100 + k, 50), (start, strength) -> plus(start, strength * pull))
				.values().data()[0];
			assertEquals(100 + k + expected, dream, 1e-4);
		}
	}

	@Test
	void withoutCalmEachPictureIsItsOwn() {
		final TemporalSmoothing calm = new TemporalSmoothing(0);
		for (final float value : new float[] { 100, 30 })
			assertArrayEquals(new float[] { value + 7, 5 },
				calm.dream(0, Images.row(RANGE, value, 5), (start, strength) -> plus(start, 7 * strength))
					.values().data());
	}

	@Test
	void allCalmTakesTheFirstChangeAndDreamsNoMore() {
		final TemporalSmoothing calm = new TemporalSmoothing(1);
		calm.dream(3, Images.row(RANGE, 100, 5), (start, strength) -> plus(start, 7));
		final Pixels second = calm.dream(3, Images.row(RANGE, 200, 6), (start, strength) -> {
			throw new AssertionError("there is nothing left to dream");
		});
		assertArrayEquals(new float[] { 207, 6 }, second.values().data());
	}

	@Test
	void rowsDoNotMixAndTheRangeIsKept() {
		final TemporalSmoothing calm = new TemporalSmoothing(0.5);
		calm.dream(0, Images.row(RANGE, 100, 5), (start, strength) -> plus(start, 100));
		assertEquals(101, calm.dream(1, Images.row(RANGE, 100, 5), (start, strength) -> plus(start, 1))
			.values().data()[0]);
		assertEquals(255,
			calm.dream(0, Images.row(RANGE, 250, 5), (start, strength) -> start).values().data()[0],
			"not 300");
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void otherCalmsAreRefused(final double calm) {
		assertEquals("Deep Dream needs a calm of 0 to 1, but " + calm + " was given.",
			assertThrows(IllegalArgumentException.class, () -> new TemporalSmoothing(calm)).getMessage());
	}

	/** A drawing that moves by a pixel from one picture to the next, with noise that is new in each. */
	private static List<Pixels> scene() {
		final Pixels drawing = Micropatterns.draw(Pattern.NUCLEI, 110, 4);
		final List<Pixels> pictures = new ArrayList<>();
		for (int k = 0; k < 5; k++) {
			final Pixels part = drawing.with(new Tile(k, k, 100, 100).cut(drawing.values()));
			final Tensor noise =
				Images.noise(new ValueRange(-12, 12), 40 + k, 1, 100, 100, part.channels()).values();
			for (int i = 0; i < noise.size(); i++)
				part.values().data()[i] = RANGE.clamp(part.values().data()[i] + noise.data()[i]);
			pictures.add(part);
		}
		return pictures;
	}

	/** The mean magnitude of what a dream's motion has over the motion of its pictures. */
	private static double flicker(final Network network, final double share) {
		final TemporalSmoothing calm = new TemporalSmoothing(share);
		final DeepDreamOptions options = DeepDreamOptions.of("conv5").withOctaves(2).withSteps(5);
		double sum = 0;
		Tensor before = null;
		for (final Pixels picture : scene()) {
			final Tensor change = calm.dream(0, picture, (start, strength) -> DeepDreamer.dream(network,
				start, options.withSteps(5, strength * options.stepSize()), Progress.NONE)).values().copy();
			for (int i = 0; i < change.size(); i++)
				change.data()[i] -= picture.values().data()[i];
			for (int i = 0; before != null && i < change.size(); i++)
				sum += Math.abs(change.data()[i] - before.data()[i]) / change.size() / 4;
			before = change;
		}
		return sum;
	}

	@Test
	void aStackFlickersLess() {
		final Network network = Micropatterns.network();
		final double wild = flicker(network, 0);
		final double calmer = flicker(network, 0.5);
		final double calmest = flicker(network, 0.9);
		System.err.printf(
			"motion beyond that of the slices, in grey levels: calm 0 %.2f, 0.5 %.2f, " + "0.9 %.2f%n",
			wild, calmer, calmest);
		assertTrue(calmer < 0.7 * wild, calmer + " of " + wild);
		assertTrue(calmest < 0.3 * wild, calmest + " of " + wild);
	}
}
