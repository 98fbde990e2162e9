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

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AutoAttack;
import org.gradiscope.attack.method.Expectation;
import org.gradiscope.attack.method.Universal;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.RecordingTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Wavy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No image that any attack asks about, and none that it gives, is outside of the ball or the value range. */
class EveryIterateTest {

	private static final int TRIALS = 24;

	static Stream<Attack> attacks() {
		return AttackTest.attacks();
	}

	/**
	 * Expectation asks about views of its iterates, and a universal perturbation about where DeepFool leads
	 * from its own, and FAB within AutoAttack knows no epsilon: only what comes out of these has to be inside.
	 */
	private static boolean asksAboutIterates(final Attack attack) {
		return !(attack instanceof Expectation || attack instanceof Universal ||
			attack instanceof AutoAttack);
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void isInsideTheBallAndTheRange(final Attack attack) {
		final SplittableRandom random = new SplittableRandom(11);
		for (int trial = 0; trial < TRIALS; trial++) {
			final Pixels image = image(trial, random);
			final Attack within = attack instanceof final BoundedAttack bounded
				? bounded.withEpsilon(attack.bound().norm().epsilon(
					image.range().extent() * Math.pow(10, random.nextDouble(-4, 0)), image.values().size()))
				: attack;
			final int[] asked = new int[1];
			final TargetModel model = RecordingTargetModel.of(Wavy.network(image, random),
				new Criterion.Misclassification(trial % 3), one -> {
					asked[0]++;
					if (asksAboutIterates(attack)) assertInside(image, one, within.bound());
				});
			assertInside(image, Attack.run(within, model, image, Progress.NONE), within.bound());
			assertTrue(!asksAboutIterates(attack) || asked[0] > 0 || model.queries(0).gradients() == 0,
				"each was looked at");
		}
	}

	/** 8-bit, 16-bit, 16-bit seen through a narrow display range, and 32-bit, grey or of three channels. */
	private static Pixels image(final int trial, final SplittableRandom random) {
		final int channels = trial % 3 == 0 ? 3 : 1;
		return switch (trial % 4) {
			case 0 -> whole(Images.noise(ValueRange.EIGHT_BIT, trial, 1, 4, 4, channels));
			case 1 -> whole(Images.noise(new ValueRange(0, 65535), trial, 1, 4, 4, channels));
			case 2 ->
				new Pixels(whole(Images.noise(new ValueRange(0, 65535), trial, 1, 4, 4, channels)).values(),
					new ValueRange(20000, 30000));
			default -> {
				final float min = (float) random.nextDouble(-1000, 1000);
				yield Images.noise(
					new ValueRange(min, min + (float) Math.pow(10, random.nextDouble(-1, 4))), trial, 1, 4, 4,
					channels);
			}
		};
	}

	private static Pixels whole(final Pixels image) {
		final Tensor rounded = image.values().copy();
		for (int i = 0; i < rounded.size(); i++)
			rounded.data()[i] = Math.round(rounded.data()[i]);
		return image.with(rounded);
	}

	/** To the precision of a float of the range; where the original is outside of it, to its own side. */
	private static void assertInside(final Pixels original, final Pixels image, final Bound bound) {
		final float[] change = new float[image.values().size()];
		float largest = 0;
		for (int i = 0; i < change.length; i++) {
			final float from = original.values().data()[i];
			final float to = image.values().data()[i];
			assertTrue(
				to >= Math.min(from, original.range().min()) &&
					to <= Math.max(from, original.range().max()),
				"value " + to + " of " + original.range() + ", before " + from);
			change[i] = to - from;
			largest = Math.max(largest, Math.abs(from) + Math.abs(to));
		}
		final double size = bound.norm().of(change, 0, change.length);
		final double rounding =
			Math.ulp(largest) * (bound.norm() == Norm.LINF ? 1 : Math.sqrt(change.length));
		assertTrue(size <= bound.epsilon() * (1 + 1e-6) + rounding, "size " + size + " of " + bound);
	}
}
