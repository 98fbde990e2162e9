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

/** {@code Dense}, {@code EinsumDense}, and what is nothing outside of training. */
final class CoreLayers {

	private CoreLayers() {}

	/** Along the last axis. */
	static Operand<TFloat32> dense(final LayerCall call) {
		final Operand<TFloat32> x = call.input();
		final long units = call.config().size("units");
		final Operand<TFloat32> kernel = call.weight("kernel", KerasShapes.channels(call, x), units);
		return call.activated(call.biased(product(call.tf(), x, kernel), units), "activation");
	}

	/** Vectors with a matrix, however many axes their places have. */
	static Operand<TFloat32> product(final Ops tf, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel) {
		final int axes = KerasShapes.axes(x);
		if (axes == 2) return tf.linalg.matMul(x, kernel);
		final Operand<TFloat32> rows =
			KerasShapes.reshaped(tf, x, List.of(KerasShapes.FREE, KerasShapes.extent(x, axes - 1)));
		final List<Long> extents = new ArrayList<>(KerasShapes.list(x));
		extents.set(axes - 1, KerasShapes.extent(kernel, 1));
		return KerasShapes.reshaped(tf, tf.linalg.matMul(rows, kernel), extents,
			() -> KerasShapes.running(tf, x));
	}

	/** By an equation, such as {@code ab,bc->ac}. */
	static Operand<TFloat32> einsum(final LayerCall call) {
		final LayerConfig config = call.config();
		final List<StoredWeight> own = call.weights().own();
		if (own.isEmpty()) throw config.wrong("has no weights in the file");
		final Operand<TFloat32> kernel = call.weight("kernel", own.get(0).shape());
		final Ops tf = call.tf();
		final Operand<TFloat32> sums =
			tf.linalg.einsum(List.of(call.input(), kernel), config.text("equation", ""));
		final boolean biased = config.has("bias_axes") && own.size() > 1;
		return call.activated(
			biased ? tf.math.add(sums, call.weight("bias", own.get(1).shape())) : sums, "activation");
	}

	static Operand<TFloat32> same(final LayerCall call) {
		return call.input();
	}

	/** What acts in training only. */
	static Operand<TFloat32> leftOut(final LayerCall call) {
		call.graph().leaveOut(call.config());
		return call.input();
	}
}
