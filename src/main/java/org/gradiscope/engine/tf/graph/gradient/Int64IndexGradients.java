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
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Operations that are told axes, places or extents. TensorFlow's gradients of these take whole numbers of
 * 32 bits only: given 64, most fail, and those of means and of joined tensors end the process.
 */
final class Int64IndexGradients {

	private static final String[] MASKS =
		{ "begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask" };

	private Int64IndexGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		for (final String type : List.of("Sum", "Mean", "Max", "Min", "Prod"))
			rules.put(type, rule(type, Set.of(1), "keep_dims"));
		for (final String type : List.of("BroadcastTo", "Pad"))
			rules.put(type, rule(type, Set.of(1)));
		rules.put("Slice", rule("Slice", Set.of(1, 2)));
		rules.put("StridedSlice", rule("StridedSlice", Set.of(1, 2, 3), MASKS));
		rules.put("ConcatV2",
			GradientRules.where((operation, places) -> isLong(operation, operation.numInputs() - 1),
				Int64IndexGradients::concat));
	}

	static boolean isLong(final GraphOperation operation, final int place) {
		return operation.input(place).dataType() == DataType.DT_INT64;
	}

	static Operand<TInt32> shortened(final BackpropStep step, final int place) {
		return step.tf().dtypes.cast(step.given(place), TInt32.class);
	}

	private static GradientRule rule(final String type, final Set<Integer> told,
		final String... attributes) {
		return GradientRules.where(
			(operation, places) -> told.stream().anyMatch(place -> isLong(operation, place)),
			(step, place) -> step.through(place, inputs -> {
				final List<Operand<?>> all = new ArrayList<>(inputs);
				told.forEach(other -> all.set(other, shortened(step, other)));
				return step.add(type, all, attributes);
			}));
	}

	private static Operand<TFloat32> concat(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		return step.through(place,
			inputs -> tf.concat(
				inputs.subList(0, inputs.size() - 1).stream()
					.map(input -> GraphOperations.floats(input.asOutput())).toList(),
				shortened(step, inputs.size() - 1)));
	}
}
