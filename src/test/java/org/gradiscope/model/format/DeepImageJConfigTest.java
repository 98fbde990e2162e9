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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a file of the published form, of a model that nobody made. */
class DeepImageJConfigTest {

	@TempDir
	private Path folder;

	private static String text() throws IOException {
		try (InputStream in = DeepImageJConfigTest.class.getResourceAsStream("deepimagej-config.xml")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static Description read(final String text) {
		return DeepImageJConfig.describe(text, "config.xml", Description.NONE);
	}

	@Test
	void endsAxesAndSizeAreRead() throws IOException {
		assertEquals(
			"""
				name: Cell walls <- config.xml
				input tensor: input <- config.xml
				axes: byxc <- config.xml
				channels: grey <- config.xml
				value range: 0..255 <- assumed: config.xml states no range; only pictures that are drawn depend on it
				preprocessing steps: [] <- config.xml
				size: from 16x16 in steps of 16x16 <- config.xml
				output: output <- config.xml
				notes: {authors=A. Nemo, cite=Nemo et al. 2021, source=https://example.org/walls, version=2} <- config.xml
				""",
			Told.of(read(text())));
		assertEquals(
			List.of("deepImageJ prepares the images by the macro preprocessing.ijm, which is " +
				"not run here; run it first (Plugins > Macros > Run...), for the network gets the grey " +
				"levels as they are."),
			read(text()).remarks());
	}

	@Test
	void aFixedPatchIsTheSize() throws IOException {
		final Description fixed = read(text().replace("<FixedPatch>false", "<FixedPatch>true")
			.replace("<PatchSize>16", "<PatchSize>256").replace("NHWC", "NCHW"));
		assertEquals(InputSize.fixed(256, 256), fixed.get(Fact.SIZE).orElseThrow());
		assertEquals("bcyx", fixed.get(Fact.AXES).orElseThrow());
	}

	@Test
	void whatAnotherFileSaysComesFirstAndAFileOfThatNameMayBeAnothers() throws IOException {
		Files.write(folder.resolve("graph.pb"), new byte[] { 0x0a, 0 });
		Files.writeString(folder.resolve("gradiscope.yaml"), "input: {range: [0, 1]}");
		Files.writeString(folder.resolve("config.xml"), text());
		final Description both = ModelFolder.describe(folder);
		assertEquals("0..1", both.get(Fact.RANGE).orElseThrow().toString());
		assertFalse(both.has(Fact.STEPS));
		assertEquals("Cell walls", both.get(Fact.NAME).orElseThrow());
		Files.writeString(folder.resolve("config.xml"), "<widget><name>x</name></widget>");
		assertFalse(ModelFolder.describe(folder).has(Fact.NAME));
	}

	@Test
	void nothingOutsideOfTheFileIsRead() throws IOException {
		final Path secret = Files.writeString(folder.resolve("secret"), "told");
		final String entity = text()
			.replace("<Model>",
				"<!DOCTYPE Model [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n<Model>")
			.replace("Cell walls", "&e;");
		String name;
		try {
			name = read(entity).get(Fact.NAME).orElse("");
		}
		catch (final ModelException e) {
			name = e.getMessage();
		}
		assertFalse(name.contains("told"), name);
	}

	@Test
	void whatIsNoXmlIsRefusedInOneLine() {
		final String message =
			assertThrows(ModelException.class, () -> read("<Model><ModelCharacteristics>")).getMessage();
		assertTrue(message.startsWith("config.xml: It cannot be read as XML"), message);
		assertEquals(1, message.lines().count());
	}
}
