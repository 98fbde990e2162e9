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
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Several operations of TensorFlow, one on the results of others; two numbers are broadcast. */
record Formula(OperatorCall call) {

	Output<?> of(final Op op, final Output<?>... inputs) {
		return call.op(op).on(inputs).result();
	}

	Output<?> plus(final Output<?> a, final Output<?> b) {
		return of(Op.AddV2, a, b);
	}

	Output<?> plus(final Output<?> a, final double b) {
		return b == 0 ? a : plus(a, number(b, a));
	}

	Output<?> minus(final Output<?> a, final Output<?> b) {
		return of(Op.Sub, a, b);
	}

	Output<?> minus(final double a, final Output<?> b) {
		return minus(number(a, b), b);
	}

	Output<?> times(final Output<?> a, final Output<?> b) {
		return of(Op.Mul, a, b);
	}

	Output<?> times(final Output<?> a, final double b) {
		return b == 1 ? a : times(a, number(b, a));
	}

	Output<?> over(final Output<?> a, final Output<?> b) {
		return of(Op.RealDiv, a, b);
	}

	Output<?> least(final Output<?> a, final Output<?> b) {
		return of(Op.Minimum, a, b);
	}

	Output<?> most(final Output<?> a, final Output<?> b) {
		return of(Op.Maximum, a, b);
	}

	/** Between two numbers; nothing is learnt of what is outside. */
	Output<?> clamped(final Output<?> x, final Output<?> from, final Output<?> to) {
		return most(least(x, to), from);
	}

	Output<?> where(final Output<?> condition, final Output<?> then, final Output<?> otherwise) {
		return of(Op.SelectV2, condition, then, otherwise);
	}

	/** A number of the type of something else. */
	Output<?> number(final double value, final Output<?> like) {
		return call.number(value, like.dataType());
	}

	Output<?> sum(final Output<?> x, final int... axes) {
		return of(Op.Sum, x, call.integers(axes));
	}

	Output<?> reshaped(final Output<?> x, final long... shape) {
		return of(Op.Reshape, x, call.integers(LongStream.of(shape).boxed().toList()));
	}

	/** @param counts two for each axis: how many zeros come before it and after it */
	Output<?> padded(final Output<?> x, final List<Long> counts) {
		return of(Op.Pad, x, pairs(counts));
	}

	/** Two numbers for each axis, as TensorFlow's paddings have them. */
	Output<?> pairs(final List<Long> counts) {
		return reshaped(call.integers(counts), counts.size() / 2, 2);
	}

	/** With an axis of 1 more. */
	Output<?> expanded(final Output<?> x, final int axis) {
		return of(Op.ExpandDims, x, call.integer(axis));
	}

	Output<?> transposed(final Output<?> x, final int... permutation) {
		final boolean moved = IntStream.range(0, permutation.length).anyMatch(i -> permutation[i] != i);
		return moved ? of(Op.Transpose, x, call.integers(permutation)) : x;
	}

	Output<?> joined(final List<? extends Output<?>> all, final int axis) {
		return all.size() == 1 ? all.get(0)
			: call.op(Op.ConcatV2).onAll(all).on(call.integer(axis)).result();
	}

	/** One behind another along a new axis. */
	Output<?> stacked(final List<? extends Output<?>> all, final int axis) {
		return call.op(Op.Pack).onAll(all).with("axis", axis).result();
	}

	/** The positions of an axis, each without it. */
	List<Output<?>> unstacked(final Output<?> x, final int axis) {
		final long count = x.shape().get(axis);
		final var parts = call.op(Op.Unpack).on(x).with("num", count).with("axis", axis).results();
		return new ArrayList<>(
			IntStream.range(0, (int) count).<Output<?>>mapToObj(parts::output).toList());
	}

	/** From one position of an axis to before another, which is counted from the end where it is negative. */
	Output<?> part(final Output<?> x, final int axis, final long from, final long to) {
		if (from == 0 && to >= 0 && to == x.shape().get(axis)) return x;
		final int rank = call.rank(x);
		final int[] begin = new int[rank];
		final int[] end = new int[rank];
		begin[axis] = Math.toIntExact(from);
		end[axis] = Math.toIntExact(to);
		final long others = (1L << rank) - 1 & ~(1L << axis);
		return call.op(Op.StridedSlice)
			.on(x, call.integers(begin), call.integers(end),
				call.integers(IntStream.range(0, rank).map(i -> 1).toArray()))
			.with("begin_mask", others).with("end_mask", others).result();
	}

	/** The length of an axis, of int32. */
	Output<?> length(final Output<?> x, final int axis) {
		final long length = x.shape().get(axis);
		return length >= 0 ? call.integer(Math.toIntExact(length))
			: Extent.length(call, of(Op.Shape, x), axis);
	}

	/** The numbers of the positions of an axis, of int32. */
	Output<?> positions(final Output<?> x, final int axis) {
		return positions(length(x, axis));
	}

	Output<?> positions(final Output<?> count) {
		return of(Op.Range, call.integer(0), count, call.integer(1));
	}

	Output<?> cast(final Output<?> x, final DataType type) {
		return call.cast(x, type);
	}
}
