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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Op;

/** Operations that take numbers one by one, or along a row. */
final class ArithmeticShapeRules {

	private ArithmeticShapeRules() {}

	/** Inputs of several shapes are repeated along axes of 1. */
	static SymbolicShape broadcast(final InferenceContext call) {
		SymbolicShape result = call.input(0).withoutValues();
		for (final SymbolicShape input : call.inputs().subList(Math.min(1, call.inputs().size()),
			call.inputs().size()))
			result = result.combined(input);
		final long volume = result.isNone() ? 0 : result.volume();
		if (result.isNone() || !call.inputs().stream().allMatch(input -> input.values() != null &&
			(input.values().size() == 1 || input.values().size() == volume))) return result;
		final List<SymbolicDimension> values = values(call);
		return values.size() == volume ? new SymbolicShape(result.axes(), values) : result;
	}

	/** Whatever is done with a number that varies with the image's size, the result may too. */
	private static List<SymbolicDimension> values(final InferenceContext call) {
		final List<SymbolicDimension> values = new ArrayList<>();
		final int count =
			call.inputs().stream().mapToInt(input -> input.values().size()).max().orElse(0);
		for (int i = 0; i < count; i++) {
			final int place = i;
			values.add(value(call.op(), call.inputs().stream()
				.map(input -> input.values().get(input.values().size() == 1 ? 0 : place)).toList()));
		}
		return values;
	}

	private static SymbolicDimension value(final Op operation, final List<SymbolicDimension> terms) {
		if (terms.stream().anyMatch(SymbolicDimension::isOfBatch))
			return operation == Op.Mul ? product(terms) : SymbolicDimension.UNKNOWN;
		if (terms.contains(SymbolicDimension.SIZE)) return SymbolicDimension.SIZE;
		if (terms.contains(SymbolicDimension.UNKNOWN) || terms.size() != 2)
			return SymbolicDimension.UNKNOWN;
		final long a = terms.get(0).number();
		final long b = terms.get(1).number();
		return switch (operation) {
			case Add, AddV2 -> SymbolicDimension.of(a + b);
			case Sub -> SymbolicDimension.of(a - b);
			case Mul -> SymbolicDimension.of(a * b);
			case FloorDiv ->
				b == 0 ? SymbolicDimension.UNKNOWN : SymbolicDimension.of(Math.floorDiv(a, b));
			case Maximum -> SymbolicDimension.of(Math.max(a, b));
			case Minimum -> SymbolicDimension.of(Math.min(a, b));
			default -> SymbolicDimension.UNKNOWN;
		};
	}

	/** The images of a batch must not be summed. */
	static SymbolicShape reduce(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final Optional<List<Long>> places = call.numbers(1);
		if (input.isNone() || places.isEmpty()) return SymbolicShape.NONE;
		final Set<Integer> reduced = new HashSet<>();
		places.get().forEach(place -> reduced.add((int) (place < 0 ? place + input.rank() : place)));
		final boolean kept = Attributes.flag(call.node(), "keep_dims", false);
		final List<SymbolicDimension> axes = new ArrayList<>();
		for (int i = 0; i < input.rank(); i++) {
			if (!reduced.contains(i)) axes.add(input.axis(i));
			else if (input.axis(i).isOfBatch()) return SymbolicShape.NONE;
			else if (kept) axes.add(SymbolicDimension.ONE);
		}
		return call.op() == Op.Prod && axes.isEmpty() && input.values() != null
			? SymbolicShape.scalar(product(input.values())) : SymbolicShape.of(axes);
	}

	private static SymbolicDimension product(final List<SymbolicDimension> values) {
		if (values.size() == 1) return values.get(0);
		if (values.contains(SymbolicDimension.UNKNOWN)) return SymbolicDimension.UNKNOWN;
		final List<SymbolicDimension> counts =
			values.stream().filter(SymbolicDimension::isOfBatch).toList();
		if (!counts.isEmpty()) return counts.size() == 1 && !values.contains(SymbolicDimension.SIZE)
			? SymbolicDimension.batches(counts.get(0).number() * SymbolicShape.product(values))
			: SymbolicDimension.UNKNOWN;
		return values.contains(SymbolicDimension.SIZE) ? SymbolicDimension.SIZE
			: SymbolicDimension.of(SymbolicShape.product(values));
	}

	/** Along the last axis, which must not be that of the images. */
	static SymbolicShape softmax(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		if (input.isNone() || input.rank() == 0 || input.axis(input.rank() - 1).isOfBatch())
			return SymbolicShape.NONE;
		return input;
	}

	/** By the statistics of training; those of the batch would mix its images. */
	static SymbolicShape normalize(final InferenceContext call) {
		return Attributes.flag(call.node(), "is_training", true) ? SymbolicShape.NONE : call.input(0);
	}
}
