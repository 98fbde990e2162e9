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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Carlini and Wagner's attack where the smallest change is known: the distance to a hyperplane. */
class CarliniWagnerTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	/** 1.7 at the start, of norm sqrt(10): 0.5376 to the boundary, at (0.26, 0.67, 0.36, 0.57). */
	private static final double[] W = { 2, -1, 2, -1 };
	private static final double NORM = Math.sqrt(10);
	private static final float[] START = { 0.6f, 0.5f, 0.7f, 0.4f };

	private static ClosedFormNetwork network() {
		return ClosedFormNetwork.linear(W, new double[4]);
	}

	private static double score(final float[] values) {
		double score = 0;
		for (int i = 0; i < 4; i++)
			score += W[i] * values[i];
		return score;
	}

	private static float[] run(final CarliniWagner attack, final ClosedFormNetwork network,
		final Pixels image) {
		return Attack
			.run(attack, new NetworkTargetModel(network, List.of(AWAY_FROM_0)), image, Progress.NONE)
			.values().data();
	}

	private static double distance(final float[] a, final float[] b) {
		final float[] change = new float[a.length];
		for (int i = 0; i < a.length; i++)
			change[i] = a[i] - b[i];
		return Norm.L2.of(change, 0, change.length);
	}

	@Test
	void theSmallestChangeIsTheDistanceToTheBoundary() {
		final float[] moved = run(CarliniWagner.usual(), network(), Images.row(ValueRange.UNIT, START));
		assertTrue(score(moved) < 0, "it fools");
		assertEquals(1, distance(moved, START) / (score(START) / NORM), 0.02);
		for (int i = 0; i < 4; i++)
			assertEquals(START[i] - score(START) * W[i] / 10, moved[i], 0.02, "value " + i);
	}

	@Test
	void aMarginIsKept() {
		final double kappa = 0.5;
		final float[] moved =
			run(CarliniWagner.usual().withKappa(kappa), network(), Images.row(ValueRange.UNIT, START));
		assertTrue(score(moved) <= -kappa, "by its margin, but " + score(moved));
		assertEquals(1, distance(moved, START) / ((score(START) + kappa) / NORM), 0.02);
	}

	/** Distances are in units of the range, so the same c are tried for every type of image. */
	@Test
	void greyLevelsAreOfNoAccount() {
		final float[] levels = new float[4];
		for (int i = 0; i < 4; i++)
			levels[i] = 1000 * START[i] - 500;
		final Pixels image = Images.row(new ValueRange(-500, 500), levels);
		final ClosedFormNetwork shifted = new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] pixels) {
				double score = 0;
				for (int i = 0; i < 4; i++)
					score += W[i] * (pixels[i] + 500) / 1000;
				return new double[] { score, 0 };
			}

			@Override
			public double[][] jacobian(final double[] pixels) {
				return new double[][] { Arrays.stream(W).map(w -> w / 1000).toArray(), new double[4] };
			}
		});
		final float[] moved = run(CarliniWagner.usual(), shifted, image);
		final float[] unit = run(CarliniWagner.usual(), network(), Images.row(ValueRange.UNIT, START));
		for (int i = 0; i < 4; i++)
			assertEquals(1000 * unit[i] - 500, moved[i], 1, "value " + i);
	}

	@Test
	void valuesOnTheBorderOfTheRangeLeaveIt() {
		final float[] start = { 1, 0, 1, 0 };
		final float[] moved = run(CarliniWagner.usual(), network(), Images.row(ValueRange.UNIT, start));
		for (final float value : moved)
			assertTrue(Float.isFinite(value) && value >= 0 && value <= 1, "inside: " + value);
		assertTrue(score(moved) < 0, "it fools");
		// At (0.2, 0.4, 0.2, 0.4), inside of the range.
		assertEquals(1, distance(moved, start) / (score(start) / NORM), 0.05);
	}

	@Test
	void whereNothingFoolsTheOriginalIsTheResult() {
		final float[] moved = run(CarliniWagner.usual().withSteps(50),
			ClosedFormNetwork.linear(new double[] { 1, 1, 1, 1 }, new double[4]),
			Images.row(ValueRange.UNIT, START));
		assertArrayEquals(START, moved);
	}

	@Test
	void whatMayNotChangeStays() {
		final Tensor mask = Tensor.of(Shape.of(1, 1, 4, 1), 1, 0, 1, 0);
		final float[] moved =
			Attack.run(CarliniWagner.usual(), new NetworkTargetModel(network(), List.of(AWAY_FROM_0)),
				Images.row(ValueRange.UNIT, START), mask, Progress.NONE).values().data();
		assertEquals(START[1], moved[1]);
		assertEquals(START[3], moved[3]);
		assertTrue(score(moved) < 0, "it fools");
		assertEquals(1, distance(moved, START) / (score(START) / Math.sqrt(8)), 0.02);
	}

	@Test
	void aSearchEndsWhereNothingIsGained() {
		final ClosedFormNetwork patient = network();
		final ClosedFormNetwork impatient = network();
		final CarliniWagner attack = CarliniWagner.usual().withSearches(2);
		run(attack.withAbortEarly(false), patient, Images.row(ValueRange.UNIT, START));
		run(attack, impatient, Images.row(ValueRange.UNIT, START));
		assertEquals(2000, patient.gradients());
		assertTrue(impatient.gradients() < 1000, "only " + impatient.gradients());
	}

	@Test
	void theConstantIsTenTimesAsLargeUntilItFoolsAndThenBisected() {
		final CarliniWagnerRun.BinarySearchedConstant constant =
			new CarliniWagnerRun.BinarySearchedConstant(1);
		final List<Double> values = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			values.add(constant.value());
			if (constant.value() >= 40) constant.fooled();
			constant.next();
		}
		assertEquals(List.of(1.0, 10.0, 100.0, 55.0, 32.5, 43.75), values);
	}

	@Test
	void itTellsHowFarItIs() {
		final List<String> texts = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				assertFalse(done > total);
				texts.add(text);
			}
		};
		Attack.run(CarliniWagner.usual().withSearches(2).withSteps(3).withAbortEarly(false),
			new NetworkTargetModel(network(), List.of(AWAY_FROM_0)), Images.row(ValueRange.UNIT, START),
			progress);
		assertEquals(6, texts.size());
		assertEquals("search 2 of 2, step 1 of 3, fools not yet", texts.get(3));
	}

	@Test
	void badOptionsAreRefused() {
		final CarliniWagner usual = CarliniWagner.usual();
		assertThrows(IllegalArgumentException.class, () -> usual.withSearches(0));
		assertThrows(IllegalArgumentException.class, () -> usual.withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> usual.withRate(0));
		assertThrows(IllegalArgumentException.class, () -> usual.withConstant(Double.NaN));
		assertEquals("The attack needs a kappa of at least 0, but -1.0 was given.",
			assertThrows(IllegalArgumentException.class, () -> usual.withKappa(-1)).getMessage());
	}
}
