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

package org.gradiscope.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies where another file should be. */
class StandInsTest {

	private static final String POINTER = """
		version https://git-lfs.github.com/spec/v1
		oid sha256:4d5323ed8607578bb8d6be02059894efa538dd6669304ea30d8db6c89e72957d
		size 98765432
		""";

	@TempDir
	private Path folder;

	private Optional<String> of(final String content) throws IOException {
		return StandIns.of(Files.writeString(folder.resolve("x"), content));
	}

	@Test
	void aPointerSaysHowLargeTheFileIs() throws IOException {
		assertEquals(
			Optional.of("a pointer of Git LFS, which stands for a file of 98.8 MB that was not " +
				"downloaded; get the file itself by 'git lfs pull', or from its page in a browser"),
			of(POINTER));
	}

	@ParameterizedTest
	@ValueSource(strings = { "version https://hawser.github.com/spec/v1\noid sha256:0\nsize 1\n",
		"version https://git-lfs.github.com/spec/v2\n" })
	void olderAndNewerPointersAreToo(final String pointer) throws IOException {
		assertTrue(of(pointer).orElseThrow().startsWith("a pointer of Git LFS"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/annex/objects/SHA256E-s12--ab.onnx\n",
		"../../.git/annex/objects/x/y/SHA256E-s12--ab/SHA256E-s12--ab" })
	void pointersOfGitAnnex(final String pointer) throws IOException {
		assertTrue(of(pointer).orElseThrow().startsWith("a pointer of git-annex"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>404</html>", "\n <!DOCTYPE HTML>\n<p>",
		"<?xml version='1.0'?>\n<html>", "<!-- x -->\n<html lang='en'>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code></Error>" })
	void pagesOfTheWeb(final String page) throws IOException {
		assertTrue(of(page).orElseThrow().startsWith("a page of the web"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "version 1", "see https://git-lfs.github.com/spec/v1", "cat\ndog\n",
		"<?xml version='1.0'?><net name='x'>", "annex/objects" })
	void othersAreNone(final String text) throws IOException {
		assertEquals(Optional.empty(), of(text));
		assertEquals(Optional.empty(), StandIns.of(folder));
		assertEquals(Optional.empty(), StandIns.of(folder.resolve("gone")));
	}
}
