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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.DefaultGradiscopeService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.module.ModuleService;

/**
 * The machine's language changes nothing: all files, tables and messages are those of American English,
 * byte for byte. Languages with other digits, other letter cases, another decimal point and another
 * calendar.
 */
class LocalesTest {

	private static final String ENGLISH = "en-US";
	/** Of the calls, those up to the first map of each kind. */
	private static final int FIRST = 9;

	@TempDir
	static Path folder;

	/** Each language is run once. */
	private static final Map<String, Map<String, byte[]>> FOUND = new HashMap<>();

	@ParameterizedTest
	@ValueSource(strings = "tr-TR")
	void firstCallsAreThoseOfEnglish(final String language) throws Exception {
		assertSame(language, FIRST);
	}

	@Tag("long")
	@ParameterizedTest
	@ValueSource(strings = { "tr-TR", "fa-IR", "ar-EG", "de-DE", "th-TH-u-nu-thai", "hi-IN-u-nu-deva",
		"bn-BD", "mr-IN", "ne-NP", "my-MM" })
	void wholeCommandLineIsThatOfEnglish(final String language) throws Exception {
		assertSame(language, WholeCommandLine.CALLS.size());
	}

	@Test
	void everyCommandIsCalled() {
		try (Context context =
			new Context(List.of(DefaultGradiscopeService.class, ModuleService.class), false)) {
			new CommandList(context).all().forEach(command -> assertTrue(WholeCommandLine.CALLS.stream()
				.anyMatch(call -> call.split(" ")[0].equals(command.getName())), command.getName()));
		}
	}

	private static void assertSame(final String language, final int calls) throws Exception {
		final Map<String, byte[]> expected = found(ENGLISH, calls);
		final Map<String, byte[]> found = found(language, calls);
		assertEquals(new String(expected.get("report")), new String(found.get("report")));
		assertEquals(expected.keySet(), found.keySet());
		expected.forEach((file, content) -> assertArrayEquals(content, found.get(file), file));
	}

	private static Map<String, byte[]> found(final String language, final int calls)
		throws Exception {
		final String key = language + " " + calls;
		if (!FOUND.containsKey(key)) FOUND.put(key, run(language, calls));
		return FOUND.get(key);
	}

	/** What was written, and the report of what was said, by file. */
	private static Map<String, byte[]> run(final String language, final int calls)
		throws IOException, InterruptedException {
		final Path own = Files.createDirectories(folder.resolve(language + " " + calls).resolve("run"));
		final String[] tags = language.split("-", 3);
		final ProcessBuilder builder =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Duser.language=" + tags[0], "-Duser.country=" + tags[1],
				"-Duser.extensions=" + (tags.length > 2 ? tags[2] : ""), "-XX:TieredStopAtLevel=1",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath(),
				WholeCommandLine.class.getName(), String.valueOf(calls)).directory(own.toFile());
		builder.environment().put("GRADISCOPE_MODELS", own.resolve("models").toString());
		final Path errors = own.resolveSibling("errors");
		final int status = builder.redirectOutput(own.resolve("report").toFile())
			.redirectError(errors.toFile()).start().waitFor();
		assertEquals(0, status, () -> read(errors));
		return files(own);
	}

	/** As the processes have it, which run elsewhere. */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(part -> Path.of(part).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Map<String, byte[]> files(final Path own) throws IOException {
		final Map<String, byte[]> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(own)) {
			for (final Path file : all.filter(Files::isRegularFile).toList())
				files.put(own.relativize(file).toString(), Files.readAllBytes(file));
		}
		return files;
	}
}
