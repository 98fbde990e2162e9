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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Short names for scopes: the last word of the path, and more of it where that is not unique. The
 * scopes that stand together get the same share of their paths.
 */
final class LayerNames {

	/** Paths that are still alike after so many words stay whole. */
	private static final int MOST_WORDS = 16;

	/** Keras 3 traces a network a second time to export it, and numbers all names anew. */
	private static final Pattern TRACED_AGAIN = Pattern.compile("_\\d+$");

	private final Map<String, Integer> words = new LinkedHashMap<>();

	private LayerNames(final Collection<String> scopes) {
		scopes.forEach(scope -> words.put(scope, 1));
	}

	/** By scope. */
	static Map<String, String> of(final Collection<String> scopes) {
		final LayerNames names = new LayerNames(scopes);
		int words = 1;
		while (words < MOST_WORDS && names.lengthen())
			words++;
		return withoutNumbers(names.unique());
	}

	/** Whether some names were alike, and got longer. */
	private boolean lengthen() {
		final Set<String> alike = alike();
		final Set<String> families =
			words.keySet().stream().filter(scope -> alike.contains(name(scope))).map(this::family)
				.filter(family -> !family.isEmpty()).collect(Collectors.toSet());
		words.replaceAll((scope, count) -> families.contains(family(scope)) ? count + 1 : count);
		return !families.isEmpty();
	}

	private Set<String> alike() {
		final Set<String> seen = new HashSet<>();
		return words.keySet().stream().map(this::name).filter(name -> !seen.add(name))
			.collect(Collectors.toSet());
	}

	private String name(final String scope) {
		return scope.substring(start(scope));
	}

	/** The path before the name. */
	private String family(final String scope) {
		return scope.substring(0, start(scope));
	}

	private int start(final String scope) {
		int start = scope.length() + 1;
		for (int i = 0; i < words.get(scope) && start > 0; i++)
			start = scope.lastIndexOf('/', start - 2) + 1;
		return start;
	}

	private Map<String, String> unique() {
		final Set<String> alike = alike();
		final Map<String, String> names = new LinkedHashMap<>();
		words.keySet()
			.forEach(scope -> names.put(scope, alike.contains(name(scope)) ? scope : name(scope)));
		return names;
	}

	/** Where all names end in a number, and that of the network does too. */
	private static Map<String, String> withoutNumbers(final Map<String, String> names) {
		final List<String> paths = new ArrayList<>(names.keySet());
		paths.addAll(names.keySet().stream().map(LayerScopes::parent).toList());
		if (!paths.stream().allMatch(path -> TRACED_AGAIN.matcher(path).find())) return names;
		final Map<String, String> shorter = new HashMap<>(names);
		shorter.replaceAll((scope, name) -> TRACED_AGAIN.matcher(name).replaceFirst(""));
		return new HashSet<>(shorter.values()).size() == names.size() ? shorter : names;
	}
}
