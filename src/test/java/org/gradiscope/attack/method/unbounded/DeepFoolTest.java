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

package org.gradiscope.attack.method.unbounded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** DeepFool where the boundaries are hyperplanes: their distances by hand. */
class DeepFoolTest {

	private static final ValueRange RANGE = new ValueRange(-3, 5);
	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	/** At (1, 2): to class 1 it is 11 / 5 or 11 / 7, to class 2 it is 10 / 5 in both norms. */
	private static final double[][] THREE = { { 0, 0 }, { -3, -4 }, { 0, -5 } };

	private final Pixels image = Images.row(RANGE, 1, 2);

	private static float[] run(final DeepFool attack, final TargetModel model, final Pixels image) {
		return Attack.run(attack, model, image, Progress.NONE).values().data();
	}

	private static TargetModel model(final double[]... m) {
		return new NetworkTargetModel(ClosedFormNetwork.linear(m), List.of(AWAY_FROM_0));
	}

	@Test
	void inL2ItGoesStraightToTheBoundary() {
		final float[] moved = run(DeepFool.of(Norm.L2).withOvershoot(0),
			model(new double[] { 3, 4 }, new double[] { 0, 0 }), Images.row(RANGE, 1, 1));
		final float[] change = { moved[0] - 1, moved[1] - 1 };
		assertArrayEquals(new float[] { -0.84f, -1.12f }, change, 1e-6f);
		assertEquals(1.4, Norm.L2.of(change, 0, 2), 1e-6);
	}

	@Test
	void theNearestHyperplaneIsTheOneOfItsNorm() {
		assertArrayEquals(new float[] { 1, (float) (2 - 1.02 * 2) },
			run(DeepFool.of(Norm.L2), model(THREE), image), 1e-6f);
		final double step = 1.02 * 11 / 7;
		assertArrayEquals(new float[] { (float) (1 - step), (float) (2 - step) },
			run(DeepFool.of(Norm.LINF), model(THREE), image), 1e-6f);
	}

	@Test
	void allGradientsOfAStepAreOneRun() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(THREE);
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		run(DeepFool.of(Norm.L2), model, image);
		assertEquals(1, network.gradients());
		assertEquals(2, network.images(), "one for each other class");
		assertEquals(2, model.queries(0).gradients());
		assertEquals(2, model.queries(0).forwards(), "the original, and what fools");
	}

	@Test
	void onlyTheBestClassesOfTheCleanImageAreLookedAt() {
		assertArrayEquals(new float[] { 1, (float) (2 - 1.02 * 2) },
			run(DeepFool.of(Norm.LINF).withCandidates(2), model(THREE), image), 1e-6f,
			"class 2, though class 1 is nearer");
	}

	@Test
	void whatMayNotChangeLeadsNowhere() {
		final Tensor first = Tensor.of(Shape.of(1, 1, 2, 1), 1, 0);
		for (final Norm norm : Norm.values())
			assertArrayEquals(new float[] { (float) (1 - 1.02 * 11 / 3), 2 },
				Attack.run(DeepFool.of(norm), model(THREE), image, first, Progress.NONE).values().data(),
				1e-6f, "only class 1 depends on the first value");
	}

	/** a - b + 0.5 from (0.1, 0.2), a at least 0: once a is there, only b leads on, to over 0.5. */
	@Test
	void atTheEndOfTheRangeItGoesOnWithTheOtherValues() {
		final TargetModel model = model(new double[] { 1, -1, 0.5 }, new double[3]);
		final Tensor mask = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 0);
		final float[] moved = Attack.run(DeepFool.of(Norm.L2), model,
			Images.row(ValueRange.UNIT, 0.1f, 0.2f, 1), mask, Progress.NONE).values().data();
		assertEquals(0, moved[0]);
		assertTrue(moved[1] > 0.5 && moved[1] < 0.51, "b is " + moved[1]);
		assertEquals(2, model.queries(0).gradients(), "two steps of one hyperplane each");
	}

	@Test
	void aTargetIsReachedThoughAnotherClassIsNearer() {
		// Class 1 is crossed first: at the target's boundary to class 0 it would still be the best.
		final double[][] m = { { 1, 0 }, { 0, 1 }, { -1, 0.9 } };
		final ClosedFormNetwork network = ClosedFormNetwork.linear(m);
		final Pixels start = Images.row(RANGE, 2, 1);
		final Criterion criterion = new Criterion.Targeted(2, 0);
		for (final Norm norm : Norm.values()) {
			final TargetModel model = new NetworkTargetModel(network, List.of(criterion));
			final float[] moved = run(DeepFool.of(norm), model, start);
			assertTrue(-moved[0] + 0.9 * moved[1] > Math.max(moved[0], moved[1]), norm + " reaches 2");
			assertEquals(2, model.queries(0).gradients(), "two steps of one hyperplane each");
		}
	}

	@Test
	void withoutAGradientNothingMoves() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[2], new double[2]);
		assertArrayEquals(new float[] { 1, 2 },
			run(DeepFool.of(Norm.L2), new NetworkTargetModel(network, List.of(AWAY_FROM_0)), image));
		assertEquals(1, network.gradients());
	}

	@Test
	void manyGradientsOfALargeImageAreSeveralRuns() {
		final int side = 600;
		final double[][] m = new double[10][side * side];
		for (int k = 0; k < 10; k++)
			m[k][k] = k == 7 ? 1.5 : 1;
		final float[] values = new float[side * side];
		values[0] = 200;
		final ClosedFormNetwork network = ClosedFormNetwork.linear(m);
		final Pixels large =
			new Pixels(Tensor.of(Shape.of(1, side, side, 1), values), ValueRange.EIGHT_BIT);
		final float[] moved =
			run(DeepFool.of(Norm.L2), new NetworkTargetModel(network, List.of(AWAY_FROM_0)), large);
		assertEquals(2, network.gradients(), "7 of 600 x 600 at once, then 2");
		assertEquals(9, network.images());
		// f = -200, w = (-1, 1.5): r = 200 / 3.25 w.
		assertEquals(200 - 1.02 * 200 / 3.25, moved[0], 1e-3);
		assertEquals(1.02 * 1.5 * 200 / 3.25, moved[7], 1e-3);
	}

	@Test
	void badOptionsAreRefused() {
		final DeepFool usual = DeepFool.of(Norm.L2);
		assertThrows(IllegalArgumentException.class, () -> usual.withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> usual.withOvershoot(-0.1));
		assertEquals("The attack needs candidates of at least 2, but 1 was given.",
			assertThrows(IllegalArgumentException.class, () -> usual.withCandidates(1)).getMessage());
		final Criterion other = scores -> false;
		assertTrue(assertThrows(IllegalArgumentException.class, () -> run(usual,
			new NetworkTargetModel(ClosedFormNetwork.linear(THREE), List.of(other)), image)).getMessage()
			.endsWith("take a gradient method such as pgd."));
	}
}
