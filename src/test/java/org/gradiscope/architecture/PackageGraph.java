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

package org.gradiscope.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which packages name types of which others.
 *
 * @param edges by package; names are those below {@code org.gradiscope}, which is itself {@code .}
 */
record PackageGraph(Map<String, Set<String>> edges) {

	private static final String ROOT = "org.gradiscope";

	private static final Pattern NAMED =
		Pattern.compile("\\borg\\.gradiscope((?:\\.[a-z]\\w*)*)\\.[A-Z]");

	static PackageGraph of(final List<Source> sources) {
		final Map<String, Set<String>> edges = new TreeMap<>();
		for (final Source source : sources) {
			final String from = shortName(source.packageName());
			final Set<String> known = edges.computeIfAbsent(from, name -> new TreeSet<>());
			NAMED.matcher(source.code()).results().map(m -> shortName(ROOT + m.group(1)))
				.filter(to -> !to.equals(from)).forEach(known::add);
		}
		return new PackageGraph(edges);
	}

	private static String shortName(final String name) {
		return name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1);
	}

	/** @param rows {@code package: packages that it may know} */
	static PackageGraph parse(final String rows) {
		return new PackageGraph(rows.lines().filter(row -> !row.isBlank() && !row.startsWith("#"))
			.map(row -> row.split(":", 2))
			.collect(Collectors.toMap(row -> row[0].strip(), row -> words(row[1]), (a, b) -> {
				throw new IllegalArgumentException("A package has two rows.");
			}, TreeMap::new)));
	}

	private static Set<String> words(final String text) {
		return new TreeSet<>(List.of(text.strip().split("\\s+"))).stream()
			.filter(word -> !word.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
	}

	/** The edges that another graph has not, each as {@code from -> to}; packages without any count too. */
	List<String> minus(final PackageGraph other) {
		final List<String> more = new ArrayList<>();
		edges.forEach((from, known) -> {
			if (!other.edges.containsKey(from)) more.add(from);
			known.stream().filter(to -> !other.edges.getOrDefault(from, Set.of()).contains(to))
				.forEach(to -> more.add(from + " -> " + to));
		});
		return more;
	}

	/** The packages that, over others, know themselves. */
	List<String> cyclic() {
		return edges.keySet().stream().filter(name -> reachable(name).contains(name)).toList();
	}

	private Set<String> reachable(final String from) {
		final Set<String> seen = new TreeSet<>();
		final Deque<String> next = new ArrayDeque<>(edges.getOrDefault(from, Set.of()));
		while (!next.isEmpty()) {
			final String name = next.pop();
			if (seen.add(name)) next.addAll(edges.getOrDefault(name, Set.of()));
		}
		return seen;
	}
}
