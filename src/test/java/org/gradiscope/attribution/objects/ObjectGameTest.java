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

package org.gradiscope.attribution.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.coalition.PlayerShares;
import org.gradiscope.coalition.Shapley;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;

/** Objects of a picture for a network that adds up its pixels, or multiplies two of them. */
class ObjectGameTest {

	/** Four objects in 4x4 pixels, and background on the right. */
	private static final ObjectMap FOUR =
		new ObjectMap(4, 4, 1, 1, 2, 0, 1, 1, 2, 0, 3, 3, 4, 0, 3, 3, 4, 0);

	private static Pixels picture(final ObjectMap map, final double right, final double down) {
		final float[] values = new float[map.height() * map.width()];
		for (int p = 0; p < values.length; p++)
			values[p] = (float) (10 + right * (p % map.width()) + down * (p / map.width()));
		return new Pixels(Tensor.of(Shape.of(1, map.height(), map.width(), 1), values),
			ValueRange.EIGHT_BIT);
	}

	private static Network sum() {
		return Engine.load()
			.open(TinyNetworks.of("sum",
				Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1)),
				List.of("sum", "none"), List.of(), (tf, image) -> {
					final var sum =
						tf.math.mul(tf.math.mean(image, tf.constant(new int[] { 1, 2 })), tf.constant(16f));
					return tf.concat(List.of(sum, tf.zerosLike(sum)), tf.constant(1));
				}));
	}

	/** The shares are what each object's pixels are over the fill. */
	@Test
	void aSumOfPixels() {
		final Pixels picture = picture(FOUR, 3, 5);
		final Objective objective = Objectives.logit(0);
		try (Network network = sum()) {
			final PlayerShares shares = new Shapley(2, 1).of(
				new ObjectGame(network, picture, FOUR, Baseline.Standard.BLACK, objective), Progress.NONE);
			final double[] expected = new double[4];
			double rest = 0;
			for (int p = 0; p < 16; p++)
				if (FOUR.labels()[p] > 0) expected[FOUR.labels()[p] - 1] += picture.values().data()[p];
				else rest += picture.values().data()[p];
			assertArrayEquals(expected, shares.values(), 1e-3);
			assertEquals(rest, shares.nothing(), 1e-3);
			assertEquals(0, shares.rest(), 1e-9);
			assertEquals(16, shares.coalitions());
		}
	}

	/** A ramp goes on under the objects as if nothing were there: it is harmonic. */
	@Test
	void theBackgroundGoesOnUnderObjects() {
		final int[] labels = new int[20 * 30];
		for (int p = 0; p < labels.length; p++) {
			final int x = p % 30;
			final int y = p / 30;
			labels[p] = x > 4 && x < 14 && y > 3 && y < 15 ? 1 : Math.hypot(x - 21, y - 9) < 5 ? 2 : 0;
		}
		final ObjectMap map = new ObjectMap(20, 30, labels);
		final Pixels ramp = picture(map, 2.5, -1.5);
		final float[] painted = ramp.values().data().clone();
		for (int p = 0; p < painted.length; p++)
			if (labels[p] > 0) painted[p] = 200;
		final Tensor filled = new HarmonicFill(map).of(ramp.with(Tensor.of(ramp.shape(), painted)));
		assertArrayEquals(ramp.values().data(), filled.data(), 1e-3f);
	}

	/** Between its extremes around the hole, and the mean of neighbours within it, at the border too. */
	@Test
	void noPixelOfTheFillStandsOut() {
		final Pixels picture = picture(FOUR, 30, 7);
		final float[] filled = new HarmonicFill(FOUR).of(picture).data();
		for (int p = 0; p < 16; p++) {
			if (FOUR.labels()[p] == 0) {
				assertEquals(picture.values().data()[p], filled[p]);
				continue;
			}
			double sum = 0;
			int count = 0;
			for (final int step : new int[] { -1, 1, -4, 4 }) {
				final boolean inside =
					p + step >= 0 && p + step < 16 && (Math.abs(step) == 4 || (p + step) / 4 == p / 4);
				if (!inside) continue;
				sum += filled[p + step];
				count++;
			}
			assertEquals(sum / count, filled[p], 1e-2);
			assertTrue(filled[p] >= 100 - 1e-2 && filled[p] <= 121 + 1e-2, "as the right column");
		}
	}

	@Test
	void refusals() {
		assertThrows(IllegalArgumentException.class, () -> new ObjectMap(2, 2, 0, 1));
		assertThrows(IllegalArgumentException.class, () -> new ObjectMap(1, 2, 0, -1));
		final String gap =
			assertThrows(IllegalArgumentException.class, () -> new ObjectMap(1, 3, 0, 1, 3)).getMessage();
		assertTrue(gap.contains("but 2 has no pixel and 3 has"), gap);
		final int[] all = new int[16];
		Arrays.fill(all, 1);
		final String covered = assertThrows(IllegalArgumentException.class,
			() -> new HarmonicFill(new ObjectMap(4, 4, all)).of(picture(FOUR, 1, 1))).getMessage();
		assertTrue(covered.contains("take the fill 'blur' or 'mean'"), covered);
		try (Network network = sum()) {
			assertThrows(IllegalArgumentException.class,
				() -> new ObjectGame(network, picture(FOUR, 1, 1), new ObjectMap(2, 2, 0, 1, 1, 0),
					Baseline.Standard.BLACK, Objectives.logit(0)));
			assertThrows(IllegalArgumentException.class,
				() -> new ObjectGame(network, picture(FOUR, 1, 1), new ObjectMap(4, 4, new int[16]),
					Baseline.Standard.BLACK, Objectives.logit(0)));
		}
	}
}
