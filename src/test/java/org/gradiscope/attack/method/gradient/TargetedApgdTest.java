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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/**
 * Targeted auto-PGD on an image of one pixel at 100, where the likeliest other class has no slope, and the
 * second one is reached near the upper end of the ball alone.
 */
class TargetedApgdTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	private static final Pixels IMAGE = Images.row(ValueRange.EIGHT_BIT, 100);

	/** Scores 0, -1, {@code 2 (x - reach)}, -40, -50, of which there are so many. */
	private static ClosedFormNetwork network(final int classes, final double reach) {
		return new ClosedFormNetwork(classes, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return Arrays.copyOf(new double[] { 0, -1, 2 * (x[0] - reach), -40, -50 }, classes);
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return Arrays.copyOf(new double[][] { { 0 }, { 0 }, { 2 }, { 0 }, { 0 } }, classes);
			}
		});
	}

	private static NetworkTargetModel model(final ClosedFormNetwork network) {
		return new NetworkTargetModel(network, List.of(AWAY_FROM_0));
	}

	private static float run(final Attack attack, final NetworkTargetModel model) {
		return Attack.run(attack, model, IMAGE, Progress.NONE).values().data()[0];
	}

	/** A seed that starts where the second class is not yet over the first. */
	private static long seed() {
		long seed = 1;
		while (new EpsilonBall(IMAGE, EIGHT, null).random(seed).data()[0] > 105)
			seed++;
		return seed;
	}

	@Test
	void aFartherClassIsReachedThatTheUntargetedRatioLeadsAwayFrom() {
		final Apgd apgd = Apgd.of(EIGHT, Loss.DLR).withSeed(seed());
		final NetworkTargetModel untargeted = model(network(5, 107.5));
		assertFalse(untargeted.fooled(untargeted
			.scores(IMAGE.with(Attack.run(apgd, untargeted, IMAGE, Progress.NONE).values())))[0]);
		final NetworkTargetModel model = model(network(5, 107.5));
		assertEquals(108, run(TargetedApgd.of(EIGHT).withApgd(apgd), model), 1e-4);
		assertEquals(2 * 101, model.queries(0).gradients(), "it ends with the second class");
	}

	@Test
	void allTargetsAreTriedUnlessFewerAreWanted() {
		final NetworkTargetModel all = model(network(5, 120));
		run(TargetedApgd.of(EIGHT), all);
		assertEquals(4 * 101, all.queries(0).gradients());
		final NetworkTargetModel two = model(network(5, 120));
		run(TargetedApgd.of(EIGHT).withCandidates(3), two);
		assertEquals(2 * 101, two.queries(0).gradients());
	}

	@Test
	void aTargetIsTheOnlyOne() {
		final NetworkTargetModel model =
			new NetworkTargetModel(network(5, 107.5), List.of(new Criterion.Targeted(2, 0)));
		assertEquals(108, run(TargetedApgd.of(EIGHT), model), 1e-4);
		assertEquals(101, model.queries(0).gradients());
	}

	@Test
	void ofThreeClassesTheCrossEntropyTakesThePlaceOfTheRatioAndThatIsSaid() {
		final TargetedApgd attack = TargetedApgd.of(EIGHT);
		assertEquals(108, run(attack, model(network(3, 107.5))), 1e-4);
		assertEquals("", attack.remark(4));
		assertEquals(
			"the targeted difference of logits ratio needs 4 classes, but the network has 3, so the " +
				"cross-entropy towards each class takes its place",
			attack.remark(3));
	}

	@Test
	void whatFoolsAlreadyIsNotAttacked() {
		final NetworkTargetModel model =
			new NetworkTargetModel(network(5, 107.5), List.of(new Criterion.Misclassification(1)));
		assertEquals(100, run(TargetedApgd.of(EIGHT), model));
		assertEquals(0, model.queries(0).gradients());
	}

	@Test
	void badOptionsAreRefused() {
		assertTrue(
			assertThrows(IllegalArgumentException.class, () -> TargetedApgd.of(EIGHT).withCandidates(1))
				.getMessage().contains("candidates of at least 2"));
	}
}
