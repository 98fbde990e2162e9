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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.RecordingTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Wavy;
import org.junit.jupiter.api.Test;

/** Auto-PGD on images of one pixel, step by step. */
class ApgdTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	private static final Pixels IMAGE = Images.row(ValueRange.EIGHT_BIT, 100);

	/** Scores 0 and {@code -|x - 100|}: a hinge, whose top is at the image itself. */
	private static ClosedFormNetwork hinge() {
		return new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { 0, -Math.abs(x[0] - 100) };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { { 0 }, { -Math.signum(x[0] - 100) } };
			}
		});
	}

	/** A seed whose start is between two values. */
	private static long seed(final double from, final double to) {
		long seed = 1;
		while (start(seed) < from || start(seed) > to)
			seed++;
		return seed;
	}

	private static float start(final long seed) {
		return new EpsilonBall(IMAGE, EIGHT, null).random(seed).data()[0];
	}

	/**
	 * From s in 103..106 with steps of 16: to 92, and back to {@code q = 92 + .75 * 16 + .25 (92 - s)}, which is
	 * the best so far. One of two steps rose: halved at the checkpoint ceil(.22 * 5) = 2, from q, with 92
	 * before: {@code q - .75 * 8 + .25 (q - 92)}, which is worse: halved at ceil(.41 * 5) = 3, from q, now
	 * also before: {@code q - .75 * 4}; worse, halved at 4, and {@code q - .75 * 2} is the last.
	 */
	@Test
	void stepsAreHalvedAndGoOnFromTheBest() {
		final long seed = seed(103, 106);
		final float s = start(seed);
		final float q = 104 + (92 - s) / 4;
		final List<Float> asked = new ArrayList<>();
		final TargetModel model =
			RecordingTargetModel.of(hinge(), AWAY_FROM_0, RecordingTargetModel.values(asked));
		final float best = Attack.run(Apgd.of(EIGHT, Loss.CROSS_ENTROPY).withSteps(5).withSeed(seed),
			model, IMAGE, Progress.NONE).values().data()[0];
		final float[] expected = { s, 92, q, q - 6 + (q - 92) / 4, q - 3, q - 1.5f };
		assertEquals(expected.length, asked.size());
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], asked.get(i), 1e-3f, "iterate " + i);
		assertEquals(Math.abs(q - 100) < Math.abs(q - 101.5) ? q : q - 1.5, best, 1e-3f);
	}

	/** Steps of one size go to and fro over the top; halved ones come near it. */
	@Test
	void onAHingeItComesNearerTheTopThanPgd() {
		final double pgd = distance(Pgd.of(EIGHT).withSeed(3));
		final double apgd = distance(Apgd.of(EIGHT, Loss.CROSS_ENTROPY).withSteps(39).withSeed(3));
		assertTrue(apgd < 0.5 * pgd, apgd + " of " + pgd);
	}

	private static double distance(final Attack attack) {
		return Math.abs(Attack
			.run(attack, new NetworkTargetModel(hinge(), List.of(AWAY_FROM_0)), IMAGE, Progress.NONE)
			.values().data()[0] - 100);
	}

	/**
	 * From 95 on, class 0 is at 1 / (1 + 2 exp(-.1)) = .36 and still the best; below it is at
	 * 1 / (1 + exp(.1)) = .48 and not.
	 */
	@Test
	void whatFoolsIsTakenBeforeTheLargestCrossEntropy() {
		final ClosedFormNetwork network = new ClosedFormNetwork(3, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return x[0] >= 95 ? new double[] { 0, -0.1, -0.1 } : new double[] { 0, 0.1, -99 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { { 0 }, { x[0] >= 95 ? -1 : 1 }, { 0 } };
			}
		});
		final float found = Attack
			.run(Apgd.of(EIGHT, Loss.CROSS_ENTROPY).withSeed(seed(100, 108)),
				new NetworkTargetModel(network, List.of(AWAY_FROM_0)), IMAGE, Progress.NONE)
			.values().data()[0];
		assertTrue(found < 95, "at " + found);
	}

	/** In a batch each image halves its own steps: the same as alone, on scores that rise and fall. */
	@Test
	void eachImageHasItsOwnSteps() {
		for (final Norm norm : Norm.values())
			for (final Loss loss : Loss.values()) {
				final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 5, 3, 4, 4, 1);
				final ClosedFormNetwork network = Wavy.network(images, new SplittableRandom(8));
				final Apgd apgd = Apgd.of(new Bound(norm, norm.epsilon(20, 16)), loss);
				final Pixels together = Attack.run(apgd,
					new NetworkTargetModel(network, List.of(AWAY_FROM_0, AWAY_FROM_0, AWAY_FROM_0)), images,
					Progress.NONE);
				for (int n = 0; n < 3; n++)
					assertArrayEquals(Attack.run(apgd, new NetworkTargetModel(network, List.of(AWAY_FROM_0)),
						images.item(n), Progress.NONE).values().data(), together.item(n).values().data(),
						1e-4f);
			}
	}
}
