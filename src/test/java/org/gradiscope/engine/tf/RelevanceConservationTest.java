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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Nothing of the relevance is lost where there is no bias, under every rule and preprocessing. */
class RelevanceConservationTest {

	private static final double TOLERANCE = 1e-4;

	private static final Preprocessing RAW =
		Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(8, 8));

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	/** Layers of one network, their weights drawn from a seed. */
	private record Layers(Ops tf, Random random) {

		Operand<TFloat32> weights(final long... shape) {
			int size = 1;
			for (final long extent : shape)
				size *= extent;
			final float[] values = new float[size];
			for (int i = 0; i < size; i++)
				values[i] = (float) random.nextGaussian();
			return tf.reshape(tf.constant(values), tf.constant(shape));
		}

		Operand<TFloat32> conv(final Operand<TFloat32> x, final long from, final long to,
			final long stride) {
			return tf.nn.conv2d(x, weights(3, 3, from, to), List.of(1L, stride, stride, 1L), "SAME");
		}

		/** To four times as many places, of 8 x 8. */
		Operand<TFloat32> transposed(final Operand<TFloat32> x, final long from, final long to) {
			return tf.nn.conv2dBackpropInput(sizes(x, 8, to), weights(3, 3, to, from), x,
				List.of(1L, 2L, 2L, 1L), "SAME");
		}

		/** As exporters write it: the number of images is that of what comes in. */
		Operand<TInt32> sizes(final Operand<TFloat32> x, final int side, final long channels) {
			return tf.concat(
				List.of(tf.slice(tf.shape(x), tf.constant(new int[1]), tf.constant(new int[] { 1 })),
					tf.constant(new int[] { side, side, (int) channels })),
				tf.constant(0));
		}

		Operand<TFloat32> depthwise(final Operand<TFloat32> x, final long channels) {
			return tf.nn.depthwiseConv2dNative(x, weights(3, 3, channels, 1), List.of(1L, 1L, 1L, 1L),
				"SAME");
		}

		Operand<TFloat32> dense(final Operand<TFloat32> x, final long from) {
			return tf.linalg.matMul(tf.reshape(x, tf.constant(new long[] { -1, from })),
				weights(from, 3));
		}

		Operand<TFloat32> mean(final Operand<TFloat32> x) {
			return tf.math.mean(x, tf.constant(new int[] { 1, 2 }));
		}
	}

	/** As VGG: convolutions, a maximum, dense layers. */
	private static Operand<TFloat32> vgg(final Layers l, final Operand<TFloat32> image,
		final long channels) {
		final Operand<TFloat32> x =
			l.tf.nn.relu(l.conv(l.tf.nn.relu(l.conv(image, channels, 4, 1)), 4, 5, 1));
		final Operand<TFloat32> pooled = l.tf.nn.maxPool(x, l.tf.constant(new int[] { 1, 2, 2, 1 }),
			l.tf.constant(new int[] { 1, 2, 2, 1 }), "VALID");
		return l.dense(pooled, 4 * 4 * 5);
	}

	/** As ResNet: a branch that goes round, and one with a convolution in it. */
	private static Operand<TFloat32> resnet(final Layers l, final Operand<TFloat32> image,
		final long channels) {
		final Ops tf = l.tf;
		final Operand<TFloat32> x = tf.nn.relu(l.conv(image, channels, 4, 1));
		final Operand<TFloat32> y =
			tf.nn.relu(tf.math.add(x, l.conv(tf.nn.relu(l.conv(x, 4, 4, 1)), 4, 4, 1)));
		final Operand<TFloat32> z =
			tf.nn.relu(tf.math.add(l.conv(y, 4, 6, 2), l.conv(tf.nn.relu(l.conv(y, 4, 6, 2)), 6, 6, 1)));
		return l.dense(l.mean(z), 6);
	}

	/** As MobileNet: depthwise convolutions, a linear bottleneck, a convolution of one position. */
	private static Operand<TFloat32> mobilenet(final Layers l, final Operand<TFloat32> image,
		final long channels) {
		final Ops tf = l.tf;
		final Operand<TFloat32> x =
			l.conv(tf.nn.relu6(l.depthwise(tf.nn.relu6(l.conv(image, channels, 4, 2)), 4)), 4, 3, 1);
		final Operand<TFloat32> y = tf.nn
			.relu6(l.conv(tf.math.add(x, l.conv(tf.nn.relu6(l.conv(x, 3, 4, 1)), 4, 3, 1)), 3, 8, 1));
		final Operand<TFloat32> pooled = tf.reshape(l.mean(y), tf.constant(new int[] { -1, 1, 1, 8 }));
		return tf.reshape(tf.nn.conv2d(pooled, l.weights(1, 1, 8, 3), List.of(1L, 1L, 1L, 1L), "SAME"),
			tf.constant(new int[] { -1, 3 }));
	}

	/** As U-Net: down and up again, beside what was there before; with a softplus. */
	private static Operand<TFloat32> unet(final Layers l, final Operand<TFloat32> image,
		final long channels) {
		final Ops tf = l.tf;
		final Operand<TFloat32> x = tf.nn.relu(l.conv(image, channels, 4, 1));
		final Operand<TFloat32> up =
			tf.math.softplus(l.transposed(tf.nn.relu(l.conv(x, 4, 5, 2)), 5, 4));
		return l.dense(l.mean(tf.nn.relu(l.conv(tf.concat(List.of(x, up), tf.constant(3)), 8, 6, 1))),
			6);
	}

	/** What the prepared image goes through. */
	@FunctionalInterface
	private interface Body {

		Operand<TFloat32> of(Layers layers, Operand<TFloat32> image, long channels);
	}

	private static final List<Body> BODIES =
		List.of(RelevanceConservationTest::vgg, RelevanceConservationTest::resnet,
			RelevanceConservationTest::mobilenet, RelevanceConservationTest::unet);

	private static Network open(final Preprocessing preprocessing,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return new TensorFlowEngine().open(
			TinyNetworks.of("tiny", preprocessing, List.of("0", "1", "2"), List.of("logits"), body));
	}

	private static Network open(final Preprocessing preprocessing, final Body body) {
		return open(preprocessing, (tf, image) -> body.of(new Layers(tf, new Random(7)), image,
			preprocessing.channels().count()));
	}

	private static Pixels image(final int side, final int channels) {
		final Tensor image = Tensor.zeros(Shape.of(1, side, side, channels));
		final Random random = new Random(3);
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = 1 + random.nextInt(255);
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}

	private static void assertConserved(final Network network, final Pixels image,
		final RelevanceRules rules) {
		for (int target = 0; target < 3; target++) {
			final Relevance relevance = network.relevance(image, Objectives.logit(target), rules);
			assertEquals(image.shape(), relevance.map().shape());
			assertTrue(Math.abs(relevance.value()) > 1e-3, "a logit of 0 shows nothing");
			assertEquals(relevance.value(), relevance.arrived(), TOLERANCE * Math.abs(relevance.value()),
				network.descriptor().preprocessing().toString());
		}
	}

	@ParameterizedTest
	@EnumSource(value = RelevanceRules.class, mode = EnumSource.Mode.EXCLUDE,
		names = { "ALPHA1_BETA0", "EXCITATION" })
	void withoutBiasesAllArrives(final RelevanceRules rules) {
		for (final Body body : BODIES)
			try (Network network = open(RAW, body)) {
				assertConserved(network, image(8, 1), rules);
			}
	}

	/** Under these rules a unit keeps what it has where nothing speaks for it, as it may below zero. */
	@ParameterizedTest
	@EnumSource(value = RelevanceRules.class, names = { "ALPHA1_BETA0", "EXCITATION" })
	void whatIsPositiveKeepsAllWhereUnitsAreRectified(final RelevanceRules rules) {
		try (Network network = open(RAW, RelevanceConservationTest::vgg)) {
			assertConserved(network, image(8, 1), rules);
		}
	}

	/** Resized, cropped, mixed, shifted and standardised images. */
	@Tag("long")
	@ParameterizedTest
	@EnumSource(RelevanceRules.class)
	void thePreparationLosesNothing(final RelevanceRules rules) {
		final Preprocessing grey =
			Preprocessing.of(Channels.GREY, new ValueRange(-1, 1), InputSize.fixed(8, 8));
		final Preprocessing bgr = new Preprocessing(Channels.BGR, ValueRange.EIGHT_BIT,
			List.of(104f, 117f, 123f), List.of(58f, 57f, 56f), InputSize.fixed(8, 8));
		for (final Preprocessing preprocessing : List.of(grey, grey.withFit(ImageFit.CENTER_CROP),
			grey.withStandardization(Standardization.zeroMeanUnitVariance(1e-6)), bgr,
			bgr.withFit(ImageFit.TILE)))
			try (Network network = open(preprocessing, RelevanceConservationTest::vgg)) {
				// A side of 9 makes tiles whose borders are exact as fractions.
				assertConserved(network, image(preprocessing.fit() == ImageFit.TILE ? 9 : 13, 3), rules);
			}
	}

	/** By 1 and -1, then by -0.4 and 0.5 up, in three ways of writing it. */
	@ParameterizedTest
	@EnumSource(RelevanceRules.class)
	void aBatchNormalizationIsPartOfItsLayer(final RelevanceRules rules) {
		final float[] folded = normalized(rules,
			(l,
				x) -> l.tf.math.add(l.tf.nn.conv2d(x,
					l.tf.math.mul(l.weights(3, 3, 1, 2), l.tf.constant(new float[] { 1, -1 })),
					List.of(1L, 1L, 1L, 1L), "SAME"), l.tf.constant(new float[] { -0.4f, 0.5f })));
		assertArrayEquals(folded,
			normalized(rules,
				(l,
					x) -> l.tf.math.sub(l.tf.math.mul(
						l.tf.math.add(l.conv(x, 1, 2, 1), l.tf.constant(new float[] { -0.4f, 0.5f })),
						l.tf.constant(new float[] { 1, -1 })), l.tf.constant(new float[] { 0, -1 }))),
			1e-5f);
		assertArrayEquals(folded,
			normalized(rules,
				(l,
					x) -> l.tf.nn.fusedBatchNorm(l.conv(x, 1, 2, 1), l.tf.constant(new float[] { 2, -1 }),
						l.tf.constant(new float[] { 0.1f, 0.3f }), l.tf.constant(new float[] { 0.5f, 0.2f }),
						l.tf.constant(new float[] { 3, 0 }), FusedBatchNorm.epsilon(1f),
						FusedBatchNorm.isTraining(false)).y()),
			1e-5f);
	}

	/** At each place of the image; what scales and shifts its channels is folded in, too. */
	@ParameterizedTest
	@EnumSource(RelevanceRules.class)
	void aTransposedConvolutionIsTheConvolutionThatItEquals(final RelevanceRules rules) {
		final List<Long> steps = List.of(1L, 1L, 1L, 1L);
		assertArrayEquals(
			normalized(rules,
				(l, x) -> shifted(l,
					l.tf.nn.conv2d(x,
						l.tf.linalg.transpose(
							l.tf.reverse(l.weights(3, 3, 2, 1), l.tf.constant(new int[] { 0, 1 })),
							l.tf.constant(new int[] { 0, 1, 3, 2 })),
						steps, "SAME"))),
			normalized(rules,
				(l, x) -> shifted(l,
					l.tf.nn.conv2dBackpropInput(l.sizes(x, 6, 2), l.weights(3, 3, 2, 1), x, steps, "SAME"))),
			1e-5f);
	}

	private static Operand<TFloat32> shifted(final Layers l, final Operand<TFloat32> x) {
		return l.tf.math.mul(l.tf.nn.biasAdd(x, l.tf.constant(new float[] { -0.4f, 0.5f })),
			l.tf.constant(new float[] { 1, -1 }));
	}

	private static float[] normalized(final RelevanceRules rules,
		final BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> layer) {
		try (Network network =
			open(Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(6, 6)),
				(l, image, channels) -> {
					final Operand<TFloat32> x = l.tf.nn.relu(layer.apply(l, image));
					return l.dense(l.mean(l.tf.nn.relu(l.conv(x, 2, 3, 1))), 3);
				})) {
			return network.relevance(image(6, 1), Objectives.logit(0), rules).map().data();
		}
	}
}
