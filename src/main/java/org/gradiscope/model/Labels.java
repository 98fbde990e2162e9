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

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The names of a network's classes, by index; of what is not to be seen in them, spaces are left.
 *
 * @param names one per class
 */
public record Labels(List<String> names) {

	public Labels {
		names = names.stream().map(PrintableText::line).toList();
	}

	public int count() {
		return names.size();
	}

	/** The name of a class. */
	public String name(final int index) {
		return names.get(index);
	}

	/**
	 * The class that a text means: a label, whatever its case; one of the names that a label parts by
	 * commas; an index from 0; or the beginning or a part of one label only, whole words before letters.
	 *
	 * @throws IllegalArgumentException if there is no such class, with the nearest labels, or there are
	 *           several, with these
	 */
	public int index(final String text) {
		final String wanted = text.trim();
		for (int i = 0; i < names.size(); i++)
			if (names.get(i).equalsIgnoreCase(wanted)) return i;
		final boolean number = wanted.matches("[-+]?\\p{Nd}+([.,]\\p{Nd}*)?");
		final int[] found = LabelMatch.find(wanted, names, number ? LabelMatch.NAME : LabelMatch.PART);
		if (found.length == 1 && !(number && wanted.startsWith("-"))) return found[0];
		if (wanted.matches("\\p{Nd}{1,9}")) return checked(Integer.parseInt(wanted));
		if (found.length < 2) throw new IllegalArgumentException("There is no class '" + wanted +
			"'; the " + names.size() + " classes are " + NearestNames.listed(wanted, names) + ".");
		throw new IllegalArgumentException("Several classes are meant by '" + wanted + "': " +
			NearestNames.listed("",
				Arrays.stream(found).mapToObj(k -> k + " '" + names.get(k) + "'").toList()) +
			"; give more of the label, or the index.");
	}

	/** The one class whose label has a text as one of its names or words; none of several. */
	public OptionalInt named(final String text) {
		final int[] found = LabelMatch.find(text, names, LabelMatch.WORDS);
		return found.length == 1 ? OptionalInt.of(found[0]) : OptionalInt.empty();
	}

	private int checked(final int index) {
		if (index < names.size()) return index;
		throw new IllegalArgumentException("There is no class " + index + "; the " + names.size() +
			" classes are 0 to " + (names.size() - 1) + ": " + NearestNames.listed("", names) + ".");
	}

	/** How a word can fit a label, the surest first: {@code gibbon} fits {@code gibbon, Hylobates lar}. */
	private enum LabelMatch {

		/** It is the label, or one that differs in case, blanks, underscores and hyphens only. */
		WHOLE((label, names, word) -> label.equals(word)),
		/** It is the first of the label's names. */
		FIRST((label, names, word) -> !names.isEmpty() && names.get(0).equals(word)),
		/** It is one of the label's names. */
		NAME((label, names, word) -> names.contains(word)),
		/** The label begins with it, word for word. */
		BEGINNING((label, names, word) -> LabelSynonyms.begins(label, word)),
		/** It stands in the label, word for word. */
		WORDS((label, names, word) -> LabelSynonyms.stands(label, word)),
		/** One of the label's names begins with its letters. */
		LETTERS((label, names, word) -> names.stream().anyMatch(name -> name.startsWith(word))),
		/** Its letters are in the label. */
		PART((label, names, word) -> label.contains(word));

		/** Whether a word fits a label and its names, all of them plain. */
		@FunctionalInterface
		private interface Rule {
			boolean fits(String label, List<String> names, String word);
		}

		private final Rule rule;

		LabelMatch(final Rule rule) {
			this.rule = rule;
		}

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
				final int[] found = IntStream.range(0, labels.size()).filter(k -> way.rule
					.fits(LabelSynonyms.plain(labels.get(k)), LabelSynonyms.of(labels.get(k)), plain))
					.toArray();
				if (found.length > 0) return found;
			}
			return new int[0];
		}
	}

	/**
	 * The names in a label, whatever their case; blanks, underscores and hyphens are equal. A label may have
	 * several, parted by commas as those of ImageNet.
	 */
	public static final class LabelSynonyms {

		private LabelSynonyms() {}

		/** As it is compared: accents composed, lower case, single blanks. */
		public static String plain(final String text) {
			return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
				.replaceAll("[\\s_-]+", " ").strip();
		}

		/** The names of a label, plain, the usual one first. */
		public static List<String> of(final String label) {
			return Arrays.stream(label.split(",")).map(LabelSynonyms::plain)
				.filter(name -> !name.isEmpty()).toList();
		}

		/**
		 * Whether a name stands somewhere, both plain. What is beside it is no letter where it begins or ends
		 * with one, and no digit where it does with one: {@code cat} is in {@code cat07}, not in
		 * {@code concatenated}.
		 */
		public static boolean stands(final String where, final String name) {
			if (name.isEmpty()) return false;
			for (int at = where.indexOf(name); at >= 0; at = where.indexOf(name, at + 1))
				if (parts(where, at) && parts(where, at + name.length())) return true;
			return false;
		}

		/** Whether a text begins with a name and something else comes then, both plain. */
		static boolean begins(final String text, final String name) {
			return text.startsWith(name) && parts(text, name.length());
		}

		/** Whether a name can begin or end between two characters. */
		private static boolean parts(final String text, final int at) {
			if (at == 0 || at == text.length()) return true;
			final char left = text.charAt(at - 1);
			final char right = text.charAt(at);
			return !(Character.isLetter(left) && Character.isLetter(right)) &&
				!(Character.isDigit(left) && Character.isDigit(right));
		}
	}
}
