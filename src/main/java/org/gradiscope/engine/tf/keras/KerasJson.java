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
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import org.gradiscope.engine.tf.graph.GraphErrors;

/** What a configuration in JSON says, without trust that anything is of the kind that belongs there. */
final class KerasJson {

	private KerasJson() {}

	/** @param file for the message */
	static JsonObject parsed(final String text, final String file) {
		try {
			final JsonElement whole = JsonParser.parseString(text);
			if (whole.isJsonObject()) return whole.getAsJsonObject();
		}
		catch (final JsonParseException | NumberFormatException e) {
			throw GraphErrors.of("The configuration of the network in " + file +
				" is no JSON; download the file again, or export it again", e);
		}
		throw GraphErrors.damaged("The configuration of the network in " + file + " is no JSON object");
	}

	static boolean isNone(final JsonElement value) {
		return value == null || value.isJsonNull();
	}

	static Optional<JsonObject> object(final JsonElement value) {
		return value != null && value.isJsonObject() ? Optional.of(value.getAsJsonObject())
			: Optional.empty();
	}

	static Optional<String> text(final JsonElement value) {
		return primitive(value).filter(JsonPrimitive::isString).map(JsonPrimitive::getAsString);
	}

	/** Truth values are numbers in Python, too. */
	static Optional<Double> number(final JsonElement value) {
		final Optional<JsonPrimitive> primitive = primitive(value);
		if (primitive.filter(JsonPrimitive::isBoolean).isPresent())
			return Optional.of(primitive.get().getAsBoolean() ? 1.0 : 0.0);
		return primitive.filter(JsonPrimitive::isNumber)
			.map(number -> Double.parseDouble(number.getAsString()));
	}

	/** A number without a fraction; more than 2^53 is none that a network has. */
	static Optional<Long> whole(final JsonElement value) {
		return number(value)
			.filter(number -> number == Math.rint(number) && Math.abs(number) < 1L << 53)
			.map(Double::longValue);
	}

	/** The members of an array; none of what is no array. */
	static List<JsonElement> list(final JsonElement value) {
		return value != null && value.isJsonArray() ? value.getAsJsonArray().asList() : List.of();
	}

	private static Optional<JsonPrimitive> primitive(final JsonElement value) {
		return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsJsonPrimitive())
			: Optional.empty();
	}
}
