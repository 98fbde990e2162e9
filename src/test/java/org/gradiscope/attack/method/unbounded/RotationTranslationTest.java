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
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

class RotationTranslationTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);

	/** Class 0 wants the first pixel bright, so the shift is found that brings the darkest there. */
	@Test
	void theShiftIsFoundThatCostsMost() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, 0, 0, 0, 0 }, new double[5]);
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 90, 50, 10, 60, 70);
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final RotationTranslation shifts = new RotationTranslation(0, 1, 0.4, 5);
		assertArrayEquals(new float[] { 10, 60, 70, 70, 60 },
			Attack.run(shifts, model, image, Progress.NONE).values().data(), 1e-4f);
		assertEquals(25, model.queries(0).forwards());
		assertEquals(0, model.queries(0).gradients());
	}

	/** A target is approached, and no more than there is: the brightest pixel in the last place. */
	@Test
	void aTargetIsApproached() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[5], new double[] { 0, 0, 0, 0, 1 });
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 0, 50, 10, 90, 70);
		assertEquals(90,
			Attack.run(new RotationTranslation(0, 1, 0.4, 5),
				new NetworkTargetModel(network, List.of(new Criterion.Targeted(1, 0))), image,
				Progress.NONE).values().data()[4],
			1e-4);
	}

	/** What may not change stays, and the network is asked about what stays. */
	@Test
	void whatIsNotFreeStaysWhileTheOthersAreSearched() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1, -1, 0, 0, 0 }, new double[5]);
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 90, 50, 10, 60, 70);
		final Tensor mask = Tensor.of(Shape.of(1, 1, 5, 1), 1, 0, 1, 1, 1);
		final float[] moved = Attack
			.run(new RotationTranslation(0, 1, 0.4, 5),
				new NetworkTargetModel(network, List.of(AWAY_FROM_0)), image, mask, Progress.NONE)
			.values().data();
		assertArrayEquals(new float[] { 10, 50, 70, 70, 60 }, moved, 1e-4f);
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> RotationTranslation.usual().withAngle(181));
		assertThrows(IllegalArgumentException.class, () -> RotationTranslation.usual().withAngles(0));
		assertThrows(IllegalArgumentException.class, () -> RotationTranslation.usual().withShift(-1));
		assertThrows(IllegalArgumentException.class, () -> RotationTranslation.usual().withShifts(0));
	}

	/** The margin of what is found is at least that of the image itself, which is in the grid. */
	@Test
	void theEmbeddedNetworkIsNeverSurerAfterwards() {
		final Network network = Micropatterns.network();
		for (int p = 0; p < Pattern.values().length; p += 4) {
			final Pixels image = Micropatterns.draw(Pattern.values()[p], 64, 555_800 + p);
			final Prediction before = Prediction.of(network, image).get(0);
			final TargetModel model =
				new NetworkTargetModel(network, List.of(new Criterion.Misclassification(before.best())));
			final Pixels turned = Attack.run(RotationTranslation.usual(), model, image, Progress.NONE);
			assertEquals(775, model.queries(0).forwards());
			final float now = model.lossAndGradient(turned, Loss.MARGIN).values()[0];
			final float was = model.lossAndGradient(image, Loss.MARGIN).values()[0];
			assertTrue(now >= was, now + " against " + was);
		}
	}
}
