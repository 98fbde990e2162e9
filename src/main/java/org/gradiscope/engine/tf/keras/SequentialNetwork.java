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
import java.util.Map;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers one after another. */
final class SequentialNetwork implements NetworkLayer {

	private record Named(String name, KerasLayer layer) {}

	private final KerasGraph graph;
	private final LayerConfig config;
	private final LayerDefinition first;
	private final List<Named> layers = new ArrayList<>();

	SequentialNetwork(final KerasGraph graph, final LayerConfig config, final KerasWeights weights) {
		this.graph = graph;
		this.config = config;
		final List<LayerDefinition> all = new ArrayList<>();
		for (final JsonElement layer : KerasJson.list(config.get("layers")))
			all.add(LayerDefinition.of(layer));
		if (all.isEmpty()) throw config.wrong("has no layers");
		first = all.get(0);
		final Map<LayerDefinition, KerasWeights> parts = weights.of(all);
		for (final LayerDefinition layer : all)
			if (!layer.isInput()) layers.add(new Named(layer.config().name(),
				KerasLayer.of(graph, layer, parts.getOrDefault(layer, KerasWeights.NONE))));
	}

	@Override
	public List<NetworkInput> inputs() {
		final LayerConfig layer = first.config();
		if (first.isInput()) return List.of(NetworkInput.of(layer, layer.name()));
		if (first.isNetwork()) return NetworkLayer.of(graph, layer, KerasWeights.NONE).inputs();
		if (!NetworkInput.isSaid(layer) && !NetworkInput.isSaid(config))
			throw config.unsupported("was never built, so it does not say the shape that it takes");
		return List
			.of(NetworkInput.of(NetworkInput.isSaid(layer) ? layer : config, layer.name() + "_input"));
	}

	@Override
	public List<String> outputs() {
		return List.of(layers.isEmpty() ? first.config().name() : layers.get(layers.size() - 1).name());
	}

	@Override
	public List<Operand<TFloat32>> called(final Ops scope, final List<Operand<TFloat32>> given) {
		List<Operand<TFloat32>> values = given;
		for (final Named layer : layers)
			values = layer.layer().called(graph.scope(scope, layer.name()), CallArguments.of(values));
		return values;
	}
}
