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

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Resizing by areas: along each axis, a new pixel is the mean of what it covers of the old ones, which is
 * a product with a matrix of shares. Its gradient is that with the transposed.
 */
final class ResizeAreaGradient implements GradientRule {

	@Override
	public Operand<TFloat32> gradient(final BackpropStep step, final int place) {
		final Ops tf = step.tf();
		final Operand<TFloat32> rows =
			tf.linalg.einsum(List.of(shares(step, 1), step.upstream()), "oh,nopc->nhpc");
		return tf.linalg.einsum(List.of(shares(step, 2), rows), "pw,nhpc->nhwc");
	}

	/** {@code [new, old]}: the share that each old pixel has in each new one. What lies beyond is the last. */
	private static Operand<TFloat32> shares(final BackpropStep step, final int axis) {
		final Ops tf = step.tf();
		final Operand<TFloat32> one = tf.constant(1f);
		final Operand<TFloat32> old = extent(step, step.input(0), axis);
		final Operand<TFloat32> fresh = extent(step, step.result(), axis);
		final Operand<TFloat32> scale = scale(step, old, fresh);
		final Operand<TFloat32> start =
			tf.expandDims(tf.math.mul(tf.range(tf.constant(0f), fresh, one), scale), tf.constant(1));
		final Operand<TFloat32> left =
			tf.expandDims(tf.range(tf.constant(0f), old, one), tf.constant(0));
		final Operand<TFloat32> right = tf.select(tf.math.equal(left, tf.math.sub(old, one)),
			tf.constant(Float.MAX_VALUE), tf.math.add(left, one));
		final Operand<TFloat32> covered =
			tf.math.sub(tf.math.minimum(tf.math.add(start, scale), right), tf.math.maximum(start, left));
		return tf.math.div(tf.math.maximum(covered, tf.constant(0f)), scale);
	}

	private static Operand<TFloat32> scale(final BackpropStep step, final Operand<TFloat32> old,
		final Operand<TFloat32> fresh) {
		final Ops tf = step.tf();
		final Operand<TFloat32> plain = tf.math.div(old, fresh);
		if (!step.operation().attributes().getAttrBool("align_corners")) return plain;
		final Operand<TFloat32> one = tf.constant(1f);
		return tf.select(tf.math.greater(fresh, one),
			tf.math.div(tf.math.sub(old, one), tf.math.maximum(tf.math.sub(fresh, one), one)), plain);
	}

	private static Operand<TFloat32> extent(final BackpropStep step, final Operand<TFloat32> of,
		final int axis) {
		final Ops tf = step.tf();
		return tf.dtypes.cast(tf.stridedSlice(tf.shape(of), Indices.at(axis)), TFloat32.class);
	}
}
