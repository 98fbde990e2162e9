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
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.Labels;

/** Values in the metadata of a network: JSON, or what Python prints, which YAML reads alike; or a list with commas. */
final class MetadataValues {

	private MetadataValues() {}

	/** @throws IllegalArgumentException if it is no list of finite numbers */
	static List<Float> numbers(final String text) {
		final List<Float> numbers = new ArrayList<>();
		for (final Object one : list(text)) {
			final float number = Float.parseFloat(String.valueOf(one).strip());
			if (!Float.isFinite(number)) throw new IllegalArgumentException("It is not finite.");
			numbers.add(number);
		}
		return numbers;
	}

	/** @throws IllegalArgumentException if it is no list of names, or of names with the indexes from 0 */
	static Labels labels(final String text) {
		if (!text.strip().startsWith("{"))
			return IndexedLabels.inOrder(list(text).stream().map(MetadataValues::name).toList()).labels();
		if (!(YamlText.load(text) instanceof Map<?, ?> named))
			throw new IllegalArgumentException("It is no mapping.");
		final IndexedLabels labels = new IndexedLabels();
		named.forEach((index, name) -> labels.add(Integer.parseInt(String.valueOf(index)), name(name)));
		return labels.labels();
	}

	private static List<?> list(final String text) {
		final String stripped = text.strip();
		// A tuple of Python.
		final String written = stripped.startsWith("(") && stripped.endsWith(")")
			? "[" + stripped.substring(1, stripped.length() - 1) + "]" : stripped;
		if (!written.startsWith("[")) return ServingNumbers.parts(written);
		if (YamlText.load(written) instanceof List<?> list) return list;
		throw new IllegalArgumentException("It is no list.");
	}

	private static String name(final Object name) {
		if (name == null || name instanceof Map || name instanceof Collection)
			throw new IllegalArgumentException("It is no name.");
		return String.valueOf(name);
	}
}
