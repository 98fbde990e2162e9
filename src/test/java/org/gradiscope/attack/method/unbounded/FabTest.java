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
import java.util.SplittableRandom;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAB where the distance to the boundary is known, and its projection. */
class FabTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);

	private static Pixels run(final Fab fab, final ClosedFormNetwork network, final Pixels image,
		final Tensor mask) {
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		return Attack.run(fab, model, image, mask, Progress.NONE);
	}

	/** How far beyond the boundary it comes to rest: steps of 1.05, drawn towards the original, then back to 0.9. */
	private static final double REST = 1.0053;

	/** At 100 everywhere class 0 leads class 1 by 50, and class 2 by 20. */
	private static final ClosedFormNetwork TWO_BOUNDARIES = ClosedFormNetwork
		.linear(new double[] { 0, 0, 1 }, new double[] { 3, -4, 1.5 }, new double[] { 1, 0, -0.2 });

	@ParameterizedTest
	@EnumSource(Norm.class)
	void onALinearNetworkItFindsTheNearestBoundaryNotTheNextClass(final Norm norm) {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		// Slopes (3, -4, 0.5) and (1, 0, -1.2).
		final double to1 = 50 / (norm == Norm.L2 ? Math.sqrt(9 + 16 + 0.25) : 7.5);
		final double to2 = 20 / (norm == Norm.L2 ? Math.sqrt(1 + 1.44) : 2.2);
		assertTrue(to1 < to2);
		assertJustOver(to1,
			norm.distance(image.values(), run(Fab.of(norm), TWO_BOUNDARIES, image, null).values()));
		assertJustOver(to2, norm.distance(image.values(),
			run(Fab.of(norm).withCandidates(2), TWO_BOUNDARIES, image, null).values()));
	}

	private static void assertJustOver(final double distance, final double found) {
		assertTrue(found >= distance * (1 - 1e-5) && found < distance * REST,
			found + " of " + distance);
	}

	/** DeepFool goes a fixed part beyond; FAB comes back. */
	@ParameterizedTest
	@EnumSource(Norm.class)
	void itIsNearerThanDeepFool(final Norm norm) {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		final Tensor fab = run(Fab.of(norm), TWO_BOUNDARIES, image, null).values();
		final Tensor deepFool = Attack.run(DeepFool.of(norm),
			new NetworkTargetModel(TWO_BOUNDARIES, List.of(AWAY_FROM_0)), image, Progress.NONE).values();
		assertTrue(norm.distance(image.values(), fab) < norm.distance(image.values(), deepFool));
	}

	/** The first value, of slope 3, has room for 2; without it the way is longer. */
	@Test
	void theRangeIsKeptOnTheWay() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 0, 0, 2 }, new double[] { 3, 1, 0 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 253, 101, 450);
		// f = 3 * 253 + 101 - 900 = -40: 6 by the first, 34 by the second; 225 is beyond the range, but free
		final Tensor mask = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 0);
		final float[] found = run(Fab.of(Norm.L2), network, image, mask).values().data();
		assertEquals(255, found[0], 1e-3);
		assertJustOver(34, found[1] - 101);
		assertEquals(450, found[2]);
	}

	@Test
	void aTargetIsTheOnlyBoundary() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100, 100);
		final TargetModel model =
			new NetworkTargetModel(TWO_BOUNDARIES, List.of(new Criterion.Targeted(2, 0)));
		final Tensor found = Attack.run(Fab.of(Norm.LINF), model, image, Progress.NONE).values();
		assertEquals(2, Criterion.best(model.scores(image.with(found))));
		assertJustOver(20 / 2.2, Norm.LINF.distance(image.values(), found));
	}

	@Test
	void withoutASlopeTheImageStays() {
		final ClosedFormNetwork flat = ClosedFormNetwork.linear(new double[2], new double[2]);
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 10, 20);
		assertArrayEquals(image.values().data(),
			run(Fab.of(Norm.L2), flat, image, null).values().data());
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Fab.of(Norm.L2).withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> Fab.of(Norm.L2).withCandidates(1));
		assertThrows(IllegalArgumentException.class, () -> new Fab(Norm.L2, 1, 2, 2, 1.05, 0.9));
		assertThrows(IllegalArgumentException.class, () -> new Fab(Norm.L2, 1, 2, 0.1, 0.9, 0.9));
		assertThrows(IllegalArgumentException.class, () -> new Fab(Norm.L2, 1, 2, 0.1, 1.05, 1));
	}

	/** Against the shortest of ways that bisection finds: the same rule, t by trying. */
	@ParameterizedTest
	@EnumSource(Norm.class)
	void theProjectionReachesTheHyperplaneWithinTheRoom(final Norm norm) {
		final SplittableRandom random = new SplittableRandom(7);
		for (int trial = 0; trial < 200; trial++) {
			final double[] slope = new double[6];
			final double[] room = new double[6];
			for (int i = 0; i < slope.length; i++) {
				slope[i] = random.nextInt(5) == 0 ? 0 : random.nextDouble(-2, 2);
				room[i] = random.nextInt(5) == 0 ? 0 : random.nextDouble(3);
			}
			final double value = random.nextDouble(-4, 4);
			final FabRun.BoxProjection way = new FabRun.BoxProjection(norm, value, slope, room);
			double reached = value;
			for (int i = 0; i < slope.length; i++)
				reached += slope[i] * way.change(i);
			final double end = along(1e9, norm, value, slope, room);
			if (end * value > 0) assertEquals(end, reached, 1e-9, "beyond all room");
			else assertEquals(0, reached, 1e-9);
			double low = 0;
			double high = 1e6;
			for (int i = 0; i < 100; i++) {
				final double middle = (low + high) / 2;
				if (along(middle, norm, value, slope, room) * value > 0) low = middle;
				else high = middle;
			}
			for (int i = 0; i < slope.length; i++)
				assertEquals(change(i, high, norm, value, slope, room), way.change(i), 1e-6);
		}
	}

	private static double change(final int i, final double t, final Norm norm, final double value,
		final double[] slope, final double[] room) {
		if (slope[i] == 0) return 0;
		final double size = Math.min(room[i], norm == Norm.L2 ? t * Math.abs(slope[i]) : t);
		return -Math.signum(value) * Math.signum(slope[i]) * size;
	}

	private static double along(final double t, final Norm norm, final double value,
		final double[] slope, final double[] room) {
		double there = value;
		for (int i = 0; i < slope.length; i++)
			there += slope[i] * change(i, t, norm, value, slope, room);
		return there;
	}
}
