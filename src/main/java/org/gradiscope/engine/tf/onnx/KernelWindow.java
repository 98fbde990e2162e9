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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/**
 * How a kernel slides over positions, each list with one number for each axis of these.
 *
 * @param before positions that are added at the start of the axis
 * @param after those at its end
 * @param beyond those at its very end that {@code ceil_mode} adds, so that the last window has room
 * @param same whether TensorFlow's {@code SAME} adds just these
 */
record KernelWindow(List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> before,
	List<Long> after, List<Long> beyond, boolean same) {

	private static final long MOST = 1 << 16;
	/** Of positions that only TensorFlow's SAME adds, to images of any size. */
	private static final long UNKNOWN = -1;

	/**
	 * As a node says it.
	 *
	 * @param sizes of the positions, -1 where one is free
	 */
	static KernelWindow of(final OperatorCall call, final List<Long> kernel, final List<Long> sizes) {
		final int axes = kernel.size();
		final List<Long> strides = call.sizes("strides", axes);
		final List<Long> dilations = call.sizes("dilations", axes);
		final List<Long> pads = pads(call, axes, kernel, strides, dilations, sizes);
		final List<Long> before = pads.subList(0, axes);
		final List<Long> after = pads.subList(axes, 2 * axes);
		final List<Long> beyond =
			call.flag("ceil_mode", false) ? all(axes, i -> beyond(reach(kernel, dilations, i),
				strides.get(i), before.get(i), after.get(i), sizes.get(i))) : all(axes, i -> 0L);
		final boolean upper = call.text("auto_pad", "NOTSET").equals("SAME_UPPER");
		final boolean same = upper || IntStream.range(0, axes)
			.allMatch(i -> beyond.get(i) == 0 && isSame(reach(kernel, dilations, i), strides.get(i),
				before.get(i), after.get(i), sizes.get(i)));
		return new KernelWindow(kernel, strides, dilations, before, after, beyond, same);
	}

	private static List<Long> pads(final OperatorCall call, final int axes, final List<Long> kernel,
		final List<Long> strides, final List<Long> dilations, final List<Long> sizes) {
		final String auto = call.text("auto_pad", "NOTSET");
		if (auto.startsWith("SAME_")) {
			final List<Long> totals = all(axes,
				i -> total(call, reach(kernel, dilations, i), strides.get(i), sizes.get(i), auto));
			final List<Long> less = all(axes, i -> totals.get(i) / 2);
			final List<Long> more = all(axes, i -> totals.get(i) - less.get(i));
			return auto.equals("SAME_LOWER") ? joined(more, less) : joined(less, more);
		}
		final List<Long> pads = auto.equals("VALID") ? all(2 * axes, i -> 0L)
			: call.integers("pads").orElseGet(() -> all(2 * axes, i -> 0L));
		if (pads.size() != 2 * axes || pads.stream().anyMatch(pad -> pad < 0 || pad > MOST))
			throw call.refusal("'pads' is " + pads + ", but " + 2 * axes + " numbers from 0 are needed");
		return pads;
	}

	/** What {@code SAME} adds; where the size is free, only a step of 1 tells it. */
	private static long total(final OperatorCall call, final long reach, final long stride,
		final long size, final String auto) {
		if (size < 0 && stride == 1) return reach - 1;
		// TensorFlow's own SAME finds it when it runs.
		if (size < 0 && auto.equals("SAME_UPPER")) return UNKNOWN;
		if (size < 0) throw call
			.refusal("auto_pad=SAME_LOWER with a step of " + stride + " needs images of a known size");
		return Math.max(((size + stride - 1) / stride - 1) * stride + reach - size, 0);
	}

	/** A last window that begins beyond the image and what was added before it is none. */
	private static long beyond(final long reach, final long stride, final long before,
		final long after, final long size) {
		if (size < 0 && reach < after + stride)
			throw new IllegalArgumentException("ceil_mode with a window of " + reach + " and a step of " +
				stride + " needs images of a known size");
		if (size < 0) return stride - 1;
		final long room = size + before + after - reach;
		long windows = Math.floorDiv(room + stride - 1, stride) + 1;
		if ((windows - 1) * stride >= size + before) windows--;
		return Math.max((windows - 1) * stride - room, 0);
	}

	private static boolean isSame(final long reach, final long stride, final long before,
		final long after, final long size) {
		if (stride > 1 && size < 0) return false;
		final long total = stride == 1 ? reach - 1
			: Math.max(((size + stride - 1) / stride - 1) * stride + reach - size, 0);
		return before == total / 2 && after == total - total / 2;
	}

	/** Positions from the first of a window to its last. */
	long reach(final int axis) {
		return reach(kernel, dilations, axis);
	}

	private static long reach(final List<Long> kernel, final List<Long> dilations, final int axis) {
		return (kernel.get(axis) - 1) * dilations.get(axis) + 1;
	}

	boolean isDilated() {
		return dilations.stream().anyMatch(gap -> gap > 1);
	}

	boolean isUnpadded() {
		return joined(joined(before, after), beyond).stream().allMatch(pad -> pad == 0) && !same;
	}

	/** The same on positions that have what is added already. */
	KernelWindow unpadded() {
		final List<Long> none = all(kernel.size(), i -> 0L);
		return new KernelWindow(kernel, strides, dilations, none, none, none, false);
	}

	KernelWindow withoutBeyond() {
		return new KernelWindow(kernel, strides, dilations, before, after, all(kernel.size(), i -> 0L),
			same);
	}

	KernelWindow onlyBeyond() {
		final List<Long> none = all(kernel.size(), i -> 0L);
		return new KernelWindow(kernel, strides, dilations, none, none, beyond, false);
	}

	/** TensorFlow's word, where an operation takes any numbers of positions to be added. */
	String padding() {
		return isUnpadded() ? "VALID" : same ? "SAME" : "EXPLICIT";
	}

	/** Two numbers an axis, those of images and channels included; empty unless they are needed. */
	List<Long> explicit() {
		if (!padding().equals("EXPLICIT")) return List.of();
		return counts();
	}

	/** How many positions come before and after each axis, those of images and channels included. */
	private List<Long> counts() {
		final List<Long> all = new ArrayList<>(List.of(0L, 0L));
		for (int i = 0; i < kernel.size(); i++) {
			all.add(before.get(i));
			all.add(after.get(i) + beyond.get(i));
		}
		all.addAll(List.of(0L, 0L));
		return all;
	}

	/** Channels-last positions with a number in what is added. */
	Output<?> padded(final OperatorCall call, final Output<?> image, final double number) {
		if (after.contains(UNKNOWN))
			throw call.refusal("auto_pad=SAME_UPPER needs images of a known size here");
		final List<Long> counts = counts();
		if (counts.stream().allMatch(count -> count == 0)) return image;
		return number == 0 ? call.formula().padded(image, counts) : call.op(Op.PadV2)
			.on(image, call.formula().pairs(counts), call.number(number, image.dataType())).result();
	}

	/** With 1 for images and channels around it. */
	static List<Long> ofAllAxes(final List<Long> positions) {
		return joined(joined(List.of(1L), positions), List.of(1L));
	}

	/** With an axis of one position in front. */
	KernelWindow lifted() {
		return new KernelWindow(joined(List.of(1L), kernel), joined(List.of(1L), strides),
			joined(List.of(1L), dilations), joined(List.of(0L), before), joined(List.of(0L), after),
			joined(List.of(0L), beyond), same);
	}

	private static List<Long> joined(final List<Long> one, final List<Long> other) {
		final List<Long> both = new ArrayList<>(one);
		both.addAll(other);
		return both;
	}

	private static List<Long> all(final int count, final IntFunction<Long> number) {
		return IntStream.range(0, count).mapToObj(number).toList();
	}
}
