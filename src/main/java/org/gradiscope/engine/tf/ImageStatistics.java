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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.model.Preprocessing;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Statistics of images, {@code [n, h, w, c]} or {@code [n, d, h, w, c]}, over some of their axes and for each position along the
 * others; of length 1 along those that they are over.
 */
final class ImageStatistics {

	/** All of one image. */
	static final String IMAGE = "yxc";

	private final Ops tf;
	private final Operand<TFloat32> images;
	private final int[] over;
	private final int rank;

	/** @param axes of y, x and c, of volumes z too */
	ImageStatistics(final Ops tf, final Operand<TFloat32> images, final String axes) {
		this.tf = tf;
		this.images = images;
		rank = images.shape().numDimensions();
		final String usual = rank == 5 ? Preprocessing.USUAL_VOLUME_AXES : Preprocessing.USUAL_AXES;
		over = axes.chars().map(usual::indexOf).sorted().toArray();
	}

	/** The same of these, pictures or volumes. */
	static String allOf(final Operand<TFloat32> images) {
		return images.shape().numDimensions() == 5 ? "z" + IMAGE : IMAGE;
	}

	/** {@code (v - mean) / (deviation + epsilon)}; the gradient goes through both. */
	Operand<TFloat32> standardized(final double epsilon) {
		final Operand<TFloat32> centred = tf.math.sub(images, mean(images));
		final Operand<TFloat32> deviation = tf.math.sqrt(mean(tf.math.square(centred)));
		return tf.math.div(centred, tf.math.add(deviation, tf.constant((float) epsilon)));
	}

	private Operand<TFloat32> mean(final Operand<TFloat32> of) {
		return tf.math.mean(of, tf.constant(over), Mean.keepDims(true));
	}

	/**
	 * Percentiles, which are constants to gradients.
	 *
	 * @param percents from 0 to 100
	 * @param interpolated whether between the two nearest values, as NumPy does; else the smallest value
	 *          that so many are not over
	 */
	List<Operand<TFloat32>> percentiles(final boolean interpolated, final double... percents) {
		final int[] kept = IntStream.range(0, rank).filter(axis -> !isOver(axis)).toArray();
		final int[] order = IntStream.concat(IntStream.of(kept), IntStream.of(over)).toArray();
		final Operand<TFloat32> turned = IntStream.range(0, rank).allMatch(i -> order[i] == i) ? images
			: tf.linalg.transpose(images, tf.constant(order));
		final Operand<TFloat32> lists = tf.reshape(turned,
			tf.concat(List.of(tf.stridedSlice(tf.shape(turned), Indices.sliceTo(kept.length)),
				tf.constant(new int[] { -1 })), tf.constant(0)));
		final Operand<TInt32> count = tf.stridedSlice(tf.shape(lists), Indices.at(kept.length));
		final Operand<TFloat32> sorted =
			tf.stopGradient(tf.nn.topK(lists, count, TInt32.class).values());
		final Operand<TInt32> shape = tf.math.maximum(tf.constant(1), tf.math.mul(tf.shape(images),
			tf.constant(IntStream.range(0, rank).map(i -> isOver(i) ? 0 : 1).toArray())));
		final List<Operand<TFloat32>> values = new ArrayList<>();
		for (final double percent : percents)
			values.add(
				tf.reshape(new Sorted(sorted, count, kept.length).at(percent / 100, interpolated), shape));
		return values;
	}

	private boolean isOver(final int axis) {
		return IntStream.of(over).anyMatch(one -> one == axis);
	}

	/** Values from the largest to the smallest along the last axis; places are found in double precision. */
	private final class Sorted {

		private final Operand<TFloat32> values;
		private final Operand<TFloat64> last;
		private final int axis;

		Sorted(final Operand<TFloat32> values, final Operand<TInt32> count, final int axis) {
			this.values = values;
			this.axis = axis;
			last = tf.dtypes.cast(tf.math.sub(count, tf.constant(1)), TFloat64.class);
		}

		Operand<TFloat32> at(final double fraction, final boolean interpolated) {
			if (!interpolated) return at(tf.math.maximum(tf.constant(0d),
				tf.math.sub(
					tf.math.ceil(tf.math.mul(tf.math.add(last, tf.constant(1d)), tf.constant(fraction))),
					tf.constant(1d))));
			final Operand<TFloat64> place = tf.math.mul(last, tf.constant(fraction));
			final Operand<TFloat64> below = tf.math.floor(place);
			final Operand<TFloat32> weight = tf.dtypes.cast(tf.math.sub(place, below), TFloat32.class);
			final Operand<TFloat32> value = at(below);
			final Operand<TFloat32> next = at(tf.math.minimum(tf.math.add(below, tf.constant(1d)), last));
			return tf.math.add(value, tf.math.mul(tf.math.sub(next, value), weight));
		}

		/** @param place from the smallest */
		private Operand<TFloat32> at(final Operand<TFloat64> place) {
			return tf.gather(values, tf.dtypes.cast(tf.math.sub(last, place), TInt32.class),
				tf.constant(axis));
		}
	}
}
