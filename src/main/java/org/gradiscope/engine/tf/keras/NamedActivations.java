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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** The functions of {@code keras.activations}, by name. */
final class NamedActivations {

	/** What a function makes of a tensor. */
	@FunctionalInterface
	private interface Activation {

		Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
	}

	/** The slope below zero of the function {@code leaky_relu}. */
	static final float LEAK = 0.2f;

	private static final Map<String, Activation> BY_NAME = new HashMap<>();

	static {
		put((tf, x) -> x, "linear");
		put((tf, x) -> tf.nn.relu(x), "relu");
		put((tf, x) -> tf.nn.relu6(x), "relu6");
		put((tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(LEAK)), "leaky_relu");
		put((tf, x) -> tf.nn.elu(x), "elu");
		put((tf, x) -> tf.nn.selu(x), "selu");
		put(NamedActivations::celu, "celu");
		put((tf, x) -> tf.math.sigmoid(x), "sigmoid");
		put((tf, x) -> tf.math.mul(x, tf.math.sigmoid(x)), "silu", "swish");
		put(NamedActivations::hardSigmoid, "hard_sigmoid");
		put((tf, x) -> tf.math.mul(x, hardSigmoid(tf, x)), "hard_silu", "hard_swish");
		put(NamedActivations::exactGelu, "gelu");
		put((tf, x) -> tf.math.tanh(x), "tanh");
		put((tf, x) -> clipped(tf, x, -1, 1), "hard_tanh");
		put((tf, x) -> tf.math.sub(x, tf.math.tanh(x)), "tanh_shrink");
		put((tf, x) -> tf.math.softplus(x), "softplus");
		put((tf, x) -> tf.nn.softsign(x), "softsign");
		put((tf, x) -> tf.math.neg(tf.math.softplus(tf.math.neg(x))), "log_sigmoid");
		put((tf, x) -> tf.math.mul(x, tf.math.tanh(tf.math.softplus(x))), "mish");
		put((tf, x) -> tf.math.exp(x), "exponential", "exp");
		put((tf, x) -> tf.nn.softmax(x), "softmax");
		put((tf, x) -> tf.nn.logSoftmax(x), "log_softmax");
		put(NamedActivations::squareplus, "squareplus");
		put(NamedActivations::softShrink, "soft_shrink");
		put(NamedActivations::hardShrink, "hard_shrink");
		put(NamedActivations::sparsePlus, "sparse_plus");
		put(
			(tf, x) -> clipped(tf, tf.math.mul(tf.math.add(x, tf.constant(1f)), tf.constant(0.5f)), 0, 1),
			"sparse_sigmoid");
	}

	private NamedActivations() {}

	private static void put(final Activation activation, final String... names) {
		for (final String name : names)
			BY_NAME.put(name, activation);
	}

	/** Whether there is a function of that name. */
	static boolean isKnown(final String name) {
		return BY_NAME.containsKey(name);
	}

	/** By name, for operations of that layer's call. */
	static UnaryOperator<Operand<TFloat32>> of(final LayerCall call, final String name) {
		if (name.equals("hard_sigmoid") && call.graph().isKeras2())
			return x -> hardSigmoid2(call.tf(), x);
		final Activation activation = BY_NAME.get(name);
		if (activation == null)
			throw call.config().unsupported("has the activation '" + name + "', which is not known");
		return x -> activation.of(call.tf(), x);
	}

	/** By name or as a layer; the value itself for None. */
	static UnaryOperator<Operand<TFloat32>> of(final LayerCall call, final JsonElement activation) {
		if (KerasJson.isNone(activation)) return x -> x;
		final Optional<JsonObject> object = KerasJson.object(activation);
		if (object.isEmpty()) return of(call, KerasJson.text(activation)
			.orElseThrow(() -> call.config().wrong("has an activation that is no name")));
		final Optional<String> function = KerasJson.text(object.get().get("config"));
		if (function.isPresent()) return of(call, function.get());
		return x -> call.inner(activation, KerasWeights.NONE, call.tf(), CallArguments.of(List.of(x)))
			.get(0);
	}

	/** As of Keras 3: a sixth of ReLU6, moved. */
	private static Operand<TFloat32> hardSigmoid(final Ops tf, final Operand<TFloat32> x) {
		return tf.math.mul(tf.nn.relu6(tf.math.add(x, tf.constant(3f))), tf.constant(1f / 6));
	}

	/** As of Keras 2. */
	private static Operand<TFloat32> hardSigmoid2(final Ops tf, final Operand<TFloat32> x) {
		return clipped(tf, tf.math.add(tf.math.mul(x, tf.constant(0.2f)), tf.constant(0.5f)), 0, 1);
	}

	static Operand<TFloat32> clipped(final Ops tf, final Operand<TFloat32> x, final float least,
		final float most) {
		return tf.clipByValue(x, tf.constant(least), tf.constant(most));
	}

	private static Operand<TFloat32> celu(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> zero = tf.constant(0f);
		return tf.math.add(tf.math.maximum(x, zero), tf.math.expm1(tf.math.minimum(x, zero)));
	}

	private static Operand<TFloat32> exactGelu(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> share = tf.math
			.add(tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5)))), tf.constant(1f));
		return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), share);
	}

	/** Approximately, by a hyperbolic tangent. */
	static Operand<TFloat32> gelu(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> cube = tf.math.mul(tf.math.square(x), x);
		final Operand<TFloat32> curve =
			tf.math.mul(tf.math.add(x, tf.math.mul(cube, tf.constant(0.044715f))),
				tf.constant((float) Math.sqrt(2 / Math.PI)));
		final Operand<TFloat32> share = tf.math.add(tf.math.tanh(curve), tf.constant(1f));
		return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), share);
	}

	private static Operand<TFloat32> squareplus(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> root = tf.math.sqrt(tf.math.add(tf.math.square(x), tf.constant(4f)));
		return tf.math.mul(tf.math.add(x, root), tf.constant(0.5f));
	}

	private static Operand<TFloat32> softShrink(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> limit = tf.constant(0.5f);
		return tf.math.sub(tf.nn.relu(tf.math.sub(x, limit)),
			tf.nn.relu(tf.math.sub(tf.math.neg(x), limit)));
	}

	private static Operand<TFloat32> hardShrink(final Ops tf, final Operand<TFloat32> x) {
		return tf.select(tf.math.greater(tf.math.abs(x), tf.constant(0.5f)), x, tf.zerosLike(x));
	}

	private static Operand<TFloat32> sparsePlus(final Ops tf, final Operand<TFloat32> x) {
		final Operand<TFloat32> moved = tf.math.add(x, tf.constant(1f));
		final Operand<TFloat32> curve = tf.math.mul(tf.math.square(moved), tf.constant(0.25f));
		return tf.select(tf.math.greaterEqual(x, tf.constant(1f)), x,
			tf.select(tf.math.lessEqual(x, tf.constant(-1f)), tf.zerosLike(x), curve));
	}
}
