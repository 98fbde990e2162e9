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

package org.gradiscope.attack.method.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.RecordingTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/**
 * Of the linear network one pixel changes the score most: value 7, by 3 times 155; the next is value 12,
 * by 4 times 100.
 */
class EvolutionTest {

	private static final Pixels GREY = LinearVictim.grey();
	private static final double SCALE = 1e-3;
	private static final Evolution ONE = Evolution.usual();

	/** Which values were changed; none unless it fools. */
	private static int[] changed(final Evolution attack, final double lead, final Tensor mask,
		final Criterion criterion) {
		final TargetModel model = LinearVictim.model(lead, SCALE, criterion);
		final Pixels found = Attack.run(attack, model, GREY, mask, Progress.NONE);
		if (!model.fooled(model.scores(found))[0]) return new int[0];
		return IntStream.range(0, 16).filter(i -> found.values().data()[i] != 100).toArray();
	}

	private static int[] changed(final Evolution attack, final double lead) {
		return changed(attack, lead, null, new Criterion.Misclassification(0));
	}

	private static void assertOnly(final int[] found, final int... expected) {
		assertArrayEquals(expected, found);
	}

	@Test
	void theOnePixelThatDecidesIsFound() {
		assertOnly(changed(ONE, 455), 7);
		assertOnly(changed(ONE, 455, null, new Criterion.Targeted(1, 0)), 7);
		assertOnly(changed(ONE, 466));
	}

	@Test
	void twoPixelsDoWhatOneCannot() {
		assertOnly(changed(ONE, 600));
		assertEquals(2, changed(ONE.withPixels(2), 600).length);
		assertOnly(changed(ONE.withPixels(2), 866));
	}

	@Test
	void amongThoseThatMayChangeTheBestIsFound() {
		final Tensor mask = Tensor.zeros(GREY.shape());
		for (int i = 8; i < 15; i++)
			mask.data()[i] = 1;
		assertOnly(changed(ONE, 390, mask, new Criterion.Misclassification(0)), 12);
	}

	/** Without a pixel that may change nothing is asked. */
	@Test
	void whereNothingMayChangeNothingDoes() {
		final TargetModel model = LinearVictim.model(1, SCALE, new Criterion.Misclassification(0));
		final Pixels found = Attack.run(ONE, model, GREY, Tensor.zeros(GREY.shape()), Progress.NONE);
		assertEquals(0, model.queries(0).forwards());
		assertEquals(100, found.values().data()[7]);
	}

	/** Generations are asked about together, and the last one in part. */
	@Test
	void theBudgetIsKept() {
		final TargetModel model = LinearVictim.model(1e6, 1e-6, new Criterion.Misclassification(0));
		Attack.run(ONE.withPopulation(30).withQueries(100), model, GREY, Progress.NONE);
		assertEquals(100, model.queries(0).forwards());
	}

	@Test
	void ofIntegersIntegersAreAsked() {
		final TargetModel model = RecordingTargetModel.of(LinearVictim.network(455, SCALE),
			new Criterion.Misclassification(0), PixelFormat.UINT8::checkStored);
		final Pixels found = Attack.run(ONE.withFormat(PixelFormat.UINT8), model, GREY, Progress.NONE);
		PixelFormat.UINT8.checkStored(found);
		assertTrue(model.fooled(model.scores(found))[0]);
	}

	/** A child is where its parents' difference leads, or anywhere if that is outside. */
	@Test
	void childrenAreTheSumOfOneAndHalfADifference() {
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 50, 1, 8, 4, 3);
		final PixelGenes genes =
			new PixelGenes(image, new EpsilonBall(image, Bound.RANGE, null), 1, PixelFormat.FLOAT32);
		final double[] a = { 0.5, 0.5, 0.2, 0.4, 0.9 };
		final double[] b = { 0.7, 0.1, 0.6, 0.4, 0.9 };
		final double[] c = { 0.3, 0.3, 0.2, 0.8, 0.1 };
		final double[] child = genes.child(a, b, c, Evolution.FACTOR, new SplittableRandom(1));
		for (int i = 0; i < 4; i++)
			assertEquals(a[i] + (b[i] - c[i]) / 2, child[i], 1e-12);
		assertTrue(child[4] >= 0 && child[4] <= 1);
		final float[] copy = genes.image(child).data();
		final int start = (5 * 4 + 1) * 3;
		assertEquals(255 * 0.4, copy[start], 1e-4);
		assertEquals(255 * 0.2, copy[start + 1], 1e-4);
		assertEquals(3, IntStream.range(0, copy.length).filter(i -> copy[i] != 50).count());
	}

	/** First colours are dark or bright as often as a normal distribution says: 16 % of each at the ends. */
	@Test
	void firstColoursAreWidelySpread() {
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 50, 1, 8, 4, 1);
		final PixelGenes genes =
			new PixelGenes(image, new EpsilonBall(image, Bound.RANGE, null), 1, PixelFormat.FLOAT32);
		final SplittableRandom random = new SplittableRandom(3);
		final double[] colours =
			IntStream.range(0, 4000).mapToDouble(i -> genes.first(random)[2]).toArray();
		assertEquals(0.16, IntStream.range(0, 4000).filter(i -> colours[i] == 1).count() / 4000.0,
			0.02);
		assertEquals(0.16, IntStream.range(0, 4000).filter(i -> colours[i] == 0).count() / 4000.0,
			0.02);
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> ONE.withPixels(0));
		assertThrows(IllegalArgumentException.class, () -> ONE.withPopulation(3));
		assertThrows(IllegalArgumentException.class, () -> ONE.withQueries(0));
	}
}
