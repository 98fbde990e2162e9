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
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** {@code Conv1D} to {@code Conv3D}, and those that convolve each channel on its own. */
final class ConvolutionLayers {

	private ConvolutionLayers() {}

	/** @param axes over how many axes */
	static LayerBuilder conv(final int axes) {
		return LayerBuilder.of(call -> conv(call, axes));
	}

	private static Operand<TFloat32> conv(final LayerCall call, final int axes) {
		final LayerConfig config = call.config();
		final LayerWindows windows = LayerWindows.ofConvolution(config, axes);
		final long filters = config.size("filters");
		final long channels = KerasShapes.channels(call, call.input(axes + 2));
		final long groups = config.has("groups") ? config.size("groups") : 1;
		if (channels % groups != 0 || filters % groups != 0) throw config.mistaken("groups");
		final Operand<TFloat32> kernel =
			call.weight("kernel", kernel(windows.size(), channels / groups, filters));
		final Operand<TFloat32> sums = convolved(call, call.input(), kernel, windows);
		return call.activated(call.biased(sums, filters), "activation");
	}

	static List<Long> kernel(final List<Long> size, final long in, final long out) {
		final List<Long> shape = new ArrayList<>(size);
		shape.add(in);
		shape.add(out);
		return shape;
	}

	/** Over one, two or three axes. */
	static Operand<TFloat32> convolved(final LayerCall call, final Operand<TFloat32> input,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		final Ops tf = call.tf();
		final Operand<TFloat32> x = windows.padded(tf, input);
		return switch (windows.size().size()) {
			case 1 -> KerasShapes.squeezed(tf, conv2d(tf, KerasShapes.expanded(tf, x, 1),
				KerasShapes.expanded(tf, kernel, 0), windows.ofRow()), 1);
			case 2 -> conv2d(tf, x, kernel, windows);
			default -> windows.isDilated()
				? DilatedWindows.over(call, x, windows, (of, dense) -> conv3d(tf, of, kernel, dense))
				: conv3d(tf, x, kernel, windows);
		};
	}

	private static Operand<TFloat32> conv2d(final Ops tf, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		return tf.nn.conv2d(x, kernel, LayerWindows.ofAll(windows.strides()),
			windows.paddingOfTensorFlow(), Conv2d.dilations(LayerWindows.ofAll(windows.dilation())));
	}

	private static Operand<TFloat32> conv3d(final Ops tf, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		return tf.nn.conv3d(x, kernel, LayerWindows.ofAll(windows.strides()),
			windows.paddingOfTensorFlow());
	}

	/** @param axes 1 or 2 */
	static LayerBuilder depthwise(final int axes) {
		return LayerBuilder.of(call -> {
			final Operand<TFloat32> sums = ofChannels(call, axes);
			return call.activated(call.biased(sums, KerasShapes.channels(call, sums)), "activation");
		});
	}

	/** Each channel on its own, then all of one place. */
	static LayerBuilder separable(final int axes) {
		return LayerBuilder.of(call -> {
			final Operand<TFloat32> channels = ofChannels(call, axes);
			final long filters = call.config().size("filters");
			final List<Long> ones = Collections.nCopies(axes, 1L);
			final Operand<TFloat32> kernel = call.weight("pointwise_kernel",
				kernel(ones, KerasShapes.channels(call, channels), filters));
			final Operand<TFloat32> sums =
				convolved(call, channels, kernel, new LayerWindows(ones, ones, ones, "valid"));
			return call.activated(call.biased(sums, filters), "activation");
		});
	}

	private static Operand<TFloat32> ofChannels(final LayerCall call, final int axes) {
		final LayerConfig config = call.config();
		final LayerWindows windows = LayerWindows.ofConvolution(config, axes);
		if (windows.isDilated() && windows.isStrided())
			throw config.unsupported("has strides and a dilation at once");
		final long channels = KerasShapes.channels(call, call.input(axes + 2));
		final long multiplier = config.has("depth_multiplier") ? config.size("depth_multiplier") : 1;
		final Operand<TFloat32> kernel =
			call.weight("depthwise_kernel", kernel(windows.size(), channels, multiplier));
		final Ops tf = call.tf();
		final Operand<TFloat32> x = windows.padded(tf, call.input());
		return axes == 2 ? depthwise(call, x, kernel, windows)
			: KerasShapes.squeezed(tf, depthwise(call, KerasShapes.expanded(tf, x, 1),
				KerasShapes.expanded(tf, kernel, 0), windows.ofRow()), 1);
	}

	private static Operand<TFloat32> depthwise(final LayerCall call, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		return windows.isDilated()
			? DilatedWindows.over(call, x, windows,
				(of, dense) -> depthwise(call.tf(), of, kernel, dense))
			: depthwise(call.tf(), x, kernel, windows);
	}

	/** TensorFlow takes the same stride for both axes only, and a series is one row high. */
	private static Operand<TFloat32> depthwise(final Ops tf, final Operand<TFloat32> x,
		final Operand<TFloat32> kernel, final LayerWindows windows) {
		final List<Long> strides =
			windows.size().get(0) == 1 && windows.strides().get(0) == 1 && KerasShapes.extent(x, 1) == 1
				? List.of(windows.strides().get(1), windows.strides().get(1)) : windows.strides();
		return tf.nn.depthwiseConv2dNative(x, kernel, LayerWindows.ofAll(strides),
			windows.paddingOfTensorFlow());
	}
}
