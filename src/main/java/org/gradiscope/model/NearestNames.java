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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names that somebody may have meant, for the message about a name that is not there. */
public final class NearestNames {

	/** A list up to this long is shown whole. */
	private static final int SHOWN = 20;

	/** Nobody means a name by more letters. */
	private static final int LONGEST = 200;

	private NearestNames() {}

	/** All names where they are few; else the nearest to {@code wanted}, and that there are more. */
	public static String listed(final String wanted, final List<String> names) {
		if (names.size() <= SHOWN) return String.join(", ", names);
		final String near = wanted.substring(0, Math.min(LONGEST, wanted.length()));
		return names.stream().sorted(Comparator.comparingInt(name -> distance(near, name)))
			.limit(SHOWN / 2).collect(Collectors.joining(", ")) + ", ...";
	}

	/** Levenshtein's edit distance without regard to case; a name that contains the other is near. */
	static int distance(final String a, final String b) {
		final String x = a.toLowerCase(Locale.ROOT);
		final String y = b.toLowerCase(Locale.ROOT);
		if (!x.isEmpty() && y.contains(x)) return 0;
		int[] above = new int[y.length() + 1];
		for (int j = 0; j <= y.length(); j++)
			above[j] = j;
		for (int i = 1; i <= x.length(); i++) {
			final int[] row = new int[y.length() + 1];
			row[0] = i;
			for (int j = 1; j <= y.length(); j++) {
				final int change = above[j - 1] + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
				row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
			}
			above = row;
		}
		return above[y.length()];
	}
}
