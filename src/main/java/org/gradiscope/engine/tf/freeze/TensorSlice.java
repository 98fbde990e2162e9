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

package org.gradiscope.engine.tf.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.TensorSliceProto;

/**
 * A part of a tensor, such as an entry of a checkpoint: where it starts along each axis, and how long it
 * is there. TensorFlow writes the tensor's shape, then for each axis all or start and length, such as
 * {@code 48 4 0,24:-}.
 *
 * @param starts within the whole
 * @param sizes of the part
 */
record TensorSlice(List<Long> starts, List<Long> sizes) {

	private static final String ALL = "-";

	/** All of an entry of this shape. */
	static TensorSlice all(final List<Long> shape) {
		return new TensorSlice(shape.stream().map(axis -> 0L).toList(), shape);
	}

	/**
	 * The part that is written so.
	 *
	 * @throws org.gradiscope.engine.EngineException if it is not written as it should be
	 */
	static TensorSlice of(final String slice) {
		final String[] words = slice.split(" ");
		final String[] axes = words[words.length - 1].split(":");
		if (axes.length != words.length - 1)
			throw GraphErrors.damaged("A variable is said to be the part '" + slice +
				"' of an entry of the checkpoint, but a part has lengths and a range for each");
		final List<Long> starts = new ArrayList<>();
		final List<Long> sizes = new ArrayList<>();
		for (int axis = 0; axis < axes.length; axis++) {
			final int comma = axes[axis].indexOf(',');
			final boolean all = axes[axis].equals(ALL);
			starts.add(all ? 0L : Edge.index(axes[axis].substring(0, Math.max(0, comma))));
			sizes.add((long) Edge.index(all ? words[axis] : axes[axis].substring(comma + 1)));
		}
		return new TensorSlice(starts, sizes);
	}

	/** The part that an index says was written of an entry of this shape. */
	static TensorSlice of(final TensorSliceProto slice, final List<Long> shape) {
		final List<Long> starts = new ArrayList<>();
		final List<Long> sizes = new ArrayList<>();
		for (int axis = 0; axis < slice.getExtentCount(); axis++) {
			final TensorSliceProto.Extent extent = slice.getExtent(axis);
			starts.add(extent.getStart());
			sizes
				.add(extent.hasLength() ? extent.getLength() : axis < shape.size() ? shape.get(axis) : 0);
		}
		return new TensorSlice(starts, sizes);
	}

	/** Whether it lies within a tensor of this shape. */
	boolean fits(final List<Long> shape) {
		return sizes.size() == shape.size() && starts.size() == shape.size() &&
			IntStream.range(0, shape.size()).allMatch(i -> starts.get(i) >= 0 && sizes.get(i) >= 0 &&
				starts.get(i) <= shape.get(i) && sizes.get(i) <= shape.get(i) - starts.get(i));
	}

	/** What is in both; of no size along an axis where nothing is. */
	TensorSlice common(final TensorSlice other) {
		final List<Long> from = IntStream.range(0, starts.size())
			.mapToObj(i -> Math.max(starts.get(i), other.starts.get(i))).toList();
		return new TensorSlice(from,
			IntStream.range(0, starts.size())
				.mapToObj(i -> Math.max(0,
					Math.min(starts.get(i) + sizes.get(i), other.starts.get(i) + other.sizes.get(i)) -
						from.get(i)))
				.toList());
	}

	long elements() {
		return sizes.stream().reduce(1L, (a, b) -> a * b);
	}

	/**
	 * Copies what this part has of another.
	 *
	 * @param source this part, row by row
	 * @param other part of the same whole
	 * @param target the other part, row by row
	 * @param bytes of an element
	 * @return how many elements were copied
	 */
	long copy(final byte[] source, final TensorSlice other, final byte[] target, final int bytes) {
		final TensorSlice common = common(other);
		if (common.elements() == 0) return 0;
		final int last = sizes.size() - 1;
		final int run = (int) (last < 0 ? 1 : common.sizes.get(last)) * bytes;
		final long[] place = common.starts.stream().mapToLong(start -> start).toArray();
		do {
			System.arraycopy(source, offset(place) * bytes, target, other.offset(place) * bytes, run);
		}
		while (advance(place, common, last - 1));
		return common.elements();
	}

	/** The number of an element of the whole within this part. */
	private int offset(final long[] place) {
		long offset = 0;
		for (int i = 0; i < place.length; i++)
			offset = offset * sizes.get(i) + place[i] - starts.get(i);
		return Math.toIntExact(offset);
	}

	/** To the next row; false after the last. */
	private static boolean advance(final long[] place, final TensorSlice box, final int last) {
		for (int i = last; i >= 0; i--) {
			if (++place[i] < box.starts.get(i) + box.sizes.get(i)) return true;
			place[i] = box.starts.get(i);
		}
		return false;
	}
}
