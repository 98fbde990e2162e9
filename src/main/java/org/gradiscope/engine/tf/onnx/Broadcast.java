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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** Tensors that are computed with element by element, in one order of axes; shorter shapes get axes of 1 in front. */
record Broadcast(List<Output<?>> outputs, AxisOrder order) {

	/** In the order of the largest that depends on the image, so that the least is transposed. */
	static Broadcast of(final OperatorCall call, final List<OnnxValue> values) {
		final int rank = values.stream().mapToInt(OnnxValue::rank).max().orElse(0);
		final AxisOrder order = values.stream().filter(value -> value.rank() == rank)
			.max(Comparator.comparingDouble(Broadcast::weight)).map(OnnxValue::order)
			.orElseGet(() -> AxisOrder.same(rank));
		final List<Output<?>> outputs = new ArrayList<>();
		for (final OnnxValue value : values)
			outputs.add(inOrder(call, value, order));
		return new Broadcast(outputs, order);
	}

	/** With axes of 1 behind its own. */
	static OnnxValue behind(final OperatorCall call, final OnnxValue value, final int count) {
		return Reshaping.to(call, value,
			Stream.concat(value.shape().stream(), Stream.generate(() -> 1L).limit(Math.max(count, 0)))
				.toList());
	}

	/** One whose size is not known is taken for larger than constants and single numbers. */
	private static double weight(final OnnxValue value) {
		if (value.constant().isPresent()) return -1;
		return value.shape().stream().mapToDouble(size -> size < 0 ? 1e3 : size).reduce(1,
			(a, b) -> a * b);
	}

	private static Output<?> inOrder(final OperatorCall call, final OnnxValue value,
		final AxisOrder order) {
		final int missing = order.rank() - value.rank();
		if (missing == 0) return value.output(order);
		if (value.rank() == 0 || order.isSame()) return value.output();
		if (value.constant().isPresent()) {
			final OnnxConstant constant = value.constant().get();
			return call
				.value(constant.reshaped(Stream
					.concat(Stream.generate(() -> 1L).limit(missing), constant.shape().stream()).toList()))
				.output(order);
		}
		Output<?> output = value.output();
		for (final int axis : IntStream.range(0, missing).toArray())
			output = call.op(Op.ExpandDims).on(output, call.integer(axis)).result();
		return call.value(output, AxisOrder.same(order.rank())).output(order);
	}
}
