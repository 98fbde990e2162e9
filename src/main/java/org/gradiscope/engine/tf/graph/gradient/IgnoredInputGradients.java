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

import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Inputs that TensorFlow's gradients take for constants, without a word where they are none. */
final class IgnoredInputGradients {

	private IgnoredInputGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		rules.put("PadV2",
			GradientRules.where(
				(operation, places) -> places.contains(2) || Int64IndexGradients.isLong(operation, 1),
				IgnoredInputGradients::pad));
		final Set<Integer> geometry = Set.of(2, 3);
		rules.put("ScaleAndTranslate", GradientRules
			.where((operation, places) -> places.stream().anyMatch(geometry::contains), (step, place) -> {
				throw BackpropStep.refusal(step.operation(), " whose scale is computed");
			}));
	}

	private static Operand<TFloat32> pad(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TInt32> paddings = Int64IndexGradients.shortened(step, 1);
		final Operand<TFloat32> zero = tf.constant(0f);
		return step.through(place, inputs -> {
			final Operand<TFloat32> x = GraphOperations.floats(inputs.get(0).asOutput());
			final Operand<TFloat32> outside =
				tf.math.sub(tf.constant(1f), tf.pad(tf.onesLike(tf.stopGradient(x)), paddings, zero));
			return tf.math.add(tf.pad(x, paddings, zero),
				tf.math.mul(GraphOperations.floats(inputs.get(2).asOutput()), tf.stopGradient(outside)));
		});
	}
}
