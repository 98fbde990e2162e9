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
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As in a file of HDF5 that holds a whole network: a group for each layer of it, whose attribute lists its
 * weights by the names that they had while the network was built, {@code block/conv/kernel:0}.
 *
 * @param group of the layer of the outermost network; empty for that network
 * @param names those of the layer's weights
 */
record LegacyWeights(Hdf5File file, String group, List<String> names) implements KerasWeights {

	private static final String ALL = "model_weights";
	private static final String NAMES = "weight_names";

	/** More parts of a list are in no file. */
	private static final int PARTS = 10_000;

	static LegacyWeights of(final Hdf5File file) {
		return new LegacyWeights(file, "", List.of());
	}

	@Override
	public List<StoredWeight> own() {
		return names.stream().map(name -> file.weight(group + "/" + name)).flatMap(Optional::stream)
			.toList();
	}

	@Override
	public KerasWeights part(final String attribute, final String word) {
		return word.isEmpty() ? this : new LegacyWeights(file, group, within(word));
	}

	/** Whose names have the word in their path, before the name of the weight. */
	private List<String> within(final String word) {
		return names.stream().filter(name -> {
			final List<String> path = Arrays.asList(name.split("/"));
			return path.subList(0, path.size() - 1).stream()
				.anyMatch(step -> word.endsWith("_") ? step.startsWith(word) : step.equals(word));
		}).toList();
	}

	@Override
	public Map<LayerDefinition, KerasWeights> of(final List<LayerDefinition> layers) {
		final Map<LayerDefinition, KerasWeights> weights = new IdentityHashMap<>();
		for (final LayerDefinition layer : layers) {
			final String name = layer.config().name();
			if (group.isEmpty()) weights.put(layer, ofLayer(ALL + "/" + name));
			else weights.put(layer, new LegacyWeights(file, group, ofLayerWithin(layer, name)));
		}
		return weights;
	}

	/** Networks within networks don't always give their name to their weights. */
	private List<String> ofLayerWithin(final LayerDefinition layer, final String name) {
		final List<String> found = within(name);
		return found.isEmpty() && layer.isNetwork() ? names : found;
	}

	/** A list that is too long for one attribute is in several. */
	private LegacyWeights ofLayer(final String path) {
		final List<String> all = new ArrayList<>(file.texts(path, NAMES));
		for (int i = 0; i < PARTS; i++) {
			final List<String> part = file.texts(path, NAMES + i);
			if (part.isEmpty()) break;
			all.addAll(part);
		}
		return new LegacyWeights(file, path, List.copyOf(all));
	}
}
