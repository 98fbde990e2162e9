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

package org.gradiscope.engine.tf.relevance;

import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.PropagationKind;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/** What is never below zero, whatever the image is. */
final class NonNegativity {

	private NonNegativity() {}

	static boolean isNonNegative(final Output<?> output, final RelevancePath path) {
		final GraphOperation operation = GraphOperations.source(output);
		final Op op = Op.of(operation);
		if (op.reluGradient() != null) return true;
		// Without a constant that could be below zero.
		if (op.relevance() != PropagationKind.ROUTED && !op.is(OpTrait.KEEPS_SIGN)) return false;
		for (int i = 0; i < operation.numInputs(); i++)
			if (isTerm(operation, i) &&
				!(path.has(operation.input(i)) && isNonNegative(operation.input(i), path))) return false;
		return true;
	}

	/** Whether an input is a number of the result, not a shape or an axis. */
	private static boolean isTerm(final GraphOperation operation, final int input) {
		return operation.input(input).dataType() == operation.output(0).dataType();
	}
}
