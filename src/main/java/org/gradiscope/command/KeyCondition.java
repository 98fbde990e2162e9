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

package org.gradiscope.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.scijava.module.ModuleInfo;

/** When a key is read, as {@link Hints#WHEN} says it. */
record KeyCondition(List<List<Term>> alternatives) {

	/**
	 * What another key has to be.
	 *
	 * @param is whether its value has to be one of these, or none of them
	 */
	record Term(String key, boolean is, List<String> values) {

		static Term of(final String text) {
			final boolean is = !text.contains("!=");
			final String[] sides = text.split(is ? "=" : "!=", 2);
			return new Term(sides[0].trim(), is, parts(sides[1], "\\|"));
		}

		boolean holds(final Map<String, String> texts, final Set<String> read) {
			if (!read.contains(key)) return false;
			return is == parts(texts.get(key), ",").stream()
				.anyMatch(part -> values.stream().anyMatch(part::equalsIgnoreCase));
		}
	}

	/** @param text null where the key is always read */
	static KeyCondition of(final String text) {
		if (text == null) return new KeyCondition(List.of());
		return new KeyCondition(parts(text, ";").stream()
			.map(all -> parts(all, "&").stream().map(Term::of).toList()).toList());
	}

	private static List<String> parts(final String text, final String separator) {
		return Arrays.stream(text.split(separator)).map(String::trim).toList();
	}

	/** Whether a command has the keys that it is about; commands with a key in common may differ in others. */
	boolean isOf(final ModuleInfo command) {
		return alternatives.stream().flatMap(List::stream)
			.allMatch(term -> command.getInput(term.key()) != null);
	}

	/**
	 * @param texts the values of all keys
	 * @param read the keys known to be read so far
	 */
	boolean holds(final Map<String, String> texts, final Set<String> read) {
		return alternatives.isEmpty() ||
			alternatives.stream().anyMatch(all -> all.stream().allMatch(term -> term.holds(texts, read)));
	}
}
