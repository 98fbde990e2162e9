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

package org.gradiscope.attack.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.GaussianBlur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes images by as much as an attack, without asking the network. */
class ControlTest {

	private static final List<Function<Bound, ControlPerturbation>> CONTROLS =
		List.of(Noise::of, Blur::of, Contrast::new);

	private static float[] run(final ControlPerturbation control, final Pixels image) {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[image.values().size()],
			new double[image.values().size()]);
		final float[] moved = Attack
			.run(control, new NetworkTargetModel(network, List.of(new Criterion.Misclassification(0))),
				image, Progress.NONE)
			.values().data();
		assertEquals(0, network.images(), "the network was not asked");
		return moved;
	}

	private static float[] change(final ControlPerturbation control, final Pixels image) {
		final float[] change = run(control, image);
		for (int i = 0; i < change.length; i++)
			change[i] -= image.values().data()[i];
		return change;
	}

	@ParameterizedTest
	@EnumSource
	void theChangeHasTheNormEpsilon(final Norm norm) {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 2, 1, 6, 5, 3);
		final double epsilon = norm.epsilon(8, 90);
		for (final Function<Bound, ControlPerturbation> control : CONTROLS)
			assertEquals(epsilon, norm.of(change(control.apply(new Bound(norm, epsilon)), image), 0, 90),
				1e-4 * epsilon);
	}

	@Test
	void noiseMovesEachValueByEpsilonOrByTheRoomThatThereIs() {
		final float[] change = change(Noise.of(new Bound(Norm.LINF, 8)),
			Images.constant(ValueRange.EIGHT_BIT, 100, 1, 8, 8, 1));
		int up = 0;
		for (final float value : change) {
			assertEquals(8, Math.abs(value), 1e-4);
			if (value > 0) up++;
		}
		assertTrue(up > 16 && up < 48, up + " of 64 up");
		for (final float value : change(Noise.of(new Bound(Norm.LINF, 8)),
			Images.constant(ValueRange.EIGHT_BIT, 252, 1, 8, 8, 1)))
			assertTrue(value > 0 ? Math.abs(value - 3) < 1e-4 : Math.abs(value + 8) < 1e-4, value + "");
	}

	@Test
	void noiseIsSeeded() {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 2, 1, 6, 5, 1);
		final Noise noise = Noise.of(new Bound(Norm.LINF, 8));
		assertArrayEquals(run(noise, image), run(noise, image));
		assertFalse(Arrays.equals(run(noise, image), run(noise.withSeed(2), image)));
	}

	@Test
	void contrastShrinksAroundTheMeanOfTheImage() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 60, 100, 140);
		assertArrayEquals(new float[] { 8, 0, -8 },
			change(new Contrast(new Bound(Norm.LINF, 8)), image), 1e-4f);
		assertArrayEquals(new float[] { 3, 0, -3 },
			change(new Contrast(new Bound(Norm.L2, 3 * Math.sqrt(2))), image), 1e-4f);
	}

	@Test
	void whatAControlCannotGiveItDoesNotGive() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 98, 100, 102);
		assertArrayEquals(new float[] { 100, 100, 100 },
			run(new Contrast(new Bound(Norm.LINF, 8)), image), 1e-4f);
		final Tensor blurred = GaussianBlur.of(image.values(), 2);
		assertArrayEquals(blurred.data(), run(Blur.of(new Bound(Norm.LINF, 8)), image), 1e-4f);
		final Pixels flat = Images.constant(ValueRange.EIGHT_BIT, 7, 1, 3, 3, 1);
		assertArrayEquals(flat.values().data(), run(new Contrast(Bound.RANGE), flat));
	}

	@Test
	void aBlurIsRefusedThatIsNone() {
		assertEquals("The attack needs a sigma of at least 0.1 pixels, but 0.0 was given.",
			assertThrows(IllegalArgumentException.class, () -> Blur.of(Bound.RANGE).withSigma(0))
				.getMessage());
	}
}
