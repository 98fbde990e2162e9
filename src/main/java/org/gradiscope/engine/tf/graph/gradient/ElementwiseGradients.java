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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.List;
import java.util.Map;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Functions of one number or of two, which are broadcast. */
final class ElementwiseGradients {

	private ElementwiseGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		// TensorFlow's take what goes into a ReLU, so that it cannot be joined to the convolution before it.
		for (final String relu : List.of("Relu", "Relu6"))
			rules.put(relu,
				(step, place) -> step.add(relu + "Grad", List.of(step.upstream(), step.result())));
		rules.put("Erfc", ElementwiseGradients::erfc);
		rules.put("Digamma", ElementwiseGradients::digamma);
		// TensorFlow's does not sum over what was broadcast.
		rules.put("Atan2",
			GradientRules.where((operation, places) -> !alike(operation), ElementwiseGradients::atan2));
		rules.put("MulNoNan", (step, place) -> step.broadcast(place, step.input(1 - place)));
		rules.put("Xdivy", ElementwiseGradients::xdivy);
		rules.put("Xlogy", ElementwiseGradients::xlogy);
		rules.put("FloorMod", (step, place) -> step.broadcast(place,
			place == 0 ? one(step) : step.tf().math.neg(step.tf().math.floor(ratio(step)))));
		rules.put("TruncateMod", ElementwiseGradients::truncateMod);
		rules.put("Mod", ElementwiseGradients::truncateMod);
	}

	private static boolean alike(final GraphOperation operation) {
		return !operation.input(0).shape().hasUnknownDimension() &&
			operation.input(0).shape().equals(operation.input(1).shape());
	}

	private static Operand<TFloat32> one(final BackpropStep step) {
		return step.tf().constant(1f);
	}

	/** {@code -2 / sqrt(pi) exp(-x x)}. */
	private static Operand<TFloat32> erfc(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final float factor = (float) (-2 / Math.sqrt(Math.PI));
		return tf.math.mul(tf.math.mul(step.upstream(), tf.constant(factor)),
			tf.math.exp(tf.math.neg(tf.math.square(step.input(0)))));
	}

	private static Operand<TFloat32> digamma(final BackpropStep step, final int place) {
		final Operand<TFloat32> second =
			step.tf().math.polygamma(step.tf().onesLike(step.input(0)), step.input(0));
		return step.tf().math.mul(step.upstream(), second);
	}

	private static Operand<TFloat32> atan2(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TFloat32> y = step.input(0);
		final Operand<TFloat32> x = step.input(1);
		final Operand<TFloat32> square = tf.math.add(tf.math.square(x), tf.math.square(y));
		return step.broadcast(place, tf.math.div(place == 0 ? x : tf.math.neg(y), square));
	}

	/** {@code x / y}, and 0 where x is 0. */
	private static Operand<TFloat32> xdivy(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TFloat32> y = step.input(1);
		return step.broadcast(place, place == 0 ? tf.math.divNoNan(one(step), y)
			: tf.math.neg(tf.math.divNoNan(step.input(0), tf.math.square(y))));
	}

	/** {@code x log(y)}, and 0 where x is 0; where both are, the derivatives are taken to be 0. */
	private static Operand<TFloat32> xlogy(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TFloat32> x = step.input(0);
		final Operand<TFloat32> y = step.input(1);
		if (place == 1) return step.broadcast(place, tf.math.xdivy(x, y));
		final Operand<TFloat32> both = tf.math.maximum(tf.math.abs(x), tf.math.abs(y));
		return step.broadcast(place, tf.math.xlogy(tf.math.abs(tf.math.sign(both)), y));
	}

	private static Operand<TFloat32> truncateMod(final BackpropStep step, final int place) {
		if (place == 0) return step.broadcast(place, one(step));
		final Ops tf = step.tf();
		final Operand<TFloat32> ratio = ratio(step);
		return step.broadcast(place,
			tf.math.neg(tf.math.mul(tf.math.sign(ratio), tf.math.floor(tf.math.abs(ratio)))));
	}

	private static Operand<TFloat32> ratio(final BackpropStep step) {
		return step.tf().math.div(step.input(0), step.input(1));
	}
}
