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
import java.util.Map;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators between channels and positions, of triangles and diagonals, and of single ones. */
final class RearrangingOperators {

	/** Most classes of {@code OneHot}, and the largest block. */
	private static final long MOST = 1 << 16;

	private RearrangingOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("DepthToSpace", RearrangingOperators::depthToSpace);
		all.put("SpaceToDepth", RearrangingOperators::spaceToDepth);
		all.put("Trilu", RearrangingOperators::triangle);
		all.put("EyeLike", RearrangingOperators::diagonal);
		all.put("OneHot", RearrangingOperators::oneHot);
	}

	/** TensorFlow's has the channels of a block outermost, as DCR. */
	private static List<OnnxValue> depthToSpace(final OperatorCall call) {
		final long block = block(call);
		final Output<?> x = images(call);
		if (block == 1) return call.channelsLast(x);
		final String mode = call.text("mode", "DCR");
		if (!mode.equals("DCR") && !mode.equals("CRD"))
			throw call.refusal("'mode' is '" + mode + "', not DCR or CRD");
		return call.channelsLast(call
			.op(Op.DepthToSpace).on(mode.equals("CRD")
				? swapped(call, x, x.shape().get(3) / (block * block), block * block) : x)
			.with("block_size", block).result());
	}

	private static List<OnnxValue> spaceToDepth(final OperatorCall call) {
		final long block = block(call);
		final Output<?> x = images(call);
		if (block == 1) return call.channelsLast(x);
		final Output<?> deep = call.op(Op.SpaceToDepth).on(x).with("block_size", block).result();
		return call.channelsLast(call.text("mode", "DCR").equals("CRD")
			? swapped(call, deep, block * block, x.shape().get(3)) : deep);
	}

	private static long block(final OperatorCall call) {
		final long block = call.integer("blocksize", 0);
		if (block < 1 || block > 1 << 10)
			throw call.refusal("'blocksize' is " + block + ", but a number from 1 to 1024 is needed");
		return block;
	}

	private static Output<?> images(final OperatorCall call) {
		if (call.input(0).rank() != 4)
			throw call.refusal("it takes images of 4 axes, not " + call.input(0).rank());
		return call.input(0).channelsLast();
	}

	/** Channels that are {@code outer} times {@code inner}, the other way round. */
	private static Output<?> swapped(final OperatorCall call, final Output<?> x, final long outer,
		final long inner) {
		final Output<?> split = Reshaping.lastAxis(call, x, List.of(outer, inner));
		return Reshaping.lastAxes(call, call.formula().transposed(split, 0, 1, 2, 4, 3), 2,
			outer * inner);
	}

	/** The rest is chosen to be 0, since what is there may be infinite. */
	private static List<OnnxValue> triangle(final OperatorCall call) {
		final Formula formula = call.formula();
		final OnnxValue value = call.input(0);
		final Output<?> x = value.output();
		final Output<?> k = call.has(1) ? diagonal(call, formula) : call.integer(0);
		final Output<?> offset = offsets(formula, x, call.rank(x) - 2);
		final Output<?> kept =
			formula.of(call.flag("upper", true) ? Op.GreaterEqual : Op.LessEqual, offset, k);
		return call.result(formula.where(kept, x, formula.of(Op.ZerosLike, x)));
	}

	private static Output<?> diagonal(final OperatorCall call, final Formula formula) {
		if (call.input(1).constant().isPresent()) return call.integer(clamped(call.numbers(1).get(0)));
		return formula.reshaped(call.cast(call.input(1).output(), DataType.DT_INT32));
	}

	private static int clamped(final long k) {
		return (int) Math.max(-1 << 30, Math.min(1 << 30, k));
	}

	/** Of the last two axes: the column less the row. */
	private static Output<?> offsets(final Formula formula, final Output<?> x, final int rows) {
		return formula.minus(formula.expanded(formula.positions(x, rows + 1), 0),
			formula.expanded(formula.positions(x, rows), 1));
	}

	private static List<OnnxValue> diagonal(final OperatorCall call) {
		final Formula formula = call.formula();
		if (call.input(0).rank() != 2) throw call.refusal("it takes a tensor of 2 axes");
		final DataType type = call.states("dtype")
			? OnnxTensors.type((int) call.integer("dtype", 1), call.type()) : call.input(0).type();
		final Output<?> on = formula.of(Op.Equal, offsets(formula, call.input(0).output(), 0),
			call.integer(clamped(call.integer("k", 0))));
		return call.result(call.cast(on, type));
	}

	/** Places may be counted from the last. */
	private static List<OnnxValue> oneHot(final OperatorCall call) {
		final Formula formula = call.formula();
		final OnnxValue places = call.input(0);
		final long depth = call.numbers(1).get(0);
		if (depth < 0 || depth > MOST)
			throw call.refusal("it has " + depth + " classes, but at most " + MOST + " are supported");
		final int axis = OnnxValue.axis(call.integer("axis", -1), places.rank() + 1);
		final Output<?> whole = call.cast(places.output(), DataType.DT_INT64);
		final Output<?> fromFirst = formula.where(formula.of(Op.Less, whole, formula.number(0, whole)),
			formula.plus(whole, depth), whole);
		final List<Output<?>> values = formula.unstacked(call.input(2).output(), 0);
		return call.result(
			call.op(Op.OneHot).on(fromFirst, call.integer((int) depth), values.get(1), values.get(0))
				.with("axis", axis == places.rank() ? -1 : axis).result());
	}
}
