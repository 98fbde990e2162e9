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

package org.gradiscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for developers say of the sources is true of them. */
class ArchitecturePageTest {

	private static final Path PAGE = Path.of("docs", "architecture.md");
	private static final Path MAIN = Path.of("src/main/java");

	/** The Javadoc before the package declaration. */
	private static final Pattern COMMENT = Pattern.compile(
		"/\\*\\*\\s((?:(?!\\*/).)*)\\*/\\s*package\\s+(?:org\\.gradiscope\\.)?([\\w.]+);",
		Pattern.DOTALL);

	/** What is code in a page. */
	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	/** Types of others that the pages name. */
	private static final Set<String> FOREIGN =
		Set.of("StatefulPartitionedCall", "ReluGrad", "Relu", "ImagePlus", "Boolean", "File",
			"DynamicCommand", "CommandService", "RoiManager", "ResultsTable", "IJ", "Graph", "Locale");

	/** A row for each package, in the order of their names. */
	@Test
	void theTableOfPackagesRepeatsTheirSentences() throws IOException {
		final String page = Files.readString(PAGE);
		final String rows = page.lines().dropWhile(line -> !line.startsWith("| package |")).skip(2)
			.takeWhile(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
		assertEquals(rows(), rows);
	}

	private static String rows() {
		final Map<String, String> sentences = new TreeMap<>();
		files(MAIN).filter(file -> file.endsWith("package-info.java"))
			.map(file -> COMMENT.matcher(read(file))).filter(Matcher::find)
			.forEach(found -> sentences.put(found.group(2), sentence(found.group(1))));
		return sentences.entrySet().stream()
			.map(entry -> "| `" + entry.getKey() + "` | " + entry.getValue() + " |")
			.collect(Collectors.joining("\n"));
	}

	/** The first one of a comment, in Markdown. */
	private static String sentence(final String comment) {
		final String text = comment.replaceAll("(^|\n) *\\*", " ").replaceAll("\\s+", " ").strip();
		return text.split("(?<=[.]) (?=[A-Z{])")[0].replaceAll("\\{@\\w+ (?:[a-z]\\w*\\.)*([^}]*)}",
			"`$1`");
	}

	/** Scripts, folders, pages and configuration files. */
	@ParameterizedTest
	@ValueSource(strings = { "docs/architecture.md", "CONTRIBUTING.md" })
	void everyFileThatIsNamedIsThere(final String page) throws IOException {
		final List<String> files = code(page)
			.filter(code -> code.matches(
				"(src|docs|scripts|test-images|\\.ci)(/[\\w.-]+)*|[\\w-]+\\.(txt|config|java|md|cff)"))
			.toList();
		assertTrue(files.size() > 3, page);
		final Set<String> names =
			Stream.of("src", "docs", "scripts").flatMap(top -> files(Path.of(top)))
				.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		assertEquals(List.of(), files.stream()
			.filter(file -> !Files.exists(Path.of(file)) && !names.contains(file)).toList());
	}

	/** So that who follows a recipe finds what it names. */
	@ParameterizedTest
	@ValueSource(strings = { "docs/architecture.md", "CONTRIBUTING.md" })
	void everyTypeThatIsNamedIsThere(final String page) throws IOException {
		final List<String> types =
			code(page).filter(code -> code.matches("[A-Z][a-z]\\w+|[A-Z]{2}\\w*[a-z]\\w*"))
				.filter(code -> !FOREIGN.contains(code)).toList();
		assertTrue(types.size() > 1, page);
		final Set<String> sources =
			files(Path.of("src")).map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		assertEquals(List.of(),
			types.stream().filter(type -> !sources.contains(type + ".java")).toList());
	}

	@Test
	void theCitationIsOfThisVersion() throws IOException {
		final Matcher version =
			Pattern.compile("<artifactId>gradiscope</artifactId>\\s*<version>(.*?)<")
				.matcher(Files.readString(Path.of("pom.xml")));
		assertTrue(version.find());
		assertTrue(
			Files.readAllLines(Path.of("CITATION.cff")).contains("version: " + version.group(1)));
	}

	/** Without the blocks. */
	private static Stream<String> code(final String page) throws IOException {
		return CODE.matcher(Files.readString(Path.of(page)).replaceAll("(?s)```.*?```", "")).results()
			.map(code -> code.group(1));
	}

	private static Stream<Path> files(final Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList().stream();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
