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
import org.tensorflow.types.TInt32;

/** {@code Conv1DTranspose} to {@code Conv3DTranspose}. */
final class TransposedConvolutionLayers {

	private TransposedConvolutionLayers() {}

	/** @param axes over how many axes */
	static LayerBuilder over(final int axes) {
		return LayerBuilder.of(call -> of(call, axes));
	}

	private static Operand<TFloat32> of(final LayerCall call, final int axes) {
		final LayerConfig config = call.config();
		final LayerWindows windows = LayerWindows.ofConvolution(config, axes);
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input(axes + 2);
		final long filters = config.size("filters");
		final Operand<TFloat32> kernel = dilated(tf, windows, call.weight("kernel",
			ConvolutionLayers.kernel(windows.size(), filters, KerasShapes.channels(call, x))));
		final Operand<TFloat32> sums = axes == 1
			? KerasShapes.squeezed(tf, transposed(call, KerasShapes.expanded(tf, x, 1),
				KerasShapes.expanded(tf, kernel, 0), windows.ofRow()), 1)
			: transposed(call, x, kernel, windows);
		return call.activated(call.biased(sums, filters), "activation");
	}

	/** With zeros between its numbers, for TensorFlow does not dilate on every processor. */
	private static Operand<TFloat32> dilated(final Ops tf, final LayerWindows windows,
		final Operand<TFloat32> kernel) {
		Operand<TFloat32> dilated = kernel;
		for (int axis = 0; axis < windows.size().size(); axis++)
			if (windows.dilation().get(axis) > 1)
				dilated = dilated(tf, dilated, axis, windows.dilation().get(axis), windows.covered(axis));
		return dilated;
	}

	/** Along one axis, by one more behind it, whose zeros after the last number are cut off. */
	private static Operand<TFloat32> dilated(final Ops tf, final Operand<TFloat32> kernel,
		final int axis, final long rate, final long covered) {
		final List<Long> shape = new ArrayList<>(KerasShapes.list(kernel));
		final long before = shape.subList(0, axis).stream().reduce(1L, Math::multiplyExact);
		final long after =
			shape.subList(axis + 1, shape.size()).stream().reduce(1L, Math::multiplyExact);
		final int[][] pads = { { 0, 0 }, { 0, 0 }, { 0, Math.toIntExact(rate - 1) }, { 0, 0 } };
		final Operand<TFloat32> apart =
			tf.pad(KerasShapes.reshaped(tf, kernel, List.of(before, shape.get(axis), 1L, after)),
				tf.constant(pads), tf.constant(0f));
		final Operand<TFloat32> row = KerasShapes.reshaped(tf, apart,
			List.of(before, Math.multiplyExact(shape.get(axis), rate), after));
		shape.set(axis, covered);
		return KerasShapes.reshaped(tf,
			PythonSlice.of(tf, row, List.of(PythonSlice.ALL, PythonSlice.of(0L, covered, null))), shape);
	}

	private static Operand<TFloat32> transposed(final LayerCall call, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		final Ops tf = call.tf();
		final int axes = windows.size().size();
		final Operand<TInt32> size = size(call, x, windows, KerasShapes.extent(kernel, axes));
		final List<Long> strides = LayerWindows.ofAll(windows.strides());
		final String padding = windows.paddingOfTensorFlow();
		return axes == 2 ? tf.nn.conv2dBackpropInput(size, kernel, x, strides, padding)
			: tf.nn.conv3dBackpropInput(size, kernel, x, strides, padding);
	}

	/** Of the result, all axes of it. */
	private static Operand<TInt32> size(final LayerCall call, final Operand<TFloat32> x,
		final LayerWindows windows, final long filters) {
		final Ops tf = call.tf();
		final List<Operand<TInt32>> all = new ArrayList<>(List.of(KerasShapes.running(tf, x, 0)));
		final List<Long> more = more(call, windows);
		for (int axis = 0; axis < windows.size().size(); axis++) {
			final long stride = windows.strides().get(axis);
			final long known = KerasShapes.extent(x, axis + 1);
			all.add(known >= 0 ? tf.constant(Math.toIntExact(known * stride + more.get(axis)))
				: tf.math.add(
					tf.math.mul(KerasShapes.running(tf, x, axis + 1), tf.constant(Math.toIntExact(stride))),
					tf.constant(Math.toIntExact(more.get(axis)))));
		}
		all.add(tf.constant(Math.toIntExact(filters)));
		return tf.stack(all);
	}

	/** How much longer an axis becomes than input times stride. */
	private static List<Long> more(final LayerCall call, final LayerWindows windows) {
		final int axes = windows.size().size();
		final boolean said = call.config().has("output_padding");
		final List<Long> stated = said ? outputPadding(call, axes) : Collections.nCopies(axes, 0L);
		final List<Long> more = new ArrayList<>();
		final boolean same = windows.padding().equals("same");
		for (int axis = 0; axis < axes; axis++) {
			final long size = windows.covered(axis);
			final long stride = windows.strides().get(axis);
			more.add(said ? size - stride - (same ? size / 2 * 2 : 0) + stated.get(axis)
				: same ? 0 : Math.max(size - stride, 0));
		}
		return more;
	}

	/** One number may count for all axes, and a series has a first axis that is not its own. */
	private static List<Long> outputPadding(final LayerCall call, final int axes) {
		final List<Long> stated = call.config().wholes("output_padding");
		if (stated.size() == 1 && axes == 2 && KerasShapes.axes(call.input()) == 3)
			return List.of(0L, stated.get(0));
		if (stated.size() == 1) return Collections.nCopies(axes, stated.get(0));
		if (stated.size() != axes) throw call.config().mistaken("output_padding");
		return stated;
	}
}
