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

import static org.gradiscope.engine.RelevanceRules.ALPHA1_BETA0;
import static org.gradiscope.engine.RelevanceRules.COMPOSITE;
import static org.gradiscope.engine.RelevanceRules.EPSILON;
import static org.gradiscope.engine.RelevanceRules.GAMMA;
import static org.gradiscope.engine.RelevanceRules.ZERO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Layer-wise relevance propagation on networks that are worked out by hand. */
class RelevanceTest {

	/** From 0 to 4, as they are. */
	private static final ValueRange RANGE = new ValueRange(0, 4);

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Network open(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return new TensorFlowEngine()
			.open(TinyNetworks.of("tiny", Preprocessing.of(Channels.GREY, RANGE, InputSize.atLeast(1, 1)),
				List.of("0"), List.of("logits"), body));
	}

	private static Pixels row(final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, 1, values.length, 1), values), RANGE);
	}

	/** {@code w x + b} of a row of pixels. */
	private static Relevance dense(final RelevanceRules rules, final float[] x, final float b,
		final float... w) {
		try (Network network = open((tf, image) -> tf.math.add(
			tf.linalg.matMul(tf.reshape(image, tf.constant(new int[] { -1, w.length })), column(tf, w)),
			tf.constant(new float[] { b })))) {
			return network.relevance(row(x), Objectives.logit(0), rules);
		}
	}

	private static Operand<TFloat32> column(final Ops tf, final float... w) {
		return tf.reshape(tf.constant(w), tf.constant(new int[] { -1, 1 }));
	}

	private static void assertMap(final Relevance relevance, final double... expected) {
		final float[] map = relevance.map().data();
		assertEquals(expected.length, map.length);
		for (int i = 0; i < map.length; i++)
			assertEquals(expected[i], map[i], 1e-5, "pixel " + i);
	}

	/** z = 4 - 3 + 1. */
	@Test
	void aDenseLayerSharesByItsRule() {
		final float[] x = { 2, 3 };
		assertMap(dense(ZERO, x, 1, 2, -1), 4, -3);
		assertMap(dense(EPSILON, x, 1, 2, -1), 4, -3);
		assertMap(dense(GAMMA, x, 1, 2, -1), 5 / 3.25 * 2, -3 / 3.25 * 2);
		assertMap(dense(ALPHA1_BETA0, x, 1, 2, -1), 4 / 5d * 2, 0);
	}

	/** On pixels of 0..4: 2 x - 2 * 0 is 4, and 4 - x is 1. */
	@Test
	void theCompositeCountsPixelsFromTheBordersOfTheirBox() {
		assertMap(dense(COMPOSITE, new float[] { 2, 3 }, 1, 2, -1), 4 / 5d * 2, 1 / 5d * 2);
	}

	/** Pixels in another place, or of the other sign, are the same layer with other weights. */
	@Test
	void whatMovesPixelsOrTheirSignMayPrepareThem() {
		final float[] x = { 2, 3 };
		assertArrayEquals(dense(COMPOSITE, x, 1, -1, 2).map().data(),
			prepared(x, 1, 2, (tf, image) -> tf.roll(image, tf.constant(1), tf.constant(2))), 1e-5f);
		assertArrayEquals(dense(COMPOSITE, x, 1, 2, -1).map().data(),
			prepared(x, 1, 2, (tf, image) -> tf.tile(image, tf.constant(new int[] { 1, 1, 1, 1 }))),
			1e-5f);
		assertArrayEquals(dense(COMPOSITE, x, 1, 2, -1).map().data(),
			prepared(x, 1, -2, (tf, image) -> tf.math.neg(image)), 1e-5f);
	}

	/** {@code w x - w / 2 y + b} of a row of two pixels, after {@code body}. */
	private static float[] prepared(final float[] x, final float b, final float w,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		try (Network network = open((tf, image) -> tf.math
			.add(tf.linalg.matMul(tf.reshape(body.apply(tf, image), tf.constant(new int[] { -1, 2 })),
				column(tf, w, -w / 2)), tf.constant(new float[] { b })))) {
			return network.relevance(row(x), Objectives.logit(0), COMPOSITE).map().data();
		}
	}

	@Test
	void gammaFavoursWhatHasTheSignOfTheSum() {
		assertMap(dense(GAMMA, new float[] { 1, 3 }, 0, 1, -1), 1 / 2.75 * 2, -3.75 / 2.75 * 2);
	}

	@Test
	void aBiasKeepsItsShare() {
		final Relevance plain = dense(ZERO, new float[] { 2, 3 }, 1, 2, -1);
		assertEquals(2, plain.value());
		assertEquals(1, plain.arrived(), 1e-6);
		assertEquals(1, plain.biases(), 1e-6);
		assertEquals(0.4, dense(ALPHA1_BETA0, new float[] { 2, 3 }, 1, 2, -1).biases(), 1e-6);
		assertEquals(1.25 / 3.25 * 2, dense(GAMMA, new float[] { 2, 3 }, 1, 2, -1).biases(), 1e-6);
	}

	@Test
	void rule0IsGradientTimesInputOnNetworkN() {
		try (Network network = new TensorFlowEngine().open(TinyNetworks.networkN())) {
			final Relevance relevance = network.relevance(Images.ramp(), Objectives.logit(0), ZERO);
			assertEquals(54, relevance.value());
			assertMap(relevance, 0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 0, 0, 0);
			// Three units of bias -50 speak for it, two of -75 against it.
			assertEquals(0, relevance.biases(), 1e-4);
		}
	}

	/** Nine pixels of 10 and a bias of -50, at each of four positions. */
	@Test
	void aChannelBeginsWithItsOwnActivations() {
		try (Network network = new TensorFlowEngine().open(TinyNetworks.networkN())) {
			final float[] ones = new float[16];
			Arrays.fill(ones, 10);
			final Relevance relevance =
				network.relevance(new Pixels(Tensor.of(Shape.of(1, 4, 4, 1), ones), ValueRange.UNIT),
					Objectives.channel("conv", 0), EPSILON);
			assertEquals(40, relevance.value());
			assertEquals(90, relevance.arrived(), 1e-3);
			assertEquals(-50, relevance.biases(), 1e-3);
		}
	}

	/** Branches of 2 x and -x + 3, of which the second goes through the first, too. */
	@Test
	void branchesShareInProportion() {
		try (Network network = open((tf, image) -> {
			final Operand<TFloat32> twice = tf.nn.relu(tf.nn.conv2d(image,
				tf.constant(new float[][][][] { { { { 2 } } } }), List.of(1L, 1L, 1L, 1L), "SAME"));
			final Operand<TFloat32> more = tf.nn.conv2d(twice,
				tf.constant(new float[][][][] { { { { 3 } } } }), List.of(1L, 1L, 1L, 1L), "SAME");
			return tf.reshape(tf.concat(List.of(tf.math.add(twice, more), twice), tf.constant(2)),
				tf.constant(new int[] { 1, -1 }));
		})) {
			// 2 x + 6 x, then 2 x: the channels of a row of one pixel.
			for (final RelevanceRules rules : RelevanceRules.values()) {
				assertMap(network.relevance(row(1.5f), Objectives.logit(0), rules), 12);
				assertMap(network.relevance(row(1.5f), Objectives.logit(1), rules), 3);
			}
		}
	}

	@Test
	void theLargestTakesAllAndMeansShare() {
		try (Network network = open((tf,
			image) -> tf.reshape(tf.concat(
				List.of(
					tf.nn.maxPool(image, tf.constant(new int[] { 1, 1, 2, 1 }),
						tf.constant(new int[] { 1, 1, 2, 1 }), "VALID"),
					tf.math.mean(image, tf.constant(new int[] { 1, 2 }), Mean.keepDims(true))),
				tf.constant(2)), tf.constant(new int[] { 1, -1 })))) {
			final Pixels image = row(1, 3, 2, 0);
			assertMap(network.relevance(image, Objectives.logit(0), EPSILON), 0, 3, 0, 0);
			assertMap(network.relevance(image, Objectives.logit(1), EPSILON), 0, 0, 2, 0);
			assertMap(network.relevance(image, Objectives.logit(2), EPSILON), 0.25, 0.75, 0.5, 0);
		}
	}

	/** ln(1 + e^0) and ln(1 + e^3), of which each pixel gets its own. */
	@Test
	void aSoftplusHandsAllOn() {
		try (Network network =
			open((tf, image) -> tf.reshape(tf.math.softplus(image), tf.constant(new int[] { 1, -1 })))) {
			assertMap(network.relevance(row(0, 3), Objectives.logit(0), EPSILON), Math.log(2), 0);
			assertMap(network.relevance(row(0, 3), Objectives.logit(1), EPSILON), 0,
				Math.log1p(Math.exp(3)));
		}
	}

	private static String refused(final Network network, final Objective objective) {
		return assertThrows(EngineException.class,
			() -> network.relevance(row(1, 2), objective, EPSILON)).getMessage();
	}

	@Test
	void anOperationWithoutARuleIsNamed() {
		try (Network network =
			open((tf, image) -> tf.reshape(tf.math.mul(image, tf.withName("gate").math.sigmoid(image)),
				tf.constant(new int[] { 1, -1 })))) {
			final String message = refused(network, Objectives.logit(0));
			assertTrue(message.startsWith(
				"Layer-wise relevance propagation has no rule for the operation Mul of the layer 'Mul'; "),
				message);
		}
	}

	@Test
	void anObjectiveThatIsNoSumOfActivationsIsRefused() {
		try (
			Network network = open((tf, image) -> tf.reshape(image, tf.constant(new int[] { 1, -1 })))) {
			for (final Objective objective : List.of(Objectives.probability(0),
				Objectives.logProbability(0), Objectives.layer("logits"), Objectives.power(),
				Objectives.logit(0).plus(Objectives.power()))) {
				final String message = refused(network, objective);
				assertTrue(message.contains(" but the objective is " + objective + "; take the logit"),
					message);
			}
			assertArrayEquals(new float[] { -2, 4 }, network.relevance(row(1, 2),
				Objectives.logit(1).times(2).minus(Objectives.logit(0).times(2)), EPSILON).map().data());
		}
	}

	@Test
	void severalImagesAreRefused() {
		try (
			Network network = open((tf, image) -> tf.reshape(image, tf.constant(new int[] { 1, -1 })))) {
			assertThrows(IllegalArgumentException.class,
				() -> network.relevance(new Pixels(Tensor.zeros(Shape.of(2, 1, 2, 1)), RANGE),
					Objectives.logit(0), EPSILON));
		}
	}
}
