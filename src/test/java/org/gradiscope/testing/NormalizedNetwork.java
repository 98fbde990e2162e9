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

package org.gradiscope.testing;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.preprocessing.PreprocessingCandidate;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * A network of colours: a convolution of one pixel, each filter of which looks at one colour, a batch normalization, a ReLU,
 * and the mean of each as score. The moments are those of what the convolution gives for images that are prepared in
 * one way, as a training on them leaves it.
 */
public final class NormalizedNetwork {

	/** Three filters of each colour, red first. */
	public static final float[] WEIGHTS = { 0.5f, -0.7f, 1.1f, 0.3f, -0.4f, 0.9f, 0.8f, -0.6f, 0.2f };
	private static final float[] BIASES =
		{ 0.1f, 0.2f, -0.3f, 0.05f, 0.4f, -0.1f, 0.3f, -0.2f, 0.15f };

	private NormalizedNetwork() {}

	/** Trained on images that a candidate prepares, but opened as {@code stated}. */
	public static Network trained(final Preprocessing stated, final PreprocessingCandidate candidate,
		final List<Pixels> images) {
		return Engine.load().open(model(stated, candidate, images));
	}

	/** The same at rest. */
	public static Model model(final Preprocessing stated, final PreprocessingCandidate candidate,
		final List<Pixels> images) {
		final int count = WEIGHTS.length;
		final double[] sums = new double[count];
		final double[] squares = new double[count];
		long positions = 0;
		try (Network bare = Engine.load().open(model(stated, (tf, x) -> x));
			Network prepared = bare.weights().preparedBy(candidate.preprocessing())) {
			for (final Pixels image : images) {
				final Tensor seen = prepared.activation(image, "conv");
				for (int i = 0; i < seen.size(); i++) {
					sums[i % count] += seen.data()[i];
					squares[i % count] += (double) seen.data()[i] * seen.data()[i];
				}
				positions += seen.size() / count;
			}
		}
		final float[] means = new float[count];
		final float[] variances = new float[count];
		for (int i = 0; i < count; i++) {
			means[i] = (float) (sums[i] / positions);
			variances[i] = (float) (squares[i] / positions - Math.pow(sums[i] / positions, 2));
		}
		return model(stated,
			(tf, x) -> tf.nn
				.fusedBatchNorm(x, tf.constant(ones()), tf.constant(new float[count]), tf.constant(means),
					tf.constant(variances), FusedBatchNorm.isTraining(false), FusedBatchNorm.epsilon(1e-9f))
				.y());
	}

	/** Without a normalization. */
	public static Network forgetful(final Preprocessing stated) {
		return Engine.load().open(model(stated, (tf, x) -> x));
	}

	private static float[] ones() {
		final float[] ones = new float[WEIGHTS.length];
		Arrays.fill(ones, 1);
		return ones;
	}

	private interface Body {

		Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
	}

	private static Model model(final Preprocessing stated, final Body normalization) {
		final float[][][][] kernel = new float[1][1][3][WEIGHTS.length];
		for (int k = 0; k < WEIGHTS.length; k++)
			kernel[0][0][k / 3][k] = WEIGHTS[k];
		final Model model = TinyNetworks.undescribed(
			Shape.of(-1, stated.size().height(), stated.size().width(), 3),
			(tf, image) -> tf.withName("scores").math.mean(tf.withName("relu").nn.relu(normalization.of(
				tf,
				tf.withName("conv").nn.biasAdd(tf.nn.conv2d(image, tf.constant(StdArrays.ndCopyOf(kernel)),
					List.of(1L, 1L, 1L, 1L), "SAME"), tf.constant(BIASES)))),
				tf.constant(new int[] { 1, 2 })));
		return new Model(
			model.description().with(stated, "the test").with(Fact.NAME, "colours", "the test"),
			model.source());
	}
}
