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
import java.util.function.UnaryOperator;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that compute each number of one or several tensors by itself. */
final class ElementwiseOperators {

	private ElementwiseOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		for (final Op op : List.of(Op.Abs, Op.Acos, Op.Acosh, Op.Asin, Op.Asinh, Op.Atan, Op.Atanh,
			Op.Ceil, Op.Cos, Op.Cosh, Op.Erf, Op.Exp, Op.Floor, Op.Log, Op.Neg, Op.Reciprocal, Op.Round,
			Op.Sign, Op.Sin, Op.Sinh, Op.Sqrt, Op.Tan))
			all.put(op.name(), call -> unary(call, op));
		all.put("Not", call -> unary(call, Op.LogicalNot));
		all.put("IsNaN", call -> unary(call, Op.IsNan));
		all.put("IsInf", ElementwiseOperators::isInfinite);
		all.put("Add", call -> all(call, Op.AddV2));
		all.put("Sum", call -> all(call, Op.AddV2));
		all.put("Mean", ElementwiseOperators::mean);
		all.put("Max", call -> all(call, Op.Maximum));
		all.put("Min", call -> all(call, Op.Minimum));
		all.put("Sub", call -> all(call, Op.Sub));
		all.put("Mul", call -> all(call, Op.Mul));
		all.put("Div", call -> all(call, call.input(0).isFloat() ? Op.RealDiv : Op.TruncateDiv));
		all.put("Mod", call -> all(call, call.flag("fmod", false) ? Op.TruncateMod : Op.FloorMod));
		all.put("Pow", ElementwiseOperators::power);
		all.put("And", call -> all(call, Op.LogicalAnd));
		all.put("Or", call -> all(call, Op.LogicalOr));
		all.put("Xor", call -> all(call, Op.NotEqual));
		all.put("Equal", call -> all(call, Op.Equal));
		all.put("Greater", call -> all(call, Op.Greater));
		all.put("GreaterOrEqual", call -> all(call, Op.GreaterEqual));
		all.put("Less", call -> all(call, Op.Less));
		all.put("LessOrEqual", call -> all(call, Op.LessEqual));
		all.put("Where", ElementwiseOperators::where);
		all.put("Cast", call -> cast(call, (int) call.integer("to", 1)));
		all.put("CastLike", call -> call.input(1).written() == 0 ? cast(call, call.input(1).type())
			: cast(call, call.input(1).written()));
		all.put("Identity", call -> List.of(call.input(0)));
		all.put("Dropout", ElementwiseOperators::dropout);
	}

	/** The same for each number, in whatever order the axes are. */
	static List<OnnxValue> map(final OperatorCall call, final UnaryOperator<Output<?>> function) {
		final OnnxValue value = call.input(0);
		return call.result(function.apply(value.output(value.order())), value.order());
	}

	private static List<OnnxValue> unary(final OperatorCall call, final Op op) {
		return map(call, value -> call.op(op).on(value).result());
	}

	/** One operation after the other on two or more tensors. */
	private static List<OnnxValue> all(final OperatorCall call, final Op op) {
		final Broadcast inputs = Broadcast.of(call, aligned(call));
		return call.result(folded(call, op, inputs), inputs.order());
	}

	/** Before version 7 the axes of the second tensor may stand further in front. */
	private static List<OnnxValue> aligned(final OperatorCall call) {
		if (!call.states("axis")) return call.inputs();
		final OnnxValue whole = call.input(0);
		final OnnxValue part = call.input(1);
		final int behind = whole.rank() - whole.axis(call.integer("axis", 0)) - part.rank();
		return List.of(whole, Broadcast.behind(call, part, behind));
	}

	private static Output<?> folded(final OperatorCall call, final Op op, final Broadcast inputs) {
		return inputs.outputs().stream().<Output<?>>map(output -> output)
			.reduce((one, next) -> call.op(op).on(one, next).result())
			.orElseThrow(() -> call.refusal("it has no input"));
	}

	private static List<OnnxValue> mean(final OperatorCall call) {
		final Broadcast inputs = Broadcast.of(call, call.inputs());
		final Output<?> sum = folded(call, Op.AddV2, inputs);
		return call.result(
			call.op(Op.RealDiv).on(sum, call.number(inputs.outputs().size(), sum.dataType())).result(),
			inputs.order());
	}

	/** Of the type of the base, whatever that of the exponent is. */
	private static List<OnnxValue> power(final OperatorCall call) {
		final Broadcast inputs = Broadcast.of(call, call.inputs());
		final DataType base = call.input(0).type();
		final DataType exponent = call.input(1).type();
		final DataType common =
			exponent == DataType.DT_FLOAT || base == DataType.DT_FLOAT ? DataType.DT_FLOAT : base;
		final Output<?> power = call.op(Op.Pow)
			.on(call.cast(inputs.outputs().get(0), common), call.cast(inputs.outputs().get(1), common))
			.result();
		return call.result(call.cast(power, base), inputs.order());
	}

	private static List<OnnxValue> where(final OperatorCall call) {
		final Broadcast inputs = Broadcast.of(call, call.inputs());
		return call.result(
			call.op(Op.SelectV2)
				.on(inputs.outputs().get(0), inputs.outputs().get(1), inputs.outputs().get(2)).result(),
			inputs.order());
	}

	private static List<OnnxValue> isInfinite(final OperatorCall call) {
		return map(call, value -> {
			final Output<?> infinite = call.op(Op.IsInf).on(value).result();
			final Output<?> zero = call.number(0, value.dataType());
			final Output<?> positive = call.op(Op.Greater).on(value, zero).result();
			final Output<?> negative = call.op(Op.Less).on(value, zero).result();
			Output<?> counted = infinite;
			if (!call.flag("detect_positive", true))
				counted = call.op(Op.LogicalAnd).on(counted, negative).result();
			if (!call.flag("detect_negative", true))
				counted = call.op(Op.LogicalAnd).on(counted, positive).result();
			return counted;
		});
	}

	/** @param to the type of ONNX */
	/** To whole numbers of few bits, without the bits that they have not; what is of the type already stays. */
	private static List<OnnxValue> cast(final OperatorCall call, final int to) {
		final DataType type = OnnxTensors.type(to, call.type());
		final Optional<SmallType> whole = SmallType.wrapping(to);
		final Optional<SmallType> small = whole.or(() -> SmallType.of(to));
		if (small.isEmpty() || call.input(0).written() == to)
			return List.of(cast(call, type).get(0).writtenAs(to));
		final Formula f = call.formula();
		return List.of(map(call,
			value -> whole.isPresent() ? whole.get().wrapped(f, call.cast(value, type))
				: small.get().rounded(f, call.cast(value, type), call.flag("saturate", true)))
			.get(0).writtenAs(to));
	}

	private static List<OnnxValue> cast(final OperatorCall call, final DataType type) {
		if (call.input(0).type() == type) return List.of(call.input(0));
		return map(call,
			value -> type == DataType.DT_BOOL
				? call.op(Op.NotEqual).on(value, call.number(0, value.dataType())).result()
				: call.cast(value, type));
	}

	/** It drops nothing once a network is trained. */
	private static List<OnnxValue> dropout(final OperatorCall call) {
		if (call.has(2) && call.known(2).map(training -> training[0] != 0).orElse(true))
			throw call.refusal("it drops at random, as in training");
		final OnnxValue value = call.input(0);
		if (!call.wants(1)) return List.of(value);
		final Output<?> output = value.output(value.order());
		final Output<?> mask = call.op(Op.Equal).on(output, output).result();
		return List.of(value, call.value(mask, value.order()));
	}
}
