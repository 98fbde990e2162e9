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

import java.util.List;
import java.util.stream.IntStream;

/** How a word can fit a label, the surest first: {@code gibbon} fits {@code gibbon, Hylobates lar}. */
enum LabelMatch {

	/** It is the label, or one that differs in case, blanks, underscores and hyphens only. */
	WHOLE {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return label.equals(word);
		}
	},
	/** It is the first of the label's names. */
	FIRST {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return !names.isEmpty() && names.get(0).equals(word);
		}
	},
	/** It is one of the label's names. */
	NAME {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return names.contains(word);
		}
	},
	/** The label begins with it, word for word. */
	BEGINNING {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return LabelSynonyms.begins(label, word);
		}
	},
	/** It stands in the label, word for word. */
	WORDS {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return LabelSynonyms.stands(label, word);
		}
	},
	/** One of the label's names begins with its letters. */
	LETTERS {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return names.stream().anyMatch(name -> name.startsWith(word));
		}
	},
	/** Its letters are in the label. */
	PART {

		@Override
		boolean fits(final String label, final List<String> names, final String word) {
			return label.contains(word);
		}
	};

	/** All of them plain. */
	abstract boolean fits(String label, List<String> names, String word);

	/**
	 * The classes that a word fits in the surest way in which it fits any.
	 *
	 * @param least the least sure way that counts
	 * @return indices, none if it fits none
	 */
	static int[] find(final String word, final List<String> labels, final LabelMatch least) {
		final String plain = LabelSynonyms.plain(word);
		if (plain.isEmpty()) return new int[0];
		for (final LabelMatch way : values()) {
			if (way.compareTo(least) > 0) break;
			final int[] found = IntStream.range(0, labels.size())
				.filter(
					k -> way.fits(LabelSynonyms.plain(labels.get(k)), LabelSynonyms.of(labels.get(k)), plain))
				.toArray();
			if (found.length > 0) return found;
		}
		return new int[0];
	}
}
