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
import java.util.Locale;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

import org.tensorflow.ndarray.Shape;

/**
 * An input of a network.
 *
 * @param name of its layer
 * @param axes their extents, that of the batch first, -1 for those that are free
 * @param type of its numbers
 */
record NetworkInput(String name, List<Long> axes, String type) {

	/** More axes has no tensor of TensorFlow's gradients. */
	private static final int MOST_AXES = 8;

	/** Of an {@code InputLayer}, or of a layer that says what it takes, under that name. */
	static NetworkInput of(final LayerConfig layer, final String name) {
		final String type = KerasJson.text(layer.get("dtype")).orElse("float32");
		if (layer.flag("sparse", false) || layer.flag("ragged", false))
			throw layer.unsupported("takes sparse or ragged tensors");
		if (type.toLowerCase(Locale.ROOT).contains("str") || type.contains("complex"))
			throw layer.unsupported("takes no numbers, but " + type);
		return new NetworkInput(name, axes(layer, said(layer)), type);
	}

	/** Whether a layer says what it takes. */
	static boolean isSaid(final LayerConfig layer) {
		return !KerasJson.isNone(said(layer));
	}

	private static JsonElement said(final LayerConfig layer) {
		return Stream.of("batch_shape", "batch_input_shape", "build_input_shape").filter(layer::has)
			.findFirst().map(layer::get).orElse(null);
	}

	private static List<Long> axes(final LayerConfig layer, final JsonElement shape) {
		final List<JsonElement> extents = KerasJson.list(shape);
		if (extents.isEmpty() || extents.size() > MOST_AXES)
			throw layer.wrong("does not say the shape that it takes");
		final List<Long> axes = new ArrayList<>(List.of(-1L));
		for (final JsonElement extent : extents.subList(1, extents.size()))
			axes.add(KerasJson.isNone(extent) ? -1
				: KerasJson.whole(extent).filter(size -> size > 0 && size <= Integer.MAX_VALUE).orElseThrow(
					() -> layer.wrong("takes a shape with an extent that is no whole number of 1 and more")));
		return axes;
	}

	Shape shape() {
		return Shape.of(axes.stream().mapToLong(Long::longValue).toArray());
	}
}
