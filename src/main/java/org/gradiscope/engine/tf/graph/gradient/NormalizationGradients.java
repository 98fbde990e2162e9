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
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** What divides by a sum or a deviation. */
final class NormalizationGradients {

	private static final String V3 = "FusedBatchNormV3";

	private NormalizationGradients() {}

	static void addTo(final Map<String, GradientRule> rules) {
		// TensorFlow's takes the default of each attribute, whatever the layer's are.
		rules.put("LRN",
			(step, place) -> step.add("LRNGrad", List.of(step.upstream(), step.input(0), step.result()),
				"depth_radius", "bias", "alpha", "beta"));
		// TensorFlow's sums over axis 1, whichever is the last.
		rules.put("LogSoftmax",
			GradientRules.where((operation, places) -> operation.output(0).shape().numDimensions() != 2,
				NormalizationGradients::logSoftmax));
		rules.put("FusedBatchNorm", NormalizationGradients::batchNorm);
		rules.put("FusedBatchNormV2", NormalizationGradients::batchNorm);
		// TensorFlow's stops at the mean and the variance, and sums over all images for scale and offset.
		rules
			.put(V3,
				GradientRules.where(
					(operation, places) -> places.contains(3) || places.contains(4) ||
						places.equals(List.of(0)) && !isTraining(operation),
					NormalizationGradients::byMoments));
	}

	private static Operand<TFloat32> logSoftmax(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TFloat32> sum =
			tf.reduceSum(step.upstream(), tf.constant(-1), ReduceSum.keepDims(true));
		return tf.math.sub(step.upstream(), tf.math.mul(tf.math.exp(step.result()), sum));
	}

	private static boolean isTraining(final GraphOperation operation) {
		return operation.attributes().getAttrBool("is_training");
	}

	private static Operand<TFloat32> batchNorm(final BackpropStep step, final int place) {
		if (place > 2) return byMoments(step, place);
		return step.through(place, inputs -> {
			final OperationBuilder builder = step.builder(V3, inputs);
			for (final String name : List.of("epsilon", "data_format", "is_training"))
				builder.setAttr(name, step.operation().attributes().getAttrValueProto(name));
			return builder.setAttr("U", DataType.DT_FLOAT).build().<TFloat32>output(0);
		});
	}

	/** {@code (x - mean) / sqrt(variance + epsilon) scale + offset}, the channels last. */
	private static Operand<TFloat32> byMoments(final BackpropStep step, final int place) {
		final GraphOperation operation = step.operation();
		if (place == 0 && !isTraining(operation)) return byInput(step);
		if (isTraining(operation) ||
			!operation.attributes().getAttrString("data_format").equals("NHWC"))
			throw BackpropStep.refusal(operation, " whose moments are computed");
		final Ops tf = step.tf();
		return step.through(place, inputs -> {
			final Operand<TFloat32> factor =
				factor(step, GraphOperations.floats(inputs.get(1).asOutput()),
					GraphOperations.floats(inputs.get(4).asOutput()));
			final Operand<TFloat32> centred =
				tf.math.sub(GraphOperations.floats(inputs.get(0).asOutput()),
					GraphOperations.floats(inputs.get(3).asOutput()));
			return tf.math.add(tf.math.mul(centred, factor),
				GraphOperations.floats(inputs.get(2).asOutput()));
		});
	}

	/**
	 * With moments that are given, the derivative is a factor for each channel, constant in a frozen
	 * network; the layer's input is not needed, so that TensorFlow may join the layer to a convolution.
	 */
	private static Operand<TFloat32> byInput(final BackpropStep step) {
		final Ops tf = step.tf();
		final Operand<TFloat32> factor = factor(step, step.input(1), step.input(4));
		final boolean last = step.operation().attributes().getAttrString("data_format").equals("NHWC");
		return tf.math.mul(step.upstream(),
			last ? factor : tf.reshape(factor, tf.constant(new int[] { 1, -1, 1, 1 })));
	}

	private static Operand<TFloat32> factor(final BackpropStep step, final Operand<TFloat32> scale,
		final Operand<TFloat32> variance) {
		final Ops tf = step.tf();
		final float epsilon = step.operation().attributes().getAttrFloat("epsilon");
		return tf.math.mul(tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon))), scale);
	}
}
