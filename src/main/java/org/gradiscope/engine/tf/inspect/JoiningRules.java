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
import java.util.Map;
import java.util.Optional;

/** Operations that put tensors together, or take them apart. */
final class JoiningRules {

	static final Map<String, Rule> ALL = Map.of( //
		"ConcatV2", call -> concatenate(call, call.inputs().size() - 1, 0), //
		"Concat", call -> concatenate(call, 0, 1), //
		"Pack", JoiningRules::pack, //
		"Unpack", JoiningRules::unpack, //
		"Split", JoiningRules::split, //
		"GatherV2", JoiningRules::gather);

	private JoiningRules() {}

	/** @param axis the input that says along which axis */
	private static Form concatenate(final Call call, final int axis, final int first) {
		final List<Form> parts = call.inputs().subList(first, Math.max(first, call.inputs().size() - 1 +
			first));
		if (parts.isEmpty() || parts.stream().anyMatch(Form::isNone)) return Form.NONE;
		final Optional<Integer> place = call.axis(axis, parts.get(0).rank());
		if (place.isEmpty() || parts.stream().anyMatch(part -> part.rank() != parts.get(0).rank()))
			return Form.NONE;
		if (parts.get(0).rank() == 1 && parts.stream().allMatch(part -> part.values() != null))
			return Form.vector(parts.stream().flatMap(part -> part.values().stream()).toList());
		Form result = parts.get(0);
		for (final Form part : parts.subList(1, parts.size())) {
			if (!result.with(place.get(), Extent.ONE).equals(part.with(place.get(), Extent.ONE)))
				return Form.NONE;
			result = result.with(place.get(), sum(result.axis(place.get()), part.axis(place.get())));
		}
		return result.has(Extent.UNKNOWN) ? Form.NONE : result;
	}

	private static Extent sum(final Extent a, final Extent b) {
		if (a.isNumber() && b.isNumber()) return Extent.of(a.number() + b.number());
		final boolean batch = a.equals(Extent.BATCH) || b.equals(Extent.BATCH);
		return batch ? Extent.UNKNOWN : Extent.SIZE;
	}

	private static Form pack(final Call call) {
		final List<Form> parts = call.inputs();
		if (parts.isEmpty() || parts.stream().anyMatch(part -> part.isNone() || !part.axes().equals(
			parts.get(0).axes()))) return Form.NONE;
		if (parts.get(0).rank() == 0 && parts.stream().allMatch(part -> part.values() != null))
			return Form.vector(parts.stream().map(part -> part.values().get(0)).toList());
		final int place = place(call, parts.get(0).rank() + 1);
		return place < 0 ? Form.NONE
			: Form.of(ShapeRules.inserted(parts.get(0).axes(), place, Extent.of(parts
				.size())));
	}

	private static int place(final Call call, final int rank) {
		final long axis = Attributes.number(call.node(), "axis");
		final long place = axis < 0 ? axis + rank : axis;
		return place >= 0 && place < rank ? (int) place : -1;
	}

	private static Form unpack(final Call call) {
		final Form input = call.input(0);
		final int place = input.isNone() ? -1 : place(call, input.rank());
		if (place < 0 || !input.axis(place).isNumber()) return Form.NONE;
		final List<Extent> axes = new ArrayList<>(input.axes());
		axes.remove(place);
		return Form.of(axes);
	}

	private static Form split(final Call call) {
		final Form input = call.input(1);
		final long parts = Attributes.number(call.node(), "num_split");
		final Optional<Integer> place = input.isNone() ? Optional.empty() : call.axis(0, input.rank());
		if (place.isEmpty() || parts < 1 || !input.axis(place.get()).isNumber()) return Form.NONE;
		return input.with(place.get(), Extent.of(input.axis(place.get()).number() / parts));
	}

	/** Some numbers of a short list, or some entries along an axis. */
	private static Form gather(final Call call) {
		final Form input = call.input(0);
		final Form chosen = call.input(1);
		final Optional<Integer> place = input.isNone() ? Optional.empty() : call.axis(2, input.rank());
		if (place.isEmpty() || chosen.isNone() || chosen.numbers().isEmpty() || !input.axis(place
			.get()).isNumber()) return Form.NONE;
		final List<Extent> axes = new ArrayList<>(input.axes());
		axes.remove((int) place.get());
		axes.addAll(place.get(), chosen.axes());
		if (input.values() == null || input.rank() != 1) return Form.of(axes);
		final int count = input.values().size();
		return new Form(axes, chosen.numbers().get().stream().map(i -> i >= 0 && i < count ? input
			.values().get(i.intValue()) : Extent.UNKNOWN).toList());
	}
}
