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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** Layers that bring numbers to a mean and a variance. */
final class NormalizationLayers {

	private NormalizationLayers() {}

	/** With the moving statistics, as outside of training. */
	static Operand<TFloat32> batch(final LayerCall call) {
		final LayerConfig config = call.config();
		final Operand<TFloat32> x = call.input();
		final int axes = KerasShapes.axes(x);
		final List<Long> along = config.has("axis") ? config.wholes("axis") : List.of(-1L);
		if (along.size() != 1) throw config.unsupported("normalizes along several axes");
		final int axis = KerasShapes.axis(call, along.get(0), axes);
		final long channels = KerasShapes.extent(x, axis);
		final Operand<TFloat32> gamma =
			config.flag("scale", true) ? call.weight("gamma", channels) : null;
		final Operand<TFloat32> beta =
			config.flag("center", true) ? call.weight("beta", channels) : null;
		final Operand<TFloat32> mean = call.weight("moving_mean", channels);
		final Operand<TFloat32> variance = call.weight("moving_variance", channels);
		return axes == 4 && axis == 3 ? fused(call, gamma, beta, mean, variance)
			: scaled(call, List.of(axis), gamma, beta, mean, variance);
	}

	/** As one operation, for images. */
	private static Operand<TFloat32> fused(final LayerCall call, final Operand<TFloat32> gamma,
		final Operand<TFloat32> beta, final Operand<TFloat32> mean, final Operand<TFloat32> variance) {
		return call.tf().nn
			.fusedBatchNorm(call.input(), orAll(call, gamma, mean, 1), orAll(call, beta, mean, 0), mean,
				variance, FusedBatchNorm.isTraining(false), FusedBatchNorm.epsilon(epsilon(call)))
			.y();
	}

	private static float epsilon(final LayerCall call) {
		return (float) call.config().number("epsilon", 1e-3);
	}

	/** As many of one number as there are means, where nothing was learnt. */
	private static Operand<TFloat32> orAll(final LayerCall call, final Operand<TFloat32> learnt,
		final Operand<TFloat32> mean, final float number) {
		final Ops tf = call.tf();
		return learnt != null ? learnt
			: tf.fill(KerasShapes.constant(tf, KerasShapes.list(mean)), tf.constant(number));
	}

	private static Operand<TFloat32> scaled(final LayerCall call, final List<Integer> along,
		final Operand<TFloat32> gamma, final Operand<TFloat32> beta, final Operand<TFloat32> mean,
		final Operand<TFloat32> variance) {
		final Ops tf = call.tf().withSubScope("batchnorm");
		final int axes = KerasShapes.axes(call.input());
		final Operand<TFloat32> inverse =
			tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon(call))));
		final Operand<TFloat32> factor = gamma == null ? inverse : tf.math.mul(inverse, gamma);
		final Operand<TFloat32> taken = tf.math.mul(mean, factor);
		final Operand<TFloat32> shift = beta == null ? tf.math.neg(taken) : tf.math.sub(beta, taken);
		return tf.math.add(tf.math.mul(call.input(), KerasShapes.along(tf, factor, along, axes)),
			KerasShapes.along(tf, shift, along, axes));
	}

	/** Of each image or place on its own. */
	static Operand<TFloat32> layer(final LayerCall call) {
		final LayerConfig config = call.config();
		final Operand<TFloat32> x = call.input();
		final List<Integer> along = axes(call, x, -1);
		final List<Long> shape = along.stream().map(axis -> KerasShapes.extent(x, axis)).toList();
		final boolean rms = config.flag("rms_scaling", false);
		final Operand<TFloat32> gamma =
			config.flag("scale", true) || rms ? call.weight("gamma", shape) : null;
		final Operand<TFloat32> beta =
			config.flag("center", true) && !rms ? call.weight("beta", shape) : null;
		final Ops tf = call.tf();
		final List<Long> over = along.stream().map(Integer::longValue).toList();
		final Operand<TFloat32> mean = KerasReduction.MEAN.of(tf, x, over, true);
		final Operand<TFloat32> apart = tf.math.sub(x, mean);
		final Operand<TFloat32> normal = tf.math.mul(rms ? x : apart,
			inverseDeviation(tf, apart, over, config.number("epsilon", 1e-3)));
		return moved(tf, normal, gamma, beta, along);
	}

	private static Operand<TFloat32> inverseDeviation(final Ops tf, final Operand<TFloat32> apart,
		final List<Long> over, final double epsilon) {
		final Operand<TFloat32> variance =
			KerasReduction.MEAN.of(tf, tf.math.square(apart), over, true);
		return tf.math.rsqrt(tf.math.add(variance, tf.constant((float) epsilon)));
	}

	private static Operand<TFloat32> moved(final Ops tf, final Operand<TFloat32> normal,
		final Operand<TFloat32> gamma, final Operand<TFloat32> beta, final List<Integer> along) {
		final int axes = KerasShapes.axes(normal);
		final Operand<TFloat32> factored =
			gamma == null ? normal : tf.math.mul(normal, KerasShapes.along(tf, gamma, along, axes));
		return beta == null ? factored
			: tf.math.add(factored, KerasShapes.along(tf, beta, along, axes));
	}

	/** By the root of the mean square. */
	static Operand<TFloat32> rootMeanSquare(final LayerCall call) {
		final Operand<TFloat32> x = call.input();
		final List<Integer> along = axes(call, x, -1);
		final Operand<TFloat32> scale =
			call.weight("scale", along.stream().map(axis -> KerasShapes.extent(x, axis)).toList());
		final Ops tf = call.tf();
		final List<Long> over = along.stream().map(Integer::longValue).toList();
		final Operand<TFloat32> inverse =
			inverseDeviation(tf, x, over, call.config().number("epsilon", 1e-6));
		return moved(tf, tf.math.mul(x, inverse), scale, null, along);
	}

	/** Each channel times a number, learnt. */
	static Operand<TFloat32> scale(final LayerCall call) {
		return call.tf().math.mul(call.input(),
			call.weight("gamma", call.config().size("projection_dim")));
	}

	/** Of groups of channels; -1 groups are as many as there are channels. */
	static Operand<TFloat32> group(final LayerCall call) {
		final LayerConfig config = call.config();
		final Operand<TFloat32> x = call.input();
		final int axes = KerasShapes.axes(x);
		if (KerasShapes.axis(call, config.whole("axis", -1), axes) != axes - 1)
			throw config.unsupported("normalizes another axis than the last one");
		final long channels = KerasShapes.channels(call, x);
		final long groups = config.whole("groups", 32) == -1 ? channels : config.size("groups");
		if (channels % groups != 0) throw config.mistaken("groups");
		final Operand<TFloat32> gamma =
			config.flag("scale", true) ? call.weight("gamma", channels) : null;
		final Operand<TFloat32> beta =
			config.flag("center", true) ? call.weight("beta", channels) : null;
		final Ops tf = call.tf();
		final List<Long> over =
			LongStream.rangeClosed(1, axes).filter(axis -> axis != axes - 1).boxed().toList();
		final Operand<TFloat32> apart = inGroups(tf, x, groups, channels / groups);
		final Operand<TFloat32> centred =
			tf.math.sub(apart, KerasReduction.MEAN.of(tf, apart, over, true));
		final Operand<TFloat32> normal =
			tf.math.mul(centred, inverseDeviation(tf, centred, over, config.number("epsilon", 1e-3)));
		final Operand<TFloat32> together =
			KerasShapes.reshaped(tf, normal, KerasShapes.list(x), () -> KerasShapes.running(tf, x));
		return moved(tf, together, gamma, beta, List.of(axes - 1));
	}

	private static Operand<TFloat32> inGroups(final Ops tf, final Operand<TFloat32> x,
		final long groups, final long each) {
		final int axes = KerasShapes.axes(x);
		final List<Long> extents = new ArrayList<>(KerasShapes.list(x));
		extents.set(axes - 1, groups);
		extents.add(each);
		return KerasShapes.reshaped(tf, x, extents, () -> KerasShapes.running(tf, x));
	}

	/** To the length 1. */
	static Operand<TFloat32> unit(final LayerCall call) {
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		final List<Long> over = axes(call, x, -1).stream().map(Integer::longValue).toList();
		final float least = call.graph().isKeras2() ? 1e-12f : 1e-24f;
		final Operand<TFloat32> squares = KerasReduction.SUM.of(tf, tf.math.square(x), over, true);
		return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(least))));
	}

	/** Those of the argument {@code axis}, in order. */
	static List<Integer> axes(final LayerCall call, final Operand<TFloat32> x, final long otherwise) {
		final List<Long> along =
			call.config().has("axis") ? call.config().wholes("axis") : List.of(otherwise);
		return along.stream().map(axis -> KerasShapes.axis(call, axis, KerasShapes.axes(x))).distinct()
			.sorted().toList();
	}
}
