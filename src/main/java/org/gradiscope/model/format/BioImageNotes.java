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
import java.util.stream.Collectors;

/** What a description of the BioImage Model Zoo says for people. */
final class BioImageNotes {

	private BioImageNotes() {}

	/** In our words. */
	static void add(final YamlSection root, final DescriptionBuilder facts) {
		facts.note("description", root.text("description", null));
		facts.note("licence", root.text("license", null));
		facts.note("source", root.text("git_repo", null));
		facts.note("authors", people(root));
		facts.note("cite", citations(root));
		facts.note("documentation", file(root.get("documentation")));
		facts.note("version", root.text("version", null));
	}

	private static String people(final YamlSection root) {
		if (!(root.get("authors") instanceof List)) return null;
		return root.sections("authors").stream().map(author -> author.text("name", ""))
			.collect(Collectors.joining(", "));
	}

	private static String citations(final YamlSection root) {
		if (!(root.get("cite") instanceof List)) return null;
		return root.sections("cite").stream()
			.map(cite -> (cite.text("text", "") + " " + cite.text("doi", cite.text("url", ""))).strip())
			.collect(Collectors.joining("; "));
	}

	/** A file's name, stated alone or with its checksum. */
	private static String file(final Object stated) {
		final Object name = stated instanceof Map ? ((Map<?, ?>) stated).get("source") : stated;
		return name == null ? null : name.toString();
	}
}
