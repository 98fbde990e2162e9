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

import java.util.List;

import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** From 0..1 to the numbers that a network was trained on, as operations of the graph. */
final class Normalizer {

	private final Ops tf;

	Normalizer(final Ops tf) {
		this.tf = tf;
	}

	/** {@code (standardised(v extent + min) - mean) / deviation}, channel by channel. */
	Operand<TFloat32> normalized(final Operand<TFloat32> unit, final Preprocessing p) {
		if (p.standardization().kind() == Standardization.Kind.NONE)
			return affine(unit, p, p.range().extent(), p.range().min());
		final Operand<TFloat32> ranged =
			tf.math.add(tf.math.mul(unit, tf.constant(p.range().extent())), tf.constant(p.range().min()));
		return affine(standardized(ranged, p.standardization()), p, 1, 0);
	}

	/** {@code ((v extent + min) - mean) / deviation}, as one factor and one shift per channel. */
	private Operand<TFloat32> affine(final Operand<TFloat32> of, final Preprocessing p,
		final float extent, final float min) {
		final int n = p.channels().count();
		final float[] factor = new float[n];
		final float[] shift = new float[n];
		for (int c = 0; c < n; c++) {
			factor[c] = extent / p.deviation().get(c);
			shift[c] = (min - p.mean().get(c)) / p.deviation().get(c);
		}
		return tf.math.add(tf.math.mul(of, tf.constant(factor)), tf.constant(shift));
	}

	private Operand<TFloat32> standardized(final Operand<TFloat32> of, final Standardization s) {
		return s.kind() == Standardization.Kind.PERCENTILES ? betweenPercentiles(of, s)
			: zeroMeanUnitVariance(of, s);
	}

	private Operand<TFloat32> zeroMeanUnitVariance(final Operand<TFloat32> of,
		final Standardization s) {
		final Operand<TFloat32> centred = tf.math.sub(of, mean(of));
		final Operand<TFloat32> deviation = tf.math.sqrt(mean(tf.math.square(centred)));
		return tf.math.div(centred, tf.math.add(deviation, tf.constant((float) s.epsilon())));
	}

	/** Of each image, with its axes kept. */
	private Operand<TFloat32> mean(final Operand<TFloat32> of) {
		return tf.math.mean(of, tf.constant(new int[] { 1, 2, 3 }), Mean.keepDims(true));
	}

	private Operand<TFloat32> betweenPercentiles(final Operand<TFloat32> of,
		final Standardization s) {
		final Operand<TFloat32> flat = tf.reshape(of,
			tf.stack(List.of(tf.stridedSlice(tf.shape(of), Indices.at(0)), tf.constant(-1))));
		final Operand<TInt32> count = tf.stridedSlice(tf.shape(flat), Indices.at(1));
		final Operand<TFloat32> sorted =
			tf.stopGradient(tf.nn.topK(flat, count, TInt32.class).values());
		final Operand<TFloat32> low = percentile(sorted, count, s.low());
		final Operand<TFloat32> extent = tf.math.sub(percentile(sorted, count, s.high()), low);
		return tf.math.div(tf.math.sub(of, low), tf.math.add(extent, tf.constant((float) s.epsilon())));
	}

	/**
	 * Interpolated linearly between the two nearest, as NumPy does.
	 *
	 * @param sorted {@code [n, count]}, the largest first
	 * @return {@code [n, 1, 1, 1]}
	 */
	private Operand<TFloat32> percentile(final Operand<TFloat32> sorted, final Operand<TInt32> count,
		final double percent) {
		final Operand<TFloat32> last =
			tf.dtypes.cast(tf.math.sub(count, tf.constant(1)), TFloat32.class);
		final Operand<TFloat32> position = tf.math.mul(last, tf.constant((float) (1 - percent / 100)));
		final Operand<TFloat32> below = tf.math.floor(position);
		final Operand<TFloat32> weight = tf.math.sub(position, below);
		final Operand<TFloat32> next = tf.math.minimum(tf.math.add(below, tf.constant(1f)), last);
		final Operand<TFloat32> value =
			tf.math.add(tf.math.mul(at(sorted, below), tf.math.sub(tf.constant(1f), weight)),
				tf.math.mul(at(sorted, next), weight));
		return tf.reshape(value, tf.constant(new int[] { -1, 1, 1, 1 }));
	}

	private Operand<TFloat32> at(final Operand<TFloat32> sorted, final Operand<TFloat32> index) {
		return tf.gather(sorted, tf.dtypes.cast(index, TInt32.class), tf.constant(1));
	}
}
