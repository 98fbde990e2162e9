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
import java.util.List;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/**
 * The length of an axis: a number, or that of an axis of something else, which is known when the network runs.
 *
 * @param size -1 if it is that of another axis
 * @param of the other axis; -1 if it is a number, or what is left over
 */
record Extent(long size, int of) {

	/** What is left over. */
	static final Extent REST = new Extent(-1, -1);

	static Extent of(final long size) {
		return new Extent(size, -1);
	}

	/** That of an axis in a shape with -1 for what is not known. */
	static Extent of(final List<Long> shape, final int axis) {
		return shape.get(axis) >= 0 ? of(shape.get(axis)) : new Extent(-1, axis);
	}

	boolean isKnown() {
		return size >= 0;
	}

	/** A tensor with other axes, whose extents may be those of its own. */
	static Output<?> reshaped(final OperatorCall call, final Output<?> x,
		final List<Extent> extents) {
		final long free = extents.stream().filter(extent -> !extent.isKnown()).count();
		if (free <= 1) return call.op(Op.Reshape)
			.on(x, call.integers(extents.stream().map(extent -> Math.max(extent.size, -1)).toList()))
			.result();
		return call.op(Op.Reshape).on(x, packed(call, x, extents)).result();
	}

	/** A shape of int32. */
	static Output<?> packed(final OperatorCall call, final Output<?> x, final List<Extent> extents) {
		final Output<?> shape = call.op(Op.Shape).on(x).result();
		final List<Output<?>> all = new ArrayList<>();
		for (final Extent extent : extents)
			all.add(extent.of < 0 ? call.integer(Math.toIntExact(extent.size))
				: length(call, shape, extent.of));
		return call.op(Op.Pack).onAll(all).result();
	}

	/** One number of a shape. */
	static Output<?> length(final OperatorCall call, final Output<?> shape, final int axis) {
		return call.op(Op.StridedSlice)
			.on(shape, call.integers(axis), call.integers(axis + 1), call.integers(1))
			.with("shrink_axis_mask", 1).result();
	}
}
