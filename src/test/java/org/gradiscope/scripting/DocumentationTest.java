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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.command.CommandList;
import org.gradiscope.command.FeatureCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;

/** What the pages refer to is there. */
class DocumentationTest {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
	private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
	private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

	static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("docs"))) {
			return Stream.concat(Stream.of(Path.of("README.md")),
				files.filter(file -> file.toString().endsWith(".md"))).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkAndPictureIsThere(final Path page) throws IOException {
		final List<String> links =
			found(LINK, page).filter(link -> !ELSEWHERE.matcher(link).matches()).toList();
		assertEquals(List.of(), links.stream().filter(link -> !leadsSomewhere(page, link)).toList());
	}

	@Test
	void thereAreLinksToCheck() throws IOException {
		assertTrue(pages().size() >= 5, pages()::toString);
		assertTrue(found(LINK, Path.of("docs", "README.md")).count() >= 8);
	}

	@Test
	void everySaliencyMethodIsExplained() throws IOException {
		final String page = Files.readString(Path.of("docs", "saliency.md"));
		final List<String> methods = AttributionMethods.REGISTRY.names();
		assertTrue(methods.size() >= 16);
		assertEquals(List.of(),
			methods.stream().filter(method -> !page.contains("`" + method + "`")).toList());
	}

	@Test
	void everyObjectiveOfFeaturesIsExplained() throws Exception {
		final String page = Files.readString(Path.of("docs", "visualization.md"));
		final String[] objectives =
			FeatureCommand.class.getDeclaredField("objective").getAnnotation(Parameter.class).choices();
		assertTrue(objectives.length >= 7);
		assertEquals(List.of(), Arrays.stream(objectives)
			.filter(objective -> !page.contains("`" + objective + "`")).toList());
	}

	@Test
	void everyAttackIsExplained() throws IOException {
		final String page = Files.readString(Path.of("docs", "adversarial.md"));
		assertEquals(List.of(), Arrays.stream(AttackMethod.values())
			.filter(method -> !page.contains("`" + method + "`")).toList());
	}

	/** In the table of the first two minutes: what its third column says is what the registry knows. */
	@Test
	void theTableOfAttacksSaysHowTheirChangeIsMeasured() throws IOException {
		final String page = Files.readString(Path.of("docs", "adversarial.md"));
		final Map<String, String> measured = new HashMap<>();
		for (final String row : page.lines().filter(line -> line.startsWith("|"))
			.takeWhile(line -> !line.startsWith("| column")).toList())
			for (final AttackMethod method : AttackMethod.values())
				if (row.split("\\|")[2].contains("`" + method + "`"))
					measured.put(method.name(), row.split("\\|")[3].strip());
		for (final AttackMethod method : AttackMethod.values())
			assertTrue(measure(method).contains(measured.get(method.name())),
				method + ": " + measured.get(method.name()));
	}

	/** What can be said of it. */
	private static List<String> measure(final AttackMethod method) {
		return switch (method.family()) {
			case MINIMAL -> List.of("it is the result");
			case UNMEASURED -> List.of("it is the result", "in degrees and pixels");
			case CONFIDENCE -> List.of("free");
			case EXPECTATION -> List.of("as its `base`");
			default -> List.of(method.norm() == Norm.LINF ? "largest change" : "root mean square");
		};
	}

	/** As it is called in a terminal. */
	@Test
	void everyCommandIsMentioned() throws IOException {
		final StringBuilder pages = new StringBuilder();
		for (final Path page : pages())
			pages.append(Files.readString(page));
		try (Context context = new Context(CommandService.class)) {
			final List<String> names =
				new CommandList(context).all().stream().map(CommandInfo::getName).toList();
			assertTrue(names.size() >= 11, names::toString);
			assertEquals(List.of(),
				names.stream()
					.filter(
						name -> !Pattern.compile("gradiscope " + name + "(?![\\w-])").matcher(pages).find())
					.toList());
		}
	}

	private static boolean leadsSomewhere(final Path page, final String link) {
		final int hash = link.indexOf('#');
		final String file = hash < 0 ? link : link.substring(0, hash);
		final Path target = file.isEmpty() ? page : page.resolveSibling(file);
		return Files.exists(target) &&
			(hash < 0 || headings(target).contains(link.substring(hash + 1)));
	}

	/** As they are linked to: in lower case, without signs, with hyphens for blanks. */
	private static List<String> headings(final Path page) {
		try {
			return found(HEADING, page).map(heading -> heading.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
		}
		catch (final IOException e) {
			return List.of();
		}
	}

	private static Stream<String> found(final Pattern pattern, final Path page) throws IOException {
		return pattern.matcher(Files.readString(page)).results()
			.map((final MatchResult m) -> m.group(1));
	}
}
