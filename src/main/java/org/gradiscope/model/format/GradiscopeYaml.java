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

package org.gradiscope.model.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NumbersFile;
import org.gradiscope.model.Probabilities;

/**
 * The text of {@code gradiscope.yaml}, to and from a {@link Description}. Every key may be left
 * out:
 *
 * <pre>
 * name: hela-phases
 * graph: network.onnx              # or .keras, .h5, .pb, the folder of a SavedModel
 * signature: predict               # of a SavedModel that has several
 * sha256: 6f1c...
 * input:
 *   tensor: input
 *   axes: byxc                     # or bxyc, bcyx, bcxy; of volumes bzyxc, byxzc, bczyx, ...
 *   series: true                   # whether an input of three axes takes time series, or else images
 *   channels: rgb                  # grey, rgb, bgr, rgba; a number; or names: [DAPI, GFP]
 *   preset: torch                  # caffe, tf, torch, inception5h, raw, unit; other keys win
 *   range: [0, 1]                  # what the image's darkest and brightest value become
 *   standardization: {kind: percentiles, low: 1, high: 99.8, epsilon: 1e-6}
 *   mean: [0.5, 0.5, 0.5]          # one per channel, in the network's order
 *   deviation: [0.25, 0.25, 0.25]
 *   size: [224, 224]               # height, width, of volumes depth, height, width;
 *                                  # or minimum-size: [32, 32] where larger ones do
 *   step: [16, 16]                 # from the smallest on, where only such sides will do
 *   fit: center-crop               # resize, center-crop or tile
 * also-input: {age: 41}            # what else it takes: a number, [1, 0.5, 2], or a file of numbers
 * output:
 *   tensor: Softmax
 *   logits: Logits
 *   probabilities: softmax         # or sigmoid: each class is there or not for itself; none: values
 *   unit: kg                       # of the values of a regression
 * labels: [interphase, mitosis]    # or the name of a label file beside: labels.txt
 * layers: {conv1: block1/relu}     # name: operation
 * auto: {deep-dream: conv1}        # the layer that a method takes for auto
 * licence: CC-BY-4.0
 * source: https://...
 * description: what it tells apart
 * notes: {authors: ..., accuracy: 0.93}
 * </pre>
 *
 * A standardization is of the kind {@code zero-mean-unit-variance}, {@code percentiles} or
 * {@code none}; its epsilon is 1e-6 where it is left out.
 */
public final class GradiscopeYaml {

	/** Notes with a key of their own. */
	static final List<String> TOP_NOTES = List.of("licence", "source", "description");

	private GradiscopeYaml() {}

	/** Where a file is that a key names; {@code what} is what may stand in the key instead. */
	@FunctionalInterface
	private interface Beside {

		Path file(String key, String name, String what);
	}

	/**
	 * @param text the file's content
	 * @param where the file's name, for messages and as the source of the facts
	 * @param folder where files that it names are looked for
	 * @throws ModelException if the text is not a descriptor; the message names the key
	 */
	public static Description parse(final String text, final String where, final Path folder) {
		return parse(text, where, (key, name, what) -> TextFiles.beside(folder, name));
	}

	/** As {@link #parse(String, String, Path)}, of a text that no folder belongs to. */
	public static Description parse(final String text, final String where) {
		return parse(text, where, (key, name, what) -> {
			throw new IllegalArgumentException("The key '" + key + "' names the file '" + name +
				"', but there is no folder; list the " + what + " instead.");
		});
	}

	private static Description parse(final String text, final String where, final Beside beside) {
		return TextFiles.parsed(where, text, yaml -> {
			final YamlSection root = new YamlSection(YamlText.load(yaml), "").only("name", "graph",
				"signature", "sha256", "input", "also-input", "output", "labels", "layers", "auto",
				"licence", "source", "description", "notes");
			final DescriptionBuilder facts = new DescriptionBuilder(where);
			model(root, facts, beside);
			return facts.description().or(InputSection.read(root.section("input"), where));
		});
	}

	private static void model(final YamlSection root, final DescriptionBuilder facts,
		final Beside beside) {
		facts.add(Fact.NAME, root.text("name", null));
		facts.add(Fact.GRAPH, root.text("graph", null));
		facts.add(Fact.SIGNATURE, root.text("signature", null));
		facts.add(Fact.SHA256, sha256(root.text("sha256", "")));
		if (root.has("also-input"))
			facts.add(Fact.OTHER_INPUTS, otherInputs(root.section("also-input"), beside));
		final YamlSection output =
			root.section("output").only("tensor", "logits", "probabilities", "unit");
		facts.add(Fact.OUTPUT, output.text("tensor", null));
		facts.add(Fact.LOGITS, output.text("logits", null));
		facts.add(Fact.PROBABILITIES, output.choice("probabilities", Probabilities.values()));
		facts.add(Fact.UNIT, output.text("unit", null));
		if (root.get("labels") instanceof String)
			facts.add(Fact.LABELS, LabelFiles.read(beside.file("labels", root.text("labels"), "labels")));
		else if (root.has("labels")) facts.add(Fact.LABELS, new Labels(root.texts("labels")));
		if (root.has("layers")) facts.add(Fact.LAYERS, layers(root));
		if (root.has("auto")) facts.add(Fact.AUTO, root.section("auto").textValues());
		facts.add(Fact.NOTES, notes(root));
	}

	/** A number, numbers, or the name of a file of them, for each input by its name. */
	private static Map<String, List<Float>> otherInputs(final YamlSection inputs,
		final Beside beside) {
		final Map<String, List<Float>> all = new LinkedHashMap<>();
		for (final String name : inputs.values().keySet())
			all.put(name,
				inputs.get(name) instanceof String file
					? floats(NumbersFile.read(beside.file("also-input." + name, file, "numbers")))
					: inputs.get(name) instanceof List ? inputs.floats(name)
						: List.of((float) inputs.number(name, 0)));
		return all;
	}

	private static List<Float> floats(final float... numbers) {
		final List<Float> floats = new ArrayList<>(numbers.length);
		for (final float number : numbers)
			floats.add(number);
		return floats;
	}

	private static String sha256(final String text) {
		if (text.isEmpty()) return null;
		if (text.matches("[0-9a-fA-F]{64}")) return text.toLowerCase(Locale.ROOT);
		throw new IllegalArgumentException(
			"The key 'sha256' needs 64 hexadecimal digits, but has '" + text + "'.");
	}

	/** A mapping, or a list of mappings with a name and a tensor. */
	private static Map<String, String> layers(final YamlSection root) {
		if (!(root.get("layers") instanceof List)) return root.section("layers").textValues();
		final Map<String, String> layers = new LinkedHashMap<>();
		for (final YamlSection layer : root.sections("layers"))
			layers.put(layer.only("name", "tensor", "channels", "stride").text("name"),
				layer.text("tensor"));
		return layers;
	}

	private static Map<String, Object> notes(final YamlSection root) {
		final Map<String, Object> notes = new LinkedHashMap<>();
		for (final String key : TOP_NOTES)
			if (root.has(key)) notes.put(key, root.get(key));
		root.section("notes").values().forEach(notes::putIfAbsent);
		return notes.isEmpty() ? null : notes;
	}

	/**
	 * A text whose input is scaled as stated. What else it says stays, but for comments.
	 *
	 * @param text as it was; blank for none
	 * @param input channels and range, and what else is to be stated of the input
	 */
	public static String withInput(final String text, final Description input) {
		final Map<String, Object> root = mapping(YamlText.load(text));
		final Map<String, Object> keys = mapping(root.get("input"));
		keys.keySet().removeAll(InputSection.SCALING);
		if (input.has(Fact.SIZE)) keys.keySet().removeAll(List.of("size", "minimum-size", "step"));
		keys.putAll(mapping(GradiscopeYamlTree.of(input).get("input")));
		root.put("input", keys);
		return YamlText.dump(root);
	}

	private static Map<String, Object> mapping(final Object node) {
		final Map<String, Object> map = new LinkedHashMap<>();
		if (node instanceof Map<?, ?> given)
			given.forEach((key, value) -> map.put(String.valueOf(key), value));
		return map;
	}

	/** The text that {@link #parse} reads back to equal facts. */
	public static String format(final Description description) {
		return YamlText.dump(GradiscopeYamlTree.of(description));
	}
}
