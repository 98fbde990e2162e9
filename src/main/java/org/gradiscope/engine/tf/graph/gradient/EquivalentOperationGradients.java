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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Operations of which TensorFlow knows no gradient, but of others that do the same. */
final class EquivalentOperationGradients {

	private EquivalentOperationGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		rules.put("BiasAddV1",
			(step, place) -> step.through(place, inputs -> step.add("BiasAdd", inputs)));
		rules.put("Concat", EquivalentOperationGradients::concat);
		rules.put("EnsureShape", (step, place) -> step.upstream());
		rules.put("FusedPadConv2D", EquivalentOperationGradients::paddedConvolution);
		rules.put("Gather", (step, place) -> step.through(place, inputs -> {
			final List<Operand<?>> all = new ArrayList<>(inputs);
			all.add(step.tf().constant(0));
			return step.add("GatherV2", all);
		}));
		rules.put("IdentityN", new GradientRule() {

			@Override
			public Operand<TFloat32> gradient(final BackpropStep step, final int place) {
				return step.upstream();
			}

			@Override
			public boolean flows(final int output, final int place) {
				return output == place;
			}
		});
		rules.put("PlaceholderWithDefault", (step, place) -> step.upstream());
		rules.put("Reverse", (step, place) -> step.tf().reverse(step.upstream(), axes(step)));
	}

	/** The axis comes first. */
	private static Operand<TFloat32> concat(final BackpropStep step, final int place) {
		return step.through(place, inputs -> {
			final Ops tf = step.tf();
			final List<Operand<TFloat32>> joined = inputs.subList(1, inputs.size()).stream()
				.map(input -> GraphOperations.floats(input.asOutput())).toList();
			return tf.concat(joined, step.<TInt32>given(0));
		});
	}

	private static Operand<TInt32> axes(final BackpropStep step) {
		final Operand<TBool> turned = step.given(1);
		return step.tf().dtypes.cast(
			step.tf().reshape(step.tf().where(turned), step.tf().constant(new int[] { -1 })),
			TInt32.class);
	}

	private static Operand<TFloat32> paddedConvolution(final BackpropStep step, final int place) {
		return step.through(place, inputs -> {
			final Operand<TFloat32> padded =
				step.add("MirrorPad", List.of(inputs.get(0), inputs.get(1)), "mode");
			return step.add("Conv2D", Arrays.asList(padded, inputs.get(2)), "strides", "padding");
		});
	}
}
