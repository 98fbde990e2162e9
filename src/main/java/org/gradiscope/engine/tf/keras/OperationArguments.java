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
import java.util.Optional;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What an operation between layers is called with, by any of its names or by its place. */
final class OperationArguments {

	private OperationArguments() {}

	/** A tensor, or numbers of the file. */
	static Operand<TFloat32> operand(final LayerCall call, final int place, final String... names) {
		CallArgument found = null;
		for (final String name : names)
			if (found == null) found = call.arguments().named().get(name);
		if (found == null && place < call.arguments().placed().size())
			found = call.arguments().placed().get(place);
		if (found instanceof CallArgument.Given given) return given.tensor();
		if (found instanceof CallArgument.Stated stated && !stated.isNone())
			return FileConstants.of(call, stated.value());
		final List<Operand<TFloat32>> all = call.inputs();
		if (place < all.size()) return all.get(place);
		throw call.config().wrong("lacks an operand");
	}

	/** An argument that is no tensor, as it is called or as it was made. */
	static Optional<JsonElement> stated(final LayerCall call, final int place,
		final String... names) {
		for (final String name : names) {
			final Optional<JsonElement> called = call.arguments().stated(Integer.MAX_VALUE, name);
			if (called.isPresent()) return called;
			if (call.config().has(name)) return Optional.of(call.config().get(name));
		}
		return call.arguments().stated(place, "").filter(value -> !KerasJson.isNone(value));
	}

	static float number(final LayerCall call, final float otherwise, final String... names) {
		return stated(call, Integer.MAX_VALUE, names).flatMap(KerasJson::number).map(Double::floatValue)
			.orElse(otherwise);
	}

	static boolean isTrue(final LayerCall call, final int place, final String name) {
		return stated(call, place, name).flatMap(KerasJson::number).filter(flag -> flag != 0)
			.isPresent();
	}

	static List<Long> wholes(final LayerCall call, final JsonElement value) {
		final Optional<Long> only = KerasJson.whole(value);
		return only.isPresent() ? List.of(only.get())
			: KerasJson.list(value).stream()
				.map(member -> KerasJson.whole(member)
					.orElseThrow(() -> call.config().wrong("has a list of what are no whole numbers")))
				.toList();
	}

	static List<Long> wholes(final LayerCall call, final int place, final String... names) {
		return wholes(call, stated(call, place, names)
			.orElseThrow(() -> call.config().wrong("lacks its argument '" + names[0] + "'")));
	}
}
