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
import java.util.Map;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;

/** Collects what one file says. */
final class DescriptionBuilder {

	private final String source;
	private Description description = Description.NONE;

	/** @param source the file's name */
	DescriptionBuilder(final String source) {
		this.source = source;
	}

	/** Adds what the file says, where it says something. */
	<T> void add(final Fact<T> fact, final T value) {
		add(fact, value, source);
	}

	/** Adds what was concluded. */
	<T> void add(final Fact<T> fact, final T value, final String from) {
		if (value != null) description = description.with(fact, value, from);
	}

	/** Adds to what the file says for people. */
	void note(final String key, final Object value) {
		if (value == null || value.toString().isBlank()) return;
		final Map<String, Object> notes =
			new LinkedHashMap<>(description.get(Fact.NOTES).orElse(Map.of()));
		notes.put(key, value);
		add(Fact.NOTES, notes);
	}

	/** Adds what whoever gets a result should know. */
	void remark(final String sentence) {
		description = description.remark(sentence);
	}

	String source() {
		return source;
	}

	Description description() {
		return description;
	}

	/** What is known already, then this, and the notes of both. */
	Description under(final Description known) {
		final Description both = known.or(description);
		if (!known.has(Fact.NOTES) || !description.has(Fact.NOTES)) return both;
		final Map<String, Object> notes = new LinkedHashMap<>(known.get(Fact.NOTES).orElseThrow());
		description.get(Fact.NOTES).orElseThrow().forEach(notes::putIfAbsent);
		return both.with(Fact.NOTES, notes, known.sources().get(Fact.NOTES.toString()) + ", " + source);
	}
}
