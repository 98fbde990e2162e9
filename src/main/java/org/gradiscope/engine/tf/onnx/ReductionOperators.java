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
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators along axes. */
final class ReductionOperators {

	private ReductionOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("ReduceMax", call -> reduced(call, isTruth(call) ? Op.Any : Op.Max));
		all.put("ReduceMean", call -> reduced(call, Op.Mean));
		all.put("ReduceMin", call -> reduced(call, isTruth(call) ? Op.All : Op.Min));
		all.put("ReduceProd", call -> reduced(call, Op.Prod));
		all.put("ReduceSum", call -> reduced(call, Op.Sum));
		all.put("ReduceL1", call -> reduced(call, Op.Abs, Op.Sum, null));
		all.put("ReduceL2", call -> reduced(call, Op.Square, Op.Sum, Op.Sqrt));
		all.put("ReduceLogSum", call -> reduced(call, null, Op.Sum, Op.Log));
		all.put("ReduceSumSquare", call -> reduced(call, Op.Square, Op.Sum, null));
		all.put("ReduceLogSumExp", ReductionOperators::logSumExp);
		all.put("ArgMax", call -> place(call, Op.ArgMax));
		all.put("ArgMin", call -> place(call, Op.ArgMin));
		all.put("CumSum", call -> cumulated(call, Op.Cumsum));
		all.put("CumProd", call -> cumulated(call, Op.Cumprod));
		all.put("TopK", ReductionOperators::largest);
		all.put("Softmax", call -> softmax(call, Op.Softmax));
		all.put("LogSoftmax", call -> softmax(call, Op.LogSoftmax));
		all.put("Hardmax", call -> alongLast(call, x -> hardmax(call, x)));
	}

	private static boolean isTruth(final OperatorCall call) {
		return call.input(0).type() == DataType.DT_BOOL;
	}

	private static List<OnnxValue> reduced(final OperatorCall call, final Op op) {
		return reduced(call, null, op, null);
	}

	/** Null where nothing is done before or after. */
	private static List<OnnxValue> reduced(final OperatorCall call, final Op before, final Op op,
		final Op after) {
		return reduced(call, (x, axes) -> {
			final Output<?> prepared = before == null ? x : call.op(before).on(x).result();
			final Output<?> reduced = call.op(op).on(prepared, axes).with("keep_dims", true).result();
			return after == null ? reduced : call.op(after).on(reduced).result();
		});
	}

	/** @param reduction of a tensor over axes, all of which stay with the length 1 */
	private static List<OnnxValue> reduced(final OperatorCall call,
		final BinaryOperator<Output<?>> reduction) {
		final OnnxValue value = call.input(0);
		final List<Integer> axes = reducedAxes(call, value);
		final Output<?> places =
			call.integers(axes.stream().map(value.order()::place).sorted().toList());
		final Output<?> whole = reduction.apply(value.output(value.order()), places);
		return call.flag("keepdims", true) ? call.result(whole, value.order())
			: without(call, whole, value.order(), axes);
	}

	private static List<Integer> reducedAxes(final OperatorCall call, final OnnxValue value) {
		final List<Long> stated = call.axes(1).orElse(List.of());
		final boolean none = stated.isEmpty() && call.flag("noop_with_empty_axes", false);
		return stated.isEmpty() ? none ? List.of() : AxisOrder.same(value.rank()).axes()
			: stated.stream().map(value::axis).distinct().toList();
	}

	/** Without axes of the length 1. */
	static List<OnnxValue> without(final OperatorCall call, final Output<?> output,
		final AxisOrder order, final List<Integer> axes) {
		if (axes.isEmpty()) return call.result(output, order);
		final List<Long> places = axes.stream().map(axis -> (long) order.place(axis)).sorted().toList();
		return call.result(call.op(Op.Squeeze).on(output).with("squeeze_dims", places).result(),
			order.without(axes));
	}

	/** The largest is taken out of the exponents, so that none is too large. */
	private static List<OnnxValue> logSumExp(final OperatorCall call) {
		return reduced(call, (x, axes) -> {
			final Output<?> largest = call.op(Op.StopGradient)
				.on(call.op(Op.Max).on(x, axes).with("keep_dims", true).result()).result();
			final Output<?> exponents =
				call.op(Op.Exp).on(call.op(Op.Sub).on(x, largest).result()).result();
			final Output<?> sum = call.op(Op.Sum).on(exponents, axes).with("keep_dims", true).result();
			return call.op(Op.AddV2).on(call.op(Op.Log).on(sum).result(), largest).result();
		});
	}

	private static List<OnnxValue> place(final OperatorCall call, final Op op) {
		final OnnxValue value = call.input(0);
		final int axis = value.axis(call.integer("axis", 0));
		final int place = value.order().place(axis);
		final Output<?> x = value.output(value.order());
		final Output<?> found =
			call.flag("select_last_index", false) ? last(call, op, x, place) : first(call, op, x, place);
		final AxisOrder left = value.order().without(List.of(axis));
		if (!call.flag("keepdims", true)) return call.result(found, left);
		return call.result(call.op(Op.ExpandDims).on(found, call.integer(place)).result(),
			value.order());
	}

	private static Output<?> first(final OperatorCall call, final Op op, final Output<?> x,
		final int place) {
		return call.op(op).on(x, call.integer(place)).with("output_type", DataType.DT_INT64).result();
	}

	/** The first of the axis read backwards. */
	private static Output<?> last(final OperatorCall call, final Op op, final Output<?> x,
		final int place) {
		final Output<?> backwards = call.op(Op.ReverseV2).on(x, call.integers(place)).result();
		final Output<?> size = Extent.length(call,
			call.op(Op.Shape).on(x).with("out_type", DataType.DT_INT64).result(), place);
		return call.op(Op.Sub).on(call.op(Op.Sub).on(size, call.number(1, DataType.DT_INT64)).result(),
			first(call, op, backwards, place)).result();
	}

	private static List<OnnxValue> cumulated(final OperatorCall call, final Op op) {
		final OnnxValue value = call.input(0);
		final int place = value.order().place(value.axis(call.numbers(1).get(0)));
		return call.result(call.op(op).on(value.output(value.order()), call.integer(place))
			.with("exclusive", call.flag("exclusive", false)).with("reverse", call.flag("reverse", false))
			.result(), value.order());
	}

	private static List<OnnxValue> largest(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final AxisOrder order = value.orderWithLast(value.axis(call.integer("axis", -1)));
		final boolean least = !call.flag("largest", true);
		final Output<?> x = value.output(order);
		final Output<?> k = call.has(1) ? call.cast(
			call.op(Op.Reshape).on(call.input(1).output(), call.integers(new int[0])).result(),
			DataType.DT_INT32) : call.integer((int) call.integer("k", 1));
		final GraphOperation top = call.op(Op.TopKV2).on(least ? call.op(Op.Neg).on(x).result() : x, k)
			.with("sorted", true).results();
		final Output<?> found = least ? call.op(Op.Neg).on(top.output(0)).result() : top.output(0);
		return List.of(call.value(found, order),
			call.value(call.cast(top.output(1), DataType.DT_INT64), order));
	}

	/** Before version 13 over the axis and all that follow, as one. */
	private static List<OnnxValue> softmax(final OperatorCall call, final Op op) {
		return alongLast(call, x -> call.op(op).on(x).result());
	}

	private static List<OnnxValue> alongLast(final OperatorCall call,
		final UnaryOperator<Output<?>> function) {
		final OnnxValue value = call.input(0);
		final boolean one = call.version() >= 13;
		final int axis = value.axis(call.integer("axis", one ? -1 : 1));
		if (one || isLast(value, axis)) {
			final AxisOrder order = value.orderWithLast(axis);
			return call.result(function.apply(value.output(order)), order);
		}
		final Output<?> x = value.output();
		final Output<?> flat = Reshaping.flattened(call, x, axis);
		final Output<?> shape = call.op(Op.Shape).on(x).result();
		return call.result(call.op(Op.Reshape).on(function.apply(flat), shape).result());
	}

	/** Whether no other positions follow. */
	private static boolean isLast(final OnnxValue value, final int axis) {
		return IntStream.range(axis + 1, value.rank()).allMatch(next -> value.shape().get(next) == 1);
	}

	private static Output<?> hardmax(final OperatorCall call, final Output<?> x) {
		final int last = call.rank(x) - 1;
		final long classes = x.shape().get(last);
		if (classes < 1) throw call.refusal("the length of its axis is not known");
		final Output<?> place = first(call, Op.ArgMax, x, last);
		return call.op(Op.OneHot).on(place, call.integer((int) classes), call.number(1), call.number(0))
			.with("axis", -1L).result();
	}
}
