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
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Activation functions. Where one is made of ReLUs, or is one by its limits, it becomes these, which guided
 * backpropagation finds.
 */
final class ActivationOperators {

	private static final float SELU_ALPHA = 1.67326319f;
	private static final float SELU_GAMMA = 1.05070102f;

	private ActivationOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		for (final Op op : List.of(Op.Relu, Op.Sigmoid, Op.Softplus, Op.Softsign, Op.Tanh))
			all.put(op.name(), call -> ElementwiseOperators.map(call, x -> call.op(op).on(x).result()));
		all.put("LeakyRelu", call -> ElementwiseOperators.map(call,
			x -> call.op(Op.LeakyRelu).on(x).with("alpha", call.number("alpha", 0.01f)).result()));
		all.put("PRelu", ActivationOperators::prelu);
		all.put("Elu",
			call -> ElementwiseOperators.map(call, x -> elu(call, x, 1, call.number("alpha", 1), 1)));
		all.put("Celu", call -> ElementwiseOperators.map(call,
			x -> elu(call, x, call.number("alpha", 1), call.number("alpha", 1), 1)));
		all.put("Selu", call -> ElementwiseOperators.map(call,
			x -> elu(call, x, 1, call.number("alpha", SELU_ALPHA), call.number("gamma", SELU_GAMMA))));
		all.put("ThresholdedRelu", ActivationOperators::thresholded);
		all.put("Gelu", call -> ElementwiseOperators.map(call,
			x -> call.text("approximate", "none").equals("tanh") ? geluByTanh(call, x) : gelu(call, x)));
		all.put("HardSigmoid", call -> ElementwiseOperators.map(call,
			x -> hardSigmoid(call, x, call.number("alpha", 0.2f), call.number("beta", 0.5f))));
		all.put("HardSwish", call -> ElementwiseOperators.map(call,
			x -> call.formula().times(x, hardSigmoid(call, x, 1f / 6, 0.5f))));
		all.put("Swish", call -> ElementwiseOperators.map(call, x -> call.formula().times(x, call
			.op(Op.Sigmoid).on(call.formula().times(x, call.number(call.number("alpha", 1)))).result())));
		all.put("Mish", call -> ElementwiseOperators.map(call, x -> call.formula().times(x,
			call.op(Op.Tanh).on(call.op(Op.Softplus).on(x).result()).result())));
		all.put("Clip", ActivationOperators::clip);
	}

	private static List<OnnxValue> prelu(final OperatorCall call) {
		final OnnxValue slope = call.input(1);
		// Before version 7 one number for each channel.
		final OnnxValue slopes = call.version() >= 7 || slope.rank() != 1 || slope.elements() == 1
			? slope : Broadcast.behind(call, slope, call.input(0).rank() - 2);
		final Broadcast inputs = Broadcast.of(call, List.of(call.input(0), slopes));
		final Output<?> x = inputs.outputs().get(0);
		final Output<?> negative = call.op(Op.Relu).on(call.op(Op.Neg).on(x).result()).result();
		return call.result(call.op(Op.Sub)
			.on(call.op(Op.Relu).on(x).result(), call.formula().times(inputs.outputs().get(1), negative))
			.result(), inputs.order());
	}

	/** {@code scale (max(0, x) + height (exp(min(0, x) / width) - 1))}. */
	private static Output<?> elu(final OperatorCall call, final Output<?> x, final float width,
		final float height, final float scale) {
		if (width == 1 && height == 1 && scale == 1) return call.op(Op.Elu).on(x).result();
		if (width == 1 && height == SELU_ALPHA && scale == SELU_GAMMA)
			return call.op(Op.Selu).on(x).result();
		final Output<?> below = call.op(Op.Minimum).on(x, call.number(0)).result();
		final Output<?> curve =
			call.op(Op.Expm1).on(call.op(Op.RealDiv).on(below, call.number(width)).result()).result();
		final Output<?> sum = call.formula().plus(call.op(Op.Relu).on(x).result(),
			call.formula().times(curve, call.number(height)));
		return scale == 1 ? sum : call.formula().times(sum, call.number(scale));
	}

	private static List<OnnxValue> thresholded(final OperatorCall call) {
		final Output<?> least = call.number(call.number("alpha", 1));
		return ElementwiseOperators.map(call,
			x -> call.op(Op.SelectV2)
				.on(call.op(Op.Greater).on(x, least).result(), x, call.op(Op.ZerosLike).on(x).result())
				.result());
	}

	/** {@code x / 2 (1 + erf(x / sqrt(2)))}. */
	private static Output<?> gelu(final OperatorCall call, final Output<?> x) {
		final Output<?> erf =
			call.op(Op.Erf).on(call.formula().times(x, call.number(Math.sqrt(0.5)))).result();
		return call.formula().times(call.formula().times(x, call.number(0.5)),
			call.formula().plus(erf, call.number(1)));
	}

	/** {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
	private static Output<?> geluByTanh(final OperatorCall call, final Output<?> x) {
		final Output<?> cube = call.formula()
			.times(call.formula().times(x, call.op(Op.Square).on(x).result()), call.number(0.044715));
		final Output<?> tanh = call.op(Op.Tanh)
			.on(call.formula().times(call.formula().plus(x, cube), call.number(Math.sqrt(2 / Math.PI))))
			.result();
		return call.formula().times(call.formula().times(x, call.number(0.5)),
			call.formula().plus(tanh, call.number(1)));
	}

	private static Output<?> hardSigmoid(final OperatorCall call, final Output<?> x,
		final float slope, final float offset) {
		if (Math.abs(slope - 1f / 6) < 1e-6f && offset == 0.5f) return call.formula().times(
			call.op(Op.Relu6).on(call.formula().plus(x, call.number(3))).result(), call.number(1f / 6));
		return clipped(call,
			call.formula().plus(call.formula().times(x, call.number(slope)), call.number(offset)),
			call.number(0), call.number(1));
	}

	private static List<OnnxValue> clip(final OperatorCall call) {
		final Optional<Float> least = limit(call, "min", 1);
		final Optional<Float> most = limit(call, "max", 2);
		return ElementwiseOperators.map(call, x -> {
			if (x.dataType() == DataType.DT_FLOAT && least.filter(limit -> limit == 0).isPresent()) {
				if (most.filter(limit -> limit == 6).isPresent()) return call.op(Op.Relu6).on(x).result();
				if (unbounded(call, most)) return call.op(Op.Relu).on(x).result();
			}
			return clipped(call, x, bound(call, "min", 1, x.dataType()),
				bound(call, "max", 2, x.dataType()));
		});
	}

	private static boolean unbounded(final OperatorCall call, final Optional<Float> most) {
		return !call.has(2) && !call.states("max") ||
			most.filter(limit -> limit == Float.POSITIVE_INFINITY).isPresent();
	}

	/** A limit that does not depend on the image; an attribute before version 11. */
	private static Optional<Float> limit(final OperatorCall call, final String name,
		final int input) {
		if (call.states(name)) return Optional.of(call.number(name, 0));
		return call.known(input).map(values -> (float) values[0]);
	}

	/** Null if there is none. */
	private static Output<?> bound(final OperatorCall call, final String name, final int input,
		final DataType type) {
		if (call.has(input)) return call.cast(call.input(input).output(), type);
		return call.states(name) ? call.number(call.number(name, 0), type) : null;
	}

	private static Output<?> clipped(final OperatorCall call, final Output<?> x,
		final Output<?> least, final Output<?> most) {
		final Output<?> above = least == null ? x : call.op(Op.Maximum).on(x, least).result();
		return most == null ? above : call.op(Op.Minimum).on(above, most).result();
	}
}
