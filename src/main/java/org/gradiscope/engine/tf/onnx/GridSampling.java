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
import org.tensorflow.proto.DataType;

/**
 * GridSample: the pixels of an image at places that another tensor gives, interpolated between their neighbours.
 * Each neighbour is a row of the image, taken by its number, so both image and places have gradients.
 */
final class GridSampling {

	private final OperatorCall call;
	private final Formula f;
	private final PixelRows rows;
	private final Output<?> grid;
	private final String mode;
	private final String padding;
	private final boolean corners;

	private GridSampling(final OperatorCall call) {
		this.call = call;
		f = call.formula();
		final OnnxValue image = call.input(0);
		final OnnxValue places = call.input(1);
		if (image.rank() < 3 || image.rank() > 5 || places.rank() != image.rank() ||
			places.shape().get(places.rank() - 1) != image.rank() - 2)
			throw call.refusal(
				"places of the shape " + places.shape() + " in an image of the shape " + image.shape());
		rows = new PixelRows(call, image.channelsLast());
		grid = places.output();
		mode = oneOf("mode", "linear", List.of("linear", "bilinear", "nearest", "cubic", "bicubic"))
			.replace("bi", "");
		padding = oneOf("padding_mode", "zeros", List.of("zeros", "border", "reflection"));
		corners = call.flag("align_corners", false);
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("GridSample", call -> new GridSampling(call).sampled());
	}

	private String oneOf(final String attribute, final String otherwise, final List<String> words) {
		final String word = call.text(attribute, otherwise);
		if (!words.contains(word)) throw call.refusal("'" + attribute + "' is '" + word + "'");
		return word;
	}

	/** A neighbour along one axis: its number, and its weight, null where that is 1. */
	private record Neighbour(Output<?> place, Output<?> weight) {}

	private List<OnnxValue> sampled() {
		final int axes = rows.axes();
		final List<List<Neighbour>> neighbours = new ArrayList<>();
		for (int axis = 0; axis < axes; axis++) {
			// The last number of a place is that of the first axis.
			final Output<?> given =
				call.op(Op.Squeeze).on(f.part(grid, axes + 1, axes - 1 - axis, axes - axis))
					.with("squeeze_dims", List.of(axes + 1L)).result();
			neighbours.add(neighbours(given, axis));
		}
		final Output<?> image = rows.images(grid, axes + 1);
		Output<?> sum = null;
		for (final List<Neighbour> corner : combinations(neighbours)) {
			final Output<?> pixel = weighted(corner, image);
			sum = sum == null ? pixel : f.plus(sum, pixel);
		}
		return call.channelsLast(sum);
	}

	private Output<?> weighted(final List<Neighbour> corner, final Output<?> image) {
		final Output<?> pixel =
			rows.at(image, corner.stream().<Output<?>>map(Neighbour::place).toList());
		return corner.stream().<Output<?>>map(Neighbour::weight).filter(weight -> weight != null)
			.reduce((a, b) -> f.times(a, b))
			.<Output<?>>map(weight -> f.times(pixel, f.expanded(weight, -1))).orElse(pixel);
	}

	private static List<List<Neighbour>> combinations(final List<List<Neighbour>> axes) {
		List<List<Neighbour>> all = List.of(List.of());
		for (final List<Neighbour> axis : axes) {
			final List<List<Neighbour>> longer = new ArrayList<>();
			for (final List<Neighbour> one : all)
				for (final Neighbour next : axis) {
					final List<Neighbour> both = new ArrayList<>(one);
					both.add(next);
					longer.add(both);
				}
			all = longer;
		}
		return all;
	}

	private List<Neighbour> neighbours(final Output<?> given, final int axis) {
		final Output<?> length = call.cast(rows.length(axis), DataType.DT_FLOAT);
		final Output<?> last = f.plus(length, -1);
		Output<?> x = corners ? f.times(f.times(f.plus(given, 1), 0.5), last)
			: f.times(f.plus(f.times(f.plus(given, 1), length), -1), 0.5);
		if (mode.equals("nearest")) x = f.of(Op.Rint, x);
		if (padding.equals("border")) x = f.clamped(x, call.number(0), last);
		if (padding.equals("reflection")) x = reflected(x, length);
		if (mode.equals("nearest")) return List.of(neighbour(x, null, length, last));
		final Output<?> floor = f.of(Op.Floor, x);
		final Output<?> rest = f.minus(x, floor);
		final List<Output<?>> weights =
			mode.equals("linear") ? List.of(f.minus(1, rest), rest) : cubic(rest);
		final int first = mode.equals("linear") ? 0 : -1;
		return IntStream.range(0, weights.size())
			.mapToObj(i -> neighbour(f.plus(floor, first + i), weights.get(i), length, last)).toList();
	}

	private Neighbour neighbour(final Output<?> place, final Output<?> weight, final Output<?> length,
		final Output<?> last) {
		final Output<?> moved =
			padding.equals("reflection") ? f.of(Op.Rint, reflected(place, length)) : place;
		final Output<?> inside = f.clamped(moved, call.number(0), last);
		final Output<?> whole = call.cast(inside, DataType.DT_INT32);
		if (!padding.equals("zeros")) return new Neighbour(whole, weight);
		final Output<?> is = call.cast(f.of(Op.Equal, place, inside), DataType.DT_FLOAT);
		return new Neighbour(whole, weight == null ? is : f.times(weight, is));
	}

	/** Thrown back at the ends of the axis, which are the middles or the borders of its last pixels. */
	private Output<?> reflected(final Output<?> x, final Output<?> length) {
		final double edge = corners ? 0 : 0.5;
		final Output<?> period =
			f.most(f.times(corners ? f.plus(length, -1) : length, 2), call.number(1));
		final Output<?> rest = f.of(Op.FloorMod, f.plus(x, edge), period);
		return f.plus(f.least(rest, f.minus(period, rest)), -edge);
	}

	/** Keys' function with a = -0.75, at the four neighbours of a place. */
	private List<Output<?>> cubic(final Output<?> rest) {
		final Output<?> other = f.minus(1, rest);
		return List.of(far(rest), near(rest), near(other), far(other));
	}

	private Output<?> near(final Output<?> d) {
		return f.plus(f.times(f.times(d, d), f.plus(f.times(d, 1.25), -2.25)), 1);
	}

	/** At a distance of 1 more. */
	private Output<?> far(final Output<?> d) {
		final Output<?> x = f.plus(d, 1);
		return f.plus(f.times(x, f.plus(f.times(x, f.plus(f.times(x, -0.75), 3.75)), -6)), 3);
	}
}
