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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** A function in the cell of a recurrent operator, with the numbers that it takes. */
record RecurrentActivation(OperatorCall call, String name, double alpha, double beta) {

	/** Those of one direction, each with the next of the numbers that the node gives for such functions. */
	static List<RecurrentActivation> all(final OperatorCall call, final List<String> usual,
		final int direction) {
		final List<String> stated = call.texts("activations");
		final List<String> names = stated.isEmpty() ? usual : stated;
		final Iterator<Float> alphas = call.floats("activation_alpha").iterator();
		final Iterator<Float> betas = call.floats("activation_beta").iterator();
		final List<RecurrentActivation> all = new ArrayList<>();
		for (final String name : names)
			all.add(of(call, name.toLowerCase(Locale.ROOT), alphas, betas));
		final int from = stated.isEmpty() ? 0 : direction * usual.size();
		if (all.size() < from + usual.size())
			throw call.refusal("'activations' is " + names + ", which are too few");
		return all.subList(from, from + usual.size());
	}

	private static RecurrentActivation of(final OperatorCall call, final String name,
		final Iterator<Float> alphas, final Iterator<Float> betas) {
		return switch (name) {
			case "leakyrelu" -> new RecurrentActivation(call, name, next(alphas, 0.01), 0);
			case "elu", "thresholdedrelu" -> new RecurrentActivation(call, name, next(alphas, 1), 0);
			case "affine", "scaledtanh" -> new RecurrentActivation(call, name, next(alphas, 1),
				next(betas, name.equals("affine") ? 0 : 1));
			case "hardsigmoid" ->
				new RecurrentActivation(call, name, next(alphas, 0.2), next(betas, 0.5));
			case "tanh", "sigmoid", "relu", "softsign", "softplus" ->
				new RecurrentActivation(call, name, 0, 0);
			default -> throw call.refusal("the activation '" + name + "'");
		};
	}

	private static double next(final Iterator<Float> numbers, final double otherwise) {
		return numbers.hasNext() ? numbers.next() : otherwise;
	}

	/** Of a gate, which the node may limit. */
	Output<?> of(final Output<?> gate) {
		final double clip = call.number("clip", 0);
		return unlimited(
			clip > 0 ? call.formula().clamped(gate, call.number(-clip), call.number(clip)) : gate);
	}

	Output<?> unlimited(final Output<?> x) {
		final Formula f = call.formula();
		return switch (name) {
			case "tanh" -> f.of(Op.Tanh, x);
			case "sigmoid" -> f.of(Op.Sigmoid, x);
			case "relu" -> f.of(Op.Relu, x);
			case "softsign" -> f.of(Op.Softsign, x);
			case "softplus" -> f.of(Op.Softplus, x);
			case "leakyrelu" -> call.op(Op.LeakyRelu).on(x).with("alpha", (float) alpha).result();
			case "elu" -> f.where(f.of(Op.Greater, x, call.number(0)), x,
				f.times(f.of(Op.Expm1, f.least(x, call.number(0))), alpha));
			case "thresholdedrelu" ->
				f.where(f.of(Op.Greater, x, call.number(alpha)), x, f.of(Op.ZerosLike, x));
			case "affine" -> f.plus(f.times(x, alpha), beta);
			case "scaledtanh" -> f.times(f.of(Op.Tanh, f.times(x, beta)), alpha);
			default -> f.clamped(f.plus(f.times(x, alpha), beta), call.number(0), call.number(1));
		};
	}
}
