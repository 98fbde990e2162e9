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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The relevance that has come down to each output so far, and what stayed behind. */
final class AccumulatedRelevance {

	private final RelevanceMath math;
	private final Map<Output<?>, List<Operand<TFloat32>>> arrived = new HashMap<>();
	private final List<Operand<TFloat32>> kept = new ArrayList<>();

	AccumulatedRelevance(final RelevanceMath math) {
		this.math = math;
	}

	void add(final Output<?> output, final Operand<TFloat32> relevance) {
		arrived.computeIfAbsent(output, none -> new ArrayList<>()).add(relevance);
	}

	/** Each to its own. */
	void add(final List<Output<?>> outputs, final List<Operand<TFloat32>> relevance) {
		for (int i = 0; i < outputs.size(); i++)
			add(outputs.get(i), relevance.get(i));
	}

	/** That of the outputs of an operation which have any. */
	Map<Output<?>, Operand<TFloat32>> at(final GraphOperation operation) {
		final Map<Output<?>, Operand<TFloat32>> all = new LinkedHashMap<>();
		for (final Output<?> output : operation.outputList(0, operation.numOutputs()))
			at(output).ifPresent(found -> all.put(output, found));
		return all;
	}

	/** The relevance of an output; none if no part of it goes on to the layer. */
	Optional<Operand<TFloat32>> at(final Output<?> output) {
		return Optional.ofNullable(arrived.get(output)).map(math::sum);
	}

	/**
	 * Keeps book of what stays with biases.
	 *
	 * @param z the sums of terms and a bias
	 * @param s what each unit of a sum is worth
	 * @param terms the relevance that was handed down for them
	 */
	void keep(final Operand<TFloat32> z, final Operand<TFloat32> s,
		final List<Operand<TFloat32>> terms) {
		kept.add(math.tf.math.sub(math.total(math.times(z, s)),
			math.sum(terms.stream().map(math::total).toList())));
	}

	/** The relevance that biases kept, over all layers. */
	Operand<TFloat32> kept() {
		return kept.isEmpty() ? math.tf.constant(0f) : math.sum(kept);
	}
}
