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

/** Pools over windows and over all positions. */
final class PoolingOperators {

	private static final double LEAST = -Float.MAX_VALUE;
	/** Places of a window that are computed one by one. */
	private static final long MOST = 1 << 13;

	private PoolingOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("MaxPool", PoolingOperators::max);
		all.put("AveragePool", PoolingOperators::average);
		all.put("LpPool", PoolingOperators::norm);
		all.put("GlobalMaxPool", call -> global(call, Op.Max));
		all.put("GlobalAveragePool", call -> global(call, Op.Mean));
		all.put("GlobalLpPool", PoolingOperators::globalNorm);
	}

	/** Channels-last, with a row in front for a series; and how the window goes over it. */
	private record Pooled(Output<?> image, KernelWindow window, boolean series) {

		static Pooled of(final OperatorCall call) {
			final OnnxValue image = call.input(0);
			final int axes = ConvolutionOperators.positions(call, image);
			final KernelWindow window = KernelWindow.of(call, call.sizes("kernel_shape", axes),
				image.shape().subList(2, image.rank()));
			return axes > 1 ? new Pooled(image.channelsLast(), window, false) : new Pooled(
				ConvolutionOperators.lifted(call, image.channelsLast()), window.lifted(), true);
		}

		List<OnnxValue> result(final OperatorCall call, final Output<?> pooled) {
			return call.channelsLast(series ? ConvolutionOperators.dropped(call, pooled) : pooled);
		}

		boolean inSpace() {
			return window.kernel().size() == 3;
		}
	}

	private static List<OnnxValue> max(final OperatorCall call) {
		if (call.wants(1)) throw call.refusal("the places of its maxima are asked for");
		final Pooled pooled = Pooled.of(call);
		final KernelWindow window = pooled.window();
		if (window.isDilated()) return pooled.result(call, dilatedMax(call, pooled));
		if (pooled.inSpace() || window.padding().equals("EXPLICIT")) {
			final Output<?> padded =
				window.same() ? pooled.image() : window.padded(call, pooled.image(), LEAST);
			return pooled.result(call, pool(call, pooled.inSpace() ? Op.MaxPool3D : Op.MaxPool, padded,
				window, window.same() ? "SAME" : "VALID"));
		}
		return pooled.result(call, pool(call, Op.MaxPool, pooled.image(), window, window.padding()));
	}

	private static Output<?> pool(final OperatorCall call, final Op op, final Output<?> image,
		final KernelWindow window, final String padding) {
		return call.op(op).on(image).with("ksize", KernelWindow.ofAllAxes(window.kernel()))
			.with("strides", KernelWindow.ofAllAxes(window.strides())).with("padding", padding).result();
	}

	/** TensorFlow's pools have no gaps: the largest of shifted images. */
	private static Output<?> dilatedMax(final OperatorCall call, final Pooled pooled) {
		return shifted(call, pooled.window().padded(call, pooled.image(), LEAST), pooled.window())
			.stream().reduce((one, next) -> call.op(Op.Maximum).on(one, next).result()).orElseThrow();
	}

	/** What each place of a window sees, one after the other. */
	private static List<Output<?>> shifted(final OperatorCall call, final Output<?> image,
		final KernelWindow window) {
		final List<Output<?>> all = new ArrayList<>();
		final long places = window.kernel().stream().reduce(1L, (a, b) -> a * b);
		if (places > MOST) throw call
			.refusal("a window with gaps has " + places + " places, but at most " + MOST + " are taken");
		for (int place = 0; place < places; place++)
			all.add(shifted(call, image, window, place));
		return all;
	}

	private static Output<?> shifted(final OperatorCall call, final Output<?> image,
		final KernelWindow window, final int place) {
		final int axes = window.kernel().size();
		final List<Long> begin = new ArrayList<>(List.of(0L));
		final List<Long> end = new ArrayList<>(List.of(0L));
		long open = 1;
		long rest = place;
		for (int axis = 0; axis < axes; axis++) {
			final long offset = rest % window.kernel().get(axis) * window.dilations().get(axis);
			rest /= window.kernel().get(axis);
			begin.add(offset);
			end.add(offset - window.reach(axis) + 1);
			if (end.get(axis + 1) == 0) open |= 1L << axis + 1;
		}
		final List<Long> steps = KernelWindow.ofAllAxes(window.strides()).subList(0, axes + 1);
		return call.op(Op.StridedSlice)
			.on(image, call.integers(begin), call.integers(end), call.integers(steps))
			.with("end_mask", open).result();
	}

	private static List<OnnxValue> average(final OperatorCall call) {
		final Pooled pooled = Pooled.of(call);
		return pooled.result(call, mean(call, pooled, call.flag("count_include_pad", false)));
	}

	/** Zeros that were added count, or are left out of the mean; those of {@code ceil_mode} never count. */
	private static Output<?> mean(final OperatorCall call, final Pooled pooled,
		final boolean included) {
		final KernelWindow window = pooled.window();
		if (window.isUnpadded() && !window.isDilated()) return pool(call,
			pooled.inSpace() ? Op.AvgPool3D : Op.AvgPool, pooled.image(), window, "VALID");
		if (window.same() && !window.isDilated() && !included) return pool(call,
			pooled.inSpace() ? Op.AvgPool3D : Op.AvgPool, pooled.image(), window, "SAME");
		final KernelWindow counted = window.withoutBeyond();
		final Output<?> sum = meanOfAll(call, window.padded(call, pooled.image(), 0), pooled);
		final boolean ceiled = window.beyond().stream().anyMatch(more -> more > 0);
		if (included && !ceiled) return sum;
		final Output<?> one = ones(call, pooled.image());
		final Output<?> all =
			included ? window.onlyBeyond().padded(call, counted.padded(call, one, 1), 0)
				: window.padded(call, one, 0);
		return call.op(Op.RealDiv).on(sum, meanOfAll(call, all, pooled)).result();
	}

	private static Output<?> meanOfAll(final OperatorCall call, final Output<?> padded,
		final Pooled pooled) {
		final KernelWindow window = pooled.window().unpadded();
		if (!window.isDilated())
			return pool(call, pooled.inSpace() ? Op.AvgPool3D : Op.AvgPool, padded, window, "VALID");
		final List<Output<?>> all = shifted(call, padded, window);
		final Output<?> sum =
			all.stream().reduce((one, next) -> call.op(Op.AddV2).on(one, next).result()).orElseThrow();
		return call.op(Op.RealDiv).on(sum, call.number(all.size())).result();
	}

	/** One image of one channel, as large. */
	private static Output<?> ones(final OperatorCall call, final Output<?> image) {
		final int rank = call.rank(image);
		final int[] end = new int[rank];
		end[0] = 1;
		end[rank - 1] = 1;
		final int[] steps = IntStream.generate(() -> 1).limit(rank).toArray();
		final Output<?> part = call.op(Op.StridedSlice)
			.on(image, call.integers(new int[rank]), call.integers(end), call.integers(steps))
			.with("end_mask", (1L << rank - 1) - 2).result();
		return call.op(Op.OnesLike).on(part).result();
	}

	/** {@code (sum |x|^p)^(1/p)}. */
	private static List<OnnxValue> norm(final OperatorCall call) {
		final Pooled pooled = Pooled.of(call);
		final KernelWindow window = pooled.window();
		final double power = call.integer("p", 2);
		final double places = window.kernel().stream().reduce(1L, (a, b) -> a * b);
		final Output<?> powers = powers(call, window.padded(call, pooled.image(), 0), power);
		final Output<?> sum =
			call.op(Op.Mul).on(meanOfAll(call, powers, pooled), call.number(places)).result();
		return pooled.result(call, root(call, sum, power));
	}

	private static Output<?> powers(final OperatorCall call, final Output<?> x, final double power) {
		return call.op(Op.Pow).on(call.op(Op.Abs).on(x).result(), call.number(power)).result();
	}

	private static Output<?> root(final OperatorCall call, final Output<?> x, final double power) {
		return call.op(Op.Pow).on(x, call.number(1 / power)).result();
	}

	private static List<OnnxValue> global(final OperatorCall call, final Op op) {
		return call.channelsLast(overPositions(call, op, call.input(0).channelsLast()));
	}

	private static Output<?> overPositions(final OperatorCall call, final Op op,
		final Output<?> image) {
		final int[] axes = IntStream.range(1, call.rank(image) - 1).toArray();
		return call.op(op).on(image, call.integers(axes)).with("keep_dims", true).result();
	}

	private static List<OnnxValue> globalNorm(final OperatorCall call) {
		final double power = call.integer("p", 2);
		final Output<?> powers = powers(call, call.input(0).channelsLast(), power);
		return call.channelsLast(root(call, overPositions(call, Op.Sum, powers), power));
	}
}
