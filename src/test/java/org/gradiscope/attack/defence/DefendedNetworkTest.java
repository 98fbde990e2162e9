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

package org.gradiscope.attack.defence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class DefendedNetworkTest {

	private static final int SIDE = 12;

	/** Two classes, each a weighted sum of the pixels. */
	private static final ClosedFormNetwork NETWORK = ClosedFormNetwork.linear(weights(1), weights(2));

	private static double[] weights(final long seed) {
		final float[] noise =
			Images.noise(new ValueRange(-1, 1), seed, 1, SIDE, SIDE, 1).values().data();
		final double[] weights = new double[noise.length];
		for (int i = 0; i < weights.length; i++)
			weights[i] = noise[i];
		return weights;
	}

	private static Pixels images(final int count) {
		return Images.noise(ValueRange.EIGHT_BIT, 3, count, SIDE, SIDE, 1);
	}

	private static Query query(final Pixels images) {
		final Tensor weights = Tensor.zeros(Shape.of(images.count(), 2));
		for (int n = 0; n < images.count(); n++)
			weights.data()[2 * n] = n + 1;
		return Query.of(images).objective(Objectives.logits(weights)).withValues().withGradient()
			.withScores();
	}

	@Test
	void theNetworkIsAskedAboutWhatWentThrough() {
		final Pixels images = images(3);
		final BitDepth bits = new BitDepth(2);
		final Answer behind = new DefendedNetwork(NETWORK, bits, 5, 1).answer(query(images));
		for (int n = 0; n < 3; n++) {
			final Pixels seen = images.with(bits.pass(images.item(n), null).images());
			assertArrayEquals(NETWORK.answer(Query.of(seen).withScores()).scores().data(),
				behind.scores().item(n).data());
		}
		assertArrayEquals(NETWORK.answer(query(images)).gradient().data(), behind.gradient().data());
	}

	/** Of a linear network, value and gradient of each draw belong together, so their means do: v = g . x + b. */
	@Test
	void theMeanOfDrawsIsOfValuesAndGradientsAlike() {
		final Pixels images = images(2).with(images(2).values()
			.plus(Images.constant(ValueRange.EIGHT_BIT, 127.5f, 2, SIDE, SIDE, 1).values(), -1));
		final Pixels centred = new Pixels(images.values(), new ValueRange(-128, 128));
		final Answer answer =
			new DefendedNetwork(NETWORK, new RandomResize(), 7, 1).answer(query(centred));
		for (int n = 0; n < 2; n++) {
			double product = 0;
			for (int i = 0; i < SIDE * SIDE; i++)
				product += answer.gradient().item(n).data()[i] * centred.values().item(n).data()[i];
			assertEquals(answer.values()[n], product, 0.01);
			assertEquals(answer.values()[n], (n + 1) * answer.scores().item(n).data()[0], 0.01);
		}
	}

	@Test
	void whatIsDrawnDependsOnTheImageAndTheSeedAlone() {
		final Pixels images = images(4);
		final DefendedNetwork network = new DefendedNetwork(NETWORK, new RandomResize(), 3, 1);
		final Tensor together = network.answer(query(images)).scores();
		for (int n = 3; n >= 0; n--)
			assertArrayEquals(together.item(n).data(),
				network.answer(query(images.item(n))).scores().data());
		final Tensor other =
			new DefendedNetwork(NETWORK, new RandomResize(), 3, 2).answer(query(images)).scores();
		assertTrue(together.data()[0] != other.data()[0]);
		final Pixels nearly = images.item(0);
		nearly.values().data()[5] += 1e-3f;
		assertEquals(together.data()[0], network.answer(query(nearly)).scores().data()[0], 1e9);
		assertTrue(Math.abs(together.data()[0] - network.answer(query(nearly)).scores().data()[0]) > 1,
			"another image has draws of its own");
	}

	@Test
	void whatADefenceCannotStandBeforeIsRefused() {
		final DefendedNetwork network = new DefendedNetwork(NETWORK, new BitDepth(2), 1, 1);
		assertThrows(IllegalArgumentException.class, () -> network.relevance(images(1),
			Objectives.logits(Tensor.zeros(Shape.of(1, 2))), RelevanceRules.EPSILON));
		assertThrows(IllegalArgumentException.class,
			() -> new DefendedNetwork(NETWORK, new BitDepth(2), 0, 1));
	}
}
