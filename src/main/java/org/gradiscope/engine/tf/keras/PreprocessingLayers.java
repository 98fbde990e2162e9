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

import java.util.List;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that bring images to what a network was trained on. */
final class PreprocessingLayers {

	/** As small as a deviation may be. */
	private static final float LEAST_DEVIATION = 1e-7f;

	private PreprocessingLayers() {}

	static Operand<TFloat32> rescaling(final LayerCall call) {
		final Ops tf = call.tf();
		return MergingLayers.add(tf, tf.math.mul(call.input(), numbers(call, "scale", 1)),
			numbers(call, "offset", 0));
	}

	/** A number, or as many as there are channels, in the file perhaps as an array of numpy. */
	private static Operand<TFloat32> numbers(final LayerCall call, final String argument,
		final float otherwise) {
		return call.config().has(argument) ? FileConstants.of(call, call.config().get(argument))
			: call.tf().constant(otherwise);
	}

	/** By a mean and a variance that were adapted to images, or that its author gave. */
	static Operand<TFloat32> normalization(final LayerCall call) {
		final LayerConfig config = call.config();
		final Operand<TFloat32> x = call.input();
		final int axes = KerasShapes.axes(x);
		final JsonElement axis = config.get("axis");
		final List<Integer> along = config.json().has("axis") &&
			(KerasJson.isNone(axis) || axis.isJsonArray() && KerasJson.list(axis).isEmpty()) ? List.of()
				: NormalizationLayers.axes(call, x, -1);
		final List<Long> shape = along.stream().map(kept -> KerasShapes.extent(x, kept)).toList();
		final boolean stated = config.has("mean") && config.has("variance");
		final Operand<TFloat32> mean =
			stated ? FileConstants.of(call, config.get("mean")) : call.weight("mean", shape);
		final Operand<TFloat32> variance =
			stated ? FileConstants.of(call, config.get("variance")) : call.weight("variance", shape);
		return normalized(call, broadcast(call, mean, along, axes),
			broadcast(call, variance, along, axes));
	}

	/** Along its axes, the last ones where there are fewer numbers' axes; Keras 2 leaves stated ones as they are. */
	private static Operand<TFloat32> broadcast(final LayerCall call, final Operand<TFloat32> numbers,
		final List<Integer> along, final int axes) {
		final int own = KerasShapes.axes(numbers);
		if (own == 0 || call.graph().isKeras2() && call.config().has("mean")) return numbers;
		if (own > along.size()) throw call.config().mistaken("mean");
		return KerasShapes.along(call.tf(), numbers, along.subList(along.size() - own, along.size()),
			axes);
	}

	private static Operand<TFloat32> normalized(final LayerCall call, final Operand<TFloat32> mean,
		final Operand<TFloat32> variance) {
		final Ops tf = call.tf();
		final Operand<TFloat32> deviation =
			tf.math.maximum(tf.math.sqrt(variance), tf.constant(LEAST_DEVIATION));
		return call.config().flag("invert", false)
			? tf.math.add(mean, tf.math.mul(call.input(), deviation))
			: tf.math.realDiv(tf.math.sub(call.input(), mean), deviation);
	}

	static Operand<TFloat32> resizing(final LayerCall call) {
		final LayerConfig config = call.config();
		config.requireChannelsLast();
		if (config.flag("pad_to_aspect_ratio", false))
			throw config.unsupported("pads images to another aspect ratio");
		final long height = config.size("height");
		final long width = config.size("width");
		final Operand<TFloat32> x = call.input(4);
		final Operand<TFloat32> taken =
			config.flag("crop_to_aspect_ratio", false) ? cropped(call, x, height, width) : x;
		return ImageResizing.to(call, taken, KerasShapes.constant(call.tf(), List.of(height, width)),
			config.text("interpolation", "bilinear"), config.flag("antialias", false));
	}

	/** The middle with the aspect ratio of a size. */
	private static Operand<TFloat32> cropped(final LayerCall call, final Operand<TFloat32> x,
		final long height, final long width) {
		final long given = KerasShapes.extent(x, 1);
		final long across = KerasShapes.extent(x, 2);
		if (given < 0 || across < 0)
			throw call.config().unsupported("crops images of any size; give the network's input a size");
		final long cropHeight =
			Math.max(1, Math.min(given, (long) ((float) (across * height) / width)));
		final long cropWidth = Math.max(1, Math.min(across, (long) ((float) (given * width) / height)));
		return part(call, x, (given - cropHeight) / 2, cropHeight, (across - cropWidth) / 2, cropWidth);
	}

	private static Operand<TFloat32> part(final LayerCall call, final Operand<TFloat32> x,
		final long top, final long height, final long left, final long width) {
		return PythonSlice.of(call.tf(), x, List.of(PythonSlice.ALL,
			PythonSlice.of(top, top + height, null), PythonSlice.of(left, left + width, null)));
	}

	/** Of an image that is smaller, the middle is made larger. */
	static Operand<TFloat32> centerCrop(final LayerCall call) {
		final LayerConfig config = call.config();
		config.requireChannelsLast();
		final long height = config.size("height");
		final long width = config.size("width");
		final Operand<TFloat32> x = call.input(4);
		final long given = KerasShapes.extent(x, 1);
		final long across = KerasShapes.extent(x, 2);
		if (given < 0 || across < 0)
			throw config.unsupported("crops images of any size; give the network's input a size");
		if (given >= height && across >= width)
			return part(call, x, (given - height) / 2, height, (across - width) / 2, width);
		return ImageResizing.to(call, cropped(call, x, height, width),
			KerasShapes.constant(call.tf(), List.of(height, width)), "bilinear", false);
	}
}
