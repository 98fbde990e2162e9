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

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** RNN, GRU and LSTM, unrolled: one cell after the other along a sequence of known length. */
final class RecurrentOperators {

	/** Longest sequence. */
	private static final long LONGEST = 4096;

	/** The places of the inputs that hold the first states; only an LSTM has the second. */
	private static final int INITIAL_H = 5;
	private static final int INITIAL_C = 6;

	private final OperatorCall call;
	private final Formula f;
	private final boolean batchFirst;
	private final Output<?> x;
	private final int steps;
	private final int directions;
	private final String direction;

	private RecurrentOperators(final OperatorCall call) {
		this.call = call;
		f = call.formula();
		batchFirst = call.flag("layout", false);
		if (call.input(0).rank() != 3 || call.input(1).rank() != 3 || call.input(2).rank() != 3)
			throw call.refusal("it needs sequences and weights of 3 axes");
		x = f.transposed(call.input(0).output(),
			batchFirst ? new int[] { 1, 0, 2 } : new int[] { 0, 1, 2 });
		final long length = x.shape().get(0);
		if (length < 1 || length > LONGEST) throw call.refusal("the length of its sequence is " +
			(length < 0 ? "free" : length) + ", but one from 1 to " + LONGEST + " has to be known");
		steps = (int) length;
		direction = call.text("direction", "forward");
		directions = direction.equals("bidirectional") ? 2 : 1;
		if (call.input(1).shape().get(0) != directions || call.input(2).shape().get(0) != directions)
			throw call.refusal("its weights are not of " + directions + " directions");
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("RNN", call -> new RecurrentOperators(call).unrolled());
		all.put("GRU", call -> new RecurrentOperators(call).unrolled());
		all.put("LSTM", call -> new RecurrentOperators(call).unrolled());
	}

	/** What each step gave, in the order of the sequence, and the last states. */
	private record Pass(List<Output<?>> steps, UnrolledCell.State last) {}

	private List<OnnxValue> unrolled() {
		final List<Pass> passes = new ArrayList<>();
		for (int i = 0; i < directions; i++)
			passes.add(pass(i, direction.equals("reverse") || i == 1));
		final List<Output<?>> all =
			passes.stream().<Output<?>>map(pass -> f.stacked(pass.steps(), 0)).toList();
		final Output<?> y = f.stacked(all, 1);
		final List<OnnxValue> results =
			new ArrayList<>(call.result(batchFirst ? f.transposed(y, 2, 0, 1, 3) : y));
		results.add(last(passes.stream().<Output<?>>map(pass -> pass.last().h()).toList()));
		if (call.type().equals("LSTM"))
			results.add(last(passes.stream().<Output<?>>map(pass -> pass.last().c()).toList()));
		return results;
	}

	private OnnxValue last(final List<Output<?>> states) {
		final Output<?> all = f.stacked(states, batchFirst ? 1 : 0);
		return call.value(all, AxisOrder.same(call.rank(all)));
	}

	private Pass pass(final int number, final boolean backwards) {
		final UnrolledCell cell = UnrolledCell.of(call, number);
		final List<Output<?>> projected = projected(cell, number);
		UnrolledCell.State state = initial(cell, number, projected.get(0));
		final Output<?>[] given = new Output<?>[steps];
		for (int i = 0; i < steps; i++) {
			final int step = backwards ? steps - 1 - i : i;
			final UnrolledCell.State next = cell.next(projected.get(step), state);
			final Output<?> running = running(step);
			given[step] =
				running == null ? next.h() : f.where(running, next.h(), f.of(Op.ZerosLike, next.h()));
			state = running == null ? next : new UnrolledCell.State(f.where(running, next.h(), state.h()),
				next.c() == null ? null : f.where(running, next.c(), state.c()));
		}
		return new Pass(List.of(given), state);
	}

	/** All steps times the weights at once. */
	private List<Output<?>> projected(final UnrolledCell cell, final int number) {
		final Output<?> rows = f.reshaped(x, -1, x.shape().get(2));
		final Output<?> product =
			call.op(Op.MatMul).on(rows, cell.weights(1)).with("transpose_b", true).result();
		return f.unstacked(
			f.reshaped(f.plus(product, cell.bias()), steps, -1, cell.gates() * cell.hidden()), 0);
	}

	/** Whether the sequences of a batch are not at their ends yet, as a column; null if they are equally long. */
	private Output<?> running(final int step) {
		if (!call.has(4)) return null;
		return f.expanded(
			f.of(Op.Greater, call.cast(call.input(4).output(), DataType.DT_INT32), call.integer(step)),
			1);
	}

	private UnrolledCell.State initial(final UnrolledCell cell, final int number,
		final Output<?> like) {
		final Output<?> none = f.of(Op.ZerosLike, f.part(like, 1, 0, cell.hidden()));
		final boolean lstm = call.type().equals("LSTM");
		return new UnrolledCell.State(state(INITIAL_H, number, none),
			lstm ? state(INITIAL_C, number, none) : null);
	}

	private Output<?> state(final int input, final int number, final Output<?> none) {
		return call.has(input) ? f.unstacked(call.input(input).output(), batchFirst ? 1 : 0).get(number)
			: none;
	}
}
