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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** One step of an RNN, a GRU or an LSTM, in one direction. */
abstract class UnrolledCell {

	/** @param c null but for an LSTM */
	record State(Output<?> h, Output<?> c) {}

	final OperatorCall call;
	final Formula f;
	final int number;
	final List<RecurrentActivation> activations;
	private final Map<List<Long>, Output<?>> parts = new HashMap<>();

	private UnrolledCell(final OperatorCall call, final int number, final List<String> usual) {
		this.call = call;
		this.number = number;
		f = call.formula();
		activations = RecurrentActivation.all(call, usual, number);
	}

	static UnrolledCell of(final OperatorCall call, final int number) {
		return switch (call.type()) {
			case "RNN" -> new Simple(call, number);
			case "GRU" -> new Gru(call, number);
			default -> new Lstm(call, number);
		};
	}

	abstract int gates();

	/** @param x the step of the sequence times the weights, with biases */
	abstract State next(Output<?> x, State state);

	long hidden() {
		return call.input(2).shape().get(2);
	}

	/** Those of the sequence (1) or of the state (2). */
	Output<?> weights(final int input) {
		return weights(input, 0, gates());
	}

	/** Those of some gates. */
	private Output<?> weights(final int input, final long from, final long to) {
		final List<Long> shape = call.input(input).shape();
		if (hidden() < 1 || shape.get(1) != gates() * hidden())
			throw call.refusal("its weights are of the shape " + shape);
		return part(input, from * hidden(), to * hidden());
	}

	/** Of this direction, some of the rows of an input; made once for all steps. */
	Output<?> part(final int input, final long from, final long to) {
		return parts.computeIfAbsent(List.of((long) input, from, to), key -> {
			final Output<?> own = f.unstacked(call.input(input).output(), 0).get(number);
			final Output<?> part = f.part(own, 0, from, to);
			return call.graph().settled(call.value(part, AxisOrder.same(call.rank(part))),
				call.input(input).constant().isPresent()).output();
		});
	}

	/** Of both, as far as they are added before anything else. */
	Output<?> bias() {
		if (!call.has(3)) return call.number(0);
		return f.plus(bias(0), bias(1));
	}

	/** Those of the sequence (0) or of the state (1). */
	Output<?> bias(final int half) {
		final long size = gates() * hidden();
		return part(3, half * size, (half + 1) * size);
	}

	/** The state times the weights of some gates. */
	Output<?> product(final Output<?> h, final long from, final long to) {
		return call.op(Op.MatMul).on(h, weights(2, from, to)).with("transpose_b", true).result();
	}

	Output<?> gate(final Output<?> all, final long gate) {
		return f.part(all, 1, gate * hidden(), (gate + 1) * hidden());
	}

	private static final class Simple extends UnrolledCell {

		Simple(final OperatorCall call, final int number) {
			super(call, number, List.of("Tanh"));
		}

		@Override
		int gates() {
			return 1;
		}

		@Override
		State next(final Output<?> x, final State state) {
			return new State(activations.get(0).of(f.plus(x, product(state.h, 0, 1))), null);
		}
	}

	/** Gates of update, of reset, and the new state. */
	private static final class Gru extends UnrolledCell {

		private final boolean linear;

		Gru(final OperatorCall call, final int number) {
			super(call, number, List.of("Sigmoid", "Tanh"));
			linear = call.flag("linear_before_reset", false);
		}

		@Override
		int gates() {
			return 3;
		}

		/** The bias of the state's part of the new state is reset too, if it is reset after its product. */
		@Override
		Output<?> bias() {
			if (!linear || !call.has(3)) return super.bias();
			final Output<?> ofState = f.part(bias(1), 0, 0, 2 * hidden());
			return f.plus(bias(0),
				f.of(Op.Pad, ofState, f.reshaped(call.integers(0, (int) hidden()), 1, 2)));
		}

		@Override
		State next(final Output<?> x, final State state) {
			final Output<?> gates = f.plus(f.part(x, 1, 0, 2 * hidden()), product(state.h, 0, 2));
			final Output<?> z = activations.get(0).of(gate(gates, 0));
			final Output<?> r = activations.get(0).of(gate(gates, 1));
			final Output<?> own =
				linear ? f.times(r, ownState(state)) : product(f.times(r, state.h), 2, 3);
			final Output<?> h = activations.get(1).of(f.plus(gate(x, 2), own));
			return new State(f.plus(f.times(f.minus(1, z), h), f.times(z, state.h)), null);
		}

		private Output<?> ownState(final State state) {
			final Output<?> product = product(state.h, 2, 3);
			return call.has(3) ? f.plus(product, f.part(bias(1), 0, 2 * hidden(), 3 * hidden()))
				: product;
		}
	}

	/** Gates of input, output, forgetting, and the new cell. */
	private static final class Lstm extends UnrolledCell {

		private static final int PEEPHOLES = 7;

		Lstm(final OperatorCall call, final int number) {
			super(call, number, List.of("Sigmoid", "Tanh", "Tanh"));
		}

		@Override
		int gates() {
			return 4;
		}

		@Override
		State next(final Output<?> x, final State state) {
			final Output<?> gates = f.plus(x, product(state.h, 0, 4));
			final Output<?> i = activations.get(0).of(seeing(gate(gates, 0), state.c, 0));
			final Output<?> forget = call.flag("input_forget", false) ? f.minus(1, i)
				: activations.get(0).of(seeing(gate(gates, 2), state.c, 2));
			final Output<?> c =
				f.plus(f.times(forget, state.c), f.times(i, activations.get(1).of(gate(gates, 3))));
			final Output<?> o = activations.get(0).of(seeing(gate(gates, 1), c, 1));
			return new State(f.times(o, activations.get(2).unlimited(c)), c);
		}

		/** Gates may look at the cell. */
		private Output<?> seeing(final Output<?> gate, final Output<?> c, final long peephole) {
			if (!call.has(PEEPHOLES)) return gate;
			return f.plus(gate,
				f.times(c, part(PEEPHOLES, peephole * hidden(), (peephole + 1) * hidden())));
		}
	}
}
