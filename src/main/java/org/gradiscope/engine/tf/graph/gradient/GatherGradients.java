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

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** What picks some of the numbers it is given. */
final class GatherGradients {

	private GatherGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		rules.put("TopKV2", GatherGradients::largest);
		// TensorFlow's takes no negative axis.
		rules.put("GatherV2",
			GradientRules.where((operation, places) -> !isPlain(operation), GatherGradients::gather));
	}

	private static Operand<TFloat32> largest(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		return step.through(place, inputs -> {
			final Operand<TInt32> places = tf.stopGradient(step.operation().<TInt32>output(1));
			final Operand<TFloat32> rows = rows(tf, GraphOperations.floats(inputs.get(0).asOutput()));
			final Operand<TFloat32> picked =
				tf.gather(rows, rows(tf, places), tf.constant(1), Gather.batchDims(1L));
			return tf.reshape(picked, tf.shape(step.result()));
		});
	}

	/** All but the last axis in one. */
	private static <T extends TNumber> Operand<T> rows(final Ops tf, final Operand<T> of) {
		final Operand<TInt32> last =
			tf.gather(tf.shape(of), tf.constant(new int[] { -1 }), tf.constant(0));
		final Operand<TInt32> extent = tf.stridedSlice(tf.shape(of), Indices.sliceFrom(-1));
		return tf.reshape(of,
			tf.concat(List.of(tf.constant(new int[] { -1 }), extent), tf.constant(0)));
	}

	/** Whether neither the axis nor the number of axes in batches is counted from the end. */
	private static boolean isPlain(final GraphOperation operation) {
		final NodeDef.Builder axis = OperationNodes.small(operation.input(2));
		final boolean fromEnd = axis != null &&
			Constants.integers(axis.build()).filter(all -> all.size() == 1 && all.get(0) < 0).isPresent();
		return operation.attributes().getAttrInt("batch_dims") >= 0 &&
			!Int64IndexGradients.isLong(operation, 2) && !fromEnd;
	}

	private static Operand<TFloat32> gather(final BackpropStep step, final int place) {
		final long batch = step.operation().attributes().getAttrInt("batch_dims");
		final int rank = step.operation().input(1).shape().numDimensions();
		if (batch < 0 && rank < 0)
			throw BackpropStep.refusal(step.operation(), " of indices of unknown rank");
		final Ops tf = step.tf();
		return step.through(place, inputs -> {
			final Operand<TInt32> axis =
				tf.math.floorMod(Int64IndexGradients.shortened(step, 2), tf.rank(step.input(0)));
			final List<Operand<?>> all = new ArrayList<>(inputs);
			all.set(2, axis);
			return step.builder("GatherV2", all).setAttr("batch_dims", batch < 0 ? rank + batch : batch)
				.build().<TFloat32>output(0);
		});
	}
}
