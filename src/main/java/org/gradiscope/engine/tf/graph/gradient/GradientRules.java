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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The rules of our own, by TensorFlow's names of the operations. */
final class GradientRules {

	private static final Map<String, GradientRule> RULES = new HashMap<>();

	static {
		ElementwiseGradients.addTo(RULES);
		NormalizationGradients.addTo(RULES);
		ConvolutionGradients.addTo(RULES);
		PoolingGradients.addTo(RULES);
		EquivalentOperationGradients.addTo(RULES);
		GatherGradients.addTo(RULES);
		Int64IndexGradients.addTo(RULES);
		RULES.put("Cumprod", new CumprodGradient());
		RULES.put("ResizeArea", new ResizeAreaGradient());
		IgnoredInputGradients.addTo(RULES);
	}

	private GradientRules() {}

	/** All operations that have one, for some of their attributes at least. */
	static Set<String> names() {
		return Set.copyOf(RULES.keySet());
	}

	static boolean has(final GraphOperation operation) {
		return RULES.containsKey(operation.type());
	}

	/** The rule for an operation that has one. */
	static GradientRule of(final GraphOperation operation) {
		return RULES.get(operation.type());
	}

	/** When a rule is needed. */
	interface Condition {

		boolean applies(GraphOperation operation, List<Integer> places);
	}

	/** A rule for some of an operation's attributes, shapes or inputs only. */
	static GradientRule where(final Condition condition, final GradientRule rule) {
		return new GradientRule() {

			@Override
			public Operand<TFloat32> gradient(final BackpropStep step, final int place) {
				return rule.gradient(step, place);
			}

			@Override
			public boolean applies(final GraphOperation operation, final List<Integer> places) {
				return condition.applies(operation, places);
			}
		};
	}
}
