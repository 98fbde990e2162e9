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

package org.gradiscope.imagej.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.cli.Main;
import org.gradiscope.command.CommandList;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.gradiscope.command.MacroOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginService;

/** What the page says of each command is so, in a terminal too. */
class StartFamilyTest {

	@TempDir
	private static Path folder;

	static Stream<StartEntry> entries() {
		return StartFamily.ALL.stream().flatMap(family -> family.entries().stream());
	}

	@BeforeAll
	static void theSampleIsWritten() throws IOException {
		final String paths = run("start-here", "output=" + folder.resolve("start.csv"));
		assertEquals(
			List.of(folder.resolve("start.csv").toString(), folder.resolve(SampleImage.FILE).toString()),
			paths.lines().toList());
	}

	/** @return what is printed */
	private static String run(final String... call) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final int status = Main.run(call, new PrintStream(out, true, StandardCharsets.UTF_8),
			new PrintStream(err, true, StandardCharsets.UTF_8));
		assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

	/** The line in the folder of the test, with some keys more. */
	private static Path run(final StartEntry entry, final String... more) {
		final String line = entry.commandLine().replace("input=", "input=" + folder + "/")
			.replace("output=", "output=" + folder + "/");
		assertTrue(line.startsWith("scripts/gradiscope "), line);
		run(Stream.concat(Arrays.stream(line.split(" ")).skip(1), Stream.of(more))
			.toArray(String[]::new));
		return Path.of(line.substring(line.indexOf("output=") + "output=".length()));
	}

	private static StartEntry entry(final String command) {
		return entries().filter(entry -> entry.command().equals(command)).findFirst().orElseThrow();
	}

	@Test
	void thereAreTheFourFamilies() {
		assertEquals(
			List.of("Feature visualization", "Saliency", "Dreams and style", "Adversarial perturbation"),
			StartFamily.ALL.stream().map(StartFamily::name).toList());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void everyEntryIsACommandWithKeysOfIts(final StartEntry entry) {
		try (Context context = new Context(PluginService.class)) {
			final CommandInfo info = new CommandList(context).find(entry.commandLine().split(" ")[1]);
			assertEquals(info.getLabel(), entry.command());
			assertEquals(info.getMenuPath().getLeaf().getName(), entry.menuEntry());
			assertEquals(Keys.needsImage(info), entry.onSample());
			KeyValues.parse(info, MacroOptions.parse(info, entry.keys()), List.of());
			assertTrue(
				Arrays.stream(entry.keys().split(" ")).allMatch(key -> key.matches("[a-z]+=[^ ]+")));
		}
	}

	@Test
	void theTextHasTheLines() {
		final String text = run("start-here");
		for (final StartFamily family : StartFamily.ALL)
			assertTrue(text.contains(family.question()), text);
		entries().flatMap(e -> Stream.of(e.sentence(), e.macroLine(), e.commandLine()))
			.forEach(line -> assertTrue(text.contains(line), line + " in " + text));
	}

	@Test
	void theEvidenceForBacteriaIsAtTheRight() {
		final ImagePlus map = IJ.openImage(run(entry("Saliency Map"), "view=map").toString());
		map.getProcessor().abs();
		map.setRoi(0, 0, 160, 160);
		final double left = map.getStatistics().mean;
		map.setRoi(160, 0, 160, 160);
		assertTrue(map.getStatistics().mean > 1.5 * left, map.getStatistics().mean + " over " + left);
	}

	@Test
	void sarcomeresBecomeBacteria() throws IOException {
		final Path output = run(entry("Adversarial Perturbation"));
		final ResultsTable table = ResultsTable.open(output.toString().replaceFirst("\\.tif$", ".csv"));
		assertEquals("sarcomeres", table.getStringValue("before-1", 0));
		assertEquals("bacteria", table.getStringValue("after-1", 0));
		assertEquals(8, table.getValue("linf", 0));
	}

	@Test
	void theOthersGiveTheirPictures() {
		assertTrue(Files.exists(run(entry("Feature Visualization"))));
		assertTrue(Files.exists(run(entry("Deep Dream"))));
	}
}
