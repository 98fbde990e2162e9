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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * Operators that round numbers to few levels, as whole numbers of 8 or 16 bits, and back. The whole numbers stay
 * float32 here, and the gradient passes as if nothing was rounded.
 */
final class QuantizingOperators {

	/** Operators that compute with whole numbers alone, and have no gradient. */
	static final Set<String> WHOLE =
		Set.of("QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear");

	private QuantizingOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("QuantizeLinear", QuantizingOperators::quantized);
		all.put("DequantizeLinear", QuantizingOperators::dequantized);
	}

	/** The least and the largest number of a type. */
	private record Range(double least, double most) {

		static Range of(final OperatorCall call) {
			final int stated = (int) call.integer("output_dtype", 0);
			if (stated == 0 && call.optional(2).filter(zero -> zero.written() == 0).isPresent())
				throw call
					.refusal("it is not known to which type it quantizes, for its zero point is computed");
			final int type = stated != 0 ? stated : call.optional(2).map(OnnxValue::written)
				.filter(number -> number != 0).orElse(TensorProto.DataType.UINT8_VALUE);
			final SmallType small = SmallType.of(type).filter(SmallType::isWhole).orElse(null);
			if (small != null) return new Range(small.least(), small.most());
			return switch (type) {
				case TensorProto.DataType.UINT8_VALUE -> new Range(0, 255);
				case TensorProto.DataType.INT8_VALUE -> new Range(-128, 127);
				case TensorProto.DataType.UINT16_VALUE -> new Range(0, 65_535);
				case TensorProto.DataType.INT16_VALUE -> new Range(-32_768, 32_767);
				default ->
					throw call.refusal("it quantizes to the type " + TensorProto.DataType.forNumber(type) +
						", but only whole numbers of up to 16 bits are supported");
			};
		}
	}

	private static List<OnnxValue> quantized(final OperatorCall call) {
		final Formula f = call.formula();
		final Range range = Range.of(call);
		final Broadcast inputs = Broadcast.of(call, inputs(call, call.input(0)));
		final Output<?> x = inputs.outputs().get(0);
		final Output<?> scaled = f.over(call.cast(x, DataType.DT_FLOAT), inputs.outputs().get(1));
		final Optional<Output<?>> zero = inputs.outputs().size() < 3 ? Optional.empty()
			: Optional.of(call.cast(inputs.outputs().get(2), DataType.DT_FLOAT));
		// Limited first, so that nothing infinite is rounded; the limits are whole numbers.
		final Output<?> least = limit(f, range.least(), zero);
		final Output<?> limited = f.clamped(scaled, least, limit(f, range.most(), zero));
		final Output<?> rest = f.minus(f.of(Op.Round, limited), limited);
		final Output<?> rounded = f.plus(limited, f.of(Op.StopGradient, rest));
		call.remark(
			"The network rounds what its layers take, in operators QuantizeLinear; gradients pass " +
				"as if it did not (straight-through).");
		return call.result(zero.<Output<?>>map(z -> f.plus(rounded, z)).orElse(rounded),
			inputs.order());
	}

	private static Output<?> limit(final Formula f, final double limit,
		final Optional<Output<?>> zero) {
		return zero.<Output<?>>map(z -> f.minus(limit, z)).orElseGet(() -> f.call().number(limit));
	}

	private static List<OnnxValue> dequantized(final OperatorCall call) {
		final Formula f = call.formula();
		final Broadcast inputs = Broadcast.of(call, inputs(call, call.input(0)));
		Output<?> x = call.cast(inputs.outputs().get(0), DataType.DT_FLOAT);
		if (inputs.outputs().size() > 2)
			x = f.minus(x, call.cast(inputs.outputs().get(2), DataType.DT_FLOAT));
		return call.result(f.times(x, inputs.outputs().get(1)), inputs.order());
	}

	/** With scales and zeros that are broadcast to the tensor. */
	private static List<OnnxValue> inputs(final OperatorCall call, final OnnxValue value) {
		final List<OnnxValue> all = new ArrayList<>(List.of(value, spread(call, value, call.input(1))));
		call.optional(2).ifPresent(zero -> all.add(spread(call, value, zero)));
		return all;
	}

	/** One for all, one for each position of an axis, or one for each block of these. */
	private static OnnxValue spread(final OperatorCall call, final OnnxValue value,
		final OnnxValue part) {
		final long block = call.integer("block_size", 0);
		if (part.elements() == 1 && part.rank() <= 1 && block == 0)
			return Reshaping.to(call, part, List.of());
		final int axis = value.axis(call.integer("axis", 1));
		if (block == 0) {
			if (part.rank() != 1) throw call.refusal("its scales are of the shape " + part.shape());
			final List<Long> shape = new ArrayList<>(Collections.nCopies(value.rank(), 1L));
			shape.set(axis, part.shape().get(0));
			return Reshaping.to(call, part, shape);
		}
		final long length = value.shape().get(axis);
		if (part.rank() != value.rank() || length < 0 || block < 1 ||
			(length + block - 1) / block != part.shape().get(axis))
			throw call.refusal("scales of the shape " + part.shape() + " for blocks of " + block +
				" in a tensor of the shape " + value.shape());
		final List<Long> blocks = new ArrayList<>();
		for (long place = 0; place < length; place++)
			blocks.add(place / block);
		return call.value(
			call.op(Op.GatherV2).on(part.output(), call.integers(blocks), call.integer(axis)).result(),
			AxisOrder.same(value.rank()));
	}
}
