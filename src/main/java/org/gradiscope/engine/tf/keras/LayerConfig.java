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
import java.util.Optional;
import java.util.OptionalDouble;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.gradiscope.engine.tf.graph.GraphErrors;

/**
 * The arguments of a layer by their names in Keras.
 *
 * @param type the class in Keras
 * @param name of the layer
 */
record LayerConfig(String type, String name, JsonObject json) {

	/** What helps where a network is a program of its own. */
	static final String REMEDY = "; export the network from Python by scripts/export-keras-model.py.";

	/** Of messages. */
	String title() {
		return "The layer '" + name + "' (" + type + ")";
	}

	/** About what Keras does not write. */
	RuntimeException wrong(final String what) {
		return GraphErrors.damaged(title() + " " + what);
	}

	/** About what Keras computes, but this program does not. */
	RuntimeException unsupported(final String what) {
		return GraphErrors.of(title() + " " + what + REMEDY);
	}

	/** Whether an argument is there and not None. */
	boolean has(final String argument) {
		return !KerasJson.isNone(json.get(argument));
	}

	JsonElement get(final String argument) {
		return json.get(argument);
	}

	String text(final String argument, final String otherwise) {
		return has(argument) ? KerasJson.text(get(argument)).orElseThrow(() -> mistaken(argument))
			: otherwise;
	}

	boolean flag(final String argument, final boolean otherwise) {
		return has(argument)
			? KerasJson.number(get(argument)).orElseThrow(() -> mistaken(argument)) != 0 : otherwise;
	}

	double number(final String argument, final double otherwise) {
		return number(argument).orElse(otherwise);
	}

	OptionalDouble number(final String argument) {
		return has(argument)
			? OptionalDouble.of(KerasJson.number(get(argument)).orElseThrow(() -> mistaken(argument)))
			: OptionalDouble.empty();
	}

	/** A size: a whole number of 1 and more. */
	long size(final String argument) {
		return KerasJson.whole(get(argument)).filter(size -> size > 0 && size <= Integer.MAX_VALUE)
			.orElseThrow(() -> mistaken(argument));
	}

	long whole(final String argument, final long otherwise) {
		return has(argument) ? KerasJson.whole(get(argument)).orElseThrow(() -> mistaken(argument))
			: otherwise;
	}

	/** Sizes for so many axes, of which one number counts for all. */
	List<Long> sizes(final String argument, final int axes) {
		final List<Long> sizes = wholes(argument, axes);
		if (sizes.stream().anyMatch(size -> size < 1 || size > Integer.MAX_VALUE))
			throw mistaken(argument);
		return sizes;
	}

	List<Long> sizes(final String argument, final int axes, final long otherwise) {
		return has(argument) ? sizes(argument, axes) : Collections.nCopies(axes, otherwise);
	}

	private List<Long> wholes(final String argument, final int axes) {
		final Optional<Long> all = KerasJson.whole(get(argument));
		if (all.isPresent()) return Collections.nCopies(axes, all.get());
		final List<Long> wholes = wholes(argument);
		if (wholes.size() != axes) throw mistaken(argument);
		return wholes;
	}

	/** A whole number or a list of them. */
	List<Long> wholes(final String argument) {
		final Optional<Long> only = KerasJson.whole(get(argument));
		if (only.isPresent()) return List.of(only.get());
		final List<Long> wholes = new ArrayList<>();
		for (final JsonElement element : KerasJson.list(get(argument)))
			wholes.add(KerasJson.whole(element).orElseThrow(() -> mistaken(argument)));
		return wholes;
	}

	/** That it takes its channels last, as TensorFlow's operations do, and {@link ChannelsFirst} those of most layers. */
	void requireChannelsLast() {
		if (text("data_format", "channels_last").equals("channels_first"))
			throw unsupported("takes its channels first");
	}

	/** What an argument must not be. */
	RuntimeException mistaken(final String argument) {
		final JsonElement value = get(argument);
		if (KerasJson.isNone(value)) return wrong("lacks its argument '" + argument + "'");
		return wrong("has the argument '" + argument + "'" +
			(value instanceof JsonPrimitive ? " = " + cut(value.getAsString()) : "") +
			", which it cannot have");
	}

	private static String cut(final String text) {
		return text.length() <= 40 ? text : text.substring(0, 40) + "...";
	}
}
