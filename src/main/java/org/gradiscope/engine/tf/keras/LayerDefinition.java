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
import com.google.gson.JsonObject;

import org.gradiscope.engine.tf.graph.GraphErrors;

/**
 * A layer of a network as its file has it.
 *
 * @param operation whether it is one of {@code keras.ops}, which has neither weights nor a number type
 * @param whole with its class and how it is called
 */
record LayerDefinition(LayerConfig config, boolean operation, JsonObject whole) {

	/** What the modules of Keras' own classes begin with. */
	private static final List<String> MODULES =
		List.of("keras", "tf_keras", "tensorflow", "builtins");

	static LayerDefinition of(final JsonElement layer) {
		final JsonObject whole = KerasJson.object(layer)
			.orElseThrow(() -> GraphErrors.damaged("A layer of the network is no JSON object"));
		final String type = KerasJson.text(whole.get("class_name"))
			.orElseThrow(() -> GraphErrors.damaged("A layer of the network has no class"));
		final JsonObject config = KerasJson.object(whole.get("config")).orElseGet(JsonObject::new);
		final String name =
			KerasJson.text(config.get("name")).or(() -> KerasJson.text(whole.get("name"))).orElse(type);
		final LayerConfig known = new LayerConfig(type, name, config);
		requireKeras(known, whole);
		return new LayerDefinition(known, isOperation(whole, config), whole);
	}

	/** A class of somebody's own may have the name of one of Keras'. */
	private static void requireKeras(final LayerConfig config, final JsonObject whole) {
		final String module = KerasJson.text(whole.get("module")).orElse("keras");
		final String registered = KerasJson.text(whole.get("registered_name")).orElse("");
		if (!MODULES.contains(module.replaceFirst("\\..*", "")) || registered.contains(">") ||
			config.type().contains(">"))
			throw config.unsupported("is of a class of its author's own, which is a program");
	}

	private static boolean isOperation(final JsonObject whole, final JsonObject config) {
		final String module = KerasJson.text(whole.get("module")).orElse("");
		if (!module.isEmpty()) return module.contains(".ops");
		return !config.has("trainable") && !isNetwork(whole) &&
			!whole.get("class_name").getAsString().equals("InputLayer");
	}

	private static boolean isNetwork(final JsonObject whole) {
		return KerasJson.object(whole.get("config")).filter(config -> config.has("layers")).isPresent();
	}

	/** Whether it is a network itself. */
	boolean isNetwork() {
		return config.json().has("layers");
	}

	boolean isInput() {
		return config.type().equals("InputLayer");
	}

	/** How it is called, each time; the numbers of tensors refer to these. */
	List<InboundCall> calls() {
		final List<InboundCall> calls = new ArrayList<>();
		for (final JsonElement node : KerasJson.list(whole.get("inbound_nodes")))
			calls.add(InboundCall.of(this, node));
		return calls;
	}
}
