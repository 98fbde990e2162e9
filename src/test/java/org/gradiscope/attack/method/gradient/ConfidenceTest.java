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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
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

class ConfidenceTest {

	private static final ClosedFormNetwork SUM =
		ClosedFormNetwork.linear(new double[] { 0, 0 }, new double[] { 0.3, 0.4 });

	/** The logits are 0 and 0.3 a + 0.4 b: a step of 2.55 adds 1.785, and log(99) = 4.595 takes three. */
	@Test
	void itClimbsUntilTheProbabilityIsReached() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 0, 0);
		final TargetModel model =
			new NetworkTargetModel(SUM, List.of(new Criterion.Confident(SUM.descriptor(), 1, 0, 0.99)));
		final Pixels sure =
			Attack.run(Confidence.of(Bound.RANGE).withStep(0.01), model, image, Progress.NONE);
		assertArrayEquals(new float[] { 7.65f, 7.65f }, sure.values().data(), 1e-3f);
		assertEquals(4, model.queries(0).gradients(), "three steps and the look that ended it");
		final List<Float> confidences = model.queries(0).confidences();
		assertEquals(0.5, confidences.get(0), 1e-6);
		assertTrue(confidences.get(2) < 0.99 && confidences.get(3) >= 0.99, confidences + "");
	}

	/** In L2 of the same size along the gradient, (0.6, 0.8): each adds 0.5 * 2.55 sqrt(2) = 1.803. */
	@Test
	void inL2ItStepsAlongTheGradient() {
		final Pixels sure = Attack.run(Confidence.of(new Bound(Norm.L2, 100)).withStep(0.01),
			new NetworkTargetModel(SUM, List.of(new Criterion.Confident(SUM.descriptor(), 1, 0, 0.99))),
			Images.row(ValueRange.EIGHT_BIT, 0, 0), Progress.NONE);
		final double length = 3 * 2.55 * Math.sqrt(2);
		assertArrayEquals(new float[] { (float) (0.6 * length), (float) (0.8 * length) },
			sure.values().data(), 1e-3f);
	}

	@Test
	void whatIsSureAlreadyStaysAsItIs() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 100, 100);
		assertArrayEquals(image.values().data(),
			Attack
				.run(Confidence.of(Bound.RANGE),
					new NetworkTargetModel(SUM,
						List.of(new Criterion.Confident(SUM.descriptor(), 1, 1, 0.99))),
					image, Progress.NONE)
				.values().data());
	}

	@Test
	void theProbabilityIsTheNetworksAndTheTargetMayBeThePrediction() {
		final Criterion criterion = new Criterion.Confident(SUM.descriptor(), 1, 1, 0.9);
		assertTrue(criterion.isMet(Tensor.of(Shape.of(1, 2), 0, 2.2f)));
		assertFalse(criterion.isMet(Tensor.of(Shape.of(1, 2), 0, 2.1f)));
		assertEquals("Confident[target=1, original=1, probability=0.9]", criterion.toString());
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class,
			() -> new Criterion.Confident(SUM.descriptor(), 1, 0, 1));
		assertThrows(IllegalArgumentException.class, () -> Confidence.of(Bound.RANGE).withSteps(0));
		assertThrows(IllegalArgumentException.class, () -> Confidence.of(Bound.RANGE).withStep(0));
		final ClosedFormNetwork four = ClosedFormNetwork.linear(new double[4][2]);
		final TargetModel same =
			new NetworkTargetModel(four, List.of(new Criterion.Confident(four.descriptor(), 1, 1, 0.9)));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> same.lossAndGradient(Images.row(ValueRange.EIGHT_BIT, 1, 2), Loss.DLR)).getMessage()
			.contains("both are class 1"));
	}

	/** From one drawing to each class of the embedded network. */
	@Test
	void theEmbeddedNetworkIsMadeSureOfEveryClass() {
		final Network network = Micropatterns.network();
		final Pixels image = Micropatterns.draw(Pattern.values()[0], 64, 555_321);
		final Prediction before = Prediction.of(network, image).get(0);
		for (int target = 0; target < network.descriptor().labels().count(); target++) {
			final Criterion criterion = new Criterion.Confident(network.descriptor(), target,
				before.best(), Criterion.Confident.SURE);
			final NetworkTargetModel model = new NetworkTargetModel(network, List.of(criterion));
			final Pixels sure = Attack.run(Confidence.of(Bound.RANGE), model, image, Progress.NONE);
			final float probability = Prediction.of(network, sure).get(0).probabilities()[target];
			assertTrue(probability >= Criterion.Confident.SURE, "class " + target + ": " + probability);
		}
	}
}
