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

package org.gradiscope.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/install-into-fiji.sh} on folders that are laid out as Fiji's is. */
class InstallScriptIT {

	@TempDir
	private static Path scratch;
	private static Checkout project;
	private static String jar;

	@TempDir
	private Path folder;
	private FakeFiji fiji;

	@BeforeAll
	static void copyTheProject() throws IOException {
		Shell.needs("bash");
		project = Checkout.packed(scratch.resolve("project"));
		jar = Checkout.jar().getFileName().toString();
	}

	@BeforeEach
	void makeFiji() throws IOException {
		fiji = FakeFiji.in(folder.resolve("Fiji with spaces"));
	}

	private Shell.Result install(final Map<String, String> environment, final String... arguments)
		throws IOException, InterruptedException {
		final List<String> command =
			new ArrayList<>(List.of(project.folder().resolve("scripts/install-into-fiji.sh").toString()));
		command.addAll(List.of(arguments));
		return new Shell(folder).run(environment, command);
	}

	private Shell.Result install(final String... arguments) throws IOException, InterruptedException {
		return install(Map.of(), arguments);
	}

	/** That a run has failed with one line, in which words stand, and changed nothing. */
	private void assertRefused(final int status, final String words, final Map<String, String> before,
		final Shell.Result result) throws IOException {
		assertTrue(result.complaint().startsWith("gradiscope: ") && result.complaint().contains(words),
			() -> words + ": " + result.err());
		assertEquals(status, result.status());
		assertEquals(List.of(), result.out());
		assertEquals(before, fiji.files());
	}

	@Test
	void theJarComesAndAllElseStays() throws IOException, InterruptedException {
		final Map<String, String> before = fiji.files();
		final Shell.Result result = install("--no-natives", fiji.folder().toString());
		assertEquals(0, result.status(), () -> result.err().toString());
		final Path installed = fiji.folder().toRealPath().resolve("jars").resolve(jar);
		assertEquals(List.of(installed.toString()), result.out());
		assertArrayEquals(Files.readAllBytes(Checkout.jar()), Files.readAllBytes(installed));
		final Map<String, String> after = fiji.files();
		after.remove("jars/" + jar);
		assertEquals(before, after);
	}

	@Test
	void otherVersionsOfItselfGoAndOnlyThey() throws IOException, InterruptedException {
		fiji.add("jars/gradiscope-0.0.9.jar", "old");
		fiji.add("plugins/gradiscope-99.0.0.jar", "laid there by hand");
		final List<String> others = List.of("jars/gradiscope-for-something-1.0.jar",
			"jars/my-gradiscope-1.0.jar", "plugins/Gradiscope_.jar", "lib/gradiscope/mine.txt");
		for (final String other : others)
			fiji.add(other, "other");
		final Map<String, String> expected = fiji.files();
		expected.keySet()
			.removeAll(List.of("jars/gradiscope-0.0.9.jar", "plugins/gradiscope-99.0.0.jar"));

		final Shell.Result result = install("--no-natives", fiji.folder().toString());
		assertEquals(0, result.status());
		assertTrue(result.err().stream().anyMatch(line -> line.contains("lists every command twice")));
		final Map<String, String> after = fiji.files();
		after.remove("jars/" + jar);
		assertEquals(expected, after);
	}

	@Test
	void aSecondRunWritesNothing() throws IOException, InterruptedException {
		install("--no-natives", fiji.folder().toString());
		final Map<String, String> once = fiji.files();
		final Shell.Result result = install("--no-natives", fiji.folder().toString());
		assertEquals(0, result.status());
		assertEquals(List.of(), result.out());
		assertEquals(once, fiji.files());
	}

	/** On a Mac the folder of Fiji holds what is opened, which is called an application too. */
	@Test
	void theApplicationOfAMacIsPartOfItsFolder() throws IOException, InterruptedException {
		final Path launcher = Files.createDirectories(fiji.folder().resolve("Fiji.app/Contents"));
		assertEquals(0, install("--no-natives", launcher.getParent().toString()).status());
		assertTrue(Files.exists(fiji.folder().resolve("jars").resolve(jar)));
	}

	@ParameterizedTest
	@CsvSource({ "1.8.0_322, 8", "11.0.2, 11", "16, 16" })
	void aFijiWithAnOldJavaIsRefused(final String version, final String words)
		throws IOException, InterruptedException {
		fiji.java(version);
		assertRefused(1, "runs on its own Java " + words + ", but", fiji.files(),
			install("--no-natives", fiji.folder().toString()));
	}

	/** As after an update of an old Fiji, which leaves the old one where it was. */
	@Test
	void theNewestOfSeveralJavasCounts() throws IOException, InterruptedException {
		fiji.add("java/linux-amd64/jdk1.8.0_172/jre/lib/rt.jar", "the classes of Java 8");
		assertEquals(0, install("--no-natives", fiji.folder().toString()).status());
	}

	@Test
	void aJava8WithoutAReleaseFileIsKnownToo() throws IOException, InterruptedException {
		Files.delete(fiji.folder().resolve("java/linux64/jdk/release"));
		fiji.add("java/linux-amd64/jdk1.8.0_172/jre/lib/rt.jar", "the classes of Java 8");
		assertRefused(1, "runs on its own Java 8, but", fiji.files(),
			install("--no-natives", fiji.folder().toString()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jars/ij-1.54p.jar", "jars/imagej-legacy-2.0.3.jar" })
	void whatIsNoFijiIsRefused(final String missing) throws IOException, InterruptedException {
		Files.delete(fiji.folder().resolve(missing));
		assertRefused(2, "is no Fiji, which has jars/ij-VERSION.jar", fiji.files(),
			install("--no-natives", fiji.folder().toString()));
	}

	@Test
	void wrongCallsSayWhatIsRight() throws IOException, InterruptedException {
		final String here = fiji.folder().toString();
		final Map<String, String> before = fiji.files();
		assertRefused(2, "The folder of a Fiji is expected.", before, install());
		assertRefused(2, "There is no folder nowhere.", before, install("nowhere"));
		assertRefused(2, "There is no option --force.", before, install("--force", here));
		assertRefused(2, "One folder is expected", before, install(here, here));
		assertRefused(2, "--platform takes one of: linux-x86_64 ", before,
			install(here, "--platform", "linux-riscv64"));
		assertRefused(2, "--platform takes one of: linux-x86_64 ", before, install(here, "--platform"));
		assertRefused(2, "Either --gpu or --no-natives is expected", before,
			install(here, "--no-natives", "--gpu"));
		assertRefused(2, "exist for linux-x86_64 only, not for macosx-arm64", before,
			install(here, "--gpu", "--platform", "macosx-arm64"));
	}

	@Test
	void aFolderThatCannotBeMadeIsSaidBeforeAnythingIsWritten()
		throws IOException, InterruptedException {
		fiji.add("lib", "a file where a folder is expected");
		assertRefused(1, "lib is no folder that you can write to.", fiji.files(),
			install(fiji.folder().toString()));
	}

	@Test
	void aFolderOfSomebodyElseIsRefused() throws IOException, InterruptedException {
		final Path jars = fiji.folder().resolve("jars");
		assertTrue(jars.toFile().setWritable(false));
		try {
			assumeFalse(Files.isWritable(jars), "skipped: this user may write everywhere");
			assertRefused(1, "jars is no folder that you can write to.", fiji.files(),
				install("--no-natives", fiji.folder().toString()));
		}
		finally {
			assertTrue(jars.toFile().setWritable(true));
		}
	}

	/** A limit for the size of files stands in for the end of the disk. */
	@Test
	void aJarThatDoesNotFitLeavesNothingBehind() throws IOException, InterruptedException {
		fiji.add("jars/gradiscope-0.0.9.jar", "old");
		final Map<String, String> before = fiji.files();
		final Shell.Result result = new Shell(folder).run(Map.of(),
			List.of("bash", "-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "bash",
				project.folder().resolve("scripts/install-into-fiji.sh").toString(), "--no-natives",
				fiji.folder().toString()));
		assertRefused(1, "could not be written: ", before, result);
		assertTrue(result.complaint().contains("see that there is room"));
	}

	@Test
	void withoutANetworkNothingIsWritten() throws IOException, InterruptedException {
		Shell.needs("mvn");
		final Map<String, String> alone = Map.of("MAVEN_OPTS",
			"-Dmaven.repo.local=" + folder.resolve("empty") + " " + String.join(" ", Shell.NO_NETWORK));
		final Map<String, String> before = fiji.files();
		final Shell.Result result =
			install(alone, "--platform", "macosx-arm64", fiji.folder().toString());
		assertRefused(1, "Maven could not fetch ", before, result);
		assertTrue(result.complaint().contains("or leave TensorFlow out by --no-natives"));
	}

	@Test
	void withoutMavenNothingIsWritten() throws IOException, InterruptedException {
		final Path tools = Files.createDirectory(folder.resolve("tools"));
		final List<Path> links = new ArrayList<>();
		try (Stream<Path> all = Files.list(Path.of("/usr/bin"))) {
			for (final Path tool : all.filter(t -> !t.endsWith("mvn")).toList())
				links.add(Files.createSymbolicLink(tools.resolve(tool.getFileName()), tool));
		}
		assertRefused(1, "Maven (mvn) was not found.", fiji.files(), install(
			Map.of("PATH", tools.toString()), "--platform", "linux-arm64", fiji.folder().toString()));
		// JUnit would warn of each.
		for (final Path link : links)
			Files.delete(link);
	}
}
