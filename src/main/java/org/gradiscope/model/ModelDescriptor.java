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

package org.gradiscope.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is known about a network without running it; {@code gradiscope.yaml} beside the graph says it.
 *
 * @param name how the user calls the network
 * @param graph the file of the graph, beside the descriptor
 * @param sha256 the graph's checksum in hexadecimal, or empty where none is known
 * @param input the operation that takes the images
 * @param preprocessing from the caller's pixels to {@code input}
 * @param logits the operation that gives the class scores before the softmax
 * @param labels the classes
 * @param layers those that can be looked at, from the input on
 * @param auto the layer that a method takes when the user says {@code auto}, by the method's name
 * @param notes what else is said of it, for people: description, licence, source, accuracy, ...
 */
public record ModelDescriptor(String name, String graph, String sha256, String input,
	Preprocessing preprocessing, String logits, Labels labels, List<Layer> layers,
	Map<String, String> auto, Map<String, Object> notes) {

	/** The file that holds a descriptor. */
	public static final String FILE = "gradiscope.yaml";

	public ModelDescriptor {
		layers = List.copyOf(layers);
		auto = Map.copyOf(auto);
	}

	/** This descriptor with another checksum. */
	public ModelDescriptor withSha256(final String checksum) {
		return new ModelDescriptor(name, graph, checksum, input, preprocessing, logits, labels, layers,
			auto, notes);
	}

	/** This descriptor with other layers for {@code auto}, and other notes. */
	public ModelDescriptor with(final Map<String, String> newAuto,
		final Map<String, Object> newNotes) {
		return new ModelDescriptor(name, graph, sha256, input, preprocessing, logits, labels, layers,
			newAuto, newNotes);
	}

	/**
	 * The layer that a text means: a layer's name or operation, its index from 0 in the order of
	 * {@link #layers()}, or a wildcard with {@code *} and {@code ?} that only one name matches.
	 *
	 * @throws IllegalArgumentException if there is none, with the nearest of those that there are, or
	 *           several
	 */
	public Layer layer(final String wanted) {
		for (final Layer layer : layers)
			if (layer.name().equals(wanted) || layer.tensor().equals(wanted)) return layer;
		if (wanted.matches("\\d{1,6}") && Integer.parseInt(wanted) < layers.size()) return layers.get(
			Integer.parseInt(wanted));
		final List<String> matches = matching(wanted);
		if (matches.size() == 1) return layer(matches.get(0));
		if (matches.isEmpty()) throw new IllegalArgumentException("There is no layer '" + wanted +
			"' in " + name + "; the layers are " + Nearest.listed(wanted, layerNames()) + ".");
		throw new IllegalArgumentException("Several layers of " + name + " match '" + wanted + "': " +
			Nearest.listed("", matches) + "; name one.");
	}

	private List<String> matching(final String wildcard) {
		final String regex = Pattern.quote(wildcard).replace("*", "\\E.*\\Q").replace("?",
			"\\E.\\Q");
		return layerNames().stream().filter(layer -> layer.matches(regex)).toList();
	}

	/** The layer of that name, or what {@code auto} means for a method. */
	public Layer layer(final String wanted, final String method) {
		if (!wanted.equalsIgnoreCase("auto")) return layer(wanted);
		if (layers.isEmpty()) throw new IllegalArgumentException("No layer of " + name +
			" is known, so 'auto' names none; list them in its " + FILE + ".");
		return layer(auto.getOrDefault(method, layers.get(layers.size() - 1).name()));
	}

	public List<String> layerNames() {
		return layers.stream().map(Layer::name).toList();
	}
}
