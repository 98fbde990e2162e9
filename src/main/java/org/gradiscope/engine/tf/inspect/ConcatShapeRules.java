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

import org.gradiscope.engine.tf.graph.Attributes;

/** Operations that put tensors together, or take them apart. */
final class ConcatShapeRules {

	private ConcatShapeRules() {}

	/** @param axis the input that says along which axis */
	static SymbolicShape concatenate(final InferenceContext call, final int axis, final int first) {
		final List<SymbolicShape> parts =
			call.inputs().subList(first, Math.max(first, call.inputs().size() - 1 + first));
		if (parts.isEmpty() || parts.stream().anyMatch(SymbolicShape::isNone))
			return SymbolicShape.NONE;
		final Optional<Integer> place = call.axis(axis, parts.get(0).rank());
		if (place.isEmpty() || parts.stream().anyMatch(part -> part.rank() != parts.get(0).rank()))
			return SymbolicShape.NONE;
		if (parts.get(0).rank() == 1 && parts.stream().allMatch(part -> part.values() != null))
			return SymbolicShape.vector(parts.stream().flatMap(part -> part.values().stream()).toList());
		SymbolicShape result = parts.get(0);
		for (final SymbolicShape part : parts.subList(1, parts.size())) {
			if (!result.with(place.get(), SymbolicDimension.ONE)
				.equals(part.with(place.get(), SymbolicDimension.ONE))) return SymbolicShape.NONE;
			result = result.with(place.get(), sum(result.axis(place.get()), part.axis(place.get())));
		}
		return result.has(SymbolicDimension.UNKNOWN) ? SymbolicShape.NONE : result;
	}

	private static SymbolicDimension sum(final SymbolicDimension a, final SymbolicDimension b) {
		if (a.isNumber() && b.isNumber()) return SymbolicDimension.of(a.number() + b.number());
		final boolean batch = a.isOfBatch() || b.isOfBatch();
		return batch ? SymbolicDimension.UNKNOWN : SymbolicDimension.SIZE;
	}

	static SymbolicShape pack(final InferenceContext call) {
		final List<SymbolicShape> parts = call.inputs();
		if (parts.isEmpty() ||
			parts.stream().anyMatch(part -> part.isNone() || !part.axes().equals(parts.get(0).axes())))
			return SymbolicShape.NONE;
		if (parts.get(0).rank() == 0 && parts.stream().allMatch(part -> part.values() != null))
			return SymbolicShape.vector(parts.stream().map(part -> part.values().get(0)).toList());
		final int place = place(call, parts.get(0).rank() + 1);
		return place < 0 ? SymbolicShape.NONE : SymbolicShape.of(
			LayoutShapeRules.inserted(parts.get(0).axes(), place, SymbolicDimension.of(parts.size())));
	}

	private static int place(final InferenceContext call, final int rank) {
		final long axis = Attributes.number(call.node(), "axis");
		final long place = axis < 0 ? axis + rank : axis;
		return place >= 0 && place < rank ? (int) place : -1;
	}

	static SymbolicShape unpack(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final int place = input.isNone() ? -1 : place(call, input.rank());
		if (place < 0 || !input.axis(place).isNumber()) return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>(input.axes());
		axes.remove(place);
		return SymbolicShape.of(axes);
	}

	static SymbolicShape split(final InferenceContext call) {
		final SymbolicShape input = call.input(1);
		final long parts = Attributes.number(call.node(), "num_split");
		final Optional<Integer> place = input.isNone() ? Optional.empty() : call.axis(0, input.rank());
		if (place.isEmpty() || parts < 1 || !input.axis(place.get()).isNumber())
			return SymbolicShape.NONE;
		return input.with(place.get(), SymbolicDimension.of(input.axis(place.get()).number() / parts));
	}

	/** What comes out at one place: the numbers of a list are taken apart with it. */
	static SymbolicShape part(final InferenceContext call, final int port) {
		final SymbolicShape form = split(call);
		final List<SymbolicDimension> values = call.input(1).values();
		if (form.isNone() || values == null || call.input(1).rank() != 1 || !form.axis(0).isNumber())
			return form;
		final int length = (int) form.axis(0).number();
		return (port + 1) * length > values.size() ? form
			: SymbolicShape.vector(values.subList(port * length, (port + 1) * length));
	}

	/** Some numbers of a short list, or some entries along an axis. */
	static SymbolicShape gather(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final SymbolicShape chosen = call.input(1);
		final Optional<Integer> place = input.isNone() ? Optional.empty() : call.axis(2, input.rank());
		if (place.isEmpty() || chosen.isNone() ||
			chosen.values() != null && chosen.numbers().isEmpty() || !input.axis(place.get()).isNumber())
			return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>(input.axes());
		axes.remove((int) place.get());
		axes.addAll(place.get(), chosen.axes());
		if (input.values() == null || input.rank() != 1 || chosen.values() == null)
			return SymbolicShape.of(axes);
		final int count = input.values().size();
		return new SymbolicShape(axes,
			chosen.numbers().get().stream()
				.map(
					i -> i >= 0 && i < count ? input.values().get(i.intValue()) : SymbolicDimension.UNKNOWN)
				.toList());
	}
}
