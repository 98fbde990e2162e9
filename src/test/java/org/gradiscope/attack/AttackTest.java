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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AutoAttack;
import org.gradiscope.attack.method.Universal;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every attack must keep, and what each does where it can be worked out by hand. */
class AttackTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	private static final Bound EIGHT = new Bound(Norm.LINF, 8);

	static Stream<Attack> attacks() {
		return Arrays.stream(AttackMethod.values()).map(method -> shortened(method.usual(8)));
	}

	/** The same with fewer steps where there are thousands; enough of them to fool a linear network. */
	private static Attack shortened(final Attack attack) {
		return attack instanceof final CarliniWagner cw
			? cw.withSearches(3).withSteps(60).withConstant(1)
			: attack instanceof final AutoAttack auto ? auto.withSteps(40).withQueries(60) : attack;
	}

	private static Pixels run(final Attack attack, final ClosedFormNetwork network,
		final Pixels image) {
		return Attack.run(attack, new NetworkTargetModel(network, List.of(AWAY_FROM_0)), image,
			Progress.NONE);
	}

	@Test
	void fgsmMovesEachPixelByEpsilonAgainstTheClassAndNotWhereTheGradientIsZero() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 3, -4, 0 }, new double[] { 0, 0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		assertArrayEquals(new float[] { 92, 108, 100 },
			run(new Fgsm(EIGHT), network, image).values().data());
		assertEquals(1, network.gradients());
	}

	@Test
	void inL2TheFastGradientMethodGoesEpsilonAlongTheGradient() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 3, -4, 0 }, new double[] { 0, 0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		assertArrayEquals(new float[] { 94, 108, 100 },
			run(new Fgsm(new Bound(Norm.L2, 10)), network, image).values().data(), 1e-4f);
	}

	@Test
	void aTargetIsApproached() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] { 0, 1 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 90);
		final Criterion criterion = new Criterion.Targeted(1, 0);
		final Pixels moved = Attack.run(new Fgsm(EIGHT),
			new NetworkTargetModel(network, List.of(criterion)), image, Progress.NONE);
		final AdversarialExample adversarial = AdversarialExample.judge(network, image,
			Prediction.of(network, image).get(0), moved, criterion);
		assertTrue(adversarial.success());
		assertEquals(0, adversarial.before().best());
		assertEquals(1, adversarial.after().best());
		assertEquals(8, adversarial.linf(), 1e-5);
		assertEquals(8 * Math.sqrt(2), adversarial.l2(), 1e-5);
	}

	@Test
	void pgdProjectsOnTheOriginalImageHoweverManySteps() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, -1 }, new double[] { 0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100);
		final Pixels moved = run(Pgd.of(EIGHT).withSteps(50).withStep(0.5), network, image);
		assertArrayEquals(new float[] { 92, 108 }, moved.values().data(), 1e-4f);
		assertEquals(50, network.gradients());
	}

	private static ClosedFormNetwork randomNetwork(final SplittableRandom random) {
		final double[][] weights = new double[3][16];
		for (final double[] row : weights)
			for (int i = 0; i < row.length; i++)
				row[i] = random.nextDouble(-1, 1);
		return ClosedFormNetwork.linear(weights);
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void whatIsNotFreeStays(final Attack attack) {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 3, 1, 4, 4, 1);
		final Tensor mask = Tensor.zeros(Shape.of(1, 4, 4, 1));
		mask.data()[5] = 1;
		final ClosedFormNetwork network = randomNetwork(new SplittableRandom(4));
		final Pixels moved = Attack.run(attack, new NetworkTargetModel(network, List.of(AWAY_FROM_0)),
			image, mask, Progress.NONE);
		for (int i = 0; i < 16; i++)
			if (i != 5) assertEquals(image.values().data()[i], moved.values().data()[i]);
	}

	/** All but the one whose batch has one perturbation for all, by design. */
	static Stream<Attack> attacksOnEachImage() {
		return attacks().filter(attack -> !(attack instanceof Universal));
	}

	@ParameterizedTest
	@MethodSource("attacksOnEachImage")
	void aBatchGivesWhatEachImageGivesAlone(final Attack attack) {
		final ClosedFormNetwork network = randomNetwork(new SplittableRandom(5));
		final Pixels one = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1);
		final Pixels other = Images.noise(ValueRange.EIGHT_BIT, 2, 1, 4, 4, 1);
		final Criterion another = new Criterion.Misclassification(1);
		final Pixels both =
			Attack.run(attack, new NetworkTargetModel(network, List.of(AWAY_FROM_0, another)),
				Images.batch(one, other), Progress.NONE);
		assertArrayEquals(run(attack, network, one).values().data(), both.item(0).values().data(),
			1e-4f);
		assertArrayEquals(
			Attack.run(attack, new NetworkTargetModel(network, List.of(another)), other, Progress.NONE)
				.values().data(),
			both.item(1).values().data(), 1e-4f);
	}

	@Test
	void aPixelOutsideOfTheRangeStaysWhereItWas() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { -1, 1 }, new double[] { 0, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 300, -20);
		assertArrayEquals(new float[] { 300, -20 },
			run(new Fgsm(EIGHT), network, image).values().data());
	}

	@Test
	void oneSeedOneResult() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[16], new double[16]);
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 3, 1, 4, 4, 1);
		final Pgd pgd = Pgd.of(EIGHT);
		final float[] first = run(pgd, network, image).values().data();
		assertArrayEquals(first, run(pgd, network, image).values().data());
		assertFalse(Arrays.equals(first, run(pgd.withSeed(2), network, image).values().data()),
			"another seed starts elsewhere");
	}

	@Test
	void badOptionsAreRefused() {
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> new Bound(Norm.LINF, -2));
		assertEquals("The attack needs an epsilon over 0 grey levels, but -2.0 was given.",
			e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> new Bound(Norm.L2, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> Pgd.of(EIGHT).withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> Pgd.of(EIGHT).withStep(0));
		assertThrows(IllegalArgumentException.class, () -> new Criterion.Targeted(1, 1));
	}
}
