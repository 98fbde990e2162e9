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

package org.gradiscope.visualization.fooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class GradientFoolingTest {

	/** Two classes of two pixels, of which the first counts three times as much. */
	private static ClosedFormNetwork linear() {
		return ClosedFormNetwork.linear(new double[] { 0.03, -0.01 }, new double[] { -0.03, 0.01 });
	}

	private static FoolingOptions options(final FoolingOptions.StartImage start, final int steps) {
		return new FoolingOptions(FoolingOptions.FoolingMethod.GRADIENT, start, 1, 2, 0.99, steps, 1);
	}

	private static FoolingImages.FoolingResult run(final ClosedFormNetwork network,
		final FoolingOptions options) {
		return FoolingImages.images(network, List.of(0), options, Progress.NONE).get(0);
	}

	/**
	 * At (128, 128) the margin is z = 0.06 a - 0.02 b = 5.12, and sigmoid(z) is over 0.99 from z = ln 99
	 * = 4.595 on: at once.
	 */
	@Test
	void aPictureThatIsSureAlreadyStays() {
		final FoolingImages.FoolingResult picture =
			run(linear(), options(FoolingOptions.StartImage.GREY, 10));
		assertArrayEquals(new float[] { 128, 128 }, picture.picture().values().data());
		assertEquals(1, picture.evaluations());
		assertEquals(1 / (1 + Math.exp(-5.12)), picture.confidence(), 1e-6);
	}

	/**
	 * The other way round: the direction is (-1.5, 0.5), of one level on average. The momentum makes of
	 * ten steps of 0.2 the way 2 (10 - 9 (1 - 0.9^10)) = 8.276, so from (128, 128) to (115.6, 132.1),
	 * whatever the gradient's length.
	 */
	@Test
	void stepsAreInLevelsAndHaveMomentum() {
		final FoolingImages.FoolingResult picture = FoolingImages
			.images(linear(), List.of(1), options(FoolingOptions.StartImage.GREY, 10), Progress.NONE)
			.get(0);
		assertArrayEquals(new float[] { 116, 132 }, picture.picture().values().data());
		assertEquals(1 / (1 + Math.exp(0.06 * 116 - 0.02 * 132)), picture.confidence(), 1e-6);
		assertEquals(11, picture.evaluations());
	}

	@Test
	void itEndsWhenTheConfidenceIsExceeded() {
		final ClosedFormNetwork network = linear();
		final FoolingImages.FoolingResult picture = FoolingImages
			.images(network, List.of(1), options(FoolingOptions.StartImage.GREY, 1000), Progress.NONE)
			.get(0);
		// Sure is a margin of 4.595, which needs black and 230: at most one level more a step.
		final float[] values = picture.picture().values().data();
		assertEquals(0, values[0]);
		final double before = 1 / (1 + Math.exp(-0.02 * (values[1] - 2)));
		assertTrue(picture.confidence() > 0.99 && before < 0.99,
			values[1] + ": " + picture.confidence());
		assertEquals(network.gradients(), picture.evaluations());
	}

	/** Where there is nothing better, the best is given, and it is in the range. */
	@Test
	void theBestIsGivenWhereTheConfidenceIsOutOfReach() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 0.001, 0 }, new double[] { 0, 0.001 });
		final FoolingImages.FoolingResult picture =
			run(network, options(FoolingOptions.StartImage.NOISE, 600));
		assertArrayEquals(new float[] { 255, 0 }, picture.picture().values().data());
		assertEquals(1 / (1 + Math.exp(-0.255)), picture.confidence(), 1e-6);
	}

	@Test
	void theStartsAreNoiseAndPatterns() {
		final float[] stripes = FoolingOptions.StartImage.STRIPES.draw(8, 32, 1, 1).values().data();
		for (int i = 0; i < stripes.length; i++)
			assertEquals(i % 4 < 2 ? 64 : 192, stripes[i], 8, "at " + i);
		final float[] checks = FoolingOptions.StartImage.CHECKS.draw(32, 32, 3, 1).values().data();
		assertEquals(64, checks[0], 8);
		assertEquals(192, checks[3 * 2], 8);
		assertEquals(192, checks[3 * 2 * 32], 8);
		assertEquals(64, checks[3 * (2 * 32 + 2)], 8);
		final float[] noise = FoolingOptions.StartImage.NOISE.draw(100, 100, 1, 1).values().data();
		double sum = 0;
		for (final float value : noise) {
			assertTrue(value == Math.rint(value) && value >= 0 && value <= 255);
			sum += value;
		}
		assertEquals(127.5, sum / noise.length, 3);
		assertEquals(ValueRange.EIGHT_BIT, FoolingOptions.StartImage.GREY.draw(2, 2, 1, 1).range());
	}

	@Test
	void nothingToClimbIsAnErrorWithItsRemedy() {
		final Exception e = assertThrows(EngineException.class,
			() -> run(ClosedFormNetwork.linear(new double[2], new double[2]),
				options(FoolingOptions.StartImage.GREY, 5)));
		assertTrue(e.getMessage().contains("take another start or seed"), e.getMessage());
	}

	@Test
	void cancelsBetweenSteps() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 0.001, 0 }, new double[] { 0, 0.001 });
		assertThrows(CancellationException.class, () -> FoolingImages.images(network, List.of(0),
			options(FoolingOptions.StartImage.NOISE, 1000), () -> network.gradients() == 3));
		assertEquals(3, network.gradients());
	}

	@Test
	void progressOfSeveralClassesIsOne() {
		final double[] last = { 0 };
		final Progress watcher = new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				final double now = (double) done / total;
				assertTrue(now >= last[0] && now <= 1, done + " of " + total + " after " + last[0]);
				last[0] = now;
			}
		};
		FoolingImages.images(linear(), List.of(0, 1), options(FoolingOptions.StartImage.GREY, 1000),
			watcher);
		assertEquals(1, last[0]);
	}

	@Test
	void sizesAreTheNetworksOwn() {
		final FoolingOptions fixed =
			FoolingOptions.of(FoolingOptions.FoolingMethod.EVOLUTION, InputSize.fixed(160, 120));
		assertEquals(List.of(160, 120, 500), List.of(fixed.height(), fixed.width(), fixed.steps()));
		final FoolingOptions any =
			FoolingOptions.of(FoolingOptions.FoolingMethod.GRADIENT, InputSize.atLeast(32, 200));
		assertEquals(List.of(128, 200, 256), List.of(any.height(), any.width(), any.steps()));
	}

	@Test
	void badOptionsAreRefused() {
		final FoolingOptions good = options(FoolingOptions.StartImage.GREY, 1);
		for (final double bad : new double[] { 0, 1, -1, 99, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> good.withConfidence(bad));
		assertThrows(IllegalArgumentException.class, () -> good.withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> good.withSize(0));
		assertThrows(IllegalArgumentException.class, () -> good.withSize(5000));
	}
}
