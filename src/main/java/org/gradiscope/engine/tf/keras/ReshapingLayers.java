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
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Layers that move numbers, leave out or add some, and compute nothing. */
final class ReshapingLayers {

	private ReshapingLayers() {}

	static Operand<TFloat32> flatten(final LayerCall call) {
		call.config().requireChannelsLast();
		final Operand<TFloat32> x = call.input();
		if (KerasShapes.axes(x) == 1) return KerasShapes.expanded(call.tf(), x, 1);
		long all = 1;
		for (final long extent : KerasShapes.list(x).subList(1, KerasShapes.axes(x)))
			all = extent < 0 || all < 0 ? KerasShapes.FREE : Math.multiplyExact(all, extent);
		if (all >= 0) return KerasShapes.reshaped(call.tf(), x, List.of(KerasShapes.FREE, all));
		return call.tf().reshape(x,
			call.tf().stack(List.of(KerasShapes.running(call.tf(), x, 0), call.tf().constant(-1))));
	}

	static Operand<TFloat32> reshape(final LayerCall call) {
		return batched(call, call.config().wholes("target_shape"));
	}

	/** One extent may be -1, which is what is left. */
	private static Operand<TFloat32> batched(final LayerCall call, final List<Long> target) {
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		final List<Long> extents = new ArrayList<>(List.of(KerasShapes.FREE));
		extents.addAll(target);
		final long left = target.indexOf(KerasShapes.FREE);
		if (left < 0) return KerasShapes.reshaped(tf, x, extents);
		final List<Long> given = KerasShapes.list(x).subList(1, KerasShapes.axes(x));
		if (given.contains(KerasShapes.FREE)) {
			final List<Operand<TInt32>> running = new ArrayList<>();
			running.add(KerasShapes.running(tf, x, 0));
			target.forEach(extent -> running.add(tf.constant(-1)));
			return KerasShapes.reshaped(tf, x, extents, () -> running);
		}
		final long all = given.stream().reduce(1L, Math::multiplyExact);
		final long others =
			target.stream().filter(extent -> extent >= 0).reduce(1L, Math::multiplyExact);
		if (others == 0 || all % others != 0) throw call.config().mistaken("target_shape");
		extents.set((int) left + 1, all / others);
		return KerasShapes.reshaped(tf, x, extents);
	}

	static Operand<TFloat32> permute(final LayerCall call) {
		final List<Long> order = new ArrayList<>(List.of(0L));
		order.addAll(call.config().wholes("dims"));
		final int axes = KerasShapes.axes(call.input());
		if (!order.stream().sorted().toList().equals(LongStream.range(0, axes).boxed().toList()))
			throw call.config().mistaken("dims");
		return KerasShapes.transposed(call.tf(), call.input(), order);
	}

	static Operand<TFloat32> repeat(final LayerCall call) {
		final Ops tf = call.tf();
		return tf.tile(KerasShapes.expanded(tf, call.input(2), 1),
			KerasShapes.constant(tf, List.of(1L, call.config().size("n"), 1L)));
	}

	/** @param axes over how many axes */
	static LayerBuilder zeroPadding(final int axes) {
		return LayerBuilder.of(call -> {
			final Ops tf = call.tf();
			final int[][] pads = new int[axes + 2][2];
			final List<List<Long>> sides = sides(call, "padding", axes);
			for (int axis = 0; axis < axes; axis++)
				for (int side = 0; side < 2; side++)
					pads[axis + 1][side] = Math.toIntExact(sides.get(axis).get(side));
			return tf.pad(call.input(axes + 2), tf.constant(pads), tf.constant(0f));
		});
	}

	/** @param axes over how many axes */
	static LayerBuilder cropping(final int axes) {
		return LayerBuilder.of(call -> {
			final List<PythonSlice> slices = new ArrayList<>(List.of(PythonSlice.ALL));
			for (final List<Long> sides : sides(call, "cropping", axes))
				slices.add(PythonSlice.of(sides.get(0), sides.get(1) == 0 ? null : -sides.get(1), null));
			call.input(axes + 2);
			return PythonSlice.of(call.tf(), call.input(), slices);
		});
	}

	/** One number for all, one for each axis, or two for each. */
	private static List<List<Long>> sides(final LayerCall call, final String argument,
		final int axes) {
		final LayerConfig config = call.config();
		config.requireChannelsLast();
		final List<List<Long>> all = new ArrayList<>();
		final JsonElement stated = config.get(argument);
		final List<JsonElement> parts = KerasJson.list(stated);
		for (int axis = 0; axis < axes; axis++) {
			final boolean ofSeries = axes == 1 && parts.size() == 2;
			final JsonElement own =
				parts.isEmpty() || ofSeries ? stated : axis < parts.size() ? parts.get(axis) : null;
			final List<Long> two = KerasJson.whole(own).map(both -> List.of(both, both))
				.orElseGet(() -> KerasJson.list(own).stream()
					.map(side -> KerasJson.whole(side).orElseThrow(() -> config.mistaken(argument)))
					.toList());
			if (two.size() != 2 || two.stream().anyMatch(side -> side < 0 || side > Integer.MAX_VALUE))
				throw config.mistaken(argument);
			all.add(two);
		}
		return all;
	}

	static Operand<TFloat32> upSampling1d(final LayerCall call) {
		return repeated(call, call.input(3), List.of(call.config().sizes("size", 1, 2).get(0)));
	}

	static Operand<TFloat32> upSampling2d(final LayerCall call) {
		call.config().requireChannelsLast();
		final List<Long> factors = call.config().sizes("size", 2, 2);
		return ImageResizing.byFactors(call, call.input(4), factors,
			call.config().text("interpolation", "nearest"));
	}

	static Operand<TFloat32> upSampling3d(final LayerCall call) {
		call.config().requireChannelsLast();
		return repeated(call, call.input(5), call.config().sizes("size", 3, 2));
	}

	/** Each place as often as a factor says, by an axis more behind each. */
	private static Operand<TFloat32> repeated(final LayerCall call, final Operand<TFloat32> x,
		final List<Long> factors) {
		Operand<TFloat32> result = x;
		for (int axis = 0; axis < factors.size(); axis++)
			if (factors.get(axis) > 1) result = repeated(call.tf(), result, axis + 1, factors.get(axis));
		return result;
	}

	private static Operand<TFloat32> repeated(final Ops tf, final Operand<TFloat32> x, final int axis,
		final long factor) {
		final List<Long> times = new ArrayList<>(Collections.nCopies(KerasShapes.axes(x) + 1, 1L));
		times.set(axis + 1, factor);
		final Operand<TFloat32> tiled =
			tf.tile(KerasShapes.expanded(tf, x, axis + 1), KerasShapes.constant(tf, times));
		final List<Long> extents = new ArrayList<>(KerasShapes.list(x));
		final List<Operand<TInt32>> running = KerasShapes.running(tf, x);
		if (extents.get(axis) >= 0) extents.set(axis, Math.multiplyExact(extents.get(axis), factor));
		else running.set(axis, tf.math.mul(running.get(axis), tf.constant(Math.toIntExact(factor))));
		return KerasShapes.reshaped(tf, tiled, extents, () -> running);
	}
}
