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
package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where multipliers can be worked out by hand; captum's are in {@link FormulaNetworkTest}. */
class DeepLiftTest {

	private static final DeepLift FROM_BLACK = new DeepLift(Baseline.Standard.BLACK);

	private static Network open(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return Engine.load()
			.open(TinyNetworks.of("tiny",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("sum"),
				List.of(), body));
	}

	/** The sum over the positions. */
	private static Operand<TFloat32> sum(final Ops tf, final Operand<TFloat32> of) {
		return tf.reduceSum(of, tf.constant(new int[] { 1, 2 }));
	}

	private static Pixels row(final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, 1, values.length, 1), values), ValueRange.UNIT);
	}

	private static float[] map(final Network network, final Pixels image, final Baseline baseline) {
		final Attribution attribution =
			new DeepLift(baseline).attribute(network, image, Objectives.logit(0));
		assertEquals(0, (float) attribution.facts().get(IntegratedGradients.GAP), 1e-4);
		return attribution.map().data();
	}

	/**
	 * The windows of network N sum to 45, 54, 81 and 90 on the ramp. Less 50 and 75, what is over 0 is 4, 31
	 * and 40, and 6 and 15, which count against it. From zeros all are closed.
	 */
	@Test
	void networkN() {
		final double[] multipliers = { 0, 4 / 54.0, (31 - 6) / 81.0, (40 - 15) / 90.0 };
		final float[] expected = new float[16];
		for (int window = 0; window < 4; window++)
			for (int y = window / 2; y < window / 2 + 3; y++)
				for (int x = window % 2; x < window % 2 + 3; x++)
					expected[4 * y + x] += (float) (multipliers[window] * (4 * y + x));
		try (Network network = open(DeepLiftTest::networkN)) {
			assertArrayEquals(expected, map(network, Images.ramp(), Baseline.Standard.BLACK), 1e-4f);
		}
	}

	/** Unit 0 of it, which takes several images at once: its dense layer is a convolution of all positions. */
	private static Operand<TFloat32> networkN(final Ops tf, final Operand<TFloat32> image) {
		final Operand<TFloat32> conv = tf.nn.relu(tf.nn
			.biasAdd(tf.nn.conv2d(image, tf.fill(tf.constant(new int[] { 3, 3, 1, 2 }), tf.constant(1f)),
				List.of(1L, 1L, 1L, 1L), "VALID"), tf.constant(new float[] { -50, -75 })));
		final float[] dense = { 1, 1, 1, -1, 1, -1, 1, -1 };
		return tf.nn.relu(sum(tf,
			tf.nn.conv2d(conv, tf.reshape(tf.constant(dense), tf.constant(new int[] { 2, 2, 2, 1 })),
				List.of(1L, 1L, 1L, 1L), "VALID")));
	}

	/** The paper's figure of a saturated sum: 1 - ReLU(1 - x - y) of two ones has no derivative. */
	@Test
	void whatIsSaturatedHasItsShare() {
		try (Network network = open((tf, image) -> tf.math.sub(tf.constant(1f),
			tf.nn.relu(tf.math.sub(tf.constant(1f), sum(tf, image)))))) {
			assertArrayEquals(new float[] { 0.5f, 0.5f },
				map(network, row(1, 1), Baseline.Standard.BLACK), 1e-5f);
			assertArrayEquals(new float[2],
				GradientMethod.GRADIENT.attribute(network, row(1, 1), Objectives.logit(0)).map().data());
		}
	}

	/** max(x, y) from (0.1, 0.6) to (0.9, 0.2) is 0.3 more, of which all is x's: it was 0.6 by y. */
	@Test
	void aMaximumIsOfThePlacesThatItIsFrom() {
		try (Network network = open((tf, image) -> sum(tf, tf.nn.maxPool(image,
			tf.constant(new int[] { 1, 1, 2, 1 }), tf.constant(new int[] { 1, 1, 2, 1 }), "VALID")))) {
			assertArrayEquals(new float[] { 0.3f, 0 },
				map(network, row(0.9f, 0.2f), Baseline.image(Tensor.of(Shape.of(1, 1, 2, 1), 0.1f, 0.6f))),
				1e-5f);
			// The other way round it is y's that is lost.
			assertArrayEquals(new float[] { -0.3f, 0 },
				map(network, row(0.1f, 0.6f), Baseline.image(Tensor.of(Shape.of(1, 1, 2, 1), 0.9f, 0.2f))),
				1e-5f);
		}
	}

	/** x tanh(x) from 0.5 to 1: half of the difference goes each way, and all comes to x. */
	@Test
	void aProductIsShared() {
		try (Network network = open((tf, image) -> sum(tf, tf.math.mul(image, tf.math.tanh(image))))) {
			final double expected = Math.tanh(1) - 0.5 * Math.tanh(0.5);
			assertEquals(expected, map(network, row(1), Baseline.image(row(0.5f).values()))[0], 1e-5);
		}
	}

	@Test
	void whatDoesNotDifferHasTheDerivative() {
		try (Network network = open((tf, image) -> sum(tf, tf.math.square(image)))) {
			final float[] map =
				map(network, row(0.5f, 1), Baseline.image(Tensor.of(Shape.of(1, 1, 2, 1), 0.5f, 0)));
			assertArrayEquals(new float[] { 0, 1 }, map, 1e-5f);
		}
	}

	@Test
	void whatHasNoRuleIsRefused() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			final String message = assertThrows(EngineException.class,
				() -> FROM_BLACK.attribute(network, Images.ramp(), Objectives.logit(0))).getMessage();
			assertTrue(message.contains("network-n takes one at a time"), message);
		}
		try (Network network =
			open((tf, image) -> sum(tf, tf.math.squaredDifference(image, tf.math.mul(image, image))))) {
			final String message = assertThrows(EngineException.class,
				() -> FROM_BLACK.attribute(network, row(0.5f, 1), Objectives.logit(0))).getMessage();
			assertTrue(message.contains("no rule for the operation SquaredDifference"), message);
			final String probability = assertThrows(EngineException.class,
				() -> FROM_BLACK.attribute(network, row(0.5f, 1), Objectives.probability(0))).getMessage();
			assertTrue(probability.contains("take the logit of the class"), probability);
		}
	}
}
