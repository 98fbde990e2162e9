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
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/**
 * A {@code ConvTranspose}: the gradient of a convolution with respect to its image. TensorFlow has it without
 * gaps and groups on a processor, so gaps are zeros in the kernel, and groups are computed one by one.
 */
final class TransposedConvolution {

	private final OperatorCall call;
	private final OnnxValue image;
	private final int axes;
	private final List<Long> extents;
	private final List<Long> strides;
	private final List<Long> dilations;
	private final List<Long> more;
	private final List<Long> before;
	private final List<Long> after;
	private final long groups;

	TransposedConvolution(final OperatorCall call) {
		this.call = call;
		image = call.input(0);
		axes = ConvolutionOperators.positions(call, image);
		final List<Long> shape = call.input(1).shape();
		if (shape.size() != axes + 2 || shape.contains(-1L))
			throw call.refusal("its kernel has the shape " + shape);
		extents = shape.subList(2, shape.size());
		strides = call.sizes("strides", axes);
		dilations = call.sizes("dilations", axes);
		more = call.integers("output_padding").orElseGet(() -> zeros(axes));
		groups = call.integer("group", 1);
		final List<Long> pads = pads();
		before = pads.subList(0, axes);
		after = pads.subList(axes, 2 * axes);
	}

	/** What is cut off, by {@code pads}, by {@code output_shape}, or so that sizes are multiplied by the steps. */
	private List<Long> pads() {
		final String auto = call.text("auto_pad", "NOTSET");
		if (!call.states("output_shape") && !auto.startsWith("SAME_")) return auto.equals("VALID")
			? zeros(2 * axes) : call.integers("pads").orElseGet(() -> zeros(2 * axes));
		final List<Long> totals = new ArrayList<>();
		for (int axis = 0; axis < axes; axis++)
			totals.add(full(axis) + more.get(axis) - wanted(axis));
		final boolean upper = auto.equals("SAME_UPPER");
		final List<Long> pads = new ArrayList<>();
		// What is missing is added at the end.
		totals.forEach(total -> pads.add(total < 0 ? 0 : upper ? total / 2 : total - total / 2));
		for (int axis = 0; axis < axes; axis++)
			pads.add(totals.get(axis) - pads.get(axis));
		return pads;
	}

	private long wanted(final int axis) {
		return call.integers("output_shape").map(shape -> shape.get(shape.size() - axes + axis))
			.orElseGet(() -> image.shape().get(2 + axis) * strides.get(axis));
	}

	/** Of the result before anything is cut off. */
	private long full(final int axis) {
		final long size = image.shape().get(2 + axis);
		if (size < 0) throw call.refusal("'output_shape' or 'auto_pad' needs images of a known size");
		return strides.get(axis) * (size - 1) + reach(axis);
	}

	private long reach(final int axis) {
		return (extents.get(axis) - 1) * dilations.get(axis) + 1;
	}

	List<OnnxValue> results() {
		final boolean series = axes == 1;
		final Output<?> channelsLast = image.channelsLast();
		final Output<?> whole =
			sums(series ? ConvolutionOperators.lifted(call, channelsLast) : channelsLast);
		final Output<?> sums = cropped(series ? ConvolutionOperators.dropped(call, whole) : whole);
		return call.channelsLast(ConvolutionOperators.biased(call, sums, 2));
	}

	private Output<?> sums(final Output<?> input) {
		final List<Output<?>> images = ConvolutionOperators.split(call, input, groups);
		final List<OnnxValue> kernels = kernels();
		final List<Output<?>> sums = new ArrayList<>();
		for (int group = 0; group < groups; group++)
			sums.add(backwards(images.get(group), kernels.get(group)));
		return ConvolutionOperators.joined(call, sums);
	}

	/** {@code [in / groups, out / groups, positions...]} of each group. */
	private List<OnnxValue> kernels() {
		final OnnxValue kernel =
			axes == 1 ? ConvolutionOperators.lifted(call, call.input(1)) : call.input(1);
		final OnnxValue dilated =
			DilatedKernel.of(call, kernel, axes == 1 ? List.of(1L, dilations.get(0)) : dilations);
		return JoiningOperators.parts(call, dilated, 0, groups);
	}

	private Output<?> backwards(final Output<?> input, final OnnxValue kernel) {
		final int rank = kernel.rank();
		final List<Integer> order = new ArrayList<>(IntStream.range(2, rank).boxed().toList());
		order.add(1);
		order.add(0);
		final Output<?> filters = kernel.output(new AxisOrder(order));
		final List<Long> steps = rank == 4 && axes == 1 ? List.of(1L, strides.get(0)) : strides;
		return call.op(rank == 5 ? Op.Conv3DBackpropInputV2 : Op.Conv2DBackpropInput)
			.on(sizes(input, kernel, steps), filters, input)
			.with("strides", KernelWindow.ofAllAxes(steps)).with("padding", "VALID").result();
	}

	/** Of the whole result, which grows with the image. */
	private Output<?> sizes(final Output<?> input, final OnnxValue kernel, final List<Long> steps) {
		final Output<?> shape = call.op(Op.Shape).on(input).result();
		final List<Output<?>> sizes = new ArrayList<>();
		final long[] known = input.shape().asArray();
		for (int axis = 0; axis < known.length; axis++) {
			final boolean position = axis > 0 && axis < known.length - 1;
			final long step = position ? steps.get(axis - 1) : 1;
			final long add = position ? kernel.shape().get(axis + 1) - step : 0;
			sizes.add(axis == known.length - 1 ? scalar(kernel.shape().get(1))
				: known[axis] >= 0 ? scalar(known[axis] * step + add) : grown(shape, axis, step, add));
		}
		return call.op(Op.Pack).onAll(sizes).result();
	}

	private Output<?> scalar(final long number) {
		return call.integer(Math.toIntExact(number));
	}

	private Output<?> grown(final Output<?> shape, final int axis, final long step, final long add) {
		final Output<?> size = Extent.length(call, shape, axis);
		if (step == 1 && add == 0) return size;
		return call.op(Op.AddV2).on(call.op(Op.Mul).on(size, scalar(step)).result(), scalar(add))
			.result();
	}

	/** Less what {@code pads} cut off, with the zeros that {@code output_padding} adds. */
	private Output<?> cropped(final Output<?> whole) {
		final List<Long> cut =
			IntStream.range(0, axes).mapToObj(axis -> after.get(axis) - more.get(axis)).toList();
		return Cropping.of(call, whole, before, cut);
	}

	private static List<Long> zeros(final int count) {
		return IntStream.range(0, count).mapToObj(i -> 0L).toList();
	}
}
