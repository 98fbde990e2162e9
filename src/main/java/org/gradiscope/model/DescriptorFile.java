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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gradiscope.tensor.ValueRange;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The text of {@code gradiscope.yaml}, to and from a {@link ModelDescriptor}:
 *
 * <pre>
 * name: micropatterns
 * graph: frozen_graph.pb
 * sha256: 6f1c...                 # may be left out
 * input:
 *   tensor: input
 *   channels: rgb                 # grey, rgb or bgr
 *   range: [0, 1]                 # what the image's darkest and brightest value become
 *   mean: [0.5, 0.5, 0.5]         # may be left out: 0
 *   deviation: [0.25, 0.25, 0.25] # may be left out: 1
 *   minimum-size: [32, 32]        # height, width; or size: [224, 224] for a fixed one
 * output:
 *   logits: logits
 * labels: [background, haze, ...]
 * layers:
 * - {name: conv1, tensor: conv1/relu, channels: 16, stride: 1}
 * auto: {deep-dream: conv5}       # may be left out: the last layer
 * notes: {licence: ..., source: ...}
 * </pre>
 */
public final class DescriptorFile {

	private DescriptorFile() {}

	/**
	 * @param text the file's content
	 * @param where the file's name, for messages
	 * @throws ModelException if the text is not a descriptor; the message names the key
	 */
	public static ModelDescriptor parse(final String text, final String where) {
		try {
			final Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
			return descriptor(new Section(root, ""));
		}
		catch (final YAMLException e) {
			throw new ModelException(where + " is not YAML: " + e.getMessage().replaceAll("\\s+", " "),
				e);
		}
		catch (final IllegalArgumentException e) {
			throw new ModelException(where + ": " + e.getMessage(), e);
		}
	}

	private static ModelDescriptor descriptor(final Section root) {
		final List<Layer> layers = new ArrayList<>();
		for (final Section l : root.sections("layers"))
			layers.add(new Layer(l.text("name"), l.text("tensor"), l.whole("channels"), l.whole(
				"stride")));
		final Map<String, String> auto = new LinkedHashMap<>();
		root.section("auto").values().forEach((key, value) -> auto.put(key, String.valueOf(value)));
		return new ModelDescriptor(root.text("name"), root.text("graph"), root.text("sha256", ""), root
			.section("input").text("tensor"), preprocessing(root.section("input")),
			root.section("output")
				.text("logits"),
			new Labels(root.texts("labels")), layers, auto, root.section("notes")
				.values());
	}

	private static Preprocessing preprocessing(final Section input) {
		final Channels channels = input.choice("channels", Channels.values());
		final List<Float> range = input.numbers("range", 2, List.of(0f, 1f));
		final int n = channels.count();
		return new Preprocessing(channels, new ValueRange(range.get(0), range.get(1)), input.numbers(
			"mean", n, Collections.nCopies(n, 0f)),
			input.numbers("deviation", n, Collections.nCopies(n,
				1f)),
			size(input));
	}

	private static InputSize size(final Section input) {
		final boolean fixed = input.has("size");
		final List<Float> size = input.numbers(fixed ? "size" : "minimum-size", 2, List.of(1f, 1f));
		return new InputSize(fixed, Math.round(size.get(0)), Math.round(size.get(1)));
	}

	/** The text that {@link #parse} reads back to an equal descriptor. */
	public static String format(final ModelDescriptor d) {
		final Preprocessing p = d.preprocessing();
		final Map<String, Object> input = new LinkedHashMap<>();
		input.put("tensor", d.input());
		input.put("channels", p.channels().toString());
		input.put("range", List.of(p.range().min(), p.range().max()));
		input.put("mean", p.mean());
		input.put("deviation", p.deviation());
		input.put(p.size().fixed() ? "size" : "minimum-size", List.of(p.size().height(), p.size()
			.width()));

		final Map<String, Object> root = new LinkedHashMap<>();
		root.put("name", d.name());
		root.put("graph", d.graph());
		root.put("sha256", d.sha256());
		root.put("input", input);
		root.put("output", Map.of("logits", d.logits()));
		root.put("labels", d.labels().names());
		root.put("layers", d.layers().stream().map(DescriptorFile::format).toList());
		root.put("auto", new TreeMap<>(d.auto()));
		root.put("notes", d.notes());

		final DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
		options.setWidth(100);
		return new Yaml(options).dump(root);
	}

	private static Map<String, Object> format(final Layer layer) {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("name", layer.name());
		map.put("tensor", layer.tensor());
		map.put("channels", layer.channels());
		map.put("stride", layer.stride());
		return map;
	}
}
