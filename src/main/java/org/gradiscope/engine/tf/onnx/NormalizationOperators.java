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
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** Normalizations, by statistics of the training or of the image itself. */
final class NormalizationOperators {

	private NormalizationOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("BatchNormalization", NormalizationOperators::batch);
		all.put("InstanceNormalization", NormalizationOperators::instance);
		all.put("GroupNormalization", NormalizationOperators::group);
		all.put("LayerNormalization", NormalizationOperators::layer);
		all.put("RMSNormalization", NormalizationOperators::rootMeanSquare);
		all.put("MeanVarianceNormalization", NormalizationOperators::meanVariance);
		all.put("LRN", NormalizationOperators::local);
		all.put("LpNormalization", NormalizationOperators::lp);
	}

	private static List<OnnxValue> batch(final OperatorCall call) {
		if (call.version() < 9 && !call.flag("spatial", true))
			throw call.refusal("it has statistics for each position");
		if (call.flag("training_mode", false) || call.wants(1) ||
			call.version() < 7 && !call.flag("is_test", false))
			throw call.refusal("it takes the statistics of a batch, as in training");
		final float epsilon = call.number("epsilon", 1e-5f);
		final OnnxValue image = call.input(0);
		final Output<?> x = image.channelsLast();
		final Output<?> scale = call.input(1).output();
		final Output<?> shift = call.input(2).output();
		final Output<?> mean = call.input(3).output();
		final Output<?> variance = call.input(4).output();
		if (image.rank() == 4)
			return call.channelsLast(call.op(Op.FusedBatchNormV3).on(x, scale, shift, mean, variance)
				.with("epsilon", epsilon).with("is_training", false).result());
		final Output<?> factor = call.formula().times(scale,
			inverseRoot(call, call.formula().plus(variance, call.number(epsilon))));
		return call.channelsLast(
			call.formula().plus(call.formula().times(call.formula().minus(x, mean), factor), shift));
	}

	/** Each channel of each image by itself. */
	private static List<OnnxValue> instance(final OperatorCall call) {
		final Output<?> x = call.input(0).channelsLast();
		final Output<?> normalized = standardized(call, x,
			call.integers(IntStream.range(1, call.rank(x) - 1).toArray()), call.number("epsilon", 1e-5f));
		return call.channelsLast(call.formula()
			.plus(call.formula().times(normalized, call.input(1).output()), call.input(2).output()));
	}

	/** Before version 21 there is a scale for each group, later one for each channel. */
	private static List<OnnxValue> group(final OperatorCall call) {
		final OnnxValue image = call.input(0);
		final long groups = call.integer("num_groups", 1);
		final long channels = image.shape().get(1);
		if (groups < 1 || channels % groups != 0)
			throw call.refusal(channels + " channels are no " + groups + " groups");
		final Output<?> x = image.channelsLast();
		final int rank = image.rank();
		final Output<?> grouped = Reshaping.lastAxis(call, x, List.of(groups, channels / groups));
		final int[] axes = IntStream.concat(IntStream.range(1, rank - 1), IntStream.of(rank)).toArray();
		final Output<?> normalized =
			standardized(call, grouped, call.integers(axes), call.number("epsilon", 1e-5f));
		final Output<?> whole = Reshaping.lastAxes(call, normalized, 2, channels);
		return call.channelsLast(
			call.formula().plus(call.formula().times(whole, ofChannels(call, 1, groups, channels)),
				ofChannels(call, 2, groups, channels)));
	}

	private static Output<?> ofChannels(final OperatorCall call, final int input, final long groups,
		final long channels) {
		final Output<?> given = call.input(input).output();
		if (call.version() >= 21 || groups == channels) return given;
		final Output<?> column = call.op(Op.Reshape).on(given, call.integers((int) groups, 1)).result();
		final Output<?> repeated =
			call.op(Op.Tile).on(column, call.integers(1, (int) (channels / groups))).result();
		return call.op(Op.Reshape).on(repeated, call.integers((int) channels)).result();
	}

	/** Over an axis and all that follow it. */
	private static List<OnnxValue> layer(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final AxisOrder order = value.order();
		final Output<?> x = value.output(order);
		final Output<?> axes = axesFrom(call, value, order);
		final Output<?> mean = mean(call, x, axes);
		final Output<?> centred = call.formula().minus(x, mean);
		final Output<?> inverse = inverseRoot(call,
			call.formula().plus(mean(call, call.op(Op.Square).on(centred).result(), axes),
				call.number(call.number("epsilon", 1e-5f))));
		final Output<?> scaled = scaled(call, call.formula().times(centred, inverse), order);
		final Output<?> result =
			call.has(2) ? call.formula().plus(scaled, inOrder(call, call.input(2), order)) : scaled;
		return Stream.of(result, mean, inverse).map(output -> call.value(output, order)).toList();
	}

	private static List<OnnxValue> rootMeanSquare(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final AxisOrder order = value.order();
		final Output<?> x = value.output(order);
		final Output<?> square =
			mean(call, call.op(Op.Square).on(x).result(), axesFrom(call, value, order));
		final Output<?> inverse =
			inverseRoot(call, call.formula().plus(square, call.number(call.number("epsilon", 1e-5f))));
		return call.result(scaled(call, call.formula().times(x, inverse), order), order);
	}

	private static Output<?> scaled(final OperatorCall call, final Output<?> x,
		final AxisOrder order) {
		return call.formula().times(x, inOrder(call, call.input(1), order));
	}

	/** Scale and shift have the last axes of what they are of. */
	private static Output<?> inOrder(final OperatorCall call, final OnnxValue of,
		final AxisOrder order) {
		final List<Long> shape = new ArrayList<>(of.shape());
		while (shape.size() < order.rank())
			shape.add(0, 1L);
		return order.isSame() ? of.output() : Reshaping.to(call, of, shape).output(order);
	}

	private static Output<?> axesFrom(final OperatorCall call, final OnnxValue value,
		final AxisOrder order) {
		final int first = value.axis(call.integer("axis", -1));
		return call.integers(IntStream.range(first, value.rank()).map(order::place).sorted().toArray());
	}

	private static List<OnnxValue> meanVariance(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final List<Long> axes = call.integers("axes").orElse(List.of(0L, 2L, 3L));
		final Output<?> x = value.output(value.order());
		final Output<?> places = call
			.integers(axes.stream().map(axis -> value.order().place(value.axis(axis))).sorted().toList());
		final Output<?> centred = call.formula().minus(x, mean(call, x, places));
		final Output<?> deviation =
			call.op(Op.Sqrt).on(mean(call, call.op(Op.Square).on(centred).result(), places)).result();
		return call.result(
			call.op(Op.RealDiv).on(centred, call.formula().plus(deviation, call.number(1e-9))).result(),
			value.order());
	}

	private static Output<?> standardized(final OperatorCall call, final Output<?> x,
		final Output<?> axes, final float epsilon) {
		final Output<?> centred = call.formula().minus(x, mean(call, x, axes));
		final Output<?> variance = mean(call, call.op(Op.Square).on(centred).result(), axes);
		return call.formula().times(centred,
			inverseRoot(call, call.formula().plus(variance, call.number(epsilon))));
	}

	/** {@code x / (bias + alpha / size sum x^2)^beta}, the sum over channels around each. */
	private static List<OnnxValue> local(final OperatorCall call) {
		final Output<?> x = call.input(0).channelsLast();
		final long size = call.integer("size", 1);
		final float alpha = call.number("alpha", 1e-4f);
		final float beta = call.number("beta", 0.75f);
		final float bias = call.number("bias", 1);
		if (size < 1 || size > 1 << 16) throw call.refusal("'size' is " + size);
		if (size % 2 == 1 && call.rank(x) == 4)
			return call.channelsLast(call.op(Op.LRN).on(x).with("depth_radius", size / 2)
				.with("alpha", alpha / size).with("beta", beta).with("bias", bias).result());
		final Output<?> sum = overChannels(call, call.op(Op.Square).on(x).result(), size);
		final Output<?> base =
			call.formula().plus(call.formula().times(sum, call.number(alpha / size)), call.number(bias));
		return call.channelsLast(
			call.op(Op.RealDiv).on(x, call.op(Op.Pow).on(base, call.number(beta)).result()).result());
	}

	private static Output<?> overChannels(final OperatorCall call, final Output<?> squares,
		final long size) {
		final int rank = call.rank(squares);
		final List<Long> pads = new ArrayList<>();
		for (int i = 0; i < 2 * rank; i++)
			pads.add(i == 2 * rank - 2 ? (size - 1) / 2 : i == 2 * rank - 1 ? size / 2 : 0);
		final Output<?> padded = call.formula().padded(squares, pads);
		final int channels = (int) squares.shape().get(rank - 1);
		Output<?> sum = null;
		for (int i = 0; i < size; i++) {
			final int[] begin = new int[rank];
			begin[rank - 1] = i;
			final int[] sizes = IntStream.generate(() -> -1).limit(rank).toArray();
			sizes[rank - 1] = channels;
			final Output<?> part =
				call.op(Op.Slice).on(padded, call.integers(begin), call.integers(sizes)).result();
			sum = sum == null ? part : call.formula().plus(sum, part);
		}
		return sum;
	}

	private static List<OnnxValue> lp(final OperatorCall call) {
		final OnnxValue value = call.input(0);
		final Output<?> x = value.output(value.order());
		final Output<?> axis = call.integers(value.order().place(value.axis(call.integer("axis", -1))));
		final boolean absolute = call.integer("p", 2) == 1;
		final Output<?> sum =
			call.op(Op.Sum).on(call.op(absolute ? Op.Abs : Op.Square).on(x).result(), axis)
				.with("keep_dims", true).result();
		final Output<?> norm = absolute ? sum : call.op(Op.Sqrt).on(sum).result();
		return call.result(call.op(Op.DivNoNan).on(x, norm).result(), value.order());
	}

	private static Output<?> mean(final OperatorCall call, final Output<?> x, final Output<?> axes) {
		return call.op(Op.Mean).on(x, axes).with("keep_dims", true).result();
	}

	private static Output<?> inverseRoot(final OperatorCall call, final Output<?> x) {
		return call.op(Op.Rsqrt).on(x).result();
	}
}
