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

package org.gradiscope.engine.tf.graph.gradient;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Products of all before each number along an axis. They are spelt out, {@code n} by {@code n} along that
 * axis, with ones in place of what does not belong: so the gradient is right beside zeros, too, where
 * TensorFlow's in Python divides by them.
 */
final class CumprodGradient implements GradientRule {

	@Override
	public Operand<TFloat32> gradient(final BackpropStep step, final int place) {
		final int rank = step.operation().input(0).shape().numDimensions();
		if (rank < 1) throw BackpropStep.refusal(step.operation(), " of unknown rank");
		final Ops tf = step.tf();
		return step.through(place, inputs -> {
			final Operand<TInt32> axis =
				tf.math.floorMod(tf.dtypes.cast(step.given(1), TInt32.class), tf.constant(rank));
			final Operand<TInt32> order = lastInstead(tf, axis, rank);
			final Operand<TFloat32> last =
				tf.linalg.transpose(GraphOperations.floats(inputs.get(0).asOutput()), order);
			final Operand<TFloat32> rows = tf.expandDims(last, tf.constant(-2));
			final Operand<TFloat32> mask = mask(step, last);
			// x where the mask is 1, and 1 where it is 0.
			final Operand<TFloat32> factors =
				tf.math.add(tf.math.mul(rows, mask), tf.math.sub(tf.constant(1f), mask));
			return tf.linalg.transpose(tf.prod(factors, tf.constant(-1)), order);
		});
	}

	/** The axes in order, but for one that changes places with the last. */
	private static Operand<TInt32> lastInstead(final Ops tf, final Operand<TInt32> axis,
		final int rank) {
		final Operand<TInt32> all = tf.range(tf.constant(0), tf.constant(rank), tf.constant(1));
		final Operand<TInt32> last = tf.constant(rank - 1);
		return tf.select(tf.math.equal(all, axis), last,
			tf.select(tf.math.equal(all, last), axis, all));
	}

	/** {@code [n, n]}: whether the second belongs to the product at the first. */
	private static Operand<TFloat32> mask(final BackpropStep step, final Operand<TFloat32> last) {
		final Ops tf = step.tf();
		final Operand<TInt32> count = tf.stridedSlice(tf.shape(last), Indices.at(-1));
		final Operand<TInt32> all = tf.range(tf.constant(0), count, tf.constant(1));
		final boolean reverse = step.operation().attributes().getAttrBool("reverse");
		final Operand<TInt32> at = tf.expandDims(all, tf.constant(reverse ? 0 : 1));
		final Operand<TInt32> from = tf.expandDims(all, tf.constant(reverse ? 1 : 0));
		return tf.dtypes.cast(step.operation().attributes().getAttrBool("exclusive")
			? tf.math.less(from, at) : tf.math.lessEqual(from, at), TFloat32.class);
	}
}
