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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.WholeNumbers;

/**
 * What is known of shapes that a network computes with: where the number of images is free, all lengths but
 * that one. A list has -1 for what is not known; what is known as a whole becomes a constant.
 */
final class KnownLengths {

	private KnownLengths() {}

	/** The same result, with what is known of its numbers. */
	static OnnxValue of(final OperatorCall call, final OnnxValue result) {
		if (result.constant().isPresent() || result.rank() > 1 || !WholeNumbers.is(result.type()))
			return result;
		final List<Long> known = lengths(call).orElse(null);
		if (known == null || Collections.frequency(known, -1L) == known.size() && known.size() == 1)
			return result;
		if (known.contains(-1L)) return result.withLengths(known);
		final OnnxConstant numbers = OnnxConstant.of(known).as(result.type());
		return call.value(result.rank() == 0 ? numbers.reshaped(List.of()) : numbers);
	}

	private static Optional<List<Long>> lengths(final OperatorCall call) {
		return switch (call.type()) {
			case "Shape" -> Optional.of(call.input(0).shape()).map(shape -> part(call, shape));
			case "Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze" -> call.input(0).lengths();
			case "Gather" -> call.input(0).lengths().flatMap(all -> gathered(call, all));
			case "Slice" -> call.input(0).lengths().flatMap(all -> sliced(call, all));
			case "Concat" -> joined(call);
			default -> Optional.empty();
		};
	}

	private static List<Long> part(final OperatorCall call, final List<Long> shape) {
		final int start = place(call.integer("start", 0), shape.size());
		final int end = place(call.integer("end", shape.size()), shape.size());
		return shape.subList(start, Math.max(start, end));
	}

	/** A place in a list, which may be counted from its end or lie beyond it. */
	static int place(final long number, final int size) {
		return (int) Math.max(0, Math.min(size, number < 0 ? number + size : number));
	}

	private static Optional<List<Long>> gathered(final OperatorCall call, final List<Long> all) {
		if (call.input(0).rank() != 1) return Optional.empty();
		return call.input(1).lengths().filter(places -> places.stream().noneMatch(i -> i >= all.size()))
			.map(places -> places.stream()
				.map(i -> i < -all.size() ? -1L : all.get((int) (i < 0 ? i + all.size() : i))).toList());
	}

	/** Of one step. */
	private static Optional<List<Long>> sliced(final OperatorCall call, final List<Long> all) {
		if (call.version() < 10 || call.input(1).constant().isEmpty() ||
			call.input(2).constant().isEmpty() || call.has(4) && call.numbers(4).get(0) != 1)
			return Optional.empty();
		final int from = place(call.numbers(1).get(0), all.size());
		return Optional
			.of(all.subList(from, Math.max(from, place(call.numbers(2).get(0), all.size()))));
	}

	private static Optional<List<Long>> joined(final OperatorCall call) {
		final List<Long> all = new ArrayList<>();
		for (final OnnxValue input : call.inputs()) {
			if (input.rank() != 1 || input.elements() < 0) return Optional.empty();
			all.addAll(input.lengths().orElseGet(() -> Collections.nCopies((int) input.elements(), -1L)));
		}
		return Optional.of(all);
	}
}
