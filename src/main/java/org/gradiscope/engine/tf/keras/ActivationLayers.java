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

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** Layers that are functions of single numbers, and softmax. */
final class ActivationLayers {

	private ActivationLayers() {}

	static Operand<TFloat32> activation(final LayerCall call) {
		return call.activated(call.input(), "activation");
	}

	static Operand<TFloat32> leakyRelu(final LayerCall call) {
		final double slope = call.config().number("negative_slope", call.config().number("alpha", 0.3));
		return call.tf().nn.leakyRelu(call.input(), LeakyRelu.alpha((float) slope));
	}

	/** With its slope, limit and threshold. */
	static Operand<TFloat32> relu(final LayerCall call) {
		final LayerConfig config = call.config();
		final double slope = config.number("negative_slope", config.number("alpha", 0));
		final double threshold = config.number("threshold", 0);
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		if (slope == 0 && threshold == 0) return limited(call, x);
		if (threshold == 0) return capped(call, tf.nn.leakyRelu(x, LeakyRelu.alpha((float) slope)));
		final Operand<TFloat32> least = tf.constant((float) threshold);
		final Operand<TFloat32> below = tf.math.mul(tf.math.sub(x, least), tf.constant((float) slope));
		return capped(call, tf.select(tf.math.greaterEqual(x, least), x, below));
	}

	private static Operand<TFloat32> limited(final LayerCall call, final Operand<TFloat32> x) {
		if (call.config().number("max_value", Double.NaN) == 6) return call.tf().nn.relu6(x);
		return capped(call, call.tf().nn.relu(x));
	}

	private static Operand<TFloat32> capped(final LayerCall call, final Operand<TFloat32> x) {
		return call.config().has("max_value")
			? call.tf().math.minimum(x, call.tf().constant((float) call.config().number("max_value", 0)))
			: x;
	}

	/** A slope below zero for each number, learnt; shared along some axes. */
	static Operand<TFloat32> prelu(final LayerCall call) {
		final Operand<TFloat32> x = call.input();
		final List<Long> shape = new ArrayList<>(KerasShapes.list(x).subList(1, KerasShapes.axes(x)));
		for (final long axis : call.config().wholes("shared_axes"))
			shape.set(KerasShapes.axis(call, axis, KerasShapes.axes(x)) - 1, 1L);
		final Operand<TFloat32> slopes = call.weight("alpha", shape);
		final Ops tf = call.tf();
		return tf.math.sub(tf.nn.relu(x), tf.math.mul(slopes, tf.nn.relu(tf.math.neg(x))));
	}

	static Operand<TFloat32> elu(final LayerCall call) {
		final double alpha = call.config().number("alpha", 1);
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		if (alpha == 1) return tf.nn.elu(x);
		return tf.math.add(tf.nn.relu(x),
			tf.math.mul(tf.constant((float) alpha), tf.nn.elu(tf.math.neg(tf.nn.relu(tf.math.neg(x))))));
	}

	static Operand<TFloat32> softmax(final LayerCall call) {
		if (call.inputs().size() > 1 || call.arguments().get(1, "mask").isPresent())
			throw call.config().unsupported("is given a mask");
		final List<Long> axes = call.config().has("axis") ? call.config().wholes("axis") : List.of(-1L);
		if (axes.size() != 1) return exponentials(call, axes);
		return softmaxAlong(call, call.input(), axes.get(0));
	}

	static Operand<TFloat32> softmaxAlong(final LayerCall call, final Operand<TFloat32> x,
		final long along) {
		final int axes = KerasShapes.axes(x);
		final int axis = KerasShapes.axis(call, along, axes);
		if (axis == axes - 1) return call.tf().nn.softmax(x);
		final List<Long> order = new ArrayList<>();
		for (long i = 0; i < axes; i++)
			order.add(i == axis ? axes - 1 : i == axes - 1 ? axis : i);
		return KerasShapes.transposed(call.tf(),
			call.tf().nn.softmax(KerasShapes.transposed(call.tf(), x, order)), order);
	}

	private static Operand<TFloat32> exponentials(final LayerCall call, final List<Long> along) {
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		final List<Long> axes =
			along.stream().map(axis -> (long) KerasShapes.axis(call, axis, KerasShapes.axes(x))).toList();
		final Operand<TFloat32> powers =
			tf.math.exp(tf.math.sub(x, KerasReduction.MAX.of(tf, x, axes, true)));
		return tf.math.realDiv(powers, KerasReduction.SUM.of(tf, powers, axes, true));
	}
}
