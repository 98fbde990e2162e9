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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** When auto-PGD halves its step, against the paper's numbers. */
class ApgdCheckpointsTest {

	private static List<Integer> halvings(final int steps, final float[] losses) {
		final ApgdCheckpoints checkpoints = new ApgdCheckpoints(steps, 0.75, new float[] { losses[0] });
		final List<Integer> halvings = new ArrayList<>();
		for (int i = 1; i <= steps; i++)
			if (checkpoints.after(new float[] { losses[i] })[0]) halvings.add(i);
		return halvings;
	}

	@Test
	void aLossThatNeverRisesIsHalvedAtEveryCheckpoint() {
		assertEquals(List.of(22, 41, 57, 70, 80, 87, 93, 99), halvings(100, new float[101]));
		// ceil(0.22 * 10), ceil(0.41 * 10), ...: twice 6 is one.
		assertEquals(List.of(3, 5, 6, 7, 8, 9, 10), halvings(10, new float[11]));
		assertEquals(List.of(1), halvings(1, new float[2]));
	}

	@Test
	void aLossThatAlwaysRisesNever() {
		final float[] losses = new float[101];
		for (int i = 0; i < losses.length; i++)
			losses[i] = i;
		assertEquals(List.of(), halvings(100, losses));
	}

	/** Of the first 22 steps 16.5 are three quarters. */
	@Test
	void fewerThanThreeQuartersOfRisesHalve() {
		assertEquals(22, halvings(100, rising(16)).get(0));
		assertEquals(41, halvings(100, rising(17)).get(0));
	}

	private static float[] rising(final int rises) {
		final float[] losses = new float[101];
		for (int i = 1; i < losses.length; i++)
			losses[i] = Math.min(i, rises);
		return losses;
	}

	/** It rises at every step but one of each window, to no more than it was: condition 2 alone, and never twice. */
	@Test
	void noGainHalvesUnlessItWasHalvedAtTheCheckpointBefore() {
		final float[] losses = new float[101];
		for (int i = 1; i <= 22; i++)
			losses[i] = i;
		for (int i = 23; i <= 100; i++)
			losses[i] = i == 23 || i == 42 || i == 58 || i == 71 ? -100 : losses[i - 1] + 1;
		final List<Integer> halvings = halvings(100, losses);
		assertEquals(List.of(41, 70), halvings.subList(0, 2));
	}

	/** After a restart, the next loss is compared with the one that the step was from. */
	@Test
	void stepsAfterARestartStartAtTheLargestLoss() {
		final ApgdCheckpoints checkpoints = new ApgdCheckpoints(9, 0.75, new float[] { 5 });
		assertArrayEquals(new boolean[] { false }, checkpoints.after(new float[] { 1 }));
		assertArrayEquals(new boolean[] { true }, checkpoints.after(new float[] { 2 }));
		// Over 2, the last asked, but not over 5, from where the step was.
		assertArrayEquals(new boolean[] { false }, checkpoints.after(new float[] { 3 }));
		assertArrayEquals(new boolean[] { true }, checkpoints.after(new float[] { 4 }));
	}

	@Test
	void eachImageHasItsOwn() {
		final ApgdCheckpoints checkpoints = new ApgdCheckpoints(4, 0.75, new float[] { 0, 0 });
		assertArrayEquals(new boolean[] { true, false }, checkpoints.after(new float[] { 0, 1 }));
	}
}
