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

package org.gradiscope.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every attack must keep, and what each does where it can be worked out by hand. */
class AttackTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);

	static Stream<Attack> attacks() {
		return Stream.of(new Fgsm(), new Pgd());
	}

	@Test
	void fgsmMovesEachPixelByEpsilonAgainstTheClassAndNotWhereTheGradientIsZero() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[] { 3, -4, 0 },
			new double[] { 0, 0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		final Pixels moved = new Fgsm().run(network, image, AWAY_FROM_0, AttackOptions.of(8),
			Progress.NONE);
		assertArrayEquals(new float[] { 92, 108, 100 }, moved.values().data());
		assertEquals(1, network.gradients());
	}

	@Test
	void aTargetIsApproached() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] {
			0, 1 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 90);
		final Criterion criterion = new Criterion.Targeted(1);
		final Pixels moved = new Fgsm().run(network, image, criterion, AttackOptions.of(8),
			Progress.NONE);
		final Adversarial adversarial = Adversarial.judge(network, image, Prediction.of(
			network, image).get(0), moved, criterion);
		assertTrue(adversarial.success());
		assertEquals(0, adversarial.before().best());
		assertEquals(1, adversarial.after().best());
		assertEquals(8, adversarial.linf(), 1e-5);
		assertEquals(8 * Math.sqrt(2), adversarial.l2(), 1e-5);
	}

	@Test
	void pgdProjectsOnTheOriginalImageHoweverManySteps() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, -1 }, new double[] {
				0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100);
		final AttackOptions options = AttackOptions.of(8).withSteps(50).withStepSize(4);
		final Pixels moved = new Pgd().run(network, image, AWAY_FROM_0, options, Progress.NONE);
		assertArrayEquals(new float[] { 92, 108 }, moved.values().data(), 1e-4f);
		assertEquals(50, network.gradients());
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void noPixelLeavesTheBallOrTheRange(final Attack attack) {
		final SplittableRandom random = new SplittableRandom(7);
		for (int trial = 0; trial < 50; trial++) {
			final ValueRange range = trial % 2 == 0 ? ValueRange.EIGHT_BIT : new ValueRange(-3, 5);
			final Pixels image = Images.noise(range, trial, 1, 4, 4, 1);
			final double epsilon = range.extent() * random.nextDouble(0.01, 0.7);
			final double[][] weights = new double[3][16];
			for (final double[] row : weights)
				for (int i = 0; i < row.length; i++)
					row[i] = random.nextDouble(-1, 1);
			final Pixels moved = attack.run(ClosedFormNetwork.linear(weights), image, AWAY_FROM_0,
				AttackOptions.of(epsilon).withSeed(trial), Progress.NONE);
			for (int i = 0; i < 16; i++) {
				final float value = moved.values().data()[i];
				assertEquals(image.values().data()[i], value, epsilon + 1e-4, "epsilon " + epsilon);
				assertEquals(value, range.clamp(value), "inside the range");
			}
		}
	}

	@Test
	void aPixelOutsideOfTheRangeStaysWhereItWas() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { -1, 1 }, new double[] {
				0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 300, -20);
		final Pixels moved = new Fgsm().run(network, image, AWAY_FROM_0, AttackOptions.of(8),
			Progress.NONE);
		assertArrayEquals(new float[] { 300, -20 }, moved.values().data());
	}

	@Test
	void oneSeedOneResult() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[16], new double[16]);
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 3, 1, 4, 4, 1);
		final AttackOptions options = AttackOptions.of(8);
		final float[] first = new Pgd().run(network, image, AWAY_FROM_0, options, Progress.NONE)
			.values().data();
		final float[] again = new Pgd().run(network, image, AWAY_FROM_0, options, Progress.NONE)
			.values().data();
		final float[] other = new Pgd().run(network, image, AWAY_FROM_0, options.withSeed(2),
			Progress.NONE).values().data();
		assertArrayEquals(first, again);
		assertTrue(!java.util.Arrays.equals(first, other), "another seed starts elsewhere");
	}

	@Test
	void badOptionsAreRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> AttackOptions.of(-2));
		assertEquals("The attack needs an epsilon over 0 grey levels, but -2.0 was given.", e
			.getMessage());
		assertThrows(IllegalArgumentException.class, () -> AttackOptions.of(Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> AttackOptions.of(8).withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> AttackOptions.of(8).withStepSize(0));
	}
}
