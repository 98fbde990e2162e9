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

/**
 * The names in a label, whatever their case; blanks, underscores and hyphens are equal. A label may have
 * several, parted by commas as those of ImageNet.
 */
public final class LabelSynonyms {

	private LabelSynonyms() {}

	/** As it is compared: accents composed, lower case, single blanks. */
	public static String plain(final String text) {
		return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
			.replaceAll("[\\s_-]+", " ").strip();
	}

	/** The names of a label, plain, the usual one first. */
	public static List<String> of(final String label) {
		return Arrays.stream(label.split(",")).map(LabelSynonyms::plain).filter(name -> !name.isEmpty())
			.toList();
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
