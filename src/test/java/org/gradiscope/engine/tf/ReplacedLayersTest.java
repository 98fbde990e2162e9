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
package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Layers that give other activations than their own. */
class ReplacedLayersTest {

	private static final Objective LOGIT = Objectives.logit(0);

	/** On the ramp the activations of conv are (0, 4; 31, 40) and (0, 0; 6, 15), and the logit is 54. */
	private static float[] values(final Network network, final Pixels images,
		final float... activations) {
		return network
			.answer(Query.of(images).objective(LOGIT)
				.replacing("conv", Tensor.of(Shape.of(images.count(), 2, 2, 2), activations)).withValues())
			.values();
	}

	private static Pixels ramps(final int count) {
		return Images.ramp().with(Tensor.batch(Collections.nCopies(count, Images.ramp().values())));
	}

	@Test
	void theNetworkGoesOnWithWhatIsGiven() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			assertArrayEquals(new float[] { 54 }, values(network, ramps(1), 0, 0, 4, 0, 31, 6, 40, 15));
			assertArrayEquals(new float[] { 75 }, values(network, ramps(1), 0, 0, 4, 0, 31, 0, 40, 0));
			assertArrayEquals(new float[] { 54 }, network.values(ramps(1), LOGIT),
				"and with its own again");
		}
	}

	@Test
	void eachImageHasItsOwn() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			final float[] activations = new float[5 * 8];
			for (int n = 0; n < 5; n++)
				activations[8 * n] = n + 1;
			assertArrayEquals(new float[] { 1, 2, 3, 4, 5 }, values(network, ramps(5), activations));
		}
	}

	/** The logit is the sum of a layer, which is twice the image, and of the image. */
	@Test
	void branchesThatPassTheLayerBySeeTheImage() {
		try (Network network = Engine.load()
			.open(TinyNetworks.of("branches",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("sum"),
				List.of("conv"), (tf, image) -> {
					final Operand<TFloat32> twice =
						tf.withName("conv").nn.relu(tf.math.mul(image, tf.constant(2f)));
					return tf.reduceSum(tf.math.add(twice, image), tf.constant(new int[] { 1, 2 }));
				}))) {
			final Pixels image =
				new Pixels(Tensor.of(Shape.of(1, 1, 2, 1), 0.25f, 0.5f), ValueRange.UNIT);
			assertArrayEquals(new float[] { 2.25f }, network.values(image, LOGIT));
			assertArrayEquals(new float[] { 10.75f }, network.answer(Query.of(image).objective(LOGIT)
				.replacing("conv", Tensor.of(Shape.of(1, 1, 2, 1), 3, 7)).withValues()).values());
		}
	}

	@Test
	void whatDoesNotFitIsRefused() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			assertThrows(EngineException.class, () -> network.answer(Query.of(Images.ramp())
				.objective(LOGIT).replacing("conv", Tensor.zeros(Shape.of(1, 3, 3, 2))).withValues()));
			assertThrows(IllegalArgumentException.class, () -> network.answer(Query.of(Images.ramp())
				.objective(LOGIT).replacing("nowhere", Tensor.zeros(Shape.of(1, 2, 2, 2))).withValues()));
		}
	}
}
