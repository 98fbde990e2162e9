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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The cells of {@code SimpleRNN}, {@code LSTM} and {@code GRU}. */
abstract class DenseCells implements RecurrentCell {

	final LayerCall call;
	final Ops tf;
	final long units;
	private final long gates;
	private final Operand<TFloat32> kernel;
	final Operand<TFloat32> recurrentKernel;
	/** Null where there is none. */
	final Operand<TFloat32> bias;

	/**
	 * @param gates how many matrices stand side by side
	 * @param biases 1, or 2 where the recurrent product has one of its own
	 */
	private DenseCells(final LayerCall call, final long gates, final int biases) {
		this.call = call;
		this.gates = gates;
		tf = call.tf();
		units = call.config().size("units");
		final long all = Math.multiplyExact(gates, units);
		kernel = call.weight("kernel", KerasShapes.channels(call, call.input()), all);
		recurrentKernel = call.weight("recurrent_kernel", units, all);
		bias = !call.config().flag("use_bias", true) ? null
			: biases == 1 ? call.weight("bias", all) : call.weight("bias", biases, all);
	}

	/** Of a layer with the class's name. */
	static RecurrentCell of(final LayerCall call) {
		final String type = call.config().type();
		if (type.startsWith("LSTM")) return new Lstm(call);
		return type.startsWith("GRU") ? new Gru(call) : new Simple(call);
	}

	/** Of all time points at once. */
	@Override
	public Operand<TFloat32> projected(final Operand<TFloat32> series) {
		final Operand<TFloat32> inputBias = inputBias();
		final Operand<TFloat32> rows =
			KerasShapes.reshaped(tf, series, List.of(KerasShapes.FREE, KerasShapes.extent(series, 2)));
		final Operand<TFloat32> products = tf.linalg.matMul(rows, kernel);
		return KerasShapes.reshaped(tf,
			inputBias == null ? products : tf.nn.biasAdd(products, inputBias),
			List.of(KerasShapes.FREE, KerasShapes.extent(series, 1), gates * units));
	}

	Operand<TFloat32> inputBias() {
		return bias;
	}

	List<Operand<TFloat32>> split(final Operand<TFloat32> all) {
		return new ArrayList<>(tf.split(tf.constant(KerasShapes.axes(all) - 1), all, gates).output());
	}

	Operand<TFloat32> gate(final Operand<TFloat32> sums) {
		return call.activated(sums, "recurrent_activation");
	}

	Operand<TFloat32> activated(final Operand<TFloat32> sums) {
		return call.activated(sums, "activation");
	}

	Operand<TFloat32> zeros(final Operand<TFloat32> projected) {
		return RecurrentCell.zeros(tf, projected, List.of(units));
	}

	@Override
	public List<Operand<TFloat32>> initial(final Operand<TFloat32> projected) {
		return List.of(zeros(projected));
	}

	private static final class Simple extends DenseCells {

		Simple(final LayerCall call) {
			super(call, 1, 1);
		}

		@Override
		public List<Operand<TFloat32>> step(final Operand<TFloat32> input,
			final List<Operand<TFloat32>> states) {
			return List.of(
				activated(MergingLayers.add(tf, input, tf.linalg.matMul(states.get(0), recurrentKernel))));
		}
	}

	/** Gates in the order input, forget, candidate, output. */
	private static final class Lstm extends DenseCells {

		Lstm(final LayerCall call) {
			super(call, 4, 1);
		}

		@Override
		public List<Operand<TFloat32>> initial(final Operand<TFloat32> projected) {
			final Operand<TFloat32> zeros = zeros(projected);
			return List.of(zeros, zeros);
		}

		@Override
		public List<Operand<TFloat32>> step(final Operand<TFloat32> input,
			final List<Operand<TFloat32>> states) {
			final List<Operand<TFloat32>> sums =
				split(MergingLayers.add(tf, input, tf.linalg.matMul(states.get(0), recurrentKernel)));
			return next(tf, states.get(1), gate(sums.get(0)), gate(sums.get(1)), activated(sums.get(2)),
				gate(sums.get(3)), this::activated);
		}
	}

	/** The output and the carry of an LSTM. */
	static List<Operand<TFloat32>> next(final Ops tf, final Operand<TFloat32> carry,
		final Operand<TFloat32> input, final Operand<TFloat32> forget,
		final Operand<TFloat32> candidate, final Operand<TFloat32> output,
		final UnaryOperator<Operand<TFloat32>> activation) {
		final Operand<TFloat32> next =
			MergingLayers.add(tf, tf.math.mul(forget, carry), tf.math.mul(input, candidate));
		return List.of(tf.math.mul(output, activation.apply(next)), next);
	}

	/** Gates in the order update, reset, candidate. */
	private static final class Gru extends DenseCells {

		/** Whether the state is reset after its product with the matrix, not before. */
		private final boolean resetAfter;

		Gru(final LayerCall call) {
			super(call, 3, call.config().flag("reset_after", false) ? 2 : 1);
			resetAfter = call.config().flag("reset_after", false);
		}

		@Override
		Operand<TFloat32> inputBias() {
			return bias == null || !resetAfter ? bias : row(0);
		}

		private Operand<TFloat32> row(final long number) {
			return PythonSlice.of(tf, bias, List.of(PythonSlice.at(number)));
		}

		@Override
		public List<Operand<TFloat32>> step(final Operand<TFloat32> input,
			final List<Operand<TFloat32>> states) {
			final Operand<TFloat32> state = states.get(0);
			final List<Operand<TFloat32>> in = split(input);
			final List<Operand<TFloat32>> inner =
				resetAfter ? split(recurrent(state)) : split(tf.linalg.matMul(state, recurrentKernel));
			final Operand<TFloat32> update = gate(MergingLayers.add(tf, in.get(0), inner.get(0)));
			final Operand<TFloat32> reset = gate(MergingLayers.add(tf, in.get(1), inner.get(1)));
			final Operand<TFloat32> candidate =
				activated(MergingLayers.add(tf, in.get(2), resetAfter ? tf.math.mul(reset, inner.get(2))
					: tf.linalg.matMul(tf.math.mul(reset, state), candidateKernel())));
			return List.of(MergingLayers.add(tf, tf.math.mul(update, state),
				tf.math.mul(tf.math.sub(tf.constant(1f), update), candidate)));
		}

		private Operand<TFloat32> recurrent(final Operand<TFloat32> state) {
			final Operand<TFloat32> products = tf.linalg.matMul(state, recurrentKernel);
			return bias == null ? products : tf.nn.biasAdd(products, row(1));
		}

		private Operand<TFloat32> candidateKernel() {
			return PythonSlice.of(tf, recurrentKernel,
				List.of(PythonSlice.ALL, PythonSlice.of(2 * units, null, null)));
		}
	}
}
