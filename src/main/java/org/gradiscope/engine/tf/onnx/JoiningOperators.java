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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/** Concat and Split: tensors that become one along an axis, and one that becomes several. */
final class JoiningOperators {

	private JoiningOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Concat", JoiningOperators::concat);
		all.put("Split", JoiningOperators::split);
	}

	private static List<OnnxValue> concat(final OperatorCall call) {
		final List<OnnxValue> all = call.inputs();
		final int axis = call.input(0).axis(call.integer("axis", 1));
		if (all.size() == 1) return List.of(all.get(0));
		if (all.stream().anyMatch(value -> value.rank() != all.get(0).rank()))
			throw call.refusal("its inputs have different numbers of axes");
		final Broadcast inputs = Broadcast.of(call, all);
		return call.result(call.op(Op.ConcatV2).onAll(inputs.outputs())
			.on(call.integer(inputs.order().place(axis))).result(), inputs.order());
	}

	private static List<OnnxValue> split(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final int axis = value.axis(call.integer("axis", 0));
		if (call.has(1)) return parts(call, value, axis, call.numbers(1));
		return parts(call, value, axis, call.integers("split").orElseGet(
			() -> evenly(call, value.shape().get(axis), call.integer("num_outputs", call.outputs()))));
	}

	/** The last part is smaller where the length is no multiple. */
	private static List<Long> evenly(final OperatorCall call, final long length, final long count) {
		if (length < 0 || count < 1 || count > 1 << 16)
			throw call.refusal("an axis of the length " + length + " in " + count + " parts");
		final long part = (length + count - 1) / count;
		return IntStream.range(0, (int) count)
			.mapToObj(i -> Math.max(0, Math.min(part, length - i * part))).toList();
	}

	/** Parts of the same size. */
	static List<OnnxValue> parts(final OperatorCall call, final OnnxValue value, final int axis,
		final long count) {
		if (count == 1) return List.of(value);
		return parts(call, value, axis, evenly(call, value.shape().get(axis), count)).stream()
			.map(part -> call.graph().settled(part, value.constant().isPresent())).toList();
	}

	private static List<OnnxValue> parts(final OperatorCall call, final OnnxValue value,
		final int axis, final List<Long> sizes) {
		// TensorFlow's gradient joins two parts or more.
		if (sizes.equals(List.of(value.shape().get(axis)))) return List.of(value);
		final GraphOperation parts =
			call.op(Op.SplitV).on(value.output(value.order()), call.integers(sizes),
				call.integer(value.order().place(axis))).with("num_split", sizes.size()).results();
		return call.results(
			IntStream.range(0, sizes.size()).<Output<?>>mapToObj(parts::output).toList(), value.order());
	}
}
