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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Resize, and Upsample before it. TensorFlow's own operations do it where they give the same, else pixels are taken
 * by their places, or each axis is multiplied by a matrix of weights.
 */
final class ResizeOperators {

	/** Most pixels of an axis. */
	private static final long MOST = 1 << 16;

	private final OperatorCall call;
	private final Formula formula;
	private final OnnxValue value;
	private final String mode;

	private ResizeOperators(final OperatorCall call) {
		this.call = call;
		formula = call.formula();
		value = call.input(0);
		final String stated = call.text("mode", "nearest");
		mode = stated.equals("bilinear") ? "linear" : stated;
		if (!List.of("nearest", "linear", "cubic").contains(mode))
			throw call.refusal("'mode' is '" + stated + "'");
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Resize", call -> new ResizeOperators(call).resized());
		all.put("Upsample", call -> new ResizeOperators(call).resized());
	}

	private List<OnnxValue> resized() {
		final List<ResizedAxis> axes = axes();
		if (axes.isEmpty()) return List.of(value);
		final NativeResize own = NativeResize.of(call, axes, mode);
		if (own != null) return call.channelsLast(own.resized(formula, value.channelsLast(), axes));
		final DataType type = value.type();
		Output<?> x = value.output(value.order());
		if (!mode.equals("nearest")) x = call.cast(x, DataType.DT_FLOAT);
		for (final ResizedAxis axis : axes) {
			final int place = value.order().place(axis.axis());
			x = mode.equals("nearest")
				? formula.of(Op.GatherV2, x, axis.nearest().output(), call.integer(place))
				: multiplied(x, axis.matrix(mode.equals("cubic")).output(), place);
			if (axis.mode().equals("tf_crop_and_resize"))
				x = extrapolated(x, axis.outside().output(), place);
		}
		return call.result(call.cast(x, type), value.order());
	}

	private Output<?> multiplied(final Output<?> x, final Output<?> matrix, final int place) {
		final String letters = "abcdefgh".substring(0, call.rank(x));
		final char old = letters.charAt(place);
		return call.op(Op.Einsum).onAll(List.of(matrix, x))
			.with("equation", "z" + old + "," + letters + "->" + letters.replace(old, 'z')).result();
	}

	private Output<?> extrapolated(final Output<?> x, final Output<?> outside, final int place) {
		final long[] shape = IntStream.range(0, call.rank(x)).mapToLong(i -> 1).toArray();
		shape[place] = -1;
		return formula.where(formula.reshaped(outside, shape),
			formula.number(call.number("extrapolation_value", 0), x), x);
	}

	// What it says of each axis

	private List<ResizedAxis> axes() {
		final List<Integer> all =
			call.integers("axes").map(stated -> stated.stream().map(value::axis).toList())
				.orElseGet(() -> AxisOrder.same(value.rank()).axes());
		final int scales = call.type().equals("Upsample") || call.version() < 11 ? 1 : 2;
		final List<ResizedAxis> axes = call.states("scales") ? scaled(all, attribute())
			: call.known(scales).filter(numbers -> numbers.length > 0)
				.map(numbers -> scaled(all, numbers)).orElseGet(() -> sized(all));
		return axes.stream().filter(axis -> !isSame(axis)).toList();
	}

	private static boolean isSame(final ResizedAxis axis) {
		return (axis.scale() == 1 ||
			axis.scale() == 0 && axis.isKnown() && axis.length() == axis.size()) &&
			!axis.mode().equals("tf_crop_and_resize");
	}

	private double[] attribute() {
		return call.floats("scales").stream().mapToDouble(Float::doubleValue).toArray();
	}

	private List<ResizedAxis> scaled(final List<Integer> axes, final double[] scales) {
		if (scales.length != axes.size() ||
			Arrays.stream(scales).anyMatch(scale -> !(scale > 0 && scale <= MOST)))
			throw call.refusal("its scales are " + Arrays.toString(scales) + ", but " + axes.size() +
				" numbers over 0 are needed");
		final List<ResizedAxis> all = new ArrayList<>();
		for (int i = 0; i < scales.length; i++) {
			final long length = value.shape().get(axes.get(i));
			// In float32, as others compute it.
			final long size = length < 0 ? -1 : (long) ((float) length * (float) scales[i]);
			all.add(axis(axes, i, size, scales[i], size >= 0 ? null : times(axes.get(i), scales[i])));
		}
		return all;
	}

	private Output<?> times(final int axis, final double scale) {
		final Output<?> length = length(axis);
		if (scale == Math.rint(scale)) return formula.times(length, scale);
		return call.cast(
			formula.of(Op.Floor, formula.times(call.cast(length, DataType.DT_FLOAT), scale)),
			DataType.DT_INT32);
	}

	private Output<?> length(final int axis) {
		return formula.length(value.output(value.order()), value.order().place(axis));
	}

	private List<ResizedAxis> sized(final List<Integer> axes) {
		final OnnxValue sizes = call.optional(3).filter(given -> given.elements() != 0)
			.orElseThrow(() -> call.refusal("its scales depend on the image"));
		if (sizes.elements() != axes.size())
			throw call.refusal("it has " + sizes.elements() + " sizes for " + axes.size() + " axes");
		if (sizes.constant().isPresent()) return sized(axes, call.numbers(3));
		if (!call.text("keep_aspect_ratio_policy", "stretch").equals("stretch"))
			throw call.refusal("its sizes depend on the image, and are not just taken");
		final List<Output<?>> each = formula.unstacked(call.cast(sizes.output(), DataType.DT_INT32), 0);
		final List<ResizedAxis> all = new ArrayList<>();
		for (int i = 0; i < axes.size(); i++)
			// Images and channels are not resized, though their sizes may be computed with the others.
			if (axes.get(i) > 1 || call.states("axes")) all.add(axis(axes, i, -1, 0, each.get(i)));
		return all;
	}

	private List<ResizedAxis> sized(final List<Integer> axes, final List<Long> sizes) {
		final String policy = call.text("keep_aspect_ratio_policy", "stretch");
		final List<Long> lengths = axes.stream().map(value.shape()::get).toList();
		final List<ResizedAxis> all = new ArrayList<>();
		if (policy.equals("stretch")) {
			for (int i = 0; i < sizes.size(); i++)
				all.add(axis(axes, i, sizes.get(i), 0, null));
			return all;
		}
		if (lengths.contains(-1L))
			throw call.refusal("'keep_aspect_ratio_policy' needs images of a known size");
		final var ratios = IntStream.range(0, sizes.size())
			.mapToDouble(i -> (double) sizes.get(i) / Math.max(lengths.get(i), 1));
		final double scale =
			policy.equals("not_larger") ? ratios.min().orElse(1) : ratios.max().orElse(1);
		for (int i = 0; i < sizes.size(); i++)
			all.add(axis(axes, i, (long) (scale * lengths.get(i) + 0.5), scale, null));
		return all;
	}

	private ResizedAxis axis(final List<Integer> axes, final int number, final long size,
		final double scale, final Output<?> sizeNow) {
		final int axis = axes.get(number);
		final long length = value.shape().get(axis);
		if (sizeNow == null && (size < 1 || size > MOST) || length == 0) throw call.refusal(
			"an axis of " + length + " becomes one of " + size + ", but 1 to " + MOST + " are possible");
		final boolean cropped =
			call.text("coordinate_transformation_mode", "").equals("tf_crop_and_resize");
		if (cropped && call.known(1).isEmpty())
			throw call.refusal("the part of its image to be resized ('roi') depends on the image");
		final double[] part = call.known(1).filter(roi -> roi.length == 2 * axes.size())
			.map(roi -> new double[] { roi[number], roi[axes.size() + number] })
			.orElse(new double[] { 0, 1 });
		return new ResizedAxis(call, axis, length, size, scale, length(axis),
			sizeNow == null ? call.integer((int) size) : sizeNow, part[0], part[1]);
	}
}
