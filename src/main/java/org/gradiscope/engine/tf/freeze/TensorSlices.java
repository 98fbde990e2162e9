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

import org.tensorflow.proto.TensorSliceProto;

/**
 * A part of an entry of a checkpoint, as TensorFlow writes it: the entry's shape, then for each
 * axis all or start and length, such as {@code 48 4 0,24:-}.
 */
final class TensorSlices {

	private static final String ALL = "-";

	private TensorSlices() {}

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
		if (axes.length != words.length - 1) throw GraphErrors.of("A variable is the part '" + slice +
			"' of an entry of the checkpoint, which is no part; the file is damaged.");
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
			sizes.add(extent.hasLength() ? extent.getLength() : axis < shape.size() ? shape.get(axis)
				: 0);
		}
		return new TensorSlice(starts, sizes);
	}

	/** Start and length of each axis as keys have them. */
	static List<long[]> extents(final TensorSliceProto slice) {
		return slice.getExtentList().stream().map(extent -> new long[] { extent.getStart(), extent
			.hasLength() ? extent.getLength() : -1 }).toList();
	}
}
