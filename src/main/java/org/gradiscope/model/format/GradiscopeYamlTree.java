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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Probabilities;

/**
 * A description as the mappings and lists of a {@code gradiscope.yaml}, in the order of its keys.
 */
final class GradiscopeYamlTree {

	private final Description description;
	private final Map<String, Object> map = new LinkedHashMap<>();

	private GradiscopeYamlTree(final Description description) {
		this.description = description;
	}

	static Map<String, Object> of(final Description description) {
		final Map<String, Object> root = new GradiscopeYamlTree(description).head();
		putFilled(root, "input", new GradiscopeYamlTree(description).input());
		putFilled(root, "output", new GradiscopeYamlTree(description).output());
		root.putAll(new GradiscopeYamlTree(description).tail());
		return root;
	}

	private static void putFilled(final Map<String, Object> root, final String key,
		final Map<String, Object> value) {
		if (!value.isEmpty()) root.put(key, value);
	}

	private Map<String, Object> head() {
		put("name", Fact.NAME, text -> text);
		put("graph", Fact.GRAPH, text -> text);
		put("signature", Fact.SIGNATURE, text -> text);
		put("sha256", Fact.SHA256, text -> text);
		return map;
	}

	private Map<String, Object> input() {
		put("tensor", Fact.INPUT, text -> text);
		put("axes", Fact.AXES, text -> text);
		put("series", Fact.SERIES, series -> series);
		put("channels", Fact.CHANNELS, GradiscopeYamlTree::channels);
		put("range", Fact.RANGE, range -> List.of(range.min(), range.max()));
		put("standardization", Fact.STANDARDIZATION, InputSection.StandardizationText::format);
		put("mean", Fact.MEAN, mean -> mean);
		put("deviation", Fact.DEVIATION, deviation -> deviation);
		put(description.get(Fact.SIZE).filter(InputSize::fixed).isPresent() ? "size" : "minimum-size",
			Fact.SIZE, size -> IntStream.of(size.sides()).boxed().toList());
		description.get(Fact.SIZE).filter(InputSize::isInSteps)
			.ifPresent(size -> map.put("step", List.of(size.stepDown(), size.stepRight())));
		put("fit", Fact.FIT, ImageFit::toString);
		return map;
	}

	private static Object channels(final Channels channels) {
		if (!channels.areOthers()) return channels.word();
		return channels.areNamed() ? channels.names() : channels.count();
	}

	private Map<String, Object> output() {
		put("tensor", Fact.OUTPUT, text -> text);
		put("logits", Fact.LOGITS, text -> text);
		put("probabilities", Fact.PROBABILITIES, Probabilities::toString);
		put("unit", Fact.UNIT, text -> text);
		return map;
	}

	private Map<String, Object> tail() {
		put("also-input", Fact.OTHER_INPUTS, inputs -> inputs);
		put("labels", Fact.LABELS, Labels::names);
		put("layers", Fact.LAYERS, layers -> layers);
		put("auto", Fact.AUTO, auto -> auto);
		final Map<String, Object> notes =
			new LinkedHashMap<>(description.get(Fact.NOTES).orElse(Map.of()));
		for (final String key : GradiscopeYaml.TOP_NOTES)
			if (notes.containsKey(key)) map.put(key, notes.remove(key));
		putFilled(map, "notes", notes);
		return map;
	}

	private <T> void put(final String key, final Fact<T> fact, final Function<T, Object> form) {
		description.get(fact).ifPresent(value -> map.put(key, form.apply(value)));
	}
}
