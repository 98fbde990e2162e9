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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What the graph knows of the shapes of tensors, and operations that change them. */
final class KerasShapes {

	/** An extent that only a run knows. */
	static final long FREE = -1;

	private KerasShapes() {}

	/** How many axes, that of the batch included. */
	static int axes(final Operand<?> values) {
		return Math.max(0, values.shape().numDimensions());
	}

	static long extent(final Operand<?> values, final int axis) {
		return values.shape().get(axis);
	}

	static long channels(final LayerCall call, final Operand<?> values) {
		final long channels = axes(values) == 0 ? FREE : extent(values, axes(values) - 1);
		if (channels < 0)
			throw call.config().unsupported("takes a tensor whose number of channels is not known");
		return channels;
	}

	static List<Long> list(final Operand<?> values) {
		final Shape shape = values.shape();
		return LongStream.of(shape.asArray()).boxed().toList();
	}

	/** An axis counted from the front. */
	static int axis(final LayerCall call, final long axis, final int axes) {
		if (axis < -axes || axis >= axes) throw call.config()
			.wrong("works along the axis " + axis + " of a tensor of " + axes + " axes");
		return (int) (axis < 0 ? axis + axes : axis);
	}

	static Operand<TInt32> constant(final Ops tf, final List<Long> numbers) {
		return tf.constant(numbers.stream().mapToInt(Math::toIntExact).toArray());
	}

	/** The extent of one axis while the network runs. */
	static Operand<TInt32> running(final Ops tf, final Operand<?> values, final int axis) {
		final long known = extent(values, axis);
		return known >= 0 ? tf.constant(Math.toIntExact(known))
			: tf.gather(tf.shape(values), tf.constant(axis), tf.constant(0));
	}

	/**
	 * Of other extents.
	 *
	 * @param running in place of those that are free, where that is more than one
	 */
	static Operand<TFloat32> reshaped(final Ops tf, final Operand<TFloat32> values,
		final List<Long> extents, final Supplier<List<Operand<TInt32>>> running) {
		final long free = extents.stream().filter(extent -> extent < 0).count();
		return tf.reshape(values,
			free < 2 ? constant(tf, extents) : packed(tf, extents, running.get()));
	}

	/** Of other extents, of which at most one is free. */
	static Operand<TFloat32> reshaped(final Ops tf, final Operand<TFloat32> values,
		final List<Long> extents) {
		return tf.reshape(values, constant(tf, extents));
	}

	/**
	 * Extents as a tensor.
	 *
	 * @param running in place of those that are free
	 */
	static Operand<TInt32> packed(final Ops tf, final List<Long> extents,
		final List<Operand<TInt32>> running) {
		final List<Operand<TInt32>> all = new ArrayList<>();
		for (int i = 0; i < extents.size(); i++)
			all.add(extents.get(i) >= 0 ? tf.constant(Math.toIntExact(extents.get(i))) : running.get(i));
		return tf.stack(all);
	}

	/** Each extent of a tensor while the network runs, of which only those that are free are asked. */
	static List<Operand<TInt32>> running(final Ops tf, final Operand<?> values) {
		return IntStream.range(0, axes(values))
			.mapToObj(axis -> extent(values, axis) >= 0 ? null : running(tf, values, axis))
			.collect(Collectors.toList());
	}

	static Operand<TFloat32> expanded(final Ops tf, final Operand<TFloat32> values, final int axis) {
		return tf.expandDims(values, tf.constant(axis));
	}

	static Operand<TFloat32> squeezed(final Ops tf, final Operand<TFloat32> values, final int axis) {
		return tf.squeeze(values, Squeeze.axis(List.of((long) axis)));
	}

	/** A vector along one axis of others, against which it is broadcast. */
	static Operand<TFloat32> along(final Ops tf, final Operand<TFloat32> vector,
		final List<Integer> axes, final int of) {
		if (axes.equals(List.of(of - 1))) return vector;
		final List<Long> extents = new ArrayList<>();
		for (int axis = 0; axis < of; axis++)
			extents.add(axes.contains(axis) ? extent(vector, axes.indexOf(axis)) : 1L);
		return reshaped(tf, vector, extents);
	}

	static Operand<TFloat32> transposed(final Ops tf, final Operand<TFloat32> values,
		final List<Long> order) {
		return tf.linalg.transpose(values, constant(tf, order));
	}
}
