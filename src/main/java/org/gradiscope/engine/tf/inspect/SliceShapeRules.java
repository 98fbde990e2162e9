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
import org.tensorflow.proto.NodeDef;

/** Parts of tensors, axis by axis; the images of a batch are never taken apart. */
final class SliceShapeRules {

	private SliceShapeRules() {}

	/** From the places of the second input, as many as the third says; -1 is all that follow. */
	static SymbolicShape plain(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final Optional<List<SymbolicDimension>> begin = call.values(1);
		final Optional<List<SymbolicDimension>> count = call.values(2);
		if (input.isNone() || begin.isEmpty() || count.isEmpty() ||
			begin.get().size() != input.rank() || count.get().size() != input.rank())
			return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>();
		for (int i = 0; i < input.rank(); i++) {
			final boolean all = begin.get().get(i).equals(SymbolicDimension.of(0)) &&
				count.get().get(i).equals(SymbolicDimension.of(-1));
			final Optional<SymbolicDimension> part = all ? Optional.of(input.axis(i))
				: part(input.axis(i), begin.get().get(i), count.get().get(i));
			if (part.isEmpty()) return SymbolicShape.NONE;
			axes.add(part.get());
		}
		return SymbolicShape.of(axes);
	}

	/** A part that does not move with the image's size has to lie in a part that does not either. */
	private static Optional<SymbolicDimension> part(final SymbolicDimension axis,
		final SymbolicDimension begin, final SymbolicDimension count) {
		if (axis.equals(SymbolicDimension.SIZE) &&
			(count.equals(SymbolicDimension.SIZE) || count.equals(SymbolicDimension.of(-1))))
			return Optional.of(SymbolicDimension.SIZE);
		if (axis.isNumber() && count.equals(SymbolicDimension.UNKNOWN)) return Optional.of(count);
		if (!axis.isNumber() || !begin.isNumber() || !count.isNumber()) return Optional.empty();
		final long length = count.number() < 0 ? axis.number() - begin.number() : count.number();
		return begin.number() >= 0 && length >= 0 && begin.number() + length <= axis.number()
			? Optional.of(SymbolicDimension.of(length)) : Optional.empty();
	}

	/** Python's slices: {@code [begin:end:stride]} with left out ends, dropped and new axes. */
	static SymbolicShape strided(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		if (input.isNone() || call.input(1).isNone() || call.input(1).rank() != 1 ||
			!call.input(1).axis(0).isNumber()) return SymbolicShape.NONE;
		return input.rank() == 1 && input.values() != null ? ofNumbers(call, input.values())
			: ofAxes(call, input, call.input(1).axis(0).number());
	}

	private static SymbolicShape ofNumbers(final InferenceContext call,
		final List<SymbolicDimension> values) {
		final Span span = new Span(call, 0);
		final Optional<List<Integer>> chosen = span.places(values.size());
		if (chosen.isEmpty() || span.is("ellipsis_mask") || span.is("new_axis_mask"))
			return SymbolicShape.NONE;
		final List<SymbolicDimension> part = chosen.get().stream().map(values::get).toList();
		if (!span.is("shrink_axis_mask")) return SymbolicShape.vector(part);
		return part.isEmpty() ? SymbolicShape.NONE : SymbolicShape.scalar(part.get(0));
	}

	private static SymbolicShape ofAxes(final InferenceContext call, final SymbolicShape input,
		final long spans) {
		final List<SymbolicDimension> axes = new ArrayList<>();
		int place = 0;
		for (int i = 0; i < spans; i++) {
			final Span span = new Span(call, i);
			if (span.is("ellipsis_mask")) {
				final int until = input.rank() - behind(call, i, spans);
				if (until < place) return SymbolicShape.NONE;
				axes.addAll(input.axes().subList(place, until));
				place = until;
			}
			else if (span.is("new_axis_mask")) axes.add(SymbolicDimension.ONE);
			else {
				if (place >= input.rank()) return SymbolicShape.NONE;
				final Optional<SymbolicDimension> part = span.of(input.axis(place++));
				if (part.isEmpty()) return SymbolicShape.NONE;
				if (!span.is("shrink_axis_mask")) axes.add(part.get());
			}
		}
		axes.addAll(input.axes().subList(place, input.rank()));
		return SymbolicShape.of(axes);
	}

	/** How many axes of the input are sliced by themselves after an ellipsis. */
	private static int behind(final InferenceContext call, final int ellipsis, final long spans) {
		int count = 0;
		for (int i = ellipsis + 1; i < spans; i++)
			if (!new Span(call, i).is("new_axis_mask")) count++;
		return count;
	}

	/** The slice along one axis. */
	private record Span(InferenceContext call, int place) {

		boolean is(final String mask) {
			final NodeDef node = call.node();
			return place < Long.SIZE && (Attributes.number(node, mask) >> place & 1) == 1;
		}

		private Optional<SymbolicDimension> bound(final int input) {
			return call.values(input).filter(all -> place < all.size()).map(all -> all.get(place));
		}

		private long stride() {
			return bound(3).filter(SymbolicDimension::isNumber).map(SymbolicDimension::number).orElse(0L);
		}

		Optional<SymbolicDimension> of(final SymbolicDimension axis) {
			final boolean whole = is("begin_mask") && is("end_mask") && !is("shrink_axis_mask");
			if (whole && Math.abs(stride()) == 1 && !axis.isOfBatch() || whole && stride() == 1)
				return Optional.of(axis);
			if (axis.equals(SymbolicDimension.SIZE) && stride() != 0)
				return Optional.of(SymbolicDimension.SIZE);
			if (!axis.isNumber() || axis.number() > Integer.MAX_VALUE) return Optional.empty();
			// One place, whichever it is.
			if (is("shrink_axis_mask") && call.values(1).isEmpty())
				return Optional.of(SymbolicDimension.ONE);
			return range((int) axis.number()).map(range -> SymbolicDimension.of(range.count()));
		}

		Optional<List<Integer>> places(final int length) {
			return range(length).map(range -> {
				final List<Integer> places = new ArrayList<>();
				for (int i = 0; i < range.count(); i++)
					places.add((int) (range.begin() + i * range.stride()));
				return places;
			});
		}

		/** Forward only. */
		private Optional<Range> range(final int length) {
			final boolean one = is("shrink_axis_mask");
			final Optional<Long> begin = is("begin_mask") && !one ? Optional.of(0L) : end(1, length);
			final Optional<Long> end =
				one ? begin.map(b -> b + 1) : is("end_mask") ? Optional.of((long) length) : end(2, length);
			if (begin.isEmpty() || end.isEmpty() || stride() < 1 || one && begin.get() >= length)
				return Optional.empty();
			return Optional.of(new Range(begin.get(), end.get(), stride()));
		}

		private Optional<Long> end(final int input, final int length) {
			return bound(input).filter(SymbolicDimension::isNumber).map(SymbolicDimension::number)
				.map(n -> n < 0 ? n + length : n).map(n -> Math.max(0, Math.min(length, n)));
		}
	}

	private record Range(long begin, long end, long stride) {

		long count() {
			return Math.max(0, (end - begin + stride - 1) / stride);
		}
	}
}
