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

package org.gradiscope.engine.tf.inspect;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;

/** The operations that let through some numbers better than others, one by one. */
final class ActivationFunctions {

	private final GraphTopology topology;
	private final boolean[] path;

	/** @param path by number: the operations between the image's pixels and the output */
	ActivationFunctions(final GraphTopology topology, final boolean[] path) {
		this.topology = topology;
		this.path = path;
	}

	/** How many there are of each kind. */
	Map<String, Integer> count() {
		final Map<String, Integer> kinds = new TreeMap<>();
		for (int i = 0; i < topology.size(); i++)
			kind(i).ifPresent(kind -> kinds.merge(kind, 1, Integer::sum));
		return kinds;
	}

	/** In TensorFlow's words; {@code Swish} is {@code x * sigmoid(x)}. None for anything else. */
	Optional<String> kind(final int number) {
		if (!path[number]) return Optional.empty();
		final Op op = topology.op(number);
		final boolean is = switch (op) {
			case Maximum, Minimum -> isBound(number);
			default -> op.is(OpTrait.RECTIFIER);
		};
		if (is) return Optional.of(op.name());
		return op == Op.Mul && isSwish(number) ? Optional.of("Swish") : Optional.empty();
	}

	/** Whether one of two terms has nothing to do with the image. */
	private boolean isBound(final int number) {
		final int[] terms = topology.inputs(number);
		return Attributes.isFloat(topology.node(number)) && terms.length == 2 &&
			path[terms[0]] != path[terms[1]];
	}

	private boolean isSwish(final int number) {
		final int[] terms = topology.inputs(number);
		return terms.length == 2 && (isGate(terms[0], terms[1]) || isGate(terms[1], terms[0]));
	}

	/** Whether it is the sigmoid of the number, or of a multiple of it. */
	private boolean isGate(final int gate, final int value) {
		if (topology.op(gate) != Op.Sigmoid || topology.inputs(gate).length != 1) return false;
		final int inner = topology.inputs(gate)[0];
		if (inner == value) return true;
		if (topology.op(inner) != Op.Mul) return false;
		for (final int term : topology.inputs(inner))
			if (term == value) return true;
		return false;
	}
}
