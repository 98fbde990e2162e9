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

import java.util.Collections;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/**
 * Restarts of PGD on images of one pixel, where the loss falls to both sides of a valley at
 * {@code x = c} and only the right slope can fool: a start right of it gets there, one left of it never.
 */
class PgdRestartsTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	private static final Pixels IMAGE = Images.row(ValueRange.EIGHT_BIT, 125);

	private static float start(final Pixels image, final long seed) {
		return new EpsilonBall(image, EIGHT, null).random(seed).data()[0];
	}

	/** The first seed whose third start is well right of the two before, and not too near the end at 133. */
	private static long seed() {
		for (long seed = 1;; seed++) {
			final float third = start(IMAGE, seed + 2);
			final float before = Math.max(start(IMAGE, seed), start(IMAGE, seed + 1));
			if (third > before + 2 && third < start(IMAGE, seed) + 7 && third < 131) return seed;
		}
	}

	/** Of scores 0 and {@code height + |x mod 50 - c|}, a tenth of that left of c. */
	private static ClosedFormNetwork valley(final double c, final double height) {
		return new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				final double from = x[0] % 50 - c;
				return new double[] { 0, height + (from > 0 ? from : -0.1 * from) };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { { 0 }, { x[0] % 50 > c ? 1 : -0.1 } };
			}
		});
	}

	/** The valley between the first two starts and the third, which is 1 right of it. */
	private static double between(final long seed) {
		return start(IMAGE, seed + 2) % 50 - 1;
	}

	@Test
	void theFirstThatFoolsIsTakenAndTheOthersAreLeftOut() {
		final long seed = seed();
		// The right end is at least 3 higher than the valley, the left end at most 1.6.
		final ClosedFormNetwork network = valley(between(seed), -1.8);
		final NetworkTargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final Pixels moved =
			Attack.run(Pgd.of(EIGHT).withSeed(seed).withRestarts(5), model, IMAGE, Progress.NONE);
		assertEquals(133, moved.values().data()[0]);
		assertEquals(3 * 41, model.queries(0).gradients());
		assertEquals(0, model.queries(0).forwards());
	}

	@Test
	void ifNoneFoolsTheLargestLossIsTaken() {
		final long seed = seed();
		final ClosedFormNetwork network = valley(between(seed), -6);
		final Pgd pgd = Pgd.of(EIGHT).withSeed(seed);
		assertEquals(117, run(pgd.withRestarts(2), network, IMAGE)[0]);
		assertEquals(2 * 41, network.gradients());
		assertEquals(133, run(pgd.withRestarts(4), network, IMAGE)[0]);
		assertEquals(2 * 41 + 4 * 41, network.gradients());
	}

	private static float[] run(final Pgd pgd, final ClosedFormNetwork network, final Pixels images) {
		return Attack
			.run(pgd, new NetworkTargetModel(network, Collections.nCopies(images.count(), AWAY_FROM_0)),
				images, Progress.NONE)
			.values().data();
	}

	/** One image is fooled from the first start and keeps that one while the other goes on to its third. */
	@Test
	void eachImageOfABatchGetsItsOwn() {
		final long seed = seed();
		final Pixels right = Images.row(ValueRange.EIGHT_BIT, 183);
		final ClosedFormNetwork network = valley(between(seed), -1);
		final Pgd oneStep = Pgd.of(EIGHT).withSeed(seed).withSteps(1).withStep(0.01).withRestarts(5);
		final float[] both = run(oneStep, network, Images.batch(IMAGE, right));
		assertArrayEquals(new float[] { start(IMAGE, seed + 2) + 0.08f, start(right, seed) + 0.08f },
			both, 1e-4f);
		assertArrayEquals(both,
			new float[] { run(oneStep, network, IMAGE)[0], run(oneStep, network, right)[0] });
	}
}
