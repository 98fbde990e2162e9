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

/**
 * In which order a tensor of TensorFlow has the axes of a tensor of ONNX. ONNX has channels second, and
 * TensorFlow's kernels want them last; so most tensors of images are {@link #channelsLast}, and a
 * {@code Transpose} of ONNX is another order of the same numbers.
 *
 * @param axes of ONNX, from 0, one for each axis of TensorFlow
 */
record AxisOrder(List<Integer> axes) {

	AxisOrder {
		axes = List.copyOf(axes);
	}

	/** The order of ONNX itself. */
	static AxisOrder same(final int rank) {
		return new AxisOrder(IntStream.range(0, rank).boxed().toList());
	}

	/** Images, positions, channels; for 3 axes or more, else the order of ONNX. */
	static AxisOrder channelsLast(final int rank) {
		if (rank < 3) return same(rank);
		final List<Integer> axes = new ArrayList<>(same(rank).axes);
		axes.add(axes.remove(1));
		return new AxisOrder(axes);
	}

	int rank() {
		return axes.size();
	}

	boolean isSame() {
		return equals(same(rank()));
	}

	/** Where TensorFlow has an axis of ONNX. */
	int place(final int axis) {
		return axes.indexOf(axis);
	}

	/** What brings a tensor of this order into another, as TensorFlow's {@code Transpose} takes it. */
	int[] permutationTo(final AxisOrder other) {
		return other.axes.stream().mapToInt(this::place).toArray();
	}

	/**
	 * The order of the same numbers after a transposition in ONNX.
	 *
	 * @param permutation from each new axis to the old one
	 */
	AxisOrder transposed(final List<Integer> permutation) {
		return new AxisOrder(axes.stream().map(permutation::indexOf).toList());
	}

	/** The order that is left without some axes of ONNX, which are numbered anew. */
	AxisOrder without(final List<Integer> gone) {
		return new AxisOrder(axes.stream().filter(axis -> !gone.contains(axis))
			.map(axis -> axis - (int) gone.stream().filter(other -> other < axis).count()).toList());
	}

	/** Numbers of ONNX' axes, one for each, in this order. */
	<T> List<T> ordered(final List<T> ofAxes) {
		return axes.stream().map(ofAxes::get).toList();
	}

	/** Numbers of TensorFlow's axes, in the order of ONNX. */
	<T> List<T> restored(final List<T> ofPlaces) {
		return IntStream.range(0, rank()).mapToObj(axis -> ofPlaces.get(place(axis))).toList();
	}
}
