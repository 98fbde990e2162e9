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

package org.gradiscope.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of {@code scripts/compare-peers} needs no package of Python. */
class ComparePeersTest {

	private static final Path SCRIPTS = Path.of("scripts", "peers").toAbsolutePath();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "table.py", "compare_peers.py" })
	void examplesInTheTextHold(final String file) throws IOException {
		final Python.Result result =
			Python.plain(folder).run("-B", "-m", "doctest", SCRIPTS.resolve(file).toString());
		assertEquals(0, result.status(), () -> String.join("\n", result.out()));
	}

	@Test
	void everyScriptIsPython() throws IOException {
		final Python.Result result = Python.plain(folder).run("-c",
			"import ast, pathlib, sys\n" + "files = list(pathlib.Path(sys.argv[1]).glob('*.py'))\n" +
				"[ast.parse(file.read_text(), str(file)) for file in files]\n" + "print(len(files))",
			SCRIPTS.toString());
		assertEquals(0, result.status(), () -> String.join("\n", result.err()));
		assertTrue(Integer.parseInt(result.out().get(0)) > 5, () -> result.out().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "rows=13", "rows=one", "rounds=0", "row=1", "folder=docs/peers" })
	void aWrongCallIsRefusedInOneLine(final String argument) throws IOException {
		final Path project = SCRIPTS.getParent().getParent();
		final Python.Result result =
			Python.plain(folder).run("-B", SCRIPTS.resolve("compare_peers.py").toString(),
				argument.replace("docs", project.resolve("docs").toString()));
		assertEquals(2, result.status());
		assertEquals(1, result.err().size(), () -> result.err().toString());
	}
}
