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
package org.gradiscope.engine.tf.graph;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A row of the table of operations; {@link Op} says what the columns are. */
final class OpFacts {

	final Backward backward;
	final ShapeRule shape;
	final Set<OpTrait> traits = EnumSet.noneOf(OpTrait.class);
	final Map<Integer, Integer> ranks = new TreeMap<>();
	PropagationKind relevance = PropagationKind.UNKNOWN;
	LinearIn linearIn = LinearIn.ALL;
	String reluGradient;
	String attributes = "";
	List<Integer> shapedBy = List.of();
	ResultSize resultSize;
	int[] sizedBy = {};

	private OpFacts(final Backward backward, final ShapeRule shape) {
		this.backward = backward;
		this.shape = shape;
	}

	static OpFacts op(final Backward backward, final ShapeRule shape) {
		return new OpFacts(backward, shape);
	}

	/** Of one number at a time. */
	static OpFacts function(final Backward backward) {
		return op(backward, ShapeRule.LIKE_FIRST).is(OpTrait.ELEMENTWISE);
	}

	/** Of graphs that are not frozen yet. */
	static OpFacts unfrozen() {
		return op(Backward.NOT_RUN, ShapeRule.NOT_FOLLOWED);
	}

	OpFacts relevance(final PropagationKind kind) {
		relevance = kind;
		return this;
	}

	OpFacts relevance(final PropagationKind kind, final LinearIn inputs) {
		linearIn = inputs;
		return relevance(kind);
	}

	OpFacts is(final OpTrait... more) {
		traits.addAll(List.of(more));
		return this;
	}

	OpFacts reluGradient(final String operation) {
		reluGradient = operation;
		return this;
	}

	OpFacts attributes(final String ranges) {
		attributes = ranges;
		return this;
	}

	/** @param places counted from the end where negative */
	OpFacts shapedBy(final int... places) {
		shapedBy = IntStream.of(places).boxed().toList();
		return this;
	}

	OpFacts rank(final int place, final int axes) {
		ranks.put(place, axes);
		return this;
	}

	OpFacts makes(final ResultSize size, final int... places) {
		resultSize = size;
		sizedBy = places;
		return this;
	}
}
