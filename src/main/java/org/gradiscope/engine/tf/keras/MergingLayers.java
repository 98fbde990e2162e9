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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that make one tensor of several. */
final class MergingLayers {

	/** Of two numbers at a time. */
	@FunctionalInterface
	interface Pairwise {

		Operand<TFloat32> of(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b);
	}

	private MergingLayers() {}

	static LayerBuilder pairwise(final Pairwise pairwise) {
		return LayerBuilder.of(call -> folded(call, pairwise));
	}

	private static Operand<TFloat32> folded(final LayerCall call, final Pairwise pairwise) {
		final List<Operand<TFloat32>> all = aligned(call);
		Operand<TFloat32> result = all.get(0);
		for (final Operand<TFloat32> next : all.subList(1, all.size()))
			result = pairwise.of(call.tf(), result, next);
		return result;
	}

	/** Those of fewer axes get more behind that of the batch. */
	private static List<Operand<TFloat32>> aligned(final LayerCall call) {
		if (call.inputs().size() < 2) throw call.config().wrong("is given fewer than two tensors");
		final int axes = call.inputs().stream().mapToInt(KerasShapes::axes).max().orElseThrow();
		final List<Operand<TFloat32>> all = new ArrayList<>();
		for (Operand<TFloat32> input : call.inputs()) {
			while (KerasShapes.axes(input) < axes)
				input = KerasShapes.expanded(call.tf(), input, 1);
			all.add(input);
		}
		return all;
	}

	static Operand<TFloat32> add(final Ops tf, final Operand<TFloat32> a, final Operand<TFloat32> b) {
		return tf.scope().opBuilder("AddV2", "AddV2").addInput(a.asOutput()).addInput(b.asOutput())
			.build().output(0);
	}

	static Operand<TFloat32> average(final LayerCall call) {
		final Operand<TFloat32> sum = folded(call, MergingLayers::add);
		return call.tf().math.mul(sum, call.tf().constant(1f / call.inputs().size()));
	}

	static Operand<TFloat32> subtract(final LayerCall call) {
		if (call.inputs().size() != 2) throw call.config().wrong("takes two tensors");
		return folded(call, (tf, a, b) -> tf.math.sub(a, b));
	}

	static Operand<TFloat32> concatenate(final LayerCall call) {
		final Operand<TFloat32> first = call.input();
		final int axis =
			KerasShapes.axis(call, call.config().whole("axis", -1), KerasShapes.axes(first));
		return call.inputs().size() == 1 ? first
			: call.tf().concat(call.inputs(), call.tf().constant(axis));
	}

	/** Scalar products along an axis of each. */
	static Operand<TFloat32> dot(final LayerCall call) {
		final LayerConfig config = call.config();
		if (call.inputs().size() != 2) throw config.wrong("takes two tensors");
		final List<Long> stated = config.wholes("axes");
		if (stated.isEmpty() || stated.size() > 2) throw config.mistaken("axes");
		final BiFunction<Integer, Long, Operand<TFloat32>> normalized =
			(place, axis) -> unit(call, call.inputs().get(place),
				KerasShapes.axis(call, axis, KerasShapes.axes(call.inputs().get(place))));
		final Operand<TFloat32> a = normalized.apply(0, stated.get(0));
		final Operand<TFloat32> b = normalized.apply(1, stated.get(stated.size() - 1));
		return products(call, a, KerasShapes.axis(call, stated.get(0), KerasShapes.axes(a)), b,
			KerasShapes.axis(call, stated.get(stated.size() - 1), KerasShapes.axes(b)));
	}

	private static Operand<TFloat32> unit(final LayerCall call, final Operand<TFloat32> x,
		final int axis) {
		if (!call.config().flag("normalize", false)) return x;
		final Ops tf = call.tf();
		final Operand<TFloat32> squares =
			KerasReduction.SUM.of(tf, tf.math.square(x), List.of((long) axis), true);
		return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(1e-12f))));
	}

	/** By letters, one for the batch, one for the axes that meet, and one for each other axis. */
	private static Operand<TFloat32> products(final LayerCall call, final Operand<TFloat32> a,
		final int axisOfA, final Operand<TFloat32> b, final int axisOfB) {
		if (axisOfA == 0 || axisOfB == 0) throw call.config().mistaken("axes");
		final String first = letters(KerasShapes.axes(a), axisOfA, 'c');
		final String second = letters(KerasShapes.axes(b), axisOfB, (char) ('c' + KerasShapes.axes(a)));
		final String rest = (first + second).replaceAll("[ab]", "");
		final Operand<TFloat32> product =
			call.tf().linalg.einsum(List.of(a, b), first + "," + second + "->a" + rest);
		return rest.isEmpty() ? KerasShapes.expanded(call.tf(), product, 1) : product;
	}

	private static String letters(final int axes, final int met, final char next) {
		final StringBuilder letters = new StringBuilder("a");
		for (int axis = 1; axis < axes; axis++)
			letters.append(axis == met ? 'b' : (char) (next + axis));
		return letters.toString();
	}
}
