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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;

/** Operations that change or tell the shape of a tensor. */
final class LayoutShapeRules {

	private LayoutShapeRules() {}

	static SymbolicShape shape(final InferenceContext call) {
		return call.input(0).isNone() ? SymbolicShape.NONE : SymbolicShape.vector(call.input(0).axes());
	}

	static SymbolicShape rank(final InferenceContext call) {
		return call.input(0).isNone() ? SymbolicShape.NONE
			: SymbolicShape.scalar(SymbolicDimension.of(call.input(0).rank()));
	}

	/** Only axes of 1 can go; that of the images must stay. */
	static SymbolicShape squeeze(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		if (input.isNone()) return SymbolicShape.NONE;
		final List<Long> places = Attributes.numbers(call.node(), "squeeze_dims").stream()
			.map(place -> place < 0 ? place + input.rank() : place).toList();
		final List<SymbolicDimension> axes = new ArrayList<>();
		for (int i = 0; i < input.rank(); i++) {
			final boolean one = input.axis(i).equals(SymbolicDimension.ONE);
			final boolean named = places.contains((long) i);
			if (named && !one || places.isEmpty() && !input.axis(i).isNumber()) return SymbolicShape.NONE;
			if (!named && !(places.isEmpty() && one)) axes.add(input.axis(i));
		}
		return new SymbolicShape(axes, input.values());
	}

	static SymbolicShape expand(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final Optional<Integer> place =
			input.isNone() ? Optional.empty() : call.axis(1, input.rank() + 1);
		return place.map(axis -> new SymbolicShape(inserted(input.axes(), axis, SymbolicDimension.ONE),
			input.values())).orElse(SymbolicShape.NONE);
	}

	/** With one axis more. */
	static List<SymbolicDimension> inserted(final List<SymbolicDimension> axes, final int place,
		final SymbolicDimension extent) {
		final List<SymbolicDimension> more = new ArrayList<>(axes);
		more.add(place, extent);
		return more;
	}

	static SymbolicShape transpose(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final Optional<List<Long>> order = call.numbers(1);
		if (input.isNone() || order.isEmpty() ||
			!order.get().stream().sorted().toList().equals(places(input.rank())))
			return SymbolicShape.NONE;
		return SymbolicShape
			.of(order.get().stream().map(place -> input.axis(place.intValue())).toList());
	}

	private static List<Long> places(final int rank) {
		return IntStream.range(0, rank).mapToObj(place -> (long) place).toList();
	}

	static SymbolicShape filled(final InferenceContext call, final int shape) {
		return call.values(shape).map(SymbolicShape::of).orElse(SymbolicShape.NONE);
	}

	static SymbolicShape tile(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final Optional<List<Long>> times = call.numbers(1);
		if (input.isNone() || times.isEmpty() || times.get().size() != input.rank())
			return SymbolicShape.NONE;
		SymbolicShape result = input;
		for (int i = 0; i < input.rank(); i++) {
			final long count = times.get().get(i);
			if (count != 1 && input.axis(i).isOfBatch()) return SymbolicShape.NONE;
			if (input.axis(i).isNumber())
				result = result.with(i, SymbolicDimension.of(input.axis(i).number() * count));
		}
		return result;
	}
}
