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

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/**
 * Operators that put numbers at places of a tensor, or add them and the like to what is there. The places are
 * known: so every row of the result knows the row that comes there, and takes it, which has a gradient. Where
 * several come to one place, one round is made after the other.
 */
final class ScatteringOperators {

	/** Most rows of the result, and most updates of one place. */
	private static final long MOST_ROWS = 1 << 22;
	private static final int MOST_ROUNDS = 64;

	private final OperatorCall call;
	private final Formula formula;
	/** Of the reduction; null where what is there is replaced. */
	private final Op op;

	private ScatteringOperators(final OperatorCall call) {
		this.call = call;
		formula = call.formula();
		final String reduction = call.text("reduction", "none");
		op = switch (reduction) {
			case "none" -> null;
			case "add" -> Op.AddV2;
			case "mul" -> Op.Mul;
			case "max" -> Op.Maximum;
			case "min" -> Op.Minimum;
			default -> throw call.refusal("'reduction' is '" + reduction + "'");
		};
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("ScatterND", call -> new ScatteringOperators(call).slices());
		all.put("ScatterElements", call -> new ScatteringOperators(call).elements());
		all.put("Scatter", call -> new ScatteringOperators(call).elements());
	}

	/** Each row of the places names a part of the tensor. */
	private List<OnnxValue> slices() {
		final List<Long> shape = fixed(call.input(0));
		final List<Long> of = call.input(1).shape();
		final int depth = of.isEmpty() ? 0 : Math.toIntExact(of.get(of.size() - 1));
		if (depth < 1 || depth > shape.size()) throw call
			.refusal("places of " + depth + " numbers in a tensor of " + shape.size() + " axes");
		final long[] places = places();
		final long[] rows = new long[places.length / depth];
		for (int i = 0; i < places.length; i++)
			rows[i / depth] =
				rows[i / depth] * shape.get(i % depth) + place(places[i], shape.get(i % depth));
		return scattered(shape, product(shape.subList(depth, shape.size())), rows);
	}

	/** Each place is one along an axis; those along the others are where it stands. */
	private List<OnnxValue> elements() {
		final List<Long> shape = fixed(call.input(0));
		final List<Long> of = call.input(1).shape();
		if (of.size() != shape.size() ||
			IntStream.range(0, of.size()).anyMatch(i -> of.get(i) > shape.get(i) && i != axis()))
			throw call.refusal("places of the shape " + of + " in a tensor of the shape " + shape);
		final long[] places = places();
		final long[] rows = new long[places.length];
		for (int i = 0; i < places.length; i++) {
			long rest = i;
			long step = 1;
			for (int axis = shape.size() - 1; axis >= 0; axis--) {
				final long at = axis == axis() ? place(places[i], shape.get(axis)) : rest % of.get(axis);
				rows[i] += at * step;
				rest /= of.get(axis);
				step *= shape.get(axis);
			}
		}
		return scattered(shape, 1, rows);
	}

	private int axis() {
		return call.input(0).axis(call.integer("axis", 0));
	}

	private List<Long> fixed(final OnnxValue value) {
		if (value.elements() < 0)
			throw call.refusal("the size of its tensor is free, " + value.shape());
		return value.shape();
	}

	private long[] places() {
		return call.numbers(1).stream().mapToLong(Long::longValue).toArray();
	}

	private long place(final long given, final long length) {
		if (given < -length || given >= length)
			throw call.refusal("the place " + given + " on an axis of " + length);
		return given < 0 ? given + length : given;
	}

	private static long product(final List<Long> sizes) {
		return sizes.stream().reduce(1L, (a, b) -> a * b);
	}

	private List<OnnxValue> scattered(final List<Long> shape, final long width, final long[] rows) {
		if (rows.length == 0 || width == 0) return List.of(call.input(0));
		final long count = product(shape) / width;
		if (count > MOST_ROWS) throw call.refusal(
			"it puts numbers at " + count + " places, but at most " + MOST_ROWS + " are supported");
		final Output<?> updates = formula.reshaped(call.input(2).output(), rows.length, width);
		Output<?> x = formula.reshaped(call.input(0).output(), count, width);
		for (final int[] round : rounds(rows, (int) count)) {
			final Output<?> come = formula.of(Op.GatherV2, updates,
				call.integers(IntStream.of(round).map(from -> Math.max(from, 0)).toArray()),
				call.integer(0));
			final Output<?> hit =
				formula.reshaped(formula.of(Op.GreaterEqual, call.integers(round), call.integer(0)), -1, 1);
			x = formula.where(hit, op == null ? come : formula.of(op, x, come), x);
		}
		return call.result(formula.reshaped(x, shape.stream().mapToLong(Long::longValue).toArray()));
	}

	/** For each round and each row of the result, the update that comes there; -1 if none does. */
	private List<int[]> rounds(final long[] rows, final int count) {
		final List<int[]> rounds = new ArrayList<>();
		final int[] found = new int[count];
		for (int update = 0; update < rows.length; update++) {
			final int row = (int) rows[update];
			// The last one stays where nothing is computed.
			final int round = op == null ? 0 : found[row]++;
			if (round >= MOST_ROUNDS)
				throw call.refusal("it has more than " + MOST_ROUNDS + " numbers for one place");
			if (round == rounds.size()) rounds.add(IntStream.generate(() -> -1).limit(count).toArray());
			rounds.get(round)[row] = update;
		}
		return rounds;
	}
}
