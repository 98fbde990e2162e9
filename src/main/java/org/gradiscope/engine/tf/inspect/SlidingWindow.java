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

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.tensorflow.proto.NodeDef;

/**
 * What a convolution or a pooling sees at once, and how it goes on.
 *
 * @param channelsFirst whether the channels stand before height and width
 * @param kernel the sides of what one position sees, height and width, before dilation; in volumes one
 *          for each of the three axes, in the graph's order
 * @param strides down and to the right, likewise
 * @param dilations down and to the right, likewise
 */
record SlidingWindow(boolean channelsFirst, List<Long> kernel, List<Long> strides,
	List<Long> dilations) {

	/** Whether it has a window of weights. */
	static boolean isConvolution(final Op op) {
		return op.shape() == ShapeRule.WINDOW && op.is(OpTrait.WEIGHTED);
	}

	/** The window of a node; none if it has none or does not tell. */
	static Optional<SlidingWindow> of(final InferenceContext call) {
		final NodeDef node = call.node();
		if (call.op().shape() != ShapeRule.WINDOW) return Optional.empty();
		if (isConvolution(call.op())) return kernel(call.input(1))
			.flatMap(kernel -> of(node, kernel, Attributes.numbers(node, "strides")));
		if (call.op() == Op.MaxPoolV2) return call.numbers(1)
			.flatMap(size -> call.numbers(2).flatMap(strides -> pool(node, size, strides)));
		return pool(node, Attributes.numbers(node, "ksize"), Attributes.numbers(node, "strides"));
	}

	private static Optional<List<Long>> kernel(final SymbolicShape weights) {
		if (weights.isNone() || weights.rank() < 4) return Optional.empty();
		final List<SymbolicDimension> sides = weights.axes().subList(0, weights.rank() - 2);
		if (!sides.stream().allMatch(SymbolicDimension::isNumber)) return Optional.empty();
		return Optional.of(sides.stream().map(SymbolicDimension::number).toList());
	}

	/** Over images or channels nothing is pooled. */
	private static Optional<SlidingWindow> pool(final NodeDef node, final List<Long> size,
		final List<Long> strides) {
		final int channel = Attributes.isChannelsFirst(node) ? 1 : size.size() - 1;
		if (size.size() < 4 || size.get(0) != 1 || size.get(channel) != 1) return Optional.empty();
		return of(node, spatial(node, size), strides);
	}

	private static Optional<SlidingWindow> of(final NodeDef node, final List<Long> kernel,
		final List<Long> strides) {
		final List<Long> written = Attributes.numbers(node, "dilations");
		final int axes = kernel.size() + 2;
		final List<Long> dilations = written.size() == axes ? written : Collections.nCopies(axes, 1L);
		if (strides.size() != axes || strides.stream().anyMatch(s -> s < 1) ||
			kernel.stream().anyMatch(k -> k < 1) || dilations.stream().anyMatch(d -> d < 1))
			return Optional.empty();
		return Optional.of(new SlidingWindow(Attributes.isChannelsFirst(node), kernel,
			spatial(node, strides), spatial(node, dilations)));
	}

	private static List<Long> spatial(final NodeDef node, final List<Long> all) {
		final int first = Attributes.isChannelsFirst(node) ? 2 : 1;
		return List.copyOf(all.subList(first, first + all.size() - 2));
	}

	/** The axis of the tensor for 0, height, and 1, width; in volumes for the three of 0 to 2. */
	int axis(final int direction) {
		return (channelsFirst ? 2 : 1) + direction;
	}

	int channelAxis() {
		return channelsFirst ? 1 : kernel.size() + 1;
	}

	/** How many pixels in a row one position sees, the gaps of a dilation included. */
	long reach(final int direction) {
		return (kernel.get(direction) - 1) * dilations.get(direction) + 1;
	}

	/** How many positions there are along an axis of so many; none if not one. */
	Optional<SymbolicDimension> positions(final NodeDef node, final int direction,
		final SymbolicDimension extent) {
		if (!extent.isNumber())
			return extent.equals(SymbolicDimension.SIZE) ? Optional.of(extent) : Optional.empty();
		final long stride = strides.get(direction);
		final boolean same = Attributes.text(node, "padding", "VALID").equals("SAME");
		final long padded = extent.number() + padding(node, direction);
		final long count = same ? (extent.number() + stride - 1) / stride
			: Math.floorDiv(padded - reach(direction), stride) + 1;
		return count < 1 ? Optional.empty() : Optional.of(SymbolicDimension.of(count));
	}

	/** What is put before the first pixel; where an axis may have any length, the stride is taken to divide it. */
	long paddingBefore(final InferenceContext call, final int direction) {
		final NodeDef node = call.node();
		if (!Attributes.text(node, "padding", "VALID").equals("SAME")) {
			final List<Long> explicit = Attributes.numbers(node, "explicit_paddings");
			return explicit.size() > 2 * axis(direction) ? explicit.get(2 * axis(direction)) : 0;
		}
		final SymbolicShape images = call.input(0);
		final boolean known = !images.isNone() && images.axes().get(axis(direction)).isNumber();
		final long stride = strides.get(direction);
		final long rest = known ? images.axes().get(axis(direction)).number() % stride : 0;
		return Math.max(0, reach(direction) - (rest == 0 ? stride : rest)) / 2;
	}

	private long padding(final NodeDef node, final int direction) {
		final List<Long> explicit = Attributes.numbers(node, "explicit_paddings");
		if (explicit.size() <= 2 * axis(direction) + 1) return 0;
		return explicit.get(2 * axis(direction)) + explicit.get(2 * axis(direction) + 1);
	}
}
