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

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Dilation where TensorFlow's operation has none on a processor: every d-th place becomes an image of its
 * own, which is convolved without dilation, as TensorFlow's own layers do.
 */
final class DilatedWindows {

	/** What is done with the images, without padding. */
	@FunctionalInterface
	interface Convolution {

		Operand<TFloat32> of(Operand<TFloat32> x, LayerWindows dense);
	}

	private DilatedWindows() {}

	static Operand<TFloat32> over(final LayerCall call, final Operand<TFloat32> x,
		final LayerWindows windows, final Convolution convolution) {
		if (windows.isStrided()) throw call.config().unsupported("has strides and a dilation at once");
		final Ops tf = call.tf();
		final List<Operand<TInt32>> pads = new ArrayList<>();
		final List<Operand<TInt32>> crops = new ArrayList<>();
		for (int axis = 0; axis < windows.size().size(); axis++) {
			final int all =
				windows.padding().equals("same") ? Math.toIntExact(windows.covered(axis) - 1) : 0;
			final int rate = Math.toIntExact(windows.dilation().get(axis));
			final Operand<TInt32> more = missing(tf, x, axis + 1, all, rate);
			pads.add(
				tf.stack(List.of(tf.constant(all / 2), tf.math.add(more, tf.constant(all - all / 2)))));
			crops.add(tf.stack(List.of(tf.constant(0), more)));
		}
		final Operand<TInt32> rates = KerasShapes.constant(tf, windows.dilation());
		final Operand<TFloat32> apart = tf.spaceToBatchNd(x, rates, tf.stack(pads));
		return tf.batchToSpaceNd(convolution.of(apart, windows.dense()), rates, tf.stack(crops));
	}

	/** How many places are missing to a multiple of the rate. */
	private static Operand<TInt32> missing(final Ops tf, final Operand<TFloat32> x, final int axis,
		final int pad, final int rate) {
		final long known = KerasShapes.extent(x, axis);
		if (known >= 0) return tf.constant(Math.toIntExact(Math.floorMod(-(known + pad), (long) rate)));
		final Operand<TInt32> padded = tf.math.add(KerasShapes.running(tf, x, axis), tf.constant(pad));
		return tf.math.floorMod(tf.math.neg(padded), tf.constant(rate));
	}
}
