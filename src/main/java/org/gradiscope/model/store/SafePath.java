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

package org.gradiscope.model.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.model.ModelException;
import org.gradiscope.model.PrintableText;

/** Paths inside a folder, as an archive or a catalogue writes them. */
final class SafePath {

	private static final int SHOWN = 60;

	private SafePath() {}

	/**
	 * A path that stays in its folder whatever the system, its parts parted by single slashes.
	 *
	 * @param refusal makes the exception from the reason
	 * @return empty for the folder itself
	 */
	static String of(final String name, final Function<String, ModelException> refusal) {
		if (name.isEmpty() || name.startsWith("/") ||
			name.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':'))
			throw refusal.apply(
				"the path '" + shown(name) + "' is absolute or has characters that no system shares");
		final List<String> parts = new ArrayList<>();
		for (final String part : name.split("/")) {
			if (part.equals(".."))
				throw refusal.apply("the path '" + shown(name) + "' leads out of its folder");
			if (part.endsWith(" ") || part.length() > 1 && part.endsWith("."))
				throw refusal.apply("the path '" + shown(name) + "' has a name that Windows would change");
			if (!part.isEmpty() && !part.equals(".")) parts.add(part);
		}
		return String.join("/", parts);
	}

	/** What macOS leaves in archives. */
	static boolean isClutter(final String path) {
		final String last = path.substring(path.lastIndexOf('/') + 1);
		return path.equals("__MACOSX") || path.startsWith("__MACOSX/") || last.startsWith("._") ||
			last.equals(".DS_Store");
	}

	/** A name fit for a message. */
	static String shown(final String name) {
		final String plain = PrintableText.line(name);
		return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
	}
}
