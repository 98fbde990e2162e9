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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.training.Examples;
import org.gradiscope.training.TestNetworks;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.training.Validation;
import org.junit.jupiter.api.Test;

/** A denoiser before a network that tells dark images, class 0, from bright ones. */
class DenoiserTrainingTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Examples IMAGES =
		new Examples(TestNetworks.even(100, 160, 250, 4), new int[] { 0, 1, 1, 0 });

	private static TrainableNetwork denoised(final Network bare) {
		try (Network both =
			Engine.load().open(bare.weights().denoised(new DenoiserArchitecture(1, 4), "both", 1))) {
			return both.weights().trainable(both.weights().trainableLayers().stream()
				.filter(layer -> layer.startsWith("denoise")).toList());
		}
	}

	private static DenoiserTraining training(final Network bare, final int alone) {
		return new DenoiserTraining(bare, Expression.LOGITS, EIGHT, 3, alone, 1);
	}

	/**
	 * The scores are -2 m and 2 m of the mean m in -1..1. One step of epsilon, 8 of 127.5, changes each by
	 * 2 * 8 / 127.5; an untrained denoiser leaves that, and what is clean as it is.
	 */
	@Test
	void theFirstLossIsWhatTheAttackDoes() {
		try (Network bare = TestNetworks.brightness(2); TrainableNetwork both = denoised(bare)) {
			final Trainer trainer =
				new Trainer(both, TrainingOptions.of(100).withRate(1e-6).withDecay(0));
			assertEquals(2 * 8 / 127.5, training(bare, 1).take(trainer, IMAGES), 1e-5);
			final double epsilon = training(bare, 1).attack(1).bound().epsilon();
			assertEquals(2 * epsilon / 127.5 / 2, training(bare, 1).take(trainer, IMAGES), 1e-4,
				"half of them are clean");
		}
	}

	@Test
	void attacksTakeTurnsAndTheirSizesDiffer() {
		try (Network bare = TestNetworks.brightness(2)) {
			final DenoiserTraining training = training(bare, 2);
			assertEquals(List.of(Fgsm.class, Pgd.class, Fgsm.class, Pgd.class),
				IntStream.range(0, 4).mapToObj(step -> training.attack(step).getClass()).toList());
			assertEquals(8, training.attack(1).bound().epsilon());
			final double[] sizes = IntStream.range(2, 200)
				.mapToDouble(step -> training.attack(step).bound().epsilon()).sorted().toArray();
			assertTrue(sizes[0] >= 0.5 && sizes[0] < 1, "from " + sizes[0]);
			assertTrue(sizes[197] <= 8 && sizes[197] > 7.5, "to " + sizes[197]);
			assertEquals(sizes.length, IntStream.range(2, 200)
				.mapToDouble(step -> training.attack(step).bound().epsilon()).distinct().count());
		}
	}

	/** Images at the edge between the classes, which the attack takes over it: the denoiser brings them back. */
	@Test
	void aDenoiserBringsImagesBack() {
		final Examples edge =
			new Examples(TestNetworks.even(123, 124, 131, 132, 121, 134), new int[] { 0, 0, 1, 1, 0, 1 });
		try (Network bare = TestNetworks.brightness(20); TrainableNetwork both = denoised(bare)) {
			final TrainingOptions options =
				TrainingOptions.of(60).withRate(5e-3).withDecay(0).withBatch(6);
			final Trainer trainer = new Trainer(both, options);
			final DenoiserTraining training = training(bare, 20);
			final ObliviousValidation validation = ObliviousValidation.pgd(bare, edge, EIGHT, 5);
			assertEquals(0, validation.of(bare).values().iterator().next());
			assertEquals(1, validation.of(bare).get(Validation.ACCURACY));
			final double first = training.take(trainer, edge);
			double last = first;
			for (int i = 1; i < 20; i++)
				last = training.take(trainer, edge);
			assertTrue(last < 0.9 * first, first + " to " + last);
			assertEquals(1, Validation.right(bare, edge).value(), "the network itself stays");
		}
	}

	/** What was attacked once is what all networks are measured with. */
	@Test
	void theValidationIsOfFixedImages() {
		try (Network bare = TestNetworks.brightness(2); Network other = TestNetworks.brightness(-2)) {
			final ObliviousValidation validation = ObliviousValidation.pgd(bare, IMAGES, EIGHT, 10);
			final Pixels attacked = validation.attacked();
			assertArrayEquals(new float[] { 108, 152, 242, 12 }, TestNetworks.levels(attacked), 1e-3f);
			assertEquals(0, validation.of(other).values().iterator().next());
			assertArrayEquals(attacked.values().data(), validation.attacked().values().data());
		}
	}

	@Test
	void badOptionsAreRefused() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new DenoiserTraining(null, Expression.LOGITS, EIGHT, 0, 0, 1)).getMessage();
		assertTrue(message.contains("0 and 0"), message);
		assertThrows(IllegalArgumentException.class,
			() -> new DenoiserTraining(null, Expression.LOGITS, EIGHT, 1, -1, 1));
	}
}
