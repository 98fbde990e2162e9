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

package org.gradiscope.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What docs/scripting.md shows is what {@link ExamplesTest} runs. */
class ScriptingPageTest {

	private static final Pattern LINK = Pattern.compile("\\]\\(examples/([^)]+)\\)");

	@Test
	void everyExampleIsQuotedToTheLetterAndLinked() throws IOException {
		final String page = Files.readString(Path.of("docs", "scripting.md"));
		final List<String> linked =
			LINK.matcher(page).results().map(m -> m.group(1)).distinct().sorted().toList();
		try (Stream<Path> files = Files.list(ExamplesTest.EXAMPLES)) {
			// Those of the lectures have pages of their own.
			final List<Path> examples = files.filter(Files::isRegularFile).sorted().toList();
			assertEquals(6, examples.size());
			assertEquals(examples.stream().map(file -> file.getFileName().toString()).toList(), linked);
			for (final Path example : examples)
				assertTrue(quotes(page, Files.readString(example)), example + " differs from its quote");
		}
	}

	private static boolean quotes(final String page, final String text) {
		return Pattern.compile("^```\\w+\\n" + Pattern.quote(text) + "```$", Pattern.MULTILINE)
			.matcher(page).find();
	}
}
