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
import org.gradiscope.engine.tf.graph.Op;

/** Operations that see more than one position at a time, or change how many there are. */
final class SpatialShapeRules {

	private SpatialShapeRules() {}

	static SymbolicShape window(final InferenceContext call) {
		final SymbolicShape images = call.input(0);
		final Optional<SlidingWindow> window = SlidingWindow.of(call);
		if (window.isEmpty() || images.isNone() || images.rank() != window.get().kernel().size() + 2)
			return SymbolicShape.NONE;
		final int channel = window.get().channelAxis();
		if (!images.axis(channel).isNumber() || images.axis(0).equals(SymbolicDimension.SIZE))
			return SymbolicShape.NONE;
		SymbolicShape result = images.with(channel, channels(call, images.axis(channel)));
		for (int direction = 0; direction < window.get().kernel().size(); direction++) {
			final int axis = window.get().axis(direction);
			final Optional<SymbolicDimension> positions =
				window.get().positions(call.node(), direction, images.axis(axis));
			if (positions.isEmpty()) return SymbolicShape.NONE;
			result = result.with(axis, positions.get());
		}
		return result;
	}

	private static SymbolicDimension channels(final InferenceContext call,
		final SymbolicDimension channels) {
		if (!SlidingWindow.isConvolution(call.op())) return channels;
		final SymbolicShape weights = call.input(1);
		final SymbolicDimension last = weights.axis(weights.rank() - 1);
		if (call.op() != Op.DepthwiseConv2dNative || !last.isNumber()) return last;
		return SymbolicDimension.of(channels.number() * last.number());
	}

	/** Its first input says what its result looks like. */
	static SymbolicShape transposedConvolution(final InferenceContext call) {
		final SymbolicShape images = call.input(2);
		final Optional<List<SymbolicDimension>> wanted = call.values(0);
		if (images.isNone() || images.rank() < 4 || wanted.isEmpty()) return SymbolicShape.NONE;
		final SymbolicShape result = SymbolicShape.of(wanted.get());
		final boolean fits = result.rank() == images.rank() && result.axis(0).equals(images.axis(0)) &&
			result.has(SymbolicDimension.SIZE) == images.has(SymbolicDimension.SIZE);
		return fits ? result : SymbolicShape.NONE;
	}

	static SymbolicShape pad(final InferenceContext call) {
		final SymbolicShape images = call.input(0);
		final Optional<List<Long>> paddings = call.numbers(1);
		if (images.isNone() || paddings.isEmpty() || paddings.get().size() != 2 * images.rank())
			return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>();
		for (int i = 0; i < images.rank(); i++) {
			final SymbolicDimension extent = images.axis(i);
			final long more = paddings.get().get(2 * i) + paddings.get().get(2 * i + 1);
			if (extent.isOfBatch() && more != 0) return SymbolicShape.NONE;
			axes.add(extent.isNumber() ? SymbolicDimension.of(extent.number() + more) : extent);
		}
		return SymbolicShape.of(axes);
	}

	static SymbolicShape resize(final InferenceContext call) {
		final SymbolicShape images = call.input(0);
		final Optional<List<SymbolicDimension>> size = call.values(1).filter(all -> all.size() == 2);
		if (images.isNone() || images.rank() != 4 || size.isEmpty() ||
			size.get().stream().anyMatch(SymbolicDimension::isOfBatch)) return SymbolicShape.NONE;
		return SymbolicShape
			.of(List.of(images.axis(0), size.get().get(0), size.get().get(1), images.axis(3)));
	}

	static SymbolicShape blocks(final InferenceContext call, final boolean deeper) {
		final SymbolicShape images = call.input(0);
		final long side = Attributes.number(call.node(), "block_size");
		final boolean first = Attributes.isChannelsFirst(call.node());
		if (images.isNone() || images.rank() != 4 || side < 1) return SymbolicShape.NONE;
		final int height = first ? 2 : 1;
		final int channel = first ? 1 : 3;
		if (!images.axis(channel).isNumber()) return SymbolicShape.NONE;
		final long channels = images.axis(channel).number();
		return images
			.with(channel,
				SymbolicDimension.of(deeper ? channels * side * side : channels / (side * side)))
			.with(height, scaled(images.axis(height), side, deeper))
			.with(height + 1, scaled(images.axis(height + 1), side, deeper));
	}

	private static SymbolicDimension scaled(final SymbolicDimension extent, final long side,
		final boolean smaller) {
		if (!extent.isNumber()) return extent;
		return SymbolicDimension.of(smaller ? extent.number() / side : extent.number() * side);
	}
}
