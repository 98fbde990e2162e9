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

import org.gradiscope.attribution.AblationCam;
import org.gradiscope.attribution.ActivationMap;
import org.gradiscope.attribution.Upsampling;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;

/**
 * A network that takes and gives channels before the positions, as converted from PyTorch, against the
 * same one with channels last: what comes out of its layers, and of itself, is seen alike.
 */
class ChannelsFirstTest {

	private static final String LATE = "late";

	private static Network open(final boolean first) {
		final Model bare =
			TinyNetworks.undescribed(first ? org.tensorflow.ndarray.Shape.of(-1, 1, -1, -1)
				: org.tensorflow.ndarray.Shape.of(-1, -1, -1, 1), (tf, image) -> {
					final Operand<TFloat32> last = first ? transposed(tf, image, 0, 2, 3, 1) : image;
					final Operand<TFloat32> fine = tf.nn.relu(convolution(tf, last, 1, 3));
					final Operand<TFloat32> coarse =
						tf.nn.avgPool(fine, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "VALID");
					final Operand<TFloat32> both =
						tf.math.add(fine, up(tf, tf.nn.relu(convolution(tf, coarse, 3, 3))));
					final Operand<TFloat32> late =
						tf.withName(LATE).nn.relu(first ? transposed(tf, both, 0, 3, 1, 2) : both);
					final Operand<TFloat32> scores =
						convolution(tf, first ? transposed(tf, late, 0, 2, 3, 1) : late, 3, 2);
					return tf.withName("scores")
						.identity(first ? transposed(tf, scores, 0, 3, 1, 2) : scores);
				});
		return Engine.load().open(
			new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"), bare.source()));
	}

	private static Operand<TFloat32> transposed(final Ops tf, final Operand<TFloat32> of,
		final int... order) {
		return tf.linalg.transpose(of, tf.constant(order));
	}

	private static Operand<TFloat32> convolution(final Ops tf, final Operand<TFloat32> of,
		final int in, final int out) {
		final float[] weights = new float[9 * in * out];
		for (int i = 0; i < weights.length; i++)
			weights[i] = i * 29 % 97 / 97f - 0.4f;
		return tf.nn.conv2d(of,
			tf.reshape(tf.constant(weights), tf.constant(new int[] { 3, 3, in, out })),
			List.of(1L, 1L, 1L, 1L), "SAME");
	}

	private static Operand<TFloat32> up(final Ops tf, final Operand<TFloat32> coarse) {
		return tf.image.resizeNearestNeighbor(coarse,
			tf.math.mul(
				tf.slice(tf.shape(coarse), tf.constant(new int[] { 1 }), tf.constant(new int[] { 2 })),
				tf.constant(new int[] { 2, 2 })),
			new ResizeNearestNeighbor.Options[0]);
	}

	/** The second size does not fit, so it goes on by reflection. */
	@ParameterizedTest
	@CsvSource({ "6, 8", "5, 7" })
	void allIsSeenAsOfTheSameNetworkWithChannelsLast(final int height, final int width) {
		try (Network last = open(false); Network first = open(true)) {
			assertEquals("bcyx", first.descriptor().preprocessing().axes());
			assertEquals(last.descriptor().layer(LATE).shape().get(2),
				first.descriptor().layer(LATE).shape().get(2));
			final Pixels image = Images.noise(ValueRange.UNIT, 3, 1, height, width, 1);
			final Tensor expected = last.activation(image, Expression.LOGITS);
			assertEquals(Shape.of(1, height, width, 2), expected.shape());
			assertSame(expected, first.activation(image, Expression.LOGITS));
			assertSame(last.activation(image, LATE), first.activation(image, LATE));
			final Tensor weights = Tensor.zeros(Shape.of(height, width, 1));
			for (int i = 0; i < weights.size(); i++)
				weights.data()[i] = 1 + i;
			final Objective objective = Objectives.region(weights, 1, Score.LOGIT)
				.plus(Objectives.neuron(LATE, 2, 3, 1)).plus(Objectives.channel(LATE, 2));
			assertSame(last.evaluate(image, objective).gradient(),
				first.evaluate(image, objective).gradient());
			final ActivationMap map =
				new ActivationMap(ActivationMap.Kind.GRAD_CAM, LATE, false, Upsampling.BILINEAR);
			final Objective region = Objectives.region(weights, 0, Score.LOGIT);
			assertSame(map.attribute(last, image, region).map(),
				map.attribute(first, image, region).map());
			final AblationCam ablation = new AblationCam(LATE, false, Upsampling.BILINEAR);
			assertSame(ablation.attribute(last, image, region).map(),
				ablation.attribute(first, image, region).map());
		}
	}

	private static void assertSame(final Tensor expected, final Tensor found) {
		float largest = 0;
		for (final float value : expected.data())
			largest = Math.max(largest, Math.abs(value));
		assertTrue(largest > 0);
		assertEquals(expected.shape(), found.shape());
		assertArrayEquals(expected.data(), found.data(), 1e-5f * largest);
	}
}
