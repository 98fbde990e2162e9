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

import java.util.ArrayList;
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
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
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
		return denoised(bare, new DenoiserArchitecture(1, 4));
	}

	private static TrainableNetwork denoised(final Network bare,
		final DenoiserArchitecture architecture) {
		try (Network both = Engine.load().open(bare.weights().denoised(architecture, "both", 1))) {
			return both.weights().trainable(both.weights().trainableLayers().stream()
				.filter(layer -> layer.startsWith("denoise")).toList());
		}
	}

	private static DenoiserTraining training(final Network bare) {
		return new DenoiserTraining(bare, Expression.LOGITS, EIGHT, 3, 1);
	}

	/**
	 * The scores are -2 m and 2 m of the mean m in -1..1. One step of e of 127.5 changes each by 2 e / 127.5; an
	 * untrained denoiser leaves that, and the other half of the images, which is clean, as it is.
	 */
	@Test
	void theFirstLossIsWhatTheAttackDoes() {
		try (Network bare = TestNetworks.brightness(2); TrainableNetwork both = denoised(bare)) {
			final Trainer trainer =
				new Trainer(both, TrainingOptions.of(100).withRate(1e-6).withDecay(0));
			for (int step = 0; step < 2; step++) {
				final double change = 2 * training(bare).attack(step).bound().epsilon() / 127.5;
				assertEquals(change * change / 2, training(bare).take(trainer, IMAGES), 1e-6);
			}
		}
	}

	@Test
	void attacksTakeTurnsAndTheirSizesDiffer() {
		try (Network bare = TestNetworks.brightness(2)) {
			final DenoiserTraining training = training(bare);
			assertEquals(List.of(Fgsm.class, Pgd.class, Fgsm.class, Pgd.class),
				IntStream.range(0, 4).mapToObj(step -> training.attack(step).getClass()).toList());
			final double[] sizes = IntStream.range(0, 200)
				.mapToDouble(step -> training.attack(step).bound().epsilon()).sorted().toArray();
			assertTrue(sizes[0] >= 0.5 && sizes[0] < 1, "from " + sizes[0]);
			assertTrue(sizes[199] <= 8 && sizes[199] > 7.5, "to " + sizes[199]);
			assertEquals(sizes.length, IntStream.range(0, 200)
				.mapToDouble(step -> training.attack(step).bound().epsilon()).distinct().count());
		}
	}

	/** A few steps on a few drawings: they win what was lost to the attack, and lose little of what is clean. */
	@Test
	void fewStepsBringImagesBack() {
		final Network bare = Micropatterns.network();
		final Examples drawings = drawings(3, 48);
		try (TrainableNetwork both = denoised(bare, new DenoiserArchitecture(2, 16))) {
			final int steps = 40;
			final Trainer trainer =
				new Trainer(both, TrainingOptions.of(steps).withRate(2e-3).withDecay(0));
			final ObliviousValidation validation = ObliviousValidation.pgd(bare, drawings, EIGHT, 10);
			final List<Double> before = List.copyOf(validation.of(both).values());
			for (int step = 0; step < steps; step++)
				training(bare).take(trainer, drawings);
			final List<Double> after = List.copyOf(validation.of(both).values());
			assertTrue(after.get(0) > before.get(0) + 0.1, before + " to " + after);
			assertTrue(after.get(2) > before.get(2) - 0.1, before + " to " + after);
			assertEquals(before.get(2), Validation.right(bare, drawings).value(), "it stays as it is");
		}
	}

	private static Examples drawings(final int each, final int side) {
		final List<Tensor> drawn = new ArrayList<>();
		final int classes = Pattern.values().length;
		for (int n = 0; n < each * classes; n++)
			drawn.add(Micropatterns.draw(Pattern.values()[n % classes], side, n).values());
		return new Examples(new Pixels(Tensor.batch(drawn), ValueRange.EIGHT_BIT),
			IntStream.range(0, each * classes).map(n -> n % classes).toArray());
	}

	/** What it takes out makes an image no brighter or darker. */
	@Test
	void noiseHasNoMean() {
		final Examples drawings = drawings(1, 32);
		try (
			TrainableNetwork both = denoised(Micropatterns.network(), new DenoiserArchitecture(1, 4))) {
			final Trainer trainer = new Trainer(both, TrainingOptions.of(5).withRate(0.02).withDecay(0));
			for (int step = 0; step < 5; step++)
				training(Micropatterns.network()).take(trainer, drawings);
			final Pixels image = drawings.images().item(3);
			final float[] seen = both.activation(image, "denoised").data();
			double mean = 0;
			double moved = 0;
			for (int i = 0; i < seen.length; i++) {
				final double noise = seen[i] - (image.values().data()[i] / 127.5 - 1);
				mean += noise / seen.length;
				moved = Math.max(moved, Math.abs(noise));
			}
			assertEquals(0, mean, 1e-4);
			assertTrue(moved > 0.01, "it takes out " + moved);
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
			() -> new DenoiserTraining(null, Expression.LOGITS, EIGHT, 0, 1)).getMessage();
		assertTrue(message.contains("but 0 was given"), message);
	}
}
