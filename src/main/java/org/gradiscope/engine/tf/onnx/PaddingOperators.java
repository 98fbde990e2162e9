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
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** Pad: positions that are added around a tensor, or cut off where their number is negative. */
final class PaddingOperators {

	/** Most positions at one end of an axis. */
	private static final long MOST = 1 << 16;

	private final OperatorCall call;
	private final Formula formula;

	private PaddingOperators(final OperatorCall call) {
		this.call = call;
		formula = call.formula();
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Pad", call -> new PaddingOperators(call).padded());
	}

	private List<OnnxValue> padded() {
		final OnnxValue value = call.input(0);
		final String mode = call.text("mode", "constant");
		final boolean attributes = call.version() < 11;
		if (!attributes && call.input(1).constant().isEmpty()) return free(value, mode);
		final List<Long> stated = attributes
			? call.integers("pads").orElseThrow(() -> call.refusal("it lacks 'pads'")) : call.numbers(1);
		final List<Long> pads = ofAllAxes(stated, axes(value), value.rank());
		final List<Long> before = value.order().ordered(pads.subList(0, value.rank()));
		final List<Long> after = value.order().ordered(pads.subList(value.rank(), pads.size()));
		Output<?> x = cut(value.output(value.order()), before, after);
		final List<Long> more = before.stream().map(pad -> Math.max(pad, 0)).toList();
		final List<Long> behind = after.stream().map(pad -> Math.max(pad, 0)).toList();
		x = switch (mode) {
			case "constant" -> constant(x, pairs(more, behind));
			case "reflect" -> reflected(x, more, behind);
			case "edge", "wrap" -> repeated(x, more, behind, mode.equals("wrap"));
			default -> throw call.refusal("'mode' is '" + mode + "'");
		};
		return call.result(x, value.order());
	}

	private List<Integer> axes(final OnnxValue value) {
		if (!call.has(3)) return AxisOrder.same(value.rank()).axes();
		return call.numbers(3).stream().map(value::axis).toList();
	}

	/** First those at the starts of all axes, then those at their ends. */
	private List<Long> ofAllAxes(final List<Long> stated, final List<Integer> axes, final int rank) {
		if (stated.size() != 2 * axes.size() ||
			stated.stream().anyMatch(pad -> pad < -MOST || pad > MOST))
			throw call.refusal("'pads' is " + stated + ", but " + 2 * axes.size() + " numbers from " +
				-MOST + " to " + MOST + " are needed");
		final List<Long> all = new ArrayList<>(Stream.generate(() -> 0L).limit(2L * rank).toList());
		for (int i = 0; i < axes.size(); i++) {
			all.set(axes.get(i), stated.get(i));
			all.set(rank + axes.get(i), stated.get(axes.size() + i));
		}
		return all;
	}

	private Output<?> cut(final Output<?> x, final List<Long> before, final List<Long> after) {
		Output<?> cut = x;
		for (int axis = 0; axis < before.size(); axis++) {
			final long from = Math.max(-before.get(axis), 0);
			final long off = Math.max(-after.get(axis), 0);
			if (from == 0 && off == 0) continue;
			final long length = x.shape().get(axis);
			if (length >= 0 && from + off > length)
				throw call.refusal("it takes " + (from + off) + " positions off an axis of " + length);
			cut = off == 0 ? behind(cut, axis, from) : formula.part(cut, axis, from, -off);
		}
		return cut;
	}

	private Output<?> behind(final Output<?> x, final int axis, final long from) {
		final int rank = call.rank(x);
		final int[] begin = new int[rank];
		begin[axis] = (int) from;
		return formula.of(Op.Slice, x, call.integers(begin),
			call.integers(IntStream.range(0, rank).map(i -> -1).toArray()));
	}

	private Output<?> pairs(final List<Long> before, final List<Long> after) {
		return formula.pairs(IntStream.range(0, before.size()).boxed()
			.flatMap(axis -> Stream.of(before.get(axis), after.get(axis))).toList());
	}

	private Output<?> constant(final Output<?> x, final Output<?> pads) {
		if (call.version() < 11) return constant(x, pads, call.number("value", 0));
		if (!call.has(2)) return constant(x, pads, 0);
		final double[] known = call.known(2).orElse(null);
		if (known != null && known.length == 1 && known[0] == 0) return constant(x, pads, 0);
		return formula.of(Op.PadV2, x, pads,
			call.cast(formula.reshaped(call.input(2).output()), x.dataType()));
	}

	private Output<?> constant(final Output<?> x, final Output<?> pads, final double number) {
		return number == 0 ? formula.of(Op.Pad, x, pads)
			: formula.of(Op.PadV2, x, pads, formula.number(number, x));
	}

	/** TensorFlow's own, unless it goes over an axis more than once. */
	private Output<?> reflected(final Output<?> x, final List<Long> before, final List<Long> after) {
		final boolean once =
			IntStream.range(0, before.size()).allMatch(axis -> x.shape().get(axis) < 0 ||
				Math.max(before.get(axis), after.get(axis)) < Math.max(x.shape().get(axis), 1));
		if (once)
			return call.op(Op.MirrorPad).on(x, pairs(before, after)).with("mode", "REFLECT").result();
		return mapped(x, before, after, (place, last) -> {
			final Output<?> period = formula.most(formula.times(last, 2), formula.number(1, last));
			final Output<?> rest = formula.of(Op.FloorMod, place, period);
			return formula.least(rest, formula.minus(period, rest));
		});
	}

	/** The last position of an axis, or all of it anew. */
	private Output<?> repeated(final Output<?> x, final List<Long> before, final List<Long> after,
		final boolean all) {
		return mapped(x, before, after,
			(place, last) -> all ? formula.of(Op.FloorMod, place, formula.plus(last, 1))
				: formula.clamped(place, formula.number(0, place), last));
	}

	/** From a position in what is made, counted from the start of the axis, to one in the axis. */
	private interface Place {

		Output<?> of(Output<?> place, Output<?> last);
	}

	private Output<?> mapped(final Output<?> x, final List<Long> before, final List<Long> after,
		final Place place) {
		Output<?> padded = x;
		for (int axis = 0; axis < before.size(); axis++) {
			if (before.get(axis) == 0 && after.get(axis) == 0) continue;
			final Output<?> length = formula.length(x, axis);
			final Output<?> wanted = formula.of(Op.Range, call.integer((int) -before.get(axis)),
				formula.plus(length, after.get(axis)), call.integer(1));
			padded = formula.of(Op.GatherV2, padded, place.of(wanted, formula.plus(length, -1)),
				call.integer(axis));
		}
		return padded;
	}

	/** By sizes that the network computes, such as those that make an image a multiple of something. */
	private List<OnnxValue> free(final OnnxValue value, final String mode) {
		if (!mode.equals("constant") || call.has(3) || call.input(1).elements() != 2L * value.rank())
			throw call.refusal("its 'pads' depend on the image");
		final Output<?> rows = formula.reshaped(call.input(1).output(), 2, value.rank());
		final Output<?> pairs = formula.of(Op.GatherV2, formula.transposed(rows, 1, 0),
			call.integers(value.order().axes()), call.integer(0));
		return call.result(constant(value.output(value.order()), pairs), value.order());
	}
}
