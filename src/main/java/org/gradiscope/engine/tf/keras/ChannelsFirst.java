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
import java.util.Set;
import java.util.stream.LongStream;

import com.google.gson.JsonObject;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Layers that take their channels before the positions: the same with channels last, between transposes, for
 * TensorFlow computes most of them only so on a processor. Neighbours' transposes cancel each other out.
 */
final class ChannelsFirst {

	private static final String FORMAT = "data_format";
	private static final String FIRST = "channels_first";
	private static final String ACTIVATION = "activation";
	/** What is not left to the builder. */
	private static final Set<String> HERE = Set.of(FORMAT, ACTIVATION);
	/** These have another axis before that of the channels, and several results. */
	private static final String SERIES_OF_IMAGES = "ConvLSTM";

	private ChannelsFirst() {}

	/** The builder of a layer as it is, unless its channels are first. */
	static LayerBuilder of(final LayerConfig config, final LayerBuilder builder) {
		if (!config.text(FORMAT, "").equals(FIRST) || config.type().startsWith(SERIES_OF_IMAGES))
			return builder;
		return call -> results(call, builder);
	}

	/** An activation may be along the last axis, so it comes after all. */
	private static List<Operand<TFloat32>> results(final LayerCall call, final LayerBuilder builder) {
		final int axes = KerasShapes.axes(call.input());
		if (axes < 3) return builder.results(call.as(plain(call.config()), call.arguments()));
		final Operand<TFloat32> last = KerasShapes.transposed(call.tf(), call.input(), toLast(axes));
		final List<Operand<TFloat32>> results = new ArrayList<>();
		for (final Operand<TFloat32> result : builder
			.results(call.as(plain(call.config()), call.arguments().withFirst(last)))) {
			final Operand<TFloat32> first = KerasShapes.axes(result) == axes
				? KerasShapes.transposed(call.tf(), result, toFirst(axes)) : result;
			results.add(call.activated(first, ACTIVATION));
		}
		return results;
	}

	/** Without what is done here. */
	private static LayerConfig plain(final LayerConfig config) {
		final JsonObject json = new JsonObject();
		config.json().asMap().forEach((argument, value) -> {
			if (!HERE.contains(argument)) json.add(argument, value);
		});
		return new LayerConfig(config.type(), config.name(), json);
	}

	private static List<Long> toLast(final int axes) {
		final List<Long> order = new ArrayList<>(List.of(0L));
		LongStream.range(2, axes).forEach(order::add);
		order.add(1L);
		return order;
	}

	private static List<Long> toFirst(final int axes) {
		final List<Long> order = new ArrayList<>(List.of(0L, axes - 1L));
		LongStream.range(1, axes - 1).forEach(order::add);
		return order;
	}
}
