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

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Numbers in a configuration: one, lists of them, or an array of numpy. */
final class FileConstants {

	/** Most axes of such an array. */
	private static final int MOST_AXES = 8;

	private FileConstants() {}

	static Operand<TFloat32> of(final LayerCall call, final JsonElement value) {
		final JsonElement numbers =
			KerasJson.object(value).flatMap(array -> KerasJson.object(array.get("config")))
				.map(config -> config.get("value")).orElse(value);
		final List<Float> all = new ArrayList<>();
		final List<Long> shape = new ArrayList<>();
		add(call, numbers, 0, shape, all);
		final float[] floats = new float[all.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = all.get(i);
		return call.tf().constant(Shape.of(shape.stream().mapToLong(Long::longValue).toArray()),
			DataBuffers.of(floats));
	}

	/** Row by row, of which all must be of the same length. */
	private static void add(final LayerCall call, final JsonElement value, final int depth,
		final List<Long> shape, final List<Float> numbers) {
		final Double number = KerasJson.number(value).orElse(null);
		final List<JsonElement> members = KerasJson.list(value);
		final boolean first = shape.size() == depth && numbers.isEmpty();
		if (number != null && shape.size() == depth) {
			numbers.add(number.floatValue());
			return;
		}
		if (first && depth < MOST_AXES) shape.add((long) members.size());
		if (members.isEmpty() || depth >= shape.size() || shape.get(depth) != members.size())
			throw call.config().wrong("takes a constant that is no array of numbers");
		members.forEach(member -> add(call, member, depth + 1, shape, numbers));
	}
}
