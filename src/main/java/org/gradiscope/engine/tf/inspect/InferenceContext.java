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

import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * A node and what is known of all that it takes.
 *
 * @param node the operation, and its attributes
 * @param inputs one form for each input
 */
record InferenceContext(NodeDef node, List<SymbolicShape> inputs) {

	Op op() {
		return Op.of(node);
	}

	/** The form of an input; none if there are fewer. */
	SymbolicShape input(final int place) {
		return place < inputs.size() ? inputs.get(place) : SymbolicShape.NONE;
	}

	/** The numbers of an input. */
	Optional<List<Long>> numbers(final int place) {
		return input(place).numbers();
	}

	/** The extents that an input lists, some of which may not be numbers. */
	Optional<List<SymbolicDimension>> values(final int place) {
		return Optional.ofNullable(input(place).values());
	}

	/** An axis that an input names, counted from the front. */
	Optional<Integer> axis(final int place, final int rank) {
		return numbers(place).filter(all -> all.size() == 1).map(all -> all.get(0))
			.map(axis -> (int) (axis < 0 ? axis + rank : axis)).filter(axis -> axis >= 0 && axis < rank);
	}
}
