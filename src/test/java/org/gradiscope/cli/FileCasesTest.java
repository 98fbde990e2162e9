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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers' files that were answered wrongly, and names in letters that a locale does not know. */
class FileCasesTest {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private int run(final String... words) {
		return new Main(BrightnessService.class, new PrintStream(out), new PrintStream(err))
			.run(Arrays.asList(words));
	}

	private void isOneLine(final Path file, final String word) {
		assertTimeoutPreemptively(Duration.ofSeconds(20),
			() -> assertEquals(1, run("classify", "model=brightness", "input=" + file)));
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertTrue(err.toString().contains(file + " cannot be read as an image: it is " + word),
			err.toString());
		assertEquals("", out.toString());
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "truncated.tif", "truncated.jpg", "truncated_stack_of_4.tif", "truncated_zip.tif" })
	void cutFilesAreOneLine(final String name) {
		isOneLine(SharedFiles.caseOf(name), "truncated");
	}

	@Test
	void circlesAreOneLine() {
		isOneLine(SharedFiles.hostile("cyclic.tif"), "damaged: its list of pictures goes in a circle");
	}

	@ParameterizedTest
	@CsvSource({ "with_broken,1,3,1", "with_roiset,0,3,0" })
	void theOthersAreDone(final String name, final int status, final int done, final int failed) {
		final Path images = SharedFiles.caseOf(name);
		assertEquals(status, run("saliency-map", "model=brightness", "input=" + images,
			"output=" + folder.resolve("results")));
		assertEquals(done, out.toString().lines().count(), out.toString());
		assertEquals(failed, err.toString().lines().filter(line -> line.contains("b.png")).count(),
			err.toString());
		assertEquals(name.endsWith("roiset"), err.toString().contains("are left out: RoiSet.zip."),
			err.toString());
	}

	/** Where Java cannot say a name, it is listed; the others are done. */
	@Test
	void namesThatTheLocaleDoesNotKnowAreListed() throws IOException, InterruptedException {
		save(folder.resolve("images/plain.tif"));
		assertEquals(0,
			new ProcessBuilder("bash", "-c", "cp plain.tif \"$(printf 'gr\\303\\266\\303\\237e.tif')\"")
				.directory(folder.resolve("images").toFile()).start().waitFor());
		final ProcessBuilder java =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Main.class.getName(), "classify",
				"input=" + folder.resolve("images"), "output=" + folder.resolve("results"), "chart=false");
		java.environment().put("LC_ALL", "C");
		final Path said = folder.resolve("err");
		assertEquals(1, java.redirectOutput(folder.resolve("out").toFile()).redirectError(said.toFile())
			.start().waitFor());
		assertEquals(List.of(folder.resolve("results/plain-classify.csv").toString()),
			Files.readAllLines(folder.resolve("out")));
		assertEquals(1,
			Files.readAllLines(said).stream()
				.filter(line -> line.contains("has letters that this locale does not know")).count(),
			Files.readString(said));
	}

	/** What the scripts start Java with, said by something that stands for Java. */
	@ParameterizedTest
	@CsvSource({ "C,C.UTF-8", "POSIX,C.UTF-8", "C.UTF-8,C.UTF-8" })
	void theScriptsLetJavaSeeAllNames(final String locale, final String given)
		throws IOException, InterruptedException {
		assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no bash");
		final Path java = folder.resolve("bin/java");
		Files.createDirectories(java.getParent());
		Files.writeString(java,
			"#!/bin/bash\n[ \"$1\" = -version ] && echo 'version \"17.0.1\"' || echo \"$LC_ALL\"\n");
		assertTrue(java.toFile().setExecutable(true));
		final ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-c",
			". scripts/lib.sh; GRADISCOPE_ROOT=\"$1\"; gradiscope_exec none Main", "bash",
			folder.toString());
		bash.environment().putAll(Map.of("LC_ALL", locale, "JAVA_HOME", folder.toString()));
		final Process process = bash.start();
		assertEquals(given, new String(process.getInputStream().readAllBytes()).strip());
		assertEquals(0, process.waitFor());
	}

	private static void save(final Path file) throws IOException {
		Files.createDirectories(file.getParent());
		final var image = SampleImages.of("8-bit");
		image.setProcessor(image.getProcessor().resize(40, 40));
		Files.write(file, new FileSaver(image).serialize());
	}
}
