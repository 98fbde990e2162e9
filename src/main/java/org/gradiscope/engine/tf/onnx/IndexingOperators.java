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
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that take parts of tensors by their places. */
final class IndexingOperators {

	private IndexingOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Slice", IndexingOperators::slice);
		all.put("Gather", IndexingOperators::gather);
		all.put("GatherElements", IndexingOperators::gatherElements);
		all.put("GatherND", IndexingOperators::gatherParts);
	}

	/** Starts, ends, axes and steps: attributes before version 10. */
	private static List<OnnxValue> slice(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final boolean attributes = call.version() < 10;
		final List<Long> starts = attributes ? call.integers("starts").orElseThrow() : call.numbers(1);
		final List<Long> ends = attributes ? call.integers("ends").orElseThrow() : call.numbers(2);
		final List<Long> axes =
			attributes ? call.integers("axes").orElse(null) : call.has(3) ? call.numbers(3) : null;
		final List<Long> steps = call.has(4) ? call.numbers(4) : null;
		final Slicing slicing = new Slicing(value.rank());
		for (int i = 0; i < starts.size(); i++) {
			final int axis = axes == null ? i : value.axis(axes.get(i));
			slicing.cut(value.order().place(axis), starts.get(i), ends.get(i),
				steps == null ? 1 : steps.get(i));
		}
		return call.result(slicing.of(call, value.output(value.order())), value.order());
	}

	/** A {@code StridedSlice} of TensorFlow. */
	private static final class Slicing {

		private final long[] begin;
		private final long[] end;
		private final long[] steps;
		private long openBegin;
		private long openEnd;

		Slicing(final int rank) {
			begin = new long[rank];
			end = new long[rank];
			steps = IntStream.range(0, rank).mapToLong(axis -> 1).toArray();
			openBegin = (1L << rank) - 1;
			openEnd = openBegin;
		}

		/** Numbers out of all range mean the ends of the axis. */
		void cut(final int place, final long from, final long to, final long step) {
			if (step == 0 || step != (int) step) throw new IllegalArgumentException("a step of " + step);
			begin[place] = clamped(from);
			end[place] = clamped(to);
			steps[place] = step;
			openBegin &= ~(1L << place);
			openEnd &= ~(1L << place);
			final boolean all = step > 0 ? to >= Integer.MAX_VALUE : to <= -Integer.MAX_VALUE;
			if (all) openEnd |= 1L << place;
			if (step < 0 && from >= Integer.MAX_VALUE) openBegin |= 1L << place;
		}

		private static long clamped(final long place) {
			return Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, place));
		}

		Output<?> of(final OperatorCall call, final Output<?> x) {
			return call.op(Op.StridedSlice)
				.on(x, integers(call, begin), integers(call, end), integers(call, steps))
				.with("begin_mask", openBegin).with("end_mask", openEnd).result();
		}

		private static Output<?> integers(final OperatorCall call, final long[] numbers) {
			return call.integers(IntStream.range(0, numbers.length).map(i -> (int) numbers[i]).toArray());
		}
	}

	/** The axes of the places stand where that of the tensor was. */
	private static List<OnnxValue> gather(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final OnnxValue places = call.input(1);
		final int axis = value.axis(call.integer("axis", 0));
		final int place = value.order().place(axis);
		final Output<?> gathered = call.op(Op.GatherV2)
			.on(value.output(value.order()), counted(call, value, places, axis), call.integer(place))
			.result();
		return call.result(gathered, inserted(value.order(), axis, places.rank()));
	}

	private static AxisOrder inserted(final AxisOrder order, final int axis, final int count) {
		final List<Integer> axes = new ArrayList<>();
		for (final int old : order.axes())
			if (old == axis) IntStream.range(0, count).forEach(i -> axes.add(axis + i));
			else axes.add(old < axis ? old : old + count - 1);
		return new AxisOrder(axes);
	}

	/** Counted from the first, where ONNX lets them count from the last. */
	private static Output<?> counted(final OperatorCall call, final OnnxValue value,
		final OnnxValue places, final int axis) {
		final Output<?> given = places.output();
		final boolean fromFirst = places.constant()
			.filter(constant -> DoubleStream.of(constant.values()).allMatch(place -> place >= 0))
			.isPresent();
		if (fromFirst) return given;
		final long length = value.shape().get(axis);
		final Output<?> size = length >= 0 ? call.number(length, given.dataType())
			: call.cast(Extent.length(call, call.op(Op.Shape).on(value.output(value.order())).result(),
				value.order().place(axis)), given.dataType());
		return call.op(Op.FloorMod).on(given, size).result();
	}

	/** One element for each place, along an axis; the other axes may be shorter. */
	private static List<OnnxValue> gatherElements(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final OnnxValue places = call.input(1);
		final int axis = value.axis(call.integer("axis", 0));
		final AxisOrder order = AxisOrder.same(value.rank());
		final AxisOrder last =
			OnnxValue.of(call.graph().adder(), value.output(), order).orderWithLast(axis);
		final Output<?> indices = call.value(counted(call, value, places, axis), order).output(last);
		final Output<?> x = shortened(call, value.output(last), indices);
		return call.result(call.op(Op.GatherV2).on(x, indices, call.integer(value.rank() - 1))
			.with("batch_dims", value.rank() - 1).result(), last);
	}

	/** As long as the places in all axes but the last. */
	private static Output<?> shortened(final OperatorCall call, final Output<?> x,
		final Output<?> indices) {
		final int rank = call.rank(x);
		if (IntStream.range(0, rank - 1).allMatch(i -> x.shape().get(i) == indices.shape().get(i)))
			return x;
		final Output<?> lengths = call.op(Op.StridedSlice).on(call.op(Op.Shape).on(indices).result(),
			call.integers(0), call.integers(rank - 1), call.integers(1)).result();
		final Output<?> sizes =
			call.op(Op.ConcatV2).onAll(List.of(lengths, call.integers(-1))).on(call.integer(0)).result();
		return call.op(Op.Slice)
			.on(x, call.integers(new int[rank]), call.cast(sizes, DataType.DT_INT32)).result();
	}

	/** Parts of a tensor, each named by a row of places; the batch of a part is that of its row. */
	private static List<OnnxValue> gatherParts(final OperatorCall call) {
		final Formula formula = call.formula();
		final OnnxValue value = call.input(0);
		final int batch = (int) call.integer("batch_dims", 0);
		final int rank = call.input(1).rank();
		if (batch < 0 || batch >= rank || batch >= value.rank())
			throw call.refusal("'batch_dims' is " + batch);
		final Output<?> x = value.output();
		final Output<?> given = call.cast(call.input(1).output(), DataType.DT_INT32);
		final int depth = Math.toIntExact(given.shape().get(rank - 1));
		if (depth < 1 || depth > value.rank() - batch) throw call
			.refusal("places of " + depth + " numbers in a tensor of " + value.rank() + " axes");
		final Output<?> sizes = call.op(Op.StridedSlice).on(formula.of(Op.Shape, x),
			call.integers(batch), call.integers(batch + depth), call.integers(1)).result();
		final List<Output<?>> columns = new ArrayList<>();
		final Output<?> none = formula.of(Op.ZerosLike, formula.part(given, rank - 1, 0, 1));
		for (int axis = 0; axis < batch; axis++) {
			final long[] shape = IntStream.range(0, rank).mapToLong(i -> 1).toArray();
			shape[axis] = -1;
			columns.add(formula.plus(none, formula.reshaped(formula.positions(given, axis), shape)));
		}
		columns.add(formula.of(Op.FloorMod, given, sizes));
		return call.result(formula.of(Op.GatherNd, x, formula.joined(columns, rank - 1)));
	}
}
