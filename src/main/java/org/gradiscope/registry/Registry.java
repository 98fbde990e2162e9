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
package org.gradiscope.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The methods of one kind, in the order in which users see them. Threads may read it while another one
 * registers a method.
 *
 * @param <E> what is known of each
 */
public final class Registry<E extends MethodEntry> {

	private final List<E> entries;

	/** @param builtIn those that are always there */
	public Registry(final List<? extends E> builtIn) {
		entries = new CopyOnWriteArrayList<>(builtIn);
	}

	/**
	 * Adds a method as the last one, for scripts and tests: every dialog, macro and command line in this
	 * JVM offers it from now on.
	 *
	 * @throws IllegalArgumentException if there is one of that name
	 */
	public synchronized void register(final E entry) {
		if (names().contains(entry.name()))
			throw new IllegalArgumentException("A method with a new name was expected, but there is a '" +
				entry.name() + "' already; give another name.");
		entries.add(entry);
	}

	/** Takes back a method that was registered. */
	public void unregister(final E entry) {
		entries.remove(entry);
	}

	/** All of them. */
	public List<E> entries() {
		return List.copyOf(entries);
	}

	/** What users can write. */
	public List<String> names() {
		return names(entries);
	}

	/** @throws IllegalArgumentException if there is none of that name */
	public E get(final String name) {
		return entries.stream().filter(entry -> entry.name().equals(name)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("One of the methods " +
				String.join(", ", names()) + " was expected, but '" + name + "' was given."));
	}

	/** The names of some methods. */
	public static List<String> names(final List<? extends MethodEntry> entries) {
		return entries.stream().map(MethodEntry::name).toList();
	}

	/** Which paper each method is from, in a sentence: {@code name, name: paper; name: paper.} */
	public static String papers(final List<? extends MethodEntry> entries) {
		final Map<String, List<String>> titles =
			entries.stream().collect(Collectors.groupingBy(MethodEntry::paper, LinkedHashMap::new,
				Collectors.mapping(MethodEntry::title, Collectors.toList())));
		return titles.entrySet().stream()
			.map(paper -> String.join(", ", paper.getValue()) + ": " + paper.getKey())
			.collect(Collectors.joining("; ", "", "."));
	}
}
