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
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/** Convolutions over one, two or three axes of positions. */
final class ConvolutionOperators {

	private ConvolutionOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Conv", ConvolutionOperators::convolution);
		all.put("ConvTranspose", call -> new TransposedConvolution(call).results());
	}

	/** Kernels of ONNX are {@code [out, in / groups, positions...]}. */
	private static List<OnnxValue> convolution(final OperatorCall call) {
		final OnnxValue image = call.input(0);
		final OnnxValue kernel = call.input(1);
		final int axes = positions(call, image);
		final List<Long> extents = kernel.shape().subList(2, kernel.rank());
		if (kernel.rank() != image.rank() || kernel.shape().contains(-1L))
			throw call.refusal("its kernel has the shape " + kernel.shape());
		final KernelWindow window =
			KernelWindow.of(call, extents, image.shape().subList(2, image.rank()));
		final long groups = call.integer("group", 1);
		final Output<?> sums = switch (axes) {
			case 1 -> dropped(call, inPlane(call, lifted(call, image.channelsLast()),
				lifted(call, kernel), window.lifted(), groups));
			case 2 -> inPlane(call, image.channelsLast(), kernel, window, groups);
			default -> inSpace(call, image, kernel, window, groups);
		};
		return call.channelsLast(biased(call, sums, 2));
	}

	static int positions(final OperatorCall call, final OnnxValue image) {
		final int axes = image.rank() - 2;
		if (axes < 1 || axes > 3) throw call.refusal("it takes " + image.rank() +
			" axes, but images, channels and 1 to 3 axes of positions are needed");
		return axes;
	}

	/** With the bias of each channel. */
	static Output<?> biased(final OperatorCall call, final Output<?> sums, final int input) {
		return call.has(input) ? call.op(Op.BiasAdd).on(sums, call.input(input).output()).result()
			: sums;
	}

	/** A series as an image of one row. */
	static Output<?> lifted(final OperatorCall call, final Output<?> series) {
		return call.op(Op.ExpandDims).on(series, call.integer(1)).result();
	}

	static OnnxValue lifted(final OperatorCall call, final OnnxValue kernel) {
		final List<Long> shape = new ArrayList<>(kernel.shape());
		shape.add(2, 1L);
		return Reshaping.to(call, kernel, shape);
	}

	static Output<?> dropped(final OperatorCall call, final Output<?> image) {
		return call.op(Op.Squeeze).on(image).with("squeeze_dims", List.of(1L)).result();
	}

	private static Output<?> inPlane(final OperatorCall call, final Output<?> image,
		final OnnxValue kernel, final KernelWindow window, final long groups) {
		final long channels = image.shape().get(3);
		final boolean square = window.strides().get(0).equals(window.strides().get(1)) &&
			(!window.isDilated() || window.strides().get(0) == 1);
		final boolean depthwise = groups > 1 && groups == channels && square;
		final Output<?> filters = depthwise ? byChannel(call, kernel, groups)
			: kernel.output(new AxisOrder(List.of(2, 3, 1, 0)));
		final NewOperation convolution = call.op(depthwise ? Op.DepthwiseConv2dNative : Op.Conv2D)
			.on(image, filters).with("strides", KernelWindow.ofAllAxes(window.strides()))
			.with("dilations", KernelWindow.ofAllAxes(window.dilations()))
			.with("padding", window.padding());
		return (window.explicit().isEmpty() ? convolution
			: convolution.with("explicit_paddings", window.explicit())).result();
	}

	/** {@code [positions..., channels, filters of each]}. */
	private static Output<?> byChannel(final OperatorCall call, final OnnxValue kernel,
		final long channels) {
		final List<Long> shape = kernel.shape();
		return Reshaping
			.to(call, kernel, List.of(channels, shape.get(0) / channels, shape.get(2), shape.get(3)))
			.output(new AxisOrder(List.of(2, 3, 0, 1)));
	}

	/** TensorFlow has no groups in space, and no padding but its own. */
	private static Output<?> inSpace(final OperatorCall call, final OnnxValue image,
		final OnnxValue kernel, final KernelWindow window, final long groups) {
		final Output<?> filters = kernel.output(new AxisOrder(List.of(2, 3, 4, 1, 0)));
		final Output<?> padded =
			window.same() ? image.channelsLast() : window.padded(call, image.channelsLast(), 0);
		final List<Output<?>> sums = new ArrayList<>();
		final List<Output<?>> images = split(call, padded, groups);
		final List<Output<?>> kernels = split(call, filters, groups);
		for (int group = 0; group < groups; group++)
			sums.add(call.op(Op.Conv3D).on(images.get(group), kernels.get(group))
				.with("strides", KernelWindow.ofAllAxes(window.strides()))
				.with("dilations", KernelWindow.ofAllAxes(window.dilations()))
				.with("padding", window.same() ? "SAME" : "VALID").result());
		return joined(call, sums);
	}

	/** Parts of the last axis. */
	static List<Output<?>> split(final OperatorCall call, final Output<?> whole, final long count) {
		if (count == 1) return List.of(whole);
		if (count < 1 || count > 1 << 16) throw call.refusal("'group' is " + count);
		final GraphOperation parts = call.op(Op.Split).on(call.integer(call.rank(whole) - 1), whole)
			.with("num_split", count).results();
		return IntStream.range(0, (int) count).<Output<?>>mapToObj(parts::output).toList();
	}

	/** Along the last axis. */
	static Output<?> joined(final OperatorCall call, final List<Output<?>> parts) {
		return call.formula().joined(parts, call.rank(parts.get(0)) - 1);
	}
}
