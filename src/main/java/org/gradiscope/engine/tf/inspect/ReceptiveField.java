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

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * How much of the image one position sees, and how far the next position is, both in pixels of the
 * image and along one side, by the recurrence of Araujo, Norris and Sim (2019): a window of k
 * positions that are {@code jump} apart adds {@code (k - 1) * jump}, and a stride multiplies
 * {@code jump}. Where branches meet the larger counts.
 *
 * @param side in pixels; infinite where all of the image is seen
 * @param jump in pixels
 * @param start where the middle of what the first position sees lies, in pixels from the border: 0.5 is
 *          that of the first pixel. Where an axis may have any length, its strides are taken to divide it.
 */
record ReceptiveField(double side, double jump, double start) {

	static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 0.5);
	/** Of nothing. */
	static final ReceptiveField NONE = new ReceptiveField(0, 0, Double.NaN);

	/** Of what several branches give together. */
	ReceptiveField or(final ReceptiveField other) {
		return new ReceptiveField(Math.max(side, other.side), Math.max(jump, other.jump),
			other.side > side ? other.start : start);
	}

	/**
	 * After an operation.
	 *
	 * @param direction 0 to the right, 1 down, 2 along the depth of volumes
	 * @param result what the operation gives
	 */
	ReceptiveField after(final InferenceContext call, final SymbolicShape result,
		final int direction) {
		final NodeDef node = call.node();
		final Optional<SlidingWindow> window = SlidingWindow.of(call);
		if (window.isPresent()) {
			final int axis = window.get().kernel().size() - 1 - direction;
			return axis < 0 ? this : window(window.get().reach(axis), window.get().strides().get(axis),
				window.get().paddingBefore(call, axis));
		}
		final double block = Math.max(1, Attributes.number(node, "block_size"));
		return switch (call.op().shape()) {
			case REDUCTION -> reduced(call);
			case MATMUL, BATCH_MATMUL -> whole();
			case SPACE_TO_DEPTH -> window(block, block, 0);
			case DEPTH_TO_SPACE -> spread(side, jump / block);
			case TRANSPOSED_CONVOLUTION -> transposed(call, direction);
			case RESIZE -> resized(call, result, direction, taps(call.op()));
			case PAD -> new ReceptiveField(side, jump, start - paddingBefore(call, direction) * jump);
			default -> switch (call.op()) {
				case Einsum -> whole();
				case SpaceToBatchND -> new ReceptiveField(side, jump * block(call, direction),
					start - added(call, direction) * jump);
				case BatchToSpaceND -> {
					final double step = jump / block(call, direction);
					yield new ReceptiveField(side, step, start + added(call, direction) * step);
				}
				default -> this;
			};
		};
	}

	/** All of the image is seen. */
	private ReceptiveField whole() {
		return new ReceptiveField(Double.POSITIVE_INFINITY, jump, start);
	}

	/** How many pixels along a side each one is interpolated between. */
	private static int taps(final Op resize) {
		return switch (resize) {
			case ResizeBilinear -> 2;
			case ResizeBicubic -> 4;
			default -> 1;
		};
	}

	private ReceptiveField window(final double reach, final double stride, final double before) {
		return new ReceptiveField(side + (reach - 1) * jump, jump * stride,
			start + ((reach - 1) / 2 - before) * jump);
	}

	/** Positions at another distance, all together over the same pixels. */
	private ReceptiveField spread(final double newSide, final double newJump) {
		return new ReceptiveField(newSide, newJump, start + (newJump - jump) / 2);
	}

	/** What is put before the first position; channels may lie before the positions or behind. */
	private static double paddingBefore(final InferenceContext call, final int direction) {
		final List<Long> paddings = call.numbers(1).orElse(List.of());
		final int rank = paddings.size() / 2;
		if (rank < 3) return 0;
		final boolean channelsFirst =
			padded(paddings, rank - 1) && padded(paddings, rank - 2) && !padded(paddings, 1);
		final int axis = rank - (channelsFirst ? 1 : 2) - direction;
		return axis < 1 ? 0 : paddings.get(2 * axis);
	}

	private static boolean padded(final List<Long> paddings, final int axis) {
		return paddings.get(2 * axis) + paddings.get(2 * axis + 1) > 0;
	}

	/** What is put before the first position, or cut off there, as a convolution with gaps is written. */
	private static double added(final InferenceContext call, final int direction) {
		return call.numbers(2).filter(pairs -> pairs.size() == 4 && direction < 2)
			.map(pairs -> pairs.get(2 * (1 - direction))).orElse(0L);
	}

	/** Over height and width all is seen; over the channels, or one entry, nothing changes. */
	private ReceptiveField reduced(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final List<Long> places = call.numbers(1).orElse(List.of());
		final boolean channels = !input.isNone() &&
			places.stream().allMatch(place -> place == -1 || place == input.rank() - 1);
		final boolean flat = !input.isNone() && input.rank() < 4;
		return channels && !flat ? this : whole();
	}

	private static double block(final InferenceContext call, final int direction) {
		return call.numbers(1).filter(block -> block.size() == 2 && direction < 2)
			.map(block -> Math.max(1, block.get(1 - direction))).orElse(1L);
	}

	/** Each position is made of {@code kernel / stride} others, rounded up. */
	private ReceptiveField transposed(final InferenceContext call, final int direction) {
		final List<Long> strides = Attributes.numbers(call.node(), "strides");
		final SymbolicShape weights = call.input(1);
		if (strides.size() < 4 || weights.isNone() || weights.rank() != strides.size()) return this;
		final int axis = weights.rank() - 3 - direction;
		if (axis < 0) return this;
		final int first = Attributes.isChannelsFirst(call.node()) ? 2 : 1;
		final double stride = Math.max(1, strides.get(first + axis));
		final double seen = Math.ceil(weights.axis(axis).number() / stride);
		return spread(side + (seen - 1) * jump, jump / stride);
	}

	/** @param seen how many positions one between them is made of */
	private ReceptiveField resized(final InferenceContext call, final SymbolicShape result,
		final int direction, final int seen) {
		final double before = length(call.input(0), direction);
		final double after = length(result, direction);
		return spread(side + (seen - 1) * jump, before * after > 0 ? jump * before / after : jump);
	}

	private static double length(final SymbolicShape form, final int direction) {
		final int axis = form.isNone() ? 0 : form.rank() - 2 - direction;
		return axis < 1 || !form.axis(axis).isNumber() ? 0 : form.axis(axis).number();
	}
}
