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
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/**
 * A resize by TensorFlow's own operation, where that gives the same.
 *
 * @param middle whether pixels have their places in their middle
 * @param corners whether the corners stay where they are
 */
record NativeResize(Op op, boolean middle, boolean corners) {

	private static final Set<String> MODES = Set.of("half_pixel", "pytorch_half_pixel",
		"half_pixel_symmetric", "align_corners", "asymmetric");

	/** Null if there is none. */
	static NativeResize of(final OperatorCall call, final List<ResizedAxis> axes, final String mode) {
		final OnnxValue value = call.input(0);
		if (value.rank() != 4 || !value.isFloat() || mode.equals("cubic") ||
			call.flag("antialias", false) || call.flag("exclude_outside", false) ||
			axes.stream()
				.anyMatch(axis -> axis.axis() < 2 || !axis.isExact() || !MODES.contains(axis.mode())))
			return null;
		final Op op = mode.equals("linear") ? Op.ResizeBilinear : Op.ResizeNearestNeighbor;
		final String places = axes.get(0).mode();
		final NativeResize own =
			new NativeResize(op, places.contains("half_pixel"), places.equals("align_corners"));
		return axes.stream().allMatch(
			axis -> op == Op.ResizeBilinear ? own.isLinear(axis) : own.isNearest(axis)) ? own : null;
	}

	/** In one mode a single position lies elsewhere. */
	private boolean isLinear(final ResizedAxis axis) {
		return !axis.mode().equals("pytorch_half_pixel") || axis.size() != 1;
	}

	private boolean isNearest(final ResizedAxis axis) {
		final String round = axis.nearestMode();
		if (!axis.isKnown()) return middle
			? round.equals("round_prefer_ceil") || axis.scale() >= 1 && round.startsWith("round_")
			: round.equals(corners ? "round_prefer_ceil" : "floor");
		final double[] places = axis.nearest().constant().orElseThrow().values();
		return IntStream.range(0, places.length).allMatch(i -> places[i] == nearest(axis, i));
	}

	/** As TensorFlow computes it, in float32. */
	private double nearest(final ResizedAxis axis, final int at) {
		final float step = corners && axis.size() > 1 ? (axis.length() - 1) / (float) (axis.size() - 1)
			: axis.length() / (float) axis.size();
		final float place = middle ? (at + 0.5f) * step : at * step;
		return Math.min(corners ? Math.round(place) : Math.floor(place), axis.length() - 1);
	}

	Output<?> resized(final Formula formula, final Output<?> x, final List<ResizedAxis> axes) {
		final List<Output<?>> sizes =
			new ArrayList<>(List.of(formula.length(x, 1), formula.length(x, 2)));
		axes.forEach(axis -> sizes.set(axis.axis() - 2, axis.sizeNow()));
		final boolean known = axes.stream().allMatch(ResizedAxis::isKnown);
		final Output<?> size = known && x.shape().get(1) >= 0 && x.shape().get(2) >= 0
			? formula.call().integers(sizes(x, axes)) : formula.stacked(sizes, 0);
		return formula.call().op(op).on(single(formula, x, axes), size)
			.with("half_pixel_centers", middle).with("align_corners", corners).result();
	}

	/** PyTorch takes the first pixel where a single one is wanted. */
	private static Output<?> single(final Formula formula, final Output<?> x,
		final List<ResizedAxis> axes) {
		final List<ResizedAxis> free = axes.stream()
			.filter(axis -> axis.size() < 0 && axis.mode().equals("pytorch_half_pixel")).toList();
		if (free.isEmpty()) return x;
		final List<Output<?>> sizes = new ArrayList<>(formula.unstacked(formula.of(Op.Shape, x), 0));
		for (final ResizedAxis axis : free)
			sizes.set(axis.axis() - 1,
				formula.where(formula.of(Op.Equal, axis.sizeNow(), formula.call().integer(1)),
					formula.call().integer(1), sizes.get(axis.axis() - 1)));
		return formula.of(Op.Slice, x, formula.call().integers(0, 0, 0, 0), formula.stacked(sizes, 0));
	}

	private static List<Long> sizes(final Output<?> x, final List<ResizedAxis> axes) {
		final List<Long> sizes = new ArrayList<>(List.of(x.shape().get(1), x.shape().get(2)));
		axes.forEach(axis -> sizes.set(axis.axis() - 2, axis.size()));
		return sizes;
	}
}
