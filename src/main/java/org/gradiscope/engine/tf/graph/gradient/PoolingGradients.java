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

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The largest of each window: TensorFlow's gradient leaves stated paddings out, and has none along channels. */
final class PoolingGradients {

	private PoolingGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		rules.put("MaxPool",
			GradientRules.where((operation, places) -> isStated(operation) || depth(operation) > 1,
				PoolingGradients::gradient));
	}

	private static boolean isStated(final GraphOperation operation) {
		return operation.attributes().getAttrString("padding").equals("EXPLICIT");
	}

	private static long depth(final GraphOperation operation) {
		return operation.attributes().getAttrString("data_format").equals("NHWC")
			? operation.attributes().getAttrIntList("ksize")[3] : 1;
	}

	private static Operand<TFloat32> gradient(final BackpropStep step, final int place) {
		final long depth = depth(step.operation());
		if (depth == 1)
			return step.add("MaxPoolGrad", List.of(step.input(0), step.result(), step.upstream()),
				"ksize", "strides", "padding", "explicit_paddings", "data_format");
		return step.through(place, inputs -> {
			final Ops tf = step.tf();
			final Operand<TInt32> shape = tf.concat(
				List.of(tf.shape(step.result()), tf.constant(new int[] { (int) depth })), tf.constant(0));
			return tf.max(tf.reshape(GraphOperations.floats(inputs.get(0).asOutput()), shape),
				tf.constant(-1));
		});
	}
}
