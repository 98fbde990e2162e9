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
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * As in {@code model.weights.h5} of a {@code .keras}: datasets {@code vars/0}, {@code vars/1}, ... of each
 * layer, which is called by its class and its number among the layers of that class.
 */
record ArchiveWeights(Hdf5File file, String path) implements KerasWeights {

	/** What Keras 2.12 and 2.13 called the group of a network's layers. */
	private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";

	static ArchiveWeights of(final Hdf5File file) {
		return new ArchiveWeights(file, "");
	}

	@Override
	public List<StoredWeight> own() {
		final List<StoredWeight> weights = new ArrayList<>();
		Optional<StoredWeight> next = file.weight(path + "/vars/0");
		while (next.isPresent()) {
			weights.add(next.get());
			next = file.weight(path + "/vars/" + weights.size());
		}
		return weights;
	}

	@Override
	public KerasWeights part(final String attribute, final String word) {
		final String found = path + "/" + attribute;
		return new ArchiveWeights(file, file.has(found) ? found : path + "/_" + attribute);
	}

	@Override
	public Map<LayerDefinition, KerasWeights> of(final List<LayerDefinition> layers) {
		final String group = path + (file.has(path + "/layers") ? "/layers/" : "/" + OLD_LAYERS + "/");
		final Map<String, Integer> seen = new HashMap<>();
		final Map<LayerDefinition, KerasWeights> weights = new IdentityHashMap<>();
		for (final LayerDefinition layer : layers) {
			if (layer.operation()) continue;
			final String name = snakeCase(layer.config().type());
			final int number = seen.merge(name, 1, Integer::sum) - 1;
			weights.put(layer,
				new ArchiveWeights(file, group + name + (number == 0 ? "" : "_" + number)));
		}
		return weights;
	}

	/** As Keras does: {@code Conv2D} is {@code conv2d}, {@code ReLU} is {@code re_lu}. */
	static String snakeCase(final String type) {
		return type.replaceAll("\\W+", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
			.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}
}
