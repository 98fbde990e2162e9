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

package org.gradiscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import ij.ImagePlus;
import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.gradiscope.model.ModelSource;
import org.gradiscope.model.PrintableText;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger's network is called, and calls its classes, is only seen. */
class StrangeTextTest {

	private static final String DESCRIPTION = """
		name: "\\e[31mred\\a"
		graph: frozen_graph.pb
		input: {tensor: input, channels: grey, range: [0, 1], minimum-size: [4, 4]}
		output: {tensor: logits, logits: logits}
		labels: ["=1+1", "\\e[2J@cmd", "two\\nlines\\u202Eback", "-3"]
		layers: {conv: conv}
		notes: {licence: "=none\\e]0;x\\a", "\\e[1mkey": [a, "\\e[7m"]}
		""".replace("\t", "");

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	void write() throws IOException {
		Files.write(folder.resolve("frozen_graph.pb"),
			((ModelSource.Graph) TinyNetworks.networkN().source()).bytes());
		Files.writeString(folder.resolve("gradiscope.yaml"), DESCRIPTION);
		final ImagePlus small = SampleImages.of("8-bit");
		small.setProcessor(small.getProcessor().resize(4, 4));
		Files.write(folder.resolve("image.tif"), new FileSaver(small).serialize());
	}

	private int run(final String... words) {
		return Main.run(words, new PrintStream(out, true, StandardCharsets.UTF_8),
			new PrintStream(err, true, StandardCharsets.UTF_8));
	}

	private static void assertSeen(final String text) {
		text.lines().forEach(line -> assertEquals(PrintableText.line(line), line));
		assertTrue(text.indexOf('\r') < 0, text);
	}

	@Test
	void tablesOnTheTerminalHoldNothingElse() {
		assertEquals(0, run("classify", "model=" + folder, "input=" + folder.resolve("image.tif")),
			err.toString());
		final String table = out.toString(StandardCharsets.UTF_8);
		assertSeen(table);
		assertTrue(table.contains("two lines back") && table.contains("'=1+1"), table);
		assertEquals(0, run("model-info", "model=" + folder));
		assertSeen(out.toString(StandardCharsets.UTF_8));
		assertSeen(err.toString(StandardCharsets.UTF_8));
	}

	@Test
	void tablesInFilesRunNothing() throws IOException {
		for (final String command : new String[] { "classify", "model-info" }) {
			final Path file = folder.resolve(command + ".csv");
			assertEquals(0,
				command.equals("classify") ? run(command, "model=" + folder,
					"input=" + folder.resolve("image.tif"), "output=" + file)
					: run(command, "model=" + folder, "output=" + file),
				err.toString());
			for (final String line : Files.readAllLines(file)) {
				assertSeen(line);
				for (final String cell : line.split(","))
					assertTrue(cell.matches("-?[\\d.]+|[^=+\\-@].*|"), line);
			}
		}
	}

	/** Where the file system takes such a name. */
	@Test
	void filesAreNotCalledSo() throws IOException {
		final Path odd;
		try {
			odd = Files.copy(folder.resolve("image.tif"), folder.resolve("a\u001b[31m\u202Eb.tif"));
		}
		catch (final InvalidPathException | IOException e) {
			abort("no such name here: " + e);
			return;
		}
		final Path results = Files.createDirectory(folder.resolve("results"));
		assertEquals(0, run("classify", "model=" + folder, "input=" + odd, "output=" + results),
			err.toString());
		assertSeen(out.toString(StandardCharsets.UTF_8));
		assertTrue(Files.exists(results.resolve("a [31m b-classify.csv")), out.toString());
	}

	@Test
	void messagesHoldNothingElse() {
		assertEquals(2, run("saliency-map", "model=" + folder, "target=none",
			"input=" + folder.resolve("image.tif"), "output=" + folder.resolve("map.tif")));
		assertSeen(err.toString(StandardCharsets.UTF_8));
	}

	@Test
	void aHostileNameIsOneLine() {
		assertEquals(1, run("classify", "model=" + SharedFiles.hostile("name_esc.pb"),
			"input=" + folder.resolve("image.tif")));
		final String line = err.toString(StandardCharsets.UTF_8);
		assertSeen(line);
		assertEquals(1, line.lines().count(), line);
		assertTrue(line.contains("ReadFile"), line);
	}
}
