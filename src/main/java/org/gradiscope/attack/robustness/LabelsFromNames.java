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

package org.gradiscope.attack.robustness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import org.gradiscope.model.Labels;
import org.gradiscope.model.NearestNames;

/**
 * The classes that images are named after: the longest label that stands in the name, or else in the
 * folder's, whatever its case; blanks, underscores and hyphens are equal. A label of several names, parted by commas as
 * those of ImageNet, has each of them. What stands beside it is no letter where it begins or ends with
 * one, and no digit where it does with one: {@code cat} is in {@code cat07.png}, not in
 * {@code concatenated.png}. Where no label stands there, the whole name may be a part of one label:
 * {@code Egyptian_07.png}.
 */
public final class LabelsFromNames {

	/** That a message tells of. */
	private static final int SHOWN = 3;

	private LabelsFromNames() {}

	/**
	 * The class of each image.
	 *
	 * @throws IllegalArgumentException if one is named after none, or after several; with the first such
	 *           names and the nearest labels
	 */
	public static int[] of(final List<LabelledImages.ImageName> images, final Labels labels) {
		final int[] classes = new int[images.size()];
		final List<String> bad = new ArrayList<>();
		for (int i = 0; i < classes.length; i++) {
			final LabelledImages.ImageName image = images.get(i);
			final OptionalInt own = find(image.name(), labels);
			final OptionalInt found = own.isPresent() ? own : inFolder(image, labels);
			if (found.isEmpty()) bad.add(image.name());
			classes[i] = found.orElse(-1);
		}
		if (bad.isEmpty()) return classes;
		throw new IllegalArgumentException(
			"Each image needs the name of one class in its own or its " + "folder's, but " + listed(bad) +
				" of " + images.size() + " images " + (bad.size() == 1 ? "has" : "have") +
				" none, or several; the " + labels.count() + " classes are " +
				NearestNames.listed(Labels.LabelSynonyms.plain(bad.get(0)), labels.names()) +
				". Or give a table of labels.");
	}

	/** By the folder, or by a name that is a part of one label only, but for a number behind it. */
	private static OptionalInt inFolder(final LabelledImages.ImageName image, final Labels labels) {
		final OptionalInt whole = find(image.folder(), labels);
		if (whole.isPresent()) return whole;
		final OptionalInt part = labels.named(word(image.name()));
		return part.isPresent() ? part : labels.named(word(image.folder()));
	}

	/** {@code Egyptian} of {@code Egyptian_07.png}. */
	private static String word(final String name) {
		return Labels.LabelSynonyms
			.plain(name.replaceFirst("\\.[A-Za-z0-9]{1,4}$", "").replaceFirst("\\d+$", ""));
	}

	/** For example {@code 'a', 'b', 'c' and 4 others}. */
	static String listed(final List<String> names) {
		final String first =
			names.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
		return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " others";
	}

	/** The class whose longest name stands in a text; none if there is none, or several are as long. */
	static OptionalInt find(final String text, final Labels labels) {
		final String where = Labels.LabelSynonyms.plain(text);
		int best = -1;
		int longest = 0;
		for (int k = 0; k < labels.count(); k++) {
			final int length = length(where, labels.name(k));
			if (length > 0 && length == longest) best = -1;
			if (length <= longest) continue;
			longest = length;
			best = k;
		}
		return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
	}

	/** Of the longest name that stands there; 0 if none does. */
	private static int length(final String where, final String label) {
		int longest = Labels.LabelSynonyms.stands(where, Labels.LabelSynonyms.plain(label))
			? Labels.LabelSynonyms.plain(label).length() : 0;
		for (final String each : Labels.LabelSynonyms.of(label))
			if (Labels.LabelSynonyms.stands(where, each)) longest = Math.max(longest, each.length());
		return longest;
	}
}
