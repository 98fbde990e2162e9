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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The closed form of Captum's network of one convolution, through TensorFlow. */
class NetworkNTest {

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		network = new TensorFlowEngine().open(TinyNetworks.networkN());
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static void assertGradient(final Backpropagation rule, final float... expected) {
		final Evaluation evaluation = network.evaluate(Images.ramp(), Objectives.logit(0), rule);
		assertEquals(54, evaluation.value(), "the forward pass is the same under every rule");
		assertArrayEquals(expected, evaluation.gradient().data());
	}

	@Test
	void theGradientIsThatOfTheOpenUnits() {
		assertGradient(Backpropagation.PLAIN, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0);
	}

	@Test
	void gradientTimesInputSumsToTheOutput() {
		final Pixels image = Images.ramp();
		final float[] gradient = network.evaluate(image, Objectives.logit(0)).gradient().data();
		float sum = 0;
		for (int i = 0; i < gradient.length; i++)
			sum += gradient[i] * image.values().data()[i];
		assertEquals(54, sum);
	}

	@Test
	void valuesNeedNoWayBack() {
		assertArrayEquals(new float[] { 54 }, network.values(Images.ramp(), Objectives.logit(0)));
	}

	/** The dense weights of unit 0, channel-major: five of 1, then three of -1. */
	@Test
	void theGradientAtTheConvolutionIsTheDenseWeights() {
		final Answer evaluation = network.answer(Query.of(Images.ramp()).objective(Objectives.logit(0))
			.withValues().withActivation("conv").withGradientAt("conv"));
		assertArrayEquals(new float[] { 54 }, evaluation.values());
		assertArrayEquals(new float[] { 0, 0, 4, 0, 31, 6, 40, 15 },
			evaluation.activation("conv").data());
		assertArrayEquals(new float[] { 1, 1, 1, -1, 1, -1, 1, -1 },
			evaluation.gradientAt("conv").data());
		assertArrayEquals(new int[] { 1, 2, 2, 2 }, evaluation.gradientAt("conv").shape().toArray());
	}

	@Test
	void aLayerThatTheObjectiveDoesNotSeeHasNoGradient() {
		final String message = assertThrows(EngineException.class,
			() -> network
				.answer(Query.of(Images.ramp()).objective(Objectives.power()).withGradientAt("conv")))
			.getMessage();
		assertTrue(message.endsWith("does not depend on conv, so it has no gradient."), message);
	}

	@Test
	void guidedBackpropagationDropsNegativeGradients() {
		assertGradient(Backpropagation.GUIDED, 0, 1, 1, 1, 1, 3, 3, 2, 1, 3, 3, 2, 1, 2, 2, 1);
	}

	@Test
	void theDeconvnetForgetsWhichUnitsWereOpen() {
		assertGradient(Backpropagation.DECONVNET, 2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1);
	}

	/** Where a ReLU is open somewhere, as in the ramp, nothing is redirected. */
	@Test
	void redirectedBackpropagationIsPlainWhereAnythingIsOpen() {
		assertGradient(Backpropagation.REDIRECTED, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0);
	}

	/** A black image closes all ReLUs; what would open them is what the deconvnet lets through. */
	@Test
	void redirectedBackpropagationLeavesADeadRegion() {
		final Pixels ramp = Images.ramp();
		final Pixels black = ramp.with(Tensor.zeros(ramp.shape()));
		for (final float value : network.evaluate(black, Objectives.logit(0)).gradient().data())
			assertEquals(0, value);
		assertArrayEquals(new float[] { 2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1 },
			network.evaluate(black, Objectives.logit(0), Backpropagation.REDIRECTED).gradient().data());
	}

	/** Each image of a batch for itself. */
	@Test
	void redirectionIsOfEachImage() {
		final Pixels ramp = Images.ramp();
		final Tensor both = Tensor.zeros(ramp.shape().with(0, 2));
		System.arraycopy(ramp.values().data(), 0, both.data(), 16, 16);
		final Tensor gradient =
			network.evaluate(ramp.with(both), Objectives.logit(0), Backpropagation.REDIRECTED).gradient();
		assertEquals(5, gradient.get(0, 1, 1, 0));
		assertEquals(1, gradient.get(1, 1, 1, 0));
	}
}
