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

package org.gradiscope.engine.tf;

import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.gradiscope.engine.tf.relevance.MultiplierPropagation;
import org.gradiscope.engine.tf.relevance.RelevancePropagation;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adds the way of relevance from an objective down to the pixels. */
final class RelevanceCompiler {

	private RelevanceCompiler() {}

	/**
	 * The only layer that an objective reads.
	 *
	 * @throws EngineException if it is not a weighted sum of that layer's activations, which then are not
	 *           its parts
	 */
	static String layer(final Expression objective) {
		if (objective.layers().size() != 1 || !isWeightedSum(objective)) throw new EngineException(
			"Relevance, and multipliers, are propagated from a weighted sum of one layer's activations, such as a " +
				"logit or a channel, but the objective is " + objective + "; take the logit of the class.");
		return objective.layers().iterator().next();
	}

	private static boolean isWeightedSum(final Expression of) {
		if (of instanceof Expression.Activation) return true;
		if (of instanceof Expression.Product product)
			return isConstant(product.left()) ? isWeightedSum(product.right())
				: isConstant(product.right()) && isWeightedSum(product.left());
		if (of instanceof Expression.Applied applied && applied.function() != Function.MEAN &&
			applied.function() != Function.SUM) return false;
		return !of.parts().isEmpty() && of.parts().stream().allMatch(RelevanceCompiler::isWeightedSum);
	}

	private static boolean isConstant(final Expression of) {
		return of instanceof Expression.Constant;
	}

	/**
	 * Adds the relevance of each pixel, and what biases kept of it. The relevance begins as
	 * {@code A dy/dA}, for a logit as the logit itself.
	 *
	 * @param values the objective
	 * @param layer the operation whose activations it reads
	 * @return the operation whose first output each is
	 */
	static Map<Fetch, String> add(final Graph graph, final Output<TFloat32> values,
		final String layer, final RelevanceRules rules) {
		final Ops tf = GraphOps.of(graph).withSubScope("gradiscope_relevance");
		final Output<TFloat32> activations = graph.operationOrThrow(layer).output(0);
		final Output<?> gradient = Differentiation.add(graph, values, activations);
		final Operand<TFloat32> relevance =
			tf.math.mul(activations, gradient.op().<TFloat32>output(gradient.index()));
		final RelevancePropagation.Added added = RelevancePropagation.add(graph, tf,
			Preprocessor.PIXELS, Preprocessor.SCOPE + "/", layer, relevance, rules);
		final Operand<TFloat32> pixels = tf.withName("pixels").identity(added.pixels());
		final Operand<TFloat32> biases =
			tf.withName("biases").reshape(added.biases(), tf.constant(new int[] { 1 }));
		return Map.of(Fetch.RELEVANCE, pixels.op().name(), Fetch.BIAS_RELEVANCE, biases.op().name());
	}

	/**
	 * Adds by what the differences of two images are multiplied. The multipliers begin as {@code dy/dA}.
	 *
	 * @param values the objective
	 * @param layer the operation whose activations it reads
	 * @return the operation whose first output they are
	 */
	static String addMultipliers(final Graph graph, final Output<TFloat32> values,
		final String layer) {
		final Ops tf = GraphOps.of(graph).withSubScope("gradiscope_multipliers");
		final Output<?> gradient =
			Differentiation.add(graph, values, graph.operationOrThrow(layer).output(0));
		return tf.withName("pixels").identity(MultiplierPropagation.add(graph, tf, Preprocessor.PIXELS,
			layer, gradient.op().<TFloat32>output(gradient.index()))).op().name();
	}
}
