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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * One call of a layer in a functional network: its arguments, in which tensors stand as Keras 3 writes
 * them, {@code {"class_name": "__keras_tensor__", "config": {"keras_history": [layer, call, tensor]}}}.
 */
record InboundCall(List<JsonElement> arguments, Map<String, JsonElement> named) {

	/** Deeper in lists are no tensors. */
	static final int DEEPEST = 4;

	private static final String TENSOR = "__keras_tensor__";
	private static final String CONSTANT = "_CONSTANT_VALUE";

	/** A tensor of a network: which layer gives it, in which of its calls, as its how many-th result. */
	record Reference(String layer, int call, int tensor) {}

	static InboundCall of(final LayerDefinition layer, final JsonElement node) {
		final Optional<JsonObject> object = KerasJson.object(node);
		if (object.isEmpty()) return ofKeras2(layer, node);
		final Map<String, JsonElement> named = new LinkedHashMap<>();
		KerasJson.object(object.get().get("kwargs")).ifPresent(all -> named.putAll(all.asMap()));
		return new InboundCall(KerasJson.list(object.get().get("args")), named);
	}

	/** A list of tensors, {@code [layer, call, tensor, {other arguments}]}, or one such tensor. */
	private static InboundCall ofKeras2(final LayerDefinition layer, final JsonElement node) {
		final List<JsonElement> parts = KerasJson.list(node);
		if (parts.isEmpty()) throw layer.config().wrong("is called in a way that cannot be read");
		final boolean only = KerasJson.text(parts.get(0)).isPresent();
		final List<JsonElement> tensors = only ? List.of(node) : parts;
		final Map<String, JsonElement> named = new LinkedHashMap<>();
		final List<JsonElement> first = KerasJson.list(tensors.get(0));
		if (first.size() > 3) KerasJson.object(first.get(3)).ifPresent(all -> all.asMap()
			.forEach((name, value) -> named.put(name, isTensor2(value) ? tensor(value) : value)));
		final JsonArray all = new JsonArray();
		tensors.forEach(tensor -> all.add(tensor(tensor)));
		return new InboundCall(List.of(all.size() == 1 ? all.get(0) : all), named);
	}

	/** A list of a text and two whole numbers is a tensor wherever Keras 2 reads one. */
	private static boolean isTensor2(final JsonElement value) {
		final List<JsonElement> parts = KerasJson.list(value);
		return parts.size() >= 3 && KerasJson.text(parts.get(0)).isPresent() &&
			KerasJson.whole(parts.get(1)).isPresent();
	}

	private static JsonElement tensor(final JsonElement keras2) {
		final List<JsonElement> parts = KerasJson.list(keras2);
		if (parts.size() > 2 && parts.get(0).equals(new JsonPrimitive(CONSTANT))) return parts.get(2);
		final JsonObject config = new JsonObject();
		config.add("keras_history", keras2);
		final JsonObject tensor = new JsonObject();
		tensor.addProperty("class_name", TENSOR);
		tensor.add("config", config);
		return tensor;
	}

	/** The tensor that an argument is, if it is one. */
	static Optional<Reference> reference(final JsonElement argument) {
		return KerasJson.object(argument)
			.filter(object -> KerasJson.text(object.get("class_name")).filter(TENSOR::equals).isPresent())
			.flatMap(object -> KerasJson.object(object.get("config")))
			.flatMap(config -> history(config.get("keras_history")));
	}

	/** {@code [layer, call, tensor]}. */
	static Optional<Reference> history(final JsonElement history) {
		final List<JsonElement> parts = KerasJson.list(history);
		if (parts.size() < 3) return Optional.empty();
		final Optional<String> layer = KerasJson.text(parts.get(0));
		final Optional<Long> call = KerasJson.whole(parts.get(1)).filter(InboundCall::isIndex);
		final Optional<Long> tensor = KerasJson.whole(parts.get(2)).filter(InboundCall::isIndex);
		return layer.isEmpty() || call.isEmpty() || tensor.isEmpty() ? Optional.empty()
			: Optional.of(new Reference(layer.get(), call.get().intValue(), tensor.get().intValue()));
	}

	private static boolean isIndex(final long number) {
		return number >= 0 && number < Integer.MAX_VALUE;
	}

	/** All tensors that it takes. */
	List<Reference> references() {
		final List<Reference> found = new ArrayList<>();
		final Deque<JsonElement> open = new ArrayDeque<>(arguments);
		open.addAll(named.values());
		while (!open.isEmpty()) {
			final JsonElement argument = open.pop();
			reference(argument).ifPresent(found::add);
			open.addAll(KerasJson.list(argument));
		}
		return found;
	}
}
