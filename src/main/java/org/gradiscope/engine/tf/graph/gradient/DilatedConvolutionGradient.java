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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.tf.graph.ConvolutionGroups;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Index;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The gradients of a dilated or grouped convolution; that with respect to what it takes, as a convolution:
 * TensorFlow's processor code has the layer itself, but not its transpose. The upstream gradient is
 * spread by the strides, with zeros between, and convolved with the filter turned around, dilated the
 * same.
 * <p>
 * With {@code K} taps, {@code d} between them, and {@code p} of padding before, {@code x[i]} goes into
 * {@code y[o]} by tap {@code k} where {@code s o = i + p - k d}. So the padding before is
 * {@code (K - 1) d - p}, and as much is appended as gives the input's extent.
 * </p>
 */
final class DilatedConvolutionGradient {

	private final BackpropStep step;
	private final Ops tf;
	private final boolean first;

	DilatedConvolutionGradient(final BackpropStep step) {
		this.step = step;
		tf = step.tf();
		first = step.operation().attributes().getAttrString("data_format").equals("NCHW");
	}

	Operand<TFloat32> gradient() {
		if (step.operation().input(1).shape().hasUnknownDimension())
			throw BackpropStep.refusal(step.operation(), " with filters of an unknown extent");
		final Operand<TFloat32> wide = around(spread(spread(usual(step.upstream()), 1), 2));
		final Operand<TFloat32> back =
			step.operation().type().startsWith("Depthwise") ? depthwise(wide) : grouped(wide);
		return first ? moved(back, 0, 3, 1, 2) : back;
	}

	private Operand<TFloat32> moved(final Operand<TFloat32> of, final int... order) {
		return tf.linalg.transpose(of, tf.constant(order));
	}

	/** Of height or width, which are axes 1 and 2 here. */
	private int number(final String attribute, final int axis) {
		return (int) (long) step.numbers(attribute).get(first ? axis + 1 : axis);
	}

	/** An extent of the layer's input or, {@code of} being the upstream gradient, of that. */
	private Operand<TInt32> extent(final Operand<TFloat32> of, final int axis) {
		return tf.stridedSlice(tf.shape(of), Indices.at(axis));
	}

	/** {@code s - 1} zeros after each but the last along an axis. */
	private Operand<TFloat32> spread(final Operand<TFloat32> of, final int axis) {
		final int stride = number("strides", axis);
		if (stride == 1) return of;
		final int[][] zeros = new int[5][2];
		zeros[axis + 1][1] = stride - 1;
		final List<Operand<TInt32>> shape = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			shape.add(i == axis ? tf.math.mul(extent(of, i), tf.constant(stride)) : extent(of, i));
		final Operand<TFloat32> apart = tf.reshape(
			tf.pad(tf.expandDims(of, tf.constant(axis + 1)), tf.constant(zeros), tf.constant(0f)),
			tf.stack(shape));
		final Index[] all = { Indices.all(), Indices.all(), Indices.all(), Indices.all() };
		all[axis] = Indices.sliceTo(1 - stride);
		return tf.stridedSlice(apart, all);
	}

	/** Padded, or cut, so that the convolution gives the input's height and width. */
	private Operand<TFloat32> around(final Operand<TFloat32> of) {
		Operand<TFloat32> padded = of;
		for (int axis = 1; axis <= 2; axis++) {
			final int reach = (filterExtent(axis) - 1) * number("dilations", axis);
			final Operand<TInt32> in = extent(step.input(0), first ? axis + 1 : axis);
			final Operand<TInt32> before = tf.math.sub(tf.constant(reach), before(axis, in, reach));
			final Operand<TInt32> after =
				tf.math.sub(tf.math.sub(tf.math.add(in, tf.constant(reach)), extent(of, axis)), before);
			padded = fitted(padded, axis, before, after);
		}
		return padded;
	}

	/** Along height or width; axis 3 is the channels that a filter takes. */
	private int filterExtent(final int axis) {
		return (int) step.operation().input(1).shape().get(axis - 1);
	}

	/** The layer's padding before the first. */
	private Operand<TInt32> before(final int axis, final Operand<TInt32> in, final int reach) {
		final String padding = step.operation().attributes().getAttrString("padding");
		if (padding.equals("VALID")) return tf.constant(0);
		if (padding.equals("EXPLICIT")) return tf
			.constant((int) (long) step.numbers("explicit_paddings").get(2 * (first ? axis + 1 : axis)));
		final int stride = number("strides", axis);
		final Operand<TInt32> out =
			tf.math.floorDiv(tf.math.add(in, tf.constant(stride - 1)), tf.constant(stride));
		final Operand<TInt32> total =
			tf.math.sub(tf.math.add(tf.math.mul(tf.math.sub(out, tf.constant(1)), tf.constant(stride)),
				tf.constant(reach + 1)), in);
		return tf.math.floorDiv(tf.math.maximum(total, tf.constant(0)), tf.constant(2));
	}

	/** Negative numbers cut. */
	private Operand<TFloat32> fitted(final Operand<TFloat32> of, final int axis,
		final Operand<TInt32> before, final Operand<TInt32> after) {
		final Operand<TInt32> zero = tf.constant(0);
		final List<Operand<TInt32>> rows = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			rows.add(
				i == axis ? tf.stack(List.of(tf.math.maximum(before, zero), tf.math.maximum(after, zero)))
					: tf.constant(new int[2]));
		final Operand<TFloat32> padded = tf.pad(of, tf.stack(rows), tf.constant(0f));
		final Operand<TInt32> cut = tf.math.maximum(tf.math.neg(before), zero);
		final List<Operand<TInt32>> begin = new ArrayList<>();
		final List<Operand<TInt32>> size = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			begin.add(i == axis ? cut : zero);
			size.add(
				i == axis ? tf.math.add(extent(of, axis), tf.math.add(before, after)) : tf.constant(-1));
		}
		// The extent of what is padded, less what is cut.
		return tf.slice(padded, tf.stack(begin), tf.stack(size));
	}

	private Operand<TFloat32> grouped(final Operand<TFloat32> wide) {
		final Operand<TInt32> taken = tf.constant(filterExtent(3));
		final Operand<TInt32> groups = groups(taken);
		final Operand<TInt32> height = tf.constant(filterExtent(1));
		final Operand<TInt32> width = tf.constant(filterExtent(2));
		final Operand<TInt32> rest = tf.constant(-1);
		final Operand<TFloat32> parted =
			tf.reshape(turned(step.input(1)), tf.stack(List.of(height, width, taken, groups, rest)));
		final Operand<TFloat32> transposed =
			tf.reshape(tf.linalg.transpose(parted, tf.constant(new int[] { 0, 1, 4, 3, 2 })),
				tf.stack(List.of(height, width, rest, tf.math.mul(groups, taken))));
		return convolved("Conv2D", wide, transposed);
	}

	/** Counted as it runs, where the shapes before it do not say how many channels come in. */
	private Operand<TInt32> groups(final Operand<TInt32> taken) {
		final long known = ConvolutionGroups.of(step.operation());
		return known > 0 ? tf.constant((int) known)
			: tf.math.floorDiv(extent(step.input(0), first ? 1 : 3), taken);
	}

	/** A layer that makes several of each channel is the sum of as many that make one. */
	private Operand<TFloat32> depthwise(final Operand<TFloat32> wide) {
		final int many = (int) step.operation().input(1).shape().get(3);
		final List<Operand<TFloat32>> terms = new ArrayList<>();
		for (int i = 0; i < many; i++)
			terms.add(convolved("DepthwiseConv2dNative",
				tf.stridedSlice(wide, Indices.all(), Indices.all(), Indices.all(),
					Indices.slice((long) i, null, many)),
				tf.stridedSlice(turned(step.input(1)), Indices.all(), Indices.all(), Indices.all(),
					Indices.slice(i, i + 1))));
		return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
	}

	private Operand<TFloat32> turned(final Operand<TFloat32> filter) {
		return tf.reverse(filter, tf.constant(new int[] { 0, 1 }));
	}

	private Operand<TFloat32> convolved(final String type, final Operand<TFloat32> of,
		final Operand<TFloat32> filter) {
		return step.builder(type, List.of(of, filter)).setAttr("strides", new long[] { 1, 1, 1, 1 })
			.setAttr("padding", "VALID")
			.setAttr("dilations", new long[] { 1, number("dilations", 1), number("dilations", 2), 1 })
			.build().<TFloat32>output(0);
	}

	/**
	 * The gradient with respect to the filter: of each tap {@code k}, the sum over images and positions of
	 * {@code x[s o + k d - p] g[o]}, a matrix product of channels within each group.
	 */
	Operand<TFloat32> ofFilter() {
		if (step.operation().input(1).shape().hasUnknownDimension())
			throw BackpropStep.refusal(step.operation(), " with filters of an unknown extent");
		final boolean depthwise = step.operation().type().startsWith("Depthwise");
		final Operand<TInt32> groups =
			depthwise ? tf.constant(filterExtent(3)) : groups(tf.constant(filterExtent(3)));
		final Operand<TFloat32> upstream = usual(step.upstream());
		final Operand<TFloat32> image = reached(usual(step.input(0)), upstream);
		final List<Operand<TFloat32>> taps = new ArrayList<>();
		for (int row = 0; row < filterExtent(1); row++)
			for (int column = 0; column < filterExtent(2); column++)
				taps.add(tf.linalg.einsum(
					List.of(byGroup(seen(image, upstream, row, column), groups), byGroup(upstream, groups)),
					depthwise ? "pgi,pgo->gio" : "pgi,pgo->igo"));
		return tf.reshape(tf.stack(taps), tf.shape(step.input(1)));
	}

	private Operand<TFloat32> usual(final Operand<TFloat32> of) {
		return first ? moved(of, 0, 2, 3, 1) : of;
	}

	/** {@code [positions of all images, groups, channels of one]}. */
	private Operand<TFloat32> byGroup(final Operand<TFloat32> of, final Operand<TInt32> groups) {
		return tf.reshape(of,
			tf.stack(List.of(tf.constant(-1), groups, tf.math.floorDiv(extent(of, 3), groups))));
	}

	/** Padded, or cut, to what some tap sees at some position. */
	private Operand<TFloat32> reached(final Operand<TFloat32> image,
		final Operand<TFloat32> upstream) {
		Operand<TFloat32> padded = image;
		for (int axis = 1; axis <= 2; axis++) {
			final int reach = (filterExtent(axis) - 1) * number("dilations", axis);
			final Operand<TInt32> in = extent(image, axis);
			final Operand<TInt32> before = before(axis, in, reach);
			final Operand<TInt32> all = tf.math.add(lastPosition(upstream, axis), tf.constant(reach + 1));
			padded = fitted(padded, axis, before, tf.math.sub(all, tf.math.add(in, before)));
		}
		return padded;
	}

	/** Where the first tap is at the layer's last position. */
	private Operand<TInt32> lastPosition(final Operand<TFloat32> upstream, final int axis) {
		return tf.math.mul(tf.math.sub(extent(upstream, axis), tf.constant(1)),
			tf.constant(number("strides", axis)));
	}

	/** What a tap sees at all positions. */
	private Operand<TFloat32> seen(final Operand<TFloat32> image, final Operand<TFloat32> upstream,
		final int row, final int column) {
		final int[] begin = { 0, row * number("dilations", 1), column * number("dilations", 2), 0 };
		final List<Operand<TInt32>> end = new ArrayList<>();
		for (int axis = 0; axis < 4; axis++)
			end.add(axis == 0 || axis == 3 ? extent(image, axis)
				: tf.math.add(lastPosition(upstream, axis), tf.constant(begin[axis] + 1)));
		return tf.stridedSlice(image, tf.constant(begin), tf.stack(end),
			tf.constant(new int[] { 1, number("strides", 1), number("strides", 2), 1 }));
	}
}
