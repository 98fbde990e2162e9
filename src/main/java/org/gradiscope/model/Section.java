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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping of a YAML file, read key by key; a message about a key says its whole path. */
final class Section {

	private final Map<String, Object> values = new LinkedHashMap<>();
	private final String path;

	/** @throws IllegalArgumentException if {@code node} is no mapping */
	Section(final Object node, final String path) {
		this.path = path;
		if (!(node instanceof Map)) throw new IllegalArgumentException("A mapping was expected at '" +
			(path.isEmpty() ? "the top" : path) + "', but " + kind(node) + " was found.");
		((Map<?, ?>) node).forEach((key, value) -> values.put(String.valueOf(key), value));
	}

	Map<String, Object> values() {
		return values;
	}

	boolean has(final String key) {
		return values.get(key) != null;
	}

	/** The mapping under {@code key}; an empty one where it is left out. */
	Section section(final String key) {
		return new Section(values.getOrDefault(key, Map.of()), path + key + ".");
	}

	/** The mappings in the list under {@code key}. */
	List<Section> sections(final String key) {
		final List<Section> sections = new ArrayList<>();
		for (final Object item : list(key))
			sections.add(new Section(item, path + key + "[" + sections.size() + "]."));
		return sections;
	}

	String text(final String key) {
		if (!has(key)) throw new IllegalArgumentException("The key '" + path + key + "' is missing.");
		return text(key, null);
	}

	String text(final String key, final String otherwise) {
		return has(key) ? String.valueOf(values.get(key)) : otherwise;
	}

	List<String> texts(final String key) {
		return list(key).stream().map(String::valueOf).toList();
	}

	int whole(final String key) {
		final Object value = values.get(key);
		if (value instanceof Integer) return (Integer) value;
		throw new IllegalArgumentException("The key '" + path + key +
			"' needs a whole number, but has " + kind(value) + ".");
	}

	/** A list of {@code count} numbers. */
	List<Float> numbers(final String key, final int count, final List<Float> otherwise) {
		if (!has(key)) return otherwise;
		final List<Float> numbers = new ArrayList<>();
		for (final Object item : list(key))
			if (item instanceof Number) numbers.add(((Number) item).floatValue());
		if (numbers.size() == count && list(key).size() == count) return numbers;
		throw new IllegalArgumentException("The key '" + path + key + "' needs a list of " + count +
			" numbers, but has " + values.get(key) + ".");
	}

	/** One of some words. */
	<E> E choice(final String key, final E[] choices) {
		final String wanted = text(key);
		for (final E choice : choices)
			if (choice.toString().equals(wanted)) return choice;
		throw new IllegalArgumentException("The key '" + path + key + "' is '" + wanted +
			"', but is one of " + Arrays.toString(choices) + ".");
	}

	private List<?> list(final String key) {
		final Object value = values.getOrDefault(key, List.of());
		if (value instanceof List) return (List<?>) value;
		throw new IllegalArgumentException("The key '" + path + key + "' needs a list, but has " + kind(
			value) + ".");
	}

	private static String kind(final Object value) {
		return value == null ? "nothing" : "'" + value + "'";
	}
}
