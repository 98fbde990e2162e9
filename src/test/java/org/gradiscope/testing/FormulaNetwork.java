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

import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** The network of scripts/reference/more_saliency.py, whose weights are formulas, and its image. */
public final class FormulaNetwork {

	private static final int SIDE = 12;

	/** Whose logit the script explains. */
	public static final int TARGET = 1;

	private FormulaNetwork() {}

	/** Its layers are conv1 and conv2, both after the ReLU. */
	public static Model model() {
		return model(FormulaNetwork::largest);
	}

	/** The same with means instead of maxima. */
	public static Model withMeans() {
		return model((tf, image) -> tf.nn.avgPool(image, List.of(1L, 2L, 2L, 1L),
			List.of(1L, 2L, 2L, 1L), "VALID"));
	}

	private static Model model(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> pool) {
		return TinyNetworks.of("formula",
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(SIDE, SIDE)),
			List.of("0", "1", "2"), List.of("conv1", "conv2"), (tf, image) -> logits(tf, image, pool));
	}

	private static Operand<TFloat32> logits(final Ops tf, final Operand<TFloat32> image,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> pool) {
		final Operand<TFloat32> conv1 = tf.withName("conv1").nn.relu(
			tf.nn.biasAdd(convolved(tf, image, weights(tf, 1, 0.5, 3, 3, 3, 4)), weights(tf, 2, 0.1, 4)));
		final Operand<TFloat32> conv2 = tf.withName("conv2").nn
			.relu(normalized(tf, convolved(tf, pool.apply(tf, conv1), weights(tf, 3, 0.5, 3, 3, 4, 6))));
		final Operand<TFloat32> flat =
			tf.reshape(pool.apply(tf, conv2), tf.constant(new int[] { -1, 54 }));
		final Operand<TFloat32> dense = tf.nn.relu(
			tf.nn.biasAdd(tf.linalg.matMul(flat, weights(tf, 8, 0.5, 54, 8)), weights(tf, 9, 0.1, 8)));
		return tf.nn.biasAdd(tf.linalg.matMul(dense, weights(tf, 10, 0.5, 8, 3)),
			weights(tf, 11, 0.1, 3));
	}

	private static Operand<TFloat32> convolved(final Ops tf, final Operand<TFloat32> image,
		final Operand<TFloat32> kernel) {
		return tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
	}

	private static Operand<TFloat32> largest(final Ops tf, final Operand<TFloat32> image) {
		return tf.nn.maxPool(image, tf.constant(new int[] { 1, 2, 2, 1 }),
			tf.constant(new int[] { 1, 2, 2, 1 }), "VALID");
	}

	private static Operand<TFloat32> normalized(final Ops tf, final Operand<TFloat32> of) {
		final Operand<TFloat32> one = tf.constant(1f);
		return tf.nn.fusedBatchNorm(of, tf.math.add(one, weights(tf, 4, 0.5, 6)),
			weights(tf, 5, 0.2, 6), weights(tf, 6, 0.3, 6), tf.math.add(one, weights(tf, 7, 0.5, 6)),
			FusedBatchNorm.isTraining(false), FusedBatchNorm.epsilon(1e-3f)).y();
	}

	private static Operand<TFloat32> weights(final Ops tf, final int number, final double scale,
		final long... axes) {
		final Shape shape = Shape.of(axes);
		final float[] values = new float[(int) shape.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (scale * Math.sin(number + (double) i * i));
		return tf.constant(shape, DataBuffers.of(values));
	}

	/** 8-bit, of three channels. */
	public static Pixels image() {
		final Tensor image = Tensor.zeros(org.gradiscope.tensor.Shape.of(1, SIDE, SIDE, 3));
		for (int i = 0; i < image.size(); i++) {
			final int y = i / 3 / SIDE;
			final int x = i / 3 % SIDE;
			image.data()[i] = (37 * y * y + 13 * x + 29 * (i % 3) * (x + 1)) % 256;
		}
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}
}
