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
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** RoiAlign: regions of images, each at a few points in the cells of a grid, interpolated between four pixels. */
final class RegionAlignment {

	/** Most points of a cell along an axis, and most cells. */
	private static final long MOST = 64;
	private static final long MOST_CELLS = 1024;

	private final OperatorCall call;
	private final Formula f;
	private final PixelRows rows;
	private final Output<?> regions;
	private final boolean middle;
	private final double scale;

	private RegionAlignment(final OperatorCall call) {
		this.call = call;
		f = call.formula();
		rows = new PixelRows(call, call.input(0).channelsLast());
		regions = call.input(1).output();
		if (rows.axes() != 2 || call.rank(regions) != 2 || regions.shape().get(1) != 4)
			throw call.refusal("it needs images of 4 axes and 4 numbers for each region");
		middle = call.version() >= 16 &&
			call.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
		scale = call.number("spatial_scale", 1);
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("RoiAlign", call -> new RegionAlignment(call).aligned());
	}

	/** The points along one axis: two numbers and weights of each, and which of them are any. */
	private record Points(long cells, long each, Output<?> low, Output<?> high, Output<?> lowWeight,
		Output<?> highWeight, Output<?> count, Output<?> are) {}

	private List<OnnxValue> aligned() {
		final Points y = points(0, cells("output_height"));
		final Points x = points(1, cells("output_width"));
		final Output<?> image =
			f.reshaped(call.cast(call.input(2).output(), DataType.DT_INT32), -1, 1, 1);
		final List<Output<?>> corners = new ArrayList<>();
		for (final boolean bottom : new boolean[] { false, true })
			for (final boolean right : new boolean[] { false, true })
				corners
					.add(f.times(
						rows.at(image,
							List.of(f.expanded(bottom ? y.high : y.low, 2),
								f.expanded(right ? x.high : x.low, 1))),
						f.expanded(f.times(f.expanded(bottom ? y.highWeight : y.lowWeight, 2),
							f.expanded(right ? x.highWeight : x.lowWeight, 1)), 3)));
		final boolean largest = call.text("mode", "avg").equals("max");
		final Output<?> points = corners.stream().<Output<?>>map(corner -> corner)
			.reduce((a, b) -> largest ? f.most(a, b) : f.plus(a, b)).orElseThrow();
		return call.channelsLast(pooled(points, y, x, largest));
	}

	private long cells(final String attribute) {
		final long cells = call.integer(attribute, 1);
		if (cells < 1 || cells > MOST_CELLS) throw call.refusal("'" + attribute + "' is " + cells);
		return cells;
	}

	private Output<?> pooled(final Output<?> points, final Points y, final Points x,
		final boolean largest) {
		final Output<?> cells =
			f.reshaped(points, -1, y.cells, y.each, x.cells, x.each, points.shape().get(3));
		if (y.are == null)
			return call.op(largest ? Op.Max : Op.Mean).on(cells, call.integers(2, 4)).result();
		final Output<?> are =
			f.reshaped(f.of(Op.LogicalAnd, f.expanded(y.are, 2), f.expanded(x.are, 1)), -1, y.cells,
				y.each, x.cells, x.each, 1);
		if (largest) return call.op(Op.Max)
			.on(f.where(are, cells, call.number(-Float.MAX_VALUE)), call.integers(2, 4)).result();
		final Output<?> sum = f.sum(f.times(cells, call.cast(are, DataType.DT_FLOAT)), 2, 4);
		final Output<?> count = f.most(f.times(y.count, x.count), call.number(1));
		return f.over(sum, f.reshaped(count, -1, 1, 1, 1));
	}

	private Points points(final int axis, final long cells) {
		final int column = 1 - axis;
		final Output<?> start = end(column);
		final Output<?> stated = f.minus(end(column + 2), start);
		final Output<?> size = middle ? stated : f.most(stated, call.number(1));
		final Output<?> cell = f.times(size, 1. / cells);
		final long ratio = call.integer("sampling_ratio", 0);
		final Output<?> count = ratio > 0 ? null : f.of(Op.Ceil, cell);
		final long each = ratio > 0 ? ratio : most(count);
		if (each < 0 || each > MOST) throw call
			.refusal("it takes " + each + " points in each cell, but at most " + MOST + " are supported");
		final Output<?> number = points(cells, each, point -> point % (int) each);
		final Output<?> share = f.over(f.plus(number, 0.5),
			count == null ? call.number(each) : f.most(count, call.number(1)));
		final Output<?> place =
			f.plus(start, f.times(cell, f.plus(share, points(cells, each, point -> point / (int) each))));
		return points(axis, place, cells, each, count, number);
	}

	/** Two numbers of each region, as a column. */
	private Output<?> end(final int column) {
		return f.plus(f.times(f.part(regions, 1, column, column + 1), scale), middle ? -0.5 : 0);
	}

	private long most(final Output<?> count) {
		final boolean known = call.input(1).constant().isPresent();
		final OnnxValue largest = call.graph().settled(
			call.value(call.op(Op.Max).on(count, call.integers(0, 1)).result(), AxisOrder.same(0)),
			known);
		return largest.constant().map(number -> (long) Math.max(number.values()[0], 1))
			.orElseThrow(() -> call
				.refusal("'sampling_ratio' is 0, so how many points it takes depends on the image"));
	}

	/** A number for each point of all cells, as a row. */
	private Output<?> points(final long cells, final long each, final IntUnaryOperator number) {
		return call.cast(
			f.reshaped(call.integers(IntStream.range(0, (int) (cells * each)).map(number).toArray()), 1,
				-1),
			DataType.DT_FLOAT);
	}

	private Points points(final int axis, final Output<?> place, final long cells, final long each,
		final Output<?> count, final Output<?> number) {
		final Output<?> length = call.cast(rows.length(axis), DataType.DT_FLOAT);
		final Output<?> last = f.plus(length, -1);
		final Output<?> inside =
			call.cast(f.of(Op.LogicalAnd, f.of(Op.GreaterEqual, place, call.number(-1)),
				f.of(Op.LessEqual, place, length)), DataType.DT_FLOAT);
		final Output<?> at = f.clamped(place, call.number(0), last);
		final Output<?> low = f.of(Op.Floor, at);
		final Output<?> rest = f.minus(at, low);
		return new Points(cells, each, call.cast(low, DataType.DT_INT32),
			call.cast(f.least(f.plus(low, 1), last), DataType.DT_INT32),
			f.times(f.minus(1, rest), inside), f.times(rest, inside), count,
			count == null ? null : f.of(Op.Less, number, count));
	}
}
