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
import java.util.Collections;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The cell of {@code ConvLSTM1D} to {@code ConvLSTM3D}: an LSTM whose products are convolutions. */
final class ConvLstmCell implements RecurrentCell {

	private static final int GATES = 4;

	private final LayerCall call;
	private final Ops tf;
	private final LayerWindows windows;
	private final long filters;
	private final Operand<TFloat32> kernel;
	private final Operand<TFloat32> recurrentKernel;

	/** @param axes of the images in the series */
	ConvLstmCell(final LayerCall call, final int axes) {
		this.call = call;
		tf = call.tf();
		windows = LayerWindows.ofConvolution(call.config(), axes);
		filters = call.config().size("filters");
		final long all = Math.multiplyExact(GATES, filters);
		final long channels = KerasShapes.channels(call, call.input(axes + 3));
		kernel = call.weight("kernel", ConvolutionLayers.kernel(windows.size(), channels, all));
		recurrentKernel =
			call.weight("recurrent_kernel", ConvolutionLayers.kernel(windows.size(), filters, all));
	}

	@Override
	public Operand<TFloat32> projected(final Operand<TFloat32> series) {
		final Operand<TFloat32> images =
			KerasShapes.reshaped(tf, series, withTime(series, KerasShapes.FREE));
		final Operand<TFloat32> sums =
			call.biased(ConvolutionLayers.convolved(call, images, kernel, windows), GATES * filters);
		final List<Long> extents = new ArrayList<>(KerasShapes.list(sums));
		extents.add(1, KerasShapes.extent(series, 1));
		if (extents.subList(1, extents.size()).contains(KerasShapes.FREE))
			throw call.config().unsupported("takes images of any size; give the network's input a size");
		return KerasShapes.reshaped(tf, sums, extents);
	}

	private static List<Long> withTime(final Operand<TFloat32> series, final long first) {
		final List<Long> extents = new ArrayList<>(List.of(first));
		extents.addAll(KerasShapes.list(series).subList(2, KerasShapes.axes(series)));
		return extents;
	}

	@Override
	public List<Operand<TFloat32>> initial(final Operand<TFloat32> projected) {
		final List<Long> extents =
			new ArrayList<>(KerasShapes.list(projected).subList(2, KerasShapes.axes(projected)));
		extents.set(extents.size() - 1, filters);
		final Operand<TFloat32> zeros = RecurrentCell.zeros(tf, projected, extents);
		return List.of(zeros, zeros);
	}

	@Override
	public List<Operand<TFloat32>> step(final Operand<TFloat32> input,
		final List<Operand<TFloat32>> states) {
		final List<Long> ones = Collections.nCopies(windows.size().size(), 1L);
		final Operand<TFloat32> inner = ConvolutionLayers.convolved(call, states.get(0),
			recurrentKernel, new LayerWindows(windows.size(), ones, ones, "same"));
		final Operand<TFloat32> sums = MergingLayers.add(tf, input, inner);
		final List<Operand<TFloat32>> gates = new ArrayList<>(
			tf.split(tf.constant(KerasShapes.axes(sums) - 1), sums, (long) GATES).output());
		return DenseCells.next(tf, states.get(1), gate(gates.get(0)), gate(gates.get(1)),
			activated(gates.get(2)), gate(gates.get(3)), this::activated);
	}

	private Operand<TFloat32> gate(final Operand<TFloat32> sums) {
		return call.activated(sums, "recurrent_activation");
	}

	private Operand<TFloat32> activated(final Operand<TFloat32> sums) {
		return call.activated(sums, "activation");
	}
}
