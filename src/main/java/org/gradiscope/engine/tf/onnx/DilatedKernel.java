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

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** A kernel with zeros in its gaps. */
final class DilatedKernel {

	private DilatedKernel() {}

	/** @param dilations one for each axis of positions, which are the last */
	static OnnxValue of(final OperatorCall call, final OnnxValue kernel, final List<Long> dilations) {
		OnnxValue dilated = kernel;
		for (int i = 0; i < dilations.size(); i++)
			if (dilations.get(i) > 1) dilated = along(call, dilated, 2 + i, dilations.get(i));
		return dilated;
	}

	/** Each position followed by zeros, but for the last. */
	private static OnnxValue along(final OperatorCall call, final OnnxValue kernel, final int axis,
		final long gap) {
		final List<Long> shape = new ArrayList<>(kernel.shape());
		final long size = shape.get(axis);
		shape.add(axis + 1, 1L);
		final List<Long> pads =
			IntStream.range(0, 2 * shape.size()).mapToObj(i -> i == 2 * axis + 3 ? gap - 1 : 0L).toList();
		final Output<?> spread = call.formula()
			.padded(call.op(Op.Reshape).on(kernel.output(), call.integers(shape)).result(), pads);
		final List<Long> whole = new ArrayList<>(kernel.shape());
		whole.set(axis, size * gap);
		final Output<?> joined = call.op(Op.Reshape).on(spread, call.integers(whole)).result();
		final List<Long> kept = new ArrayList<>(whole);
		kept.set(axis, (size - 1) * gap + 1);
		final Output<?> result = call.op(Op.Slice)
			.on(joined, call.integers(new int[kept.size()]), call.integers(kept)).result();
		return call.graph().settled(call.value(result, AxisOrder.same(kept.size())),
			kernel.constant().isPresent());
	}
}
