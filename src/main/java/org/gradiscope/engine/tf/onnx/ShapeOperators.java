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
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that change, ask or make shapes, and join and part tensors. */
final class ShapeOperators {

	private ShapeOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Reshape", ShapeOperators::reshape);
		all.put("Flatten", ShapeOperators::flatten);
		all.put("Transpose", ShapeOperators::transpose);
		all.put("Squeeze", ShapeOperators::squeeze);
		all.put("Unsqueeze", ShapeOperators::unsqueeze);
		all.put("Shape", ShapeOperators::shape);
		all.put("Size", ShapeOperators::size);
		all.put("Constant", ShapeOperators::constant);
		all.put("ConstantOfShape", ShapeOperators::constantOfShape);
		all.put("Expand", ShapeOperators::expand);
		all.put("Tile", ShapeOperators::tile);
		all.put("Range", ShapeOperators::range);
	}

	/** 0 stands for the length of the same axis, -1 for what is left. */
	private static List<OnnxValue> reshape(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		// One length that is not known follows from the others.
		final List<Long> wanted = call.input(1).lengths()
			.filter(
				known -> call.input(1).constant().isPresent() || Collections.frequency(known, -1L) == 1)
			.orElse(null);
		if (wanted == null)
			return call.result(call.op(Op.Reshape).on(value.output(), given(call, value)).result());
		final boolean zeros = call.flag("allowzero", false);
		final List<Extent> target = new ArrayList<>();
		for (int axis = 0; axis < wanted.size(); axis++)
			target.add(wanted.get(axis) == -1 ? Extent.REST : wanted.get(axis) == 0 && !zeros
				? Extent.of(value.shape(), axis) : Extent.of(wanted.get(axis)));
		return List.of(Reshaping.of(call, value, target));
	}

	/** A shape that somebody gives may have 0 for a length that stays; what a network computes has none. */
	private static Output<?> given(final OperatorCall call, final OnnxValue value) {
		final Output<?> shape = call.input(1).output();
		final long count = call.input(1).elements();
		if (!shape.op().type().equals(Op.Placeholder.name()) || call.flag("allowzero", false) ||
			count < 0) return shape;
		final Output<?> own =
			call.op(Op.Shape).on(value.output()).with("out_type", shape.dataType()).result();
		final Output<?> longer = call.op(Op.ConcatV2)
			.onAll(List.of(own, call.op(Op.OnesLike).on(shape).result())).on(call.integer(0)).result();
		final Output<?> kept =
			call.op(Op.Slice).on(longer, call.integers(0), call.integers((int) count)).result();
		return call.op(Op.SelectV2)
			.on(call.op(Op.Equal).on(shape, call.number(0, shape.dataType())).result(), kept, shape)
			.result();
	}

	private static List<OnnxValue> flatten(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final int axis = (int) call.integer("axis", 1);
		final int from = axis == value.rank() ? axis : value.axis(axis);
		return List.of(Reshaping.of(call, value,
			List.of(joined(value.shape(), 0, from), joined(value.shape(), from, value.rank()))));
	}

	private static Extent joined(final List<Long> shape, final int from, final int to) {
		if (to - from == 1) return Extent.of(shape, from);
		final long product =
			Reshaping.product(shape.stream().mapToLong(Long::longValue).toArray(), from, to);
		return product < 0 ? Extent.REST : Extent.of(product);
	}

	private static List<OnnxValue> transpose(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final List<Integer> backwards = new ArrayList<>(AxisOrder.same(value.rank()).axes());
		Collections.reverse(backwards);
		final List<Integer> permutation =
			call.integers("perm").map(all -> all.stream().map(value::axis).toList()).orElse(backwards);
		if (!AxisOrder.same(value.rank()).axes().equals(permutation.stream().sorted().toList()))
			throw call.refusal("'perm' is " + permutation + " of " + value.rank() + " axes");
		return List.of(value.transposed(permutation));
	}

	private static List<OnnxValue> squeeze(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final List<Integer> axes = call.axes(1)
			.map(all -> all.stream().map(value::axis).distinct().toList()).orElseGet(() -> IntStream
				.range(0, value.rank()).filter(axis -> value.shape().get(axis) == 1).boxed().toList());
		return ReductionOperators.without(call, value.output(value.order()), value.order(), axes);
	}

	private static List<OnnxValue> unsqueeze(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final List<Long> stated = call.axes(1).orElseThrow(() -> call.refusal("it lacks 'axes'"));
		final int rank = value.rank() + stated.size();
		final List<Integer> added =
			stated.stream().map(axis -> OnnxValue.axis(axis, rank)).distinct().toList();
		final List<Extent> target = new ArrayList<>();
		int old = 0;
		for (int axis = 0; axis < rank; axis++)
			target.add(added.contains(axis) ? Extent.of(1) : Extent.of(value.shape(), old++));
		return List.of(Reshaping.of(call, value, target));
	}

	/** As a constant, if it is known. */
	private static List<OnnxValue> shape(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final int rank = value.rank();
		final int start = KnownLengths.place(call.integer("start", 0), rank);
		final int end = Math.max(start, KnownLengths.place(call.integer("end", rank), rank));
		final List<Long> part = value.shape().subList(start, end);
		if (!part.contains(-1L)) return List.of(call.value(OnnxConstant.of(part)));
		final List<Extent> extents =
			IntStream.range(start, end).mapToObj(axis -> Extent.of(value.shape(), axis))
				.map(extent -> extent.of() < 0 ? extent : new Extent(-1, value.order().place(extent.of())))
				.toList();
		return call.result(
			call.cast(Extent.packed(call, value.output(value.order()), extents), DataType.DT_INT64));
	}

	private static List<OnnxValue> size(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		if (value.elements() >= 0)
			return List.of(call.value(OnnxConstant.of(List.of(value.elements())).reshaped(List.of())));
		return call.result(call.op(Op.Size).on(value.output(value.order()))
			.with("out_type", DataType.DT_INT64).result());
	}

	private static List<OnnxValue> constant(final OperatorCall call) {
		if (call.states("value")) return List.of(call.value(call.tensor("value")));
		if (call.states("value_int")) return List
			.of(call.value(OnnxConstant.of(List.of(call.integer("value_int", 0))).reshaped(List.of())));
		if (call.states("value_ints"))
			return List.of(call.value(OnnxConstant.of(call.integers("value_ints").orElseThrow())));
		if (call.states("value_float")) return List.of(call
			.value(OnnxConstant.ofFloats(List.of(call.number("value_float", 0))).reshaped(List.of())));
		if (call.states("value_floats"))
			return List.of(call.value(OnnxConstant.ofFloats(call.floats("value_floats"))));
		throw call.refusal("it holds no tensor of numbers");
	}

	private static List<OnnxValue> constantOfShape(final OperatorCall call) {
		final OnnxConstant number =
			call.states("value") ? call.tensor("value") : OnnxConstant.ofFloats(List.of(0f));
		final Output<?> filled = call.value(number.reshaped(List.of())).output();
		return call.result(call.op(Op.Fill).on(call.input(0).output(), filled).result());
	}

	/** Broadcast both ways: a length of 1 in the shape keeps that of the tensor. */
	private static List<OnnxValue> expand(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final List<Long> shape = value.shape();
		if (call.input(1).constant().isEmpty() || shape.contains(-1L)) {
			final Output<?> own = call.op(Op.Shape).on(value.output()).result();
			final Output<?> both = call.op(Op.BroadcastArgs)
				.on(own, call.cast(call.input(1).output(), DataType.DT_INT32)).result();
			return call.result(call.op(Op.BroadcastTo).on(value.output(), both).result());
		}
		final List<Long> wanted = new ArrayList<>(call.numbers(1));
		while (wanted.size() < shape.size())
			wanted.add(0, 1L);
		for (int i = 1; i <= shape.size(); i++) {
			final int place = wanted.size() - i;
			if (wanted.get(place) == 1) wanted.set(place, shape.get(shape.size() - i));
		}
		if (wanted.equals(shape)) return List.of(value);
		return call.result(call.op(Op.BroadcastTo).on(value.output(), call.integers(wanted)).result());
	}

	private static List<OnnxValue> tile(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		if (call.input(1).constant().isEmpty())
			return call.result(call.op(Op.Tile).on(value.output(), call.input(1).output()).result());
		return call.result(call.op(Op.Tile)
			.on(value.output(value.order()), call.integers(value.order().ordered(call.numbers(1))))
			.result(), value.order());
	}

	private static List<OnnxValue> range(final OperatorCall call) {
		final Formula formula = call.formula();
		return call.result(formula.of(Op.Range, formula.reshaped(call.input(0).output()),
			formula.reshaped(call.input(1).output()), formula.reshaped(call.input(2).output())));
	}
}
