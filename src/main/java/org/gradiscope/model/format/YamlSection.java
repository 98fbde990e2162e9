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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.NearestNames;

/** A mapping of a YAML file, read key by key; a message about a key says its whole path. */
final class YamlSection {

	private final Map<String, Object> values = new LinkedHashMap<>();
	private final String path;

	/** @throws IllegalArgumentException if {@code node} is no mapping */
	YamlSection(final Object node, final String path) {
		this.path = path;
		if (!(node instanceof Map)) throw new IllegalArgumentException("A mapping was expected at " +
			(path.isEmpty() ? "the top" : "'" + path.substring(0, path.length() - 1) + "'") + ", but " +
			kind(node) + " was found.");
		((Map<?, ?>) node).forEach((key, value) -> values.put(String.valueOf(key), value));
	}

	/** @throws IllegalArgumentException if there is any other key */
	YamlSection only(final String... keys) {
		for (final String key : values.keySet())
			if (!Arrays.asList(keys).contains(key))
				throw new IllegalArgumentException("The key '" + path + key +
					"' is not known; the keys there are " + NearestNames.listed(key, List.of(keys)) + ".");
		return this;
	}

	Map<String, Object> values() {
		return values;
	}

	/** Each value as text. */
	Map<String, String> textValues() {
		final Map<String, String> texts = new LinkedHashMap<>();
		values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
		return texts;
	}

	/** The value as it is; null where it is left out. */
	Object get(final String key) {
		return values.get(key);
	}

	boolean has(final String key) {
		return values.get(key) != null;
	}

	/** The mapping under {@code key}; an empty one where it is left out. */
	YamlSection section(final String key) {
		return new YamlSection(has(key) ? get(key) : Map.of(), path + key + ".");
	}

	/** The mappings in the list under {@code key}. */
	List<YamlSection> sections(final String key) {
		final List<YamlSection> sections = new ArrayList<>();
		for (final Object item : list(key))
			sections.add(new YamlSection(item, path + key + "[" + sections.size() + "]."));
		return sections;
	}

	String text(final String key) {
		if (has(key)) return text(key, null);
		throw missing(key);
	}

	String text(final String key, final String otherwise) {
		return has(key) ? String.valueOf(values.get(key)) : otherwise;
	}

	List<String> texts(final String key) {
		return list(key).stream().map(String::valueOf).toList();
	}

	/** A finite number. */
	double number(final String key, final double otherwise) {
		return has(key) ? finite(get(key), key, "a number") : otherwise;
	}

	private double[] numbers(final String key) {
		if (!(get(key) instanceof List)) return new double[] { number(key, 0) };
		return list(key).stream().mapToDouble(item -> finite(item, key, "a list of numbers")).toArray();
	}

	/** One number or a list of them, all finite. */
	double[] required(final String key) {
		if (has(key)) return numbers(key);
		throw missing(key);
	}

	private IllegalArgumentException missing(final String key) {
		return new IllegalArgumentException("The key '" + path + key + "' is missing.");
	}

	private double finite(final Object value, final String key, final String expected) {
		final double number = value instanceof Number ? ((Number) value).doubleValue() : Double.NaN;
		if (Double.isFinite(number)) return number;
		throw new IllegalArgumentException("The key '" + path + key + "' needs " + expected +
			", but has " + kind(values.get(key)) + ".");
	}

	/** A list of numbers; null where it is left out. */
	List<Float> floats(final String key) {
		if (!has(key)) return null;
		return list(key).stream().map(item -> (float) finite(item, key, "a list of numbers")).toList();
	}

	/** Two numbers; null where they are left out. */
	List<Float> pair(final String key) {
		final List<Float> pair = floats(key);
		if (pair == null || pair.size() == 2) return pair;
		throw new IllegalArgumentException(
			"The key '" + path + key + "' needs a list of 2 numbers, but has " + kind(get(key)) + ".");
	}

	/** Whole numbers of at least 0, as many as there are. */
	int[] wholes(final String key) {
		return list(key).stream().mapToInt(item -> whole(item, key)).toArray();
	}

	/** A whole number of at least 0. */
	int whole(final String key, final int otherwise) {
		return has(key) ? whole(get(key), key) : otherwise;
	}

	private int whole(final Object value, final String key) {
		if (value instanceof Integer && (Integer) value >= 0) return (Integer) value;
		throw new IllegalArgumentException("The key '" + path + key +
			"' needs whole numbers of at least 0, but has " + kind(values.get(key)) + ".");
	}

	/** One of some words; null where it is left out. */
	<E> E choice(final String key, final E[] choices) {
		if (!has(key)) return null;
		for (final E choice : choices)
			if (choice.toString().equals(text(key))) return choice;
		throw new IllegalArgumentException("The key '" + path + key + "' is '" + text(key) +
			"', but is one of " + Arrays.toString(choices) + ".");
	}

	private List<?> list(final String key) {
		final Object value = has(key) ? get(key) : List.of();
		if (value instanceof List) return (List<?>) value;
		throw new IllegalArgumentException(
			"The key '" + path + key + "' needs a list, but has " + kind(value) + ".");
	}

	private static String kind(final Object value) {
		return value == null ? "nothing" : "'" + value + "'";
	}
}
