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

package org.gradiscope.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Model;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.training.Examples;
import org.gradiscope.training.TestNetworks;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.training.TrainingStep;
import org.junit.jupiter.api.Test;

/** What adversarial training trains on, of images of one grey level each and a network that sees their mean. */
class AdversarialTrainingTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);

	/** Dark is class 0; the gradient is the same for all pixels, towards the other class. */
	private static final Examples IMAGES =
		new Examples(TestNetworks.even(100, 160, 250, 4), new int[] { 0, 1, 1, 0 });

	/** Notes the levels of images of which the gradient of weights is asked. */
	private record Watched(TrainableNetwork network, List<float[]> seen)
		implements TrainableNetwork, ForwardingNetwork {

		@Override
		public Answer answer(final Query query) {
			if (query.fetches().stream().anyMatch(fetch -> fetch.toString().startsWith("weight")))
				seen.add(TestNetworks.levels(query.pixels().orElseThrow()));
			return network.answer(query);
		}

		@Override
		public Map<String, Tensor> values() {
			return network.values();
		}

		@Override
		public void assign(final Map<String, Tensor> values) {
			network.assign(values);
		}

		@Override
		public Model model(final String name) {
			return network.model(name);
		}
	}

	/** The levels that are trained on, step by step. */
	private static List<float[]> trainedOn(final TrainingStep step, final int steps) {
		final List<float[]> seen = new ArrayList<>();
		try (TrainableNetwork network = TestNetworks.brightness(2)) {
			final TrainingOptions options = TrainingOptions.of(100).withRate(1e-6);
			final Trainer trainer = new Trainer(new Watched(network, seen), options);
			for (int i = 0; i < steps; i++)
				step.take(trainer, IMAGES);
		}
		return seen;
	}

	@Test
	void fgsmHasHalfCleanImages() {
		assertArrayEquals(new float[] { 100, 160, 250, 4, 108, 152, 242, 12 },
			trainedOn(AttackTraining.fgsm(EIGHT), 1).get(0), 1e-4f);
	}

	/** Ten steps of a quarter of epsilon reach the far side from wherever they start. */
	@Test
	void pgdHasTheWorstAlone() {
		assertArrayEquals(new float[] { 108, 152, 242, 12 },
			trainedOn(AttackTraining.pgd(EIGHT, 10, 1), 1).get(0), 1e-4f);
	}

	@Test
	void whereAttacksBeginFollowsFromTheSeedAndTheStep() {
		final List<Attack> begins = new ArrayList<>();
		for (int seed = 1; seed < 4; seed++)
			for (int step = 0; step < 3; step++)
				begins.add(AttackTraining.pgd(EIGHT, 1, seed).attack().apply(step));
		assertEquals(9, begins.stream().distinct().count());
		assertEquals(begins.get(0), AttackTraining.pgd(EIGHT, 1, 1).attack().apply(0));
	}

	/** It goes to either side, as the noise has it. */
	@Test
	void theNoiseOfTradesFollowsFromTheSeed() {
		final float[] one = trainedOn(new TradesTraining(EIGHT, 10, 6, 1), 3).get(2);
		assertArrayEquals(one, trainedOn(new TradesTraining(EIGHT, 10, 6, 1), 3).get(2));
		assertFalse(Arrays.equals(one, trainedOn(new TradesTraining(EIGHT, 10, 6, 3), 3).get(2)));
	}

	/** Of a source that takes bright images for dark ones, the step leads the other way. */
	@Test
	void theEnsembleTakesTurns() {
		try (Network other = TestNetworks.brightness(-2)) {
			final List<float[]> seen = trainedOn(AttackTraining.ensemble(EIGHT, List.of(other)), 3);
			assertArrayEquals(new float[] { 108, 152, 242, 12 }, last(seen.get(0)), 1e-4f);
			assertArrayEquals(new float[] { 92, 168, 255, 0 }, last(seen.get(1)), 1e-4f);
			assertArrayEquals(new float[] { 108, 152, 242, 12 }, last(seen.get(2)), 1e-4f);
		}
		assertThrows(IllegalArgumentException.class, () -> AttackTraining.ensemble(EIGHT, List.of()));
	}

	private static float[] last(final float... levels) {
		return Arrays.copyOfRange(levels, levels.length / 2, levels.length);
	}

	/** The first pass is clean, the next has the step of epsilon; the next batch begins where it ended. */
	@Test
	void freeGoesOverABatchAndHandsTheChangeOn() {
		final List<float[]> seen = trainedOn(new FreeTraining(EIGHT, 2), 2);
		assertEquals(4, seen.size());
		assertEquals(2, new FreeTraining(EIGHT, 2).moves());
		assertArrayEquals(new float[] { 100, 160, 250, 4 }, seen.get(0), 1e-4f);
		assertArrayEquals(new float[] { 108, 152, 242, 12 }, seen.get(1), 1e-4f);
		assertArrayEquals(new float[] { 108, 152, 242, 12 }, seen.get(2), 1e-4f);
	}

	/** The clean images as they are, and beside them some in which p differs as much as within epsilon it can. */
	@Test
	void tradesHasCleanImagesAndTheMostDifferent() {
		final float[] seen = trainedOn(new TradesTraining(EIGHT, 10, 6, 1), 1).get(0);
		assertArrayEquals(new float[] { 100, 160, 250, 4 }, Arrays.copyOf(seen, 4), 1e-4f);
		assertEquals(8, Math.abs(seen[4] - 100), 1e-3, "either way, by the noise at the start");
		assertEquals(8, Math.abs(seen[5] - 160), 1e-3);
	}

	/** Against differences of L = CE(z, y) + beta KL(p || p'), written out. */
	@Test
	void theGradientOfTradesIsThatOfItsLoss() {
		final Tensor z = Tensor.of(Shape.of(2, 3), 0.3f, -1, 0.7f, 2, 0.1f, -0.4f);
		final Tensor there = Tensor.of(Shape.of(2, 3), -0.5f, 0.2f, 0.6f, 1, 1.1f, 0);
		final Tensor targets = Tensor.of(Shape.of(2, 3), 1, 0, 0, 0.1f, 0.8f, 0.1f);
		final float[] uphill = new TradesTraining.Gradient(z, there, targets, 6).uphill().data();
		final Tensor both = Tensor.of(Shape.of(4, 3), concat(z.data(), there.data()));
		for (int i = 0; i < 12; i++) {
			final double slope = (loss(both, targets, i, 1e-2f) - loss(both, targets, i, -1e-2f)) / 2e-2;
			// The mean over four images of what is fed is the mean of two pairs.
			assertEquals(-slope, uphill[i] / 4, 1e-3, "score " + i);
		}
		assertEquals(loss(both, targets, 0, 0),
			new TradesTraining.Gradient(z, there, targets, 6).loss(), 1e-6);
	}

	private static float[] concat(final float[] one, final float[] other) {
		final float[] both = Arrays.copyOf(one, one.length + other.length);
		System.arraycopy(other, 0, both, one.length, other.length);
		return both;
	}

	private static double loss(final Tensor scores, final Tensor targets, final int at,
		final float step) {
		final float[] z = scores.data().clone();
		z[at] += step;
		double loss = 0;
		for (int n = 0; n < 2; n++) {
			final double[] p = softmax(z, 3 * n);
			final double[] q = softmax(z, 6 + 3 * n);
			for (int k = 0; k < 3; k++)
				loss += 6 * p[k] * Math.log(p[k] / q[k]) - targets.data()[3 * n + k] * Math.log(p[k]);
		}
		return loss / 2;
	}

	private static double[] softmax(final float[] z, final int from) {
		final double[] p = new double[3];
		double sum = 0;
		for (int k = 0; k < 3; k++)
			sum += p[k] = Math.exp(z[from + k]);
		for (int k = 0; k < 3; k++)
			p[k] /= sum;
		return p;
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new FreeTraining(EIGHT, 0));
		final String message =
			assertThrows(IllegalArgumentException.class, () -> new TradesTraining(EIGHT, 0, 6, 1))
				.getMessage();
		assertTrue(message.contains("0 and 6"), message);
	}
}
