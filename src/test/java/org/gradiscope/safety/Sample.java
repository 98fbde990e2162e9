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

package org.gradiscope.safety;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sound use of an operation, as {@code operations.txt} has one or more of each that a graph may
 * have.
 *
 * @param attributes as they are written there
 */
record Sample(String operation, List<Argument> inputs, Map<String, String> attributes) {

	private static final Pattern INPUT =
		Pattern.compile("([fbcni])\\[([-\\d,]*)](?:\\(([-\\d,]*)\\))?");

	/**
	 * An input.
	 *
	 * @param kind f for floats, b for truth values, c for constant ones, n for small whole numbers, i for
	 *          {@code values}, which are constant
	 * @param shape axes, row by row
	 * @param values of kind i only
	 */
	record Argument(char kind, List<Long> shape, List<Long> values) {}

	/** All of them, in the order of the file. */
	static List<Sample> all() throws IOException {
		final List<Sample> samples = new ArrayList<>();
		try (BufferedReader lines =
			new BufferedReader(new InputStreamReader(Sample.class.getResourceAsStream("operations.txt"),
				StandardCharsets.UTF_8))) {
			lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
				.forEach(line -> add(samples, line.split(":", -1)));
		}
		return samples;
	}

	private static void add(final List<Sample> samples, final String[] parts) {
		final List<Argument> inputs = words(parts[1]).map(Sample::argument).toList();
		final Map<String, String> attributes = new LinkedHashMap<>();
		if (parts.length > 2) words(parts[2]).forEach(word -> attributes
			.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
		words(parts[0]).forEach(name -> samples.add(new Sample(name, inputs, attributes)));
	}

	private static Stream<String> words(final String text) {
		return Stream.of(text.trim().split("\\s+")).filter(word -> !word.isEmpty());
	}

	private static Argument argument(final String word) {
		final Matcher parts = INPUT.matcher(word);
		if (!parts.matches()) throw new IllegalArgumentException(word);
		return new Argument(parts.group(1).charAt(0), numbers(parts.group(2)), numbers(parts.group(3)));
	}

	static List<Long> numbers(final String list) {
		return list == null || list.isEmpty() ? List.of()
			: Stream.of(list.split(",")).map(Long::valueOf).toList();
	}
}
