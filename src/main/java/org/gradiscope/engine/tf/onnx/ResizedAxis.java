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

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * An axis that is resized: where in it each position of the result lies, and what is taken of its numbers. All of
 * it is computed by TensorFlow, in double precision and at once where the lengths are known, else in float32
 * when the network runs.
 *
 * @param axis of ONNX
 * @param length before; -1 if it is free
 * @param size after; -1 if it is free
 * @param scale of one pixel; 0 if it is the size over the length, which are free
 * @param lengthNow of int32, as is {@code sizeNow}
 * @param start of the part that {@code tf_crop_and_resize} takes, of 1
 */
record ResizedAxis(OperatorCall call, int axis, long length, long size, double scale,
	Output<?> lengthNow, Output<?> sizeNow, double start, double end) {

	/** Most numbers of one matrix. */
	private static final long MOST = 1 << 24;

	boolean isKnown() {
		return length >= 0 && size >= 0;
	}

	/** Whether the scale is just the size over the length. */
	boolean isExact() {
		return scale == 0 || isKnown() && Math.abs(size - scale * length) <= 1e-6 * size ||
			scale >= 1 && scale == Math.rint(scale);
	}

	private Formula formula() {
		return call.formula();
	}

	private DataType type() {
		return isKnown() ? DataType.DT_DOUBLE : DataType.DT_FLOAT;
	}

	private Output<?> real(final double value) {
		return isKnown() ? call.value(OnnxConstant.ofDouble(value)).output() : call.number(value);
	}

	private Output<?> lengthReal() {
		return isKnown() ? real(length) : call.cast(lengthNow, type());
	}

	private Output<?> scaleReal() {
		if (scale != 0) return real(scale);
		return isKnown() ? real((double) size / length)
			: formula().over(call.cast(sizeNow, type()), lengthReal());
	}

	/** As a constant, if it is known. */
	private OnnxValue settled(final Output<?> output) {
		return call.graph().settled(call.value(output, AxisOrder.same(call.rank(output))), isKnown());
	}

	/** For each position of the result, where in the axis it lies. */
	Output<?> places() {
		final Formula f = formula();
		final Output<?> y = call.cast(f.positions(sizeNow), type());
		final Output<?> scaled = f.times(lengthReal(), scaleReal());
		final Output<?> last = f.plus(lengthReal(), real(-1));
		final Output<?> step =
			f.over(last, f.most(f.plus(scaled, real(-1)), real(isKnown() ? 1e-12 : 1e-6)));
		final Output<?> single = f.of(Op.LessEqual, scaled, real(1));
		final Output<?> middle = f.plus(f.over(f.plus(y, real(0.5)), scaleReal()), real(-0.5));
		final String mode = mode();
		return switch (mode) {
			case "half_pixel" -> middle;
			case "pytorch_half_pixel" -> f.where(single, f.of(Op.ZerosLike, y), middle);
			case "half_pixel_symmetric" -> f.plus(middle, f.times(f.times(lengthReal(), real(0.5)),
				f.minus(real(1), f.over(call.cast(sizeNow, type()), scaled))));
			case "asymmetric" -> f.over(y, scaleReal());
			case "tf_half_pixel_for_nn" -> f.over(f.plus(y, real(0.5)), scaleReal());
			case "align_corners" -> f.where(single, f.of(Op.ZerosLike, y), f.times(y, step));
			case "tf_crop_and_resize" ->
				f.where(single, f.plus(f.of(Op.ZerosLike, y), f.times(last, real((start + end) / 2))),
					f.plus(f.times(last, real(start)), f.times(f.times(y, step), real(end - start))));
			default -> throw call.refusal("'coordinate_transformation_mode' is '" + mode + "'");
		};
	}

	/** Older operators have another than newer ones. */
	String mode() {
		return call.text("coordinate_transformation_mode",
			call.version() < 11 ? "asymmetric" : "half_pixel");
	}

	String nearestMode() {
		return call.text("nearest_mode", call.version() < 11 ? "floor" : "round_prefer_floor");
	}

	/** Which position each of the result is, of int32. */
	OnnxValue nearest() {
		final Formula f = formula();
		final Output<?> x = places();
		final String mode = nearestMode();
		final Output<?> whole = switch (mode) {
			case "floor" -> f.of(Op.Floor, x);
			case "ceil" -> f.of(Op.Ceil, x);
			case "round_prefer_floor" -> f.of(Op.Ceil, f.plus(x, real(-0.5)));
			case "round_prefer_ceil" -> f.of(Op.Floor, f.plus(x, real(0.5)));
			default -> throw call.refusal("'nearest_mode' is '" + mode + "'");
		};
		return settled(inside(call.cast(whole, DataType.DT_INT32)));
	}

	private Output<?> inside(final Output<?> places) {
		return formula().clamped(places, call.integer(0), formula().plus(lengthNow, -1));
	}

	/** Of each position of the result, whether it lies outside; of bool. */
	OnnxValue outside() {
		final Formula f = formula();
		final Output<?> x = places();
		return settled(f.of(Op.LogicalOr, f.of(Op.Less, x, real(0)),
			f.of(Op.Greater, x, f.plus(lengthReal(), real(-1)))));
	}

	/** The result as a matrix times the axis: rows of weights, of float32. */
	OnnxValue matrix(final boolean cubic) {
		if (isKnown() && length * size > MOST) throw call.refusal("a resize from " + length + " to " +
			size + " pixels, which is too large; only linear or nearest ones may be");
		final Formula f = formula();
		final boolean smoothed = call.flag("antialias", false);
		if (smoothed && scale == 0 && !isKnown())
			throw call.refusal("'antialias' needs images of a known size");
		final double width = smoothed ? Math.min(scale == 0 ? (double) size / length : scale, 1) : 1;
		final int first = (int) Math.floor(-(cubic ? 2 : 1) / width) + 1;
		if (first < -1024) throw call.refusal("it makes images more than 500 times smaller");
		final Output<?> x = f.expanded(places(), 1);
		final Output<?> floor = f.of(Op.Floor, x);
		final Output<?> steps = call.integers(IntStream.rangeClosed(first, 1 - first).toArray());
		final Output<?> taken = f.plus(call.cast(floor, DataType.DT_INT32), steps);
		final Output<?> distance =
			f.times(f.minus(call.cast(steps, type()), f.minus(x, floor)), real(width));
		Output<?> weights = cubic ? cubic(f.of(Op.Abs, distance))
			: f.most(f.minus(real(1), f.of(Op.Abs, distance)), real(0));
		if (call.flag("exclude_outside", false))
			weights = f.where(f.of(Op.Equal, inside(taken), taken), weights, f.of(Op.ZerosLike, weights));
		if (smoothed || call.flag("exclude_outside", false)) weights = f.over(weights,
			call.op(Op.Sum).on(weights, call.integers(1)).with("keep_dims", true).result());
		return settled(call.cast(rows(f, inside(taken), weights, 2 - 2 * first), DataType.DT_FLOAT));
	}

	private Output<?> rows(final Formula f, final Output<?> taken, final Output<?> weights,
		final int count) {
		final Output<?> all = f.expanded(f.positions(lengthNow), 0);
		Output<?> sum = null;
		for (int i = 0; i < count; i++) {
			final Output<?> here = f.of(Op.Equal, f.part(taken, 1, i, i + 1), all);
			final Output<?> weight = f.times(call.cast(here, type()), f.part(weights, 1, i, i + 1));
			sum = sum == null ? weight : f.plus(sum, weight);
		}
		return sum;
	}

	/** Keys' function of a distance of at least 0. */
	private Output<?> cubic(final Output<?> d) {
		final Formula f = formula();
		final double a = call.number("cubic_coeff_a", -0.75f);
		final Output<?> near = polynomial(f, d, List.of(a + 2, -a - 3, 0., 1.));
		final Output<?> far = polynomial(f, d, List.of(a, -5 * a, 8 * a, -4 * a));
		return f.where(f.of(Op.LessEqual, d, real(1)), near,
			f.where(f.of(Op.Less, d, real(2)), far, f.of(Op.ZerosLike, d)));
	}

	private Output<?> polynomial(final Formula f, final Output<?> x, final List<Double> factors) {
		Output<?> sum = real(factors.get(0));
		for (final double factor : factors.subList(1, factors.size()))
			sum = f.plus(f.times(sum, x), real(factor));
		return sum;
	}
}
