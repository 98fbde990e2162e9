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

package org.gradiscope.attack.method.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Wavy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gradient methods do where it can be worked out by hand. */
class GradientMethodsTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Bound TEN = new Bound(Norm.L2, 10);

	private static float[] run(final Attack attack, final ClosedFormNetwork network,
		final Criterion criterion, final float... row) {
		return Attack.run(attack, new NetworkTargetModel(network, List.of(criterion)),
			Images.row(ValueRange.EIGHT_BIT, row), Progress.NONE).values().data();
	}

	private static ClosedFormNetwork against(final double... slope) {
		return ClosedFormNetwork.linear(slope, new double[slope.length]);
	}

	/** The way of 1.25 epsilon in 5 steps: after 4 the ball's side is reached. */
	@Test
	void bimGoesFromTheImageToTheSideOfTheBall() {
		final Bim bim = Bim.of(EIGHT).withSteps(5);
		assertArrayEquals(new float[] { 92, 108, 100 },
			run(bim, against(3, -4, 0), AWAY_FROM_0, 100, 100, 100));
		assertArrayEquals(new float[] { 98, 102, 100 },
			run(new Bim(EIGHT, 1, bim.step()), against(3, -4, 0), AWAY_FROM_0, 100, 100, 100));
	}

	@Test
	void bimStopsAtTheRange() {
		assertArrayEquals(new float[] { 0, 255 },
			run(Bim.of(EIGHT), against(3, -4), AWAY_FROM_0, 3, 250));
	}

	@Test
	void theLeastLikelyClassIsTheOneOfTheSmallestScore() {
		assertEquals(new Criterion.Targeted(2, 1), Criterion.leastLikely(scores(0, 4, -3, -1)));
		assertEquals(new Criterion.Targeted(3, 0), Criterion.leastLikely(scores(1, 1, 1, 1)));
		assertThrows(IllegalArgumentException.class, () -> Criterion.leastLikely(scores(1)));
	}

	private static Tensor scores(final float... scores) {
		return Tensor.of(Shape.of(1, scores.length), scores);
	}

	/** Of scores (x, 0, y), so that at (100, -100) class 2 is the least likely. */
	@Test
	void bimTowardsTheLeastLikelyClassRaisesIt() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] { 0, 0 }, new double[] { 0, 1 });
		final Pixels image = Images.row(new ValueRange(-255, 255), 1, -1);
		final NetworkTargetModel model =
			new NetworkTargetModel(network, List.of(Criterion.leastLikely(scores(1, 0, -1))));
		assertArrayEquals(new float[] { -7, 7 },
			Attack.run(AttackMethods.LEAST_LIKELY.usual(8), model, image, Progress.NONE).values().data());
	}

	/** Every step adds half of what is missing to the direction (-3, 4) / 5. */
	@Test
	void inL2PgdEndsWhereTheGradientPointsTo() {
		assertArrayEquals(new float[] { 94, 108 },
			run(Pgd.of(TEN).withSteps(60).withStep(0.5), against(3, -4), AWAY_FROM_0, 100, 100), 1e-3f);
	}

	@Test
	void aStepInL2IsAsLongAsItsSize() {
		assertArrayEquals(new float[] { 97, 104 },
			run(new Bim(TEN, 1, 0.5), against(3, -4), AWAY_FROM_0, 100, 100), 1e-4f);
	}

	/**
	 * The accumulated gradients are (.75, .25), (.85, -.65), (.6, .1) and (.1, -.4): without the norm the
	 * second gradient would count for nothing and the third for all.
	 */
	@Test
	void miFgsmStepsByTheSignOfTheAccumulatedNormedGradient() {
		final double[][] slopes = { { 3, 1 }, { 0.01, -0.09 }, { -100, 300 }, { -1, -1 } };
		final ClosedFormNetwork network = new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[2];
			}

			@Override
			public double[][] jacobian(final double[] x) {
				// A step later for every 2 levels of the first pixel.
				return new double[][] { { 0, 0 }, slopes[(int) Math.round((x[0] - 100) / 2)] };
			}
		});
		final MiFgsm four = MiFgsm.of(EIGHT).withSteps(4);
		assertArrayEquals(new float[] { 108, 100 }, run(four, network, AWAY_FROM_0, 100, 100));
		assertArrayEquals(new float[] { 106, 102 },
			run(new MiFgsm(EIGHT, 3, four.step(), 1), network, AWAY_FROM_0, 100, 100));
		assertArrayEquals(new float[] { 104, 100 },
			run(new MiFgsm(EIGHT, 2, four.step(), 1), network, AWAY_FROM_0, 100, 100));
	}

	@Test
	void withoutMomentumMiFgsmIsBim() {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 6, 1, 4, 4, 1);
		final ClosedFormNetwork network = Wavy.network(image, new SplittableRandom(2));
		final float[] row = image.values().data();
		final float[] bim = run(new Bim(EIGHT, 10, 0.3), network, AWAY_FROM_0, row);
		assertArrayEquals(bim, run(new MiFgsm(EIGHT, 10, 0.3, 0), network, AWAY_FROM_0, row));
		assertFalse(Arrays.equals(bim, run(new MiFgsm(EIGHT, 10, 0.3, 1), network, AWAY_FROM_0, row)));
	}

	static Stream<Attack> withoutRandomStart() {
		return Stream.of(new Fgsm(EIGHT), new Fgsm(TEN), Bim.of(EIGHT), Bim.of(TEN), MiFgsm.of(EIGHT),
			MiFgsm.of(TEN));
	}

	@ParameterizedTest
	@MethodSource("withoutRandomStart")
	void aZeroGradientMovesNothing(final Attack attack) {
		assertArrayEquals(new float[] { 7, 7, 7 }, run(attack, against(0, 0, 0), AWAY_FROM_0, 7, 7, 7));
	}

	/** Whatever moves on a constant image whose gradient is zero everywhere, the network does not follow. */
	@ParameterizedTest
	@MethodSource("org.gradiscope.attack.AttackTest#attacks")
	void aZeroGradientIsNoSuccess(final Attack attack) {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[16], new double[16], new double[16], new double[16]);
		final NetworkTargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final Pixels moved = Attack.run(attack, model,
			Images.constant(ValueRange.EIGHT_BIT, 7, 1, 4, 4, 1), Progress.NONE);
		assertFalse(model.fooled(model.scores(moved))[0]);
	}

	@ParameterizedTest
	@CsvSource({ "fgsm, 1", "fgm, 1", "least-likely, 40", "bim, 40", "pgd, 40", "pgd-l2, 40",
		"mi-fgsm, 10", "apgd-ce, 101", "apgd-dlr, 101" })
	void noMoreIsAskedThanIsSaid(final AttackMethod method, final int gradients) {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1 }, new double[] { 2 }, new double[] { 3 });
		final NetworkTargetModel model =
			new NetworkTargetModel(network, List.of(AWAY_FROM_0, AWAY_FROM_0));
		Attack.run(method.usual(8), model, Images.noise(ValueRange.EIGHT_BIT, 1, 2, 1, 1, 1),
			Progress.NONE);
		assertEquals(gradients, network.gradients(), "one for the whole batch");
		for (int n = 0; n < 2; n++) {
			assertEquals(gradients, model.queries(n).gradients());
			assertEquals(0, model.queries(n).forwards());
		}
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Fgsm(Bound.RANGE));
		assertThrows(IllegalArgumentException.class, () -> Bim.of(Bound.RANGE));
		assertThrows(IllegalArgumentException.class, () -> Bim.of(EIGHT).withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> MiFgsm.of(EIGHT).withDecay(-1));
		assertThrows(IllegalArgumentException.class, () -> MiFgsm.of(EIGHT).withStep(0));
		assertThrows(IllegalArgumentException.class, () -> Apgd.of(EIGHT, Loss.DLR).withSteps(0));
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> Pgd.of(EIGHT).withRestarts(0));
		assertEquals("The attack needs restarts of at least 1, but 0 was given.", e.getMessage());
	}
}
