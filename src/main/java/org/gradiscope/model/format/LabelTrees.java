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

import java.util.List;
import java.util.Map;

/** Labels in JSON: a list, or a mapping from indexes to names or from names to indexes. */
final class LabelTrees {

	private LabelTrees() {}

	/** @param text without tabs in its strings, as JSON has it */
	static IndexedLabels parse(final String text) {
		final Object root = YamlText.load(text.replace('\t', ' '));
		if (root instanceof List)
			return IndexedLabels.inOrder(((List<?>) root).stream().map(LabelTrees::name).toList());
		final Map<String, Object> map = new YamlSection(root, "").values();
		final boolean byName = map.values().stream().allMatch(Integer.class::isInstance);
		final IndexedLabels labels = new IndexedLabels();
		map
			.forEach((key, value) -> labels.add(index(byName ? value : key), byName ? key : name(value)));
		return labels;
	}

	private static int index(final Object value) {
		final String text = String.valueOf(value);
		if (text.matches("\\d{1,7}")) return Integer.parseInt(text);
		throw new IllegalArgumentException(
			"The index of a label is a whole number from 0, but '" + text + "' was found.");
	}

	/** Of a list, such as a WordNet number with the name, the last. */
	private static String name(final Object value) {
		if (!(value instanceof List)) return String.valueOf(value);
		final List<?> list = (List<?>) value;
		return list.isEmpty() ? "" : String.valueOf(list.get(list.size() - 1));
	}
}
