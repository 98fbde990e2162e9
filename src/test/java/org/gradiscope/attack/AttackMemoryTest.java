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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That attacks of many steps hold the batch a few times over, and not every step's. */
class AttackMemoryTest {

	/** A batch of two is just under 2 MB; just over it would take two of the collector's regions. */
	private static final int SIDE = 500;
	private static final int IMAGES = 2;
	private static final int STEPS = 30;
	private static final int LOOKS = 10;
	/** So many copies of the batch may be there at once; a history has 30 more. */
	private static final int COPIES = 16;

	static Stream<Attack> attacks() {
		return Stream.of(new CarliniWagner(1, STEPS, 0.01, 0.001, 0, false),
			new CarliniWagner(3, STEPS / 3, 0.01, 0.001, 0, false),
			Apgd.of(new Bound(Norm.LINF, 8), Loss.CROSS_ENTROPY).withSteps(STEPS),
			Pgd.of(new Bound(Norm.LINF, 8)).withSteps(STEPS),
			MiFgsm.of(new Bound(Norm.LINF, 8)).withSteps(STEPS));
	}

	/** Looks, now and then, what is left when all garbage is gone. */
	private static final class Watch implements Progress {

		private int looks;
		private long most;
		private long last;

		@Override
		public boolean isCanceled() {
			return false;
		}

		@Override
		public void report(final int done, final int total, final String text) {
			if (done % (STEPS / LOOKS) != 0) return;
			looks++;
			last = live();
			most = Math.max(most, last);
		}
	}

	private static long live() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void aBatchIsHeldAndNotItsHistory(final Attack attack) {
		final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 1, IMAGES, SIDE, SIDE, 1);
		final TargetModel model = new NetworkTargetModel(network(),
			Collections.nCopies(IMAGES, new Criterion.Misclassification(0)));
		final long batch = 4L * images.values().size();
		final long before = live();
		final Watch watch = new Watch();
		Attack.run(attack, model, images, watch);
		final double copies = (double) (watch.most - before) / batch;
		System.err.printf("%s: %.1f copies of the batch, %.1f in the end%n", attack, copies,
			(double) (watch.last - before) / batch);
		assertEquals(LOOKS, watch.looks);
		assertTrue(copies > 1 && copies < COPIES, copies + " copies of the batch");
	}

	private static ClosedFormNetwork network() {
		final SplittableRandom random = new SplittableRandom(1);
		final double[][] weights = new double[2][SIDE * SIDE];
		for (final double[] row : weights)
			for (int i = 0; i < row.length; i++)
				row[i] = random.nextDouble(-0.001, 0.001);
		return ClosedFormNetwork.linear(weights);
	}
}
