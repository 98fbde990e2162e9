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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.gradiscope.model.Labels;

/** Names with their indexes, in any order until they are complete. */
final class IndexedLabels {

	private final Map<Integer, String> names = new TreeMap<>();
	private int added;

	static IndexedLabels inOrder(final List<String> names) {
		final IndexedLabels labels = new IndexedLabels();
		for (final String name : names)
			labels.add(labels.added, name);
		return labels;
	}

	void add(final int index, final String name) {
		names.put(index, name);
		added++;
	}

	/** Whether each index from 0 is there once. */
	boolean isComplete() {
		return added == names.size() && names.containsKey(0) && names.containsKey(added - 1);
	}

	/** @throws IllegalArgumentException if there is none, or an index is missing or there twice */
	Labels labels() {
		if (names.isEmpty()) throw new IllegalArgumentException(
			"There is no label in it; write one in each line, or take the file away.");
		if (!isComplete()) throw new IllegalArgumentException("Its " + added +
			" labels need the indexes 0 to " + (added - 1) + ", each once, but have " + missing() + ".");
		return new Labels(distinct());
	}

	private String missing() {
		int index = 0;
		while (names.containsKey(index))
			index++;
		return "no " + index;
	}

	private List<String> distinct() {
		final Map<String, Integer> counts = new HashMap<>();
		names.values().forEach(name -> counts.merge(key(name), 1, Integer::sum));
		final List<String> distinct = new ArrayList<>();
		names.forEach((index, name) -> distinct.add(name.isEmpty() ? "class " + index
			: counts.get(key(name)) > 1 ? name + " (" + index + ")" : name));
		return distinct;
	}

	/** Names that differ in case only are found as the same. */
	private static String key(final String name) {
		return name.toLowerCase(Locale.ROOT);
	}
}
