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

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.tools.HeadlessMacros;
import org.gradiscope.tools.LectureFigures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The macros of the lectures run without windows, and what they and their pages claim holds: each returns the figures
 * that its answer names.
 */
class LectureMacrosTest {

	private static final Path ROOT = Path.of("").toAbsolutePath();
	private static final Path PAGES = Path.of("docs", "lectures");

	/** A claim of a demo: {@code name < 2}, {@code name > other}; names with signs of their own as they are returned. */
	private static final Map<String, String> CLAIMS = Map.ofEntries( //
		Map.entry("edge-detectors", "detectors > 7"), //
		Map.entry("shallow-and-deep", "conv1 < 3; conv4 > 10; conv7 > 100"), //
		Map.entry("cockatoo", "neurites > 0.999"), //
		Map.entry("only-the-sign", "membranes > 0.85; neurites > 0.3"), //
		Map.entry("neighbourhood", "fooled > 5.5; agreement > 0.7; neurites > 0.9"), //
		Map.entry("one-change-for-all", "made > 24; others > 3.5; noise < 0.5"), //
		Map.entry("dream-losses", "alpha < 0.7 square; beta < 0.2 differences"), //
		Map.entry("convolution", "correlation < 0.001; convolution > 100"), //
		Map.entry("first-layer-by-hand", "spread < 0.0001; responding > 300"), //
		Map.entry("stride-and-pooling", "average < 0.5 stride"), //
		Map.entry("random-weights", "trained > 5.5; drawn > 4.5; classified < 3.5"), //
		Map.entry("with-and-without-a-prior", "higher > 1.5; rougher > 2.5"), //
		Map.entry("strongest-patches", "guided < 0.5; deconvnet > 0.99"), //
		Map.entry("class-from-noise", "sure > 2.5; correlation > 0.8; stay > 2.5"), //
		Map.entry("backprop-in-colour", "guided > 0.95; gradient < 0.8"), //
		Map.entry("style-three-times", "taken > 2.5"), //
		Map.entry("targeted", "none < 6; nuclei > 2 none; haze > 2 none"), //
		Map.entry("in-print-and-from-all-angles", "original < 0.5; robust > 5.5; plain < robust"), //
		Map.entry("fooling", "sure > 2.5; bred > 0.9"), //
		Map.entry("one-bit-of-eight", "fooled > 0.5; fooled < 1.5"), //
		Map.entry("hardened", "naive > 1.5; hardened < 0.5; edges-hardened > 0.1; edges-naive < 0"), //
		Map.entry("few-pixels", "changed < 300; neurites > 0.3"), //
		Map.entry("decision-surface", "gradient > 2; gradient > 5 random; random < 0.5"));

	private static final Pattern RETURNED = Pattern.compile("([\\w-]+)=([\\d.E-]+)");
	private static final Pattern CLAIM =
		Pattern.compile("([\\w-]+) ([<>]) ([\\d.]+)? ?([a-z][\\w-]*)?");

	@BeforeAll
	static void install() {
		HeadlessMacros.install();
	}

	@AfterEach
	void closeAll() {
		LectureFigures.closeAll();
	}

	static List<String> demos() throws IOException {
		return LectureFigures.names(ROOT);
	}

	@ParameterizedTest
	@MethodSource("demos")
	void whatItClaimsHolds(final String demo) throws IOException {
		final String answer = HeadlessMacros.run(LectureFigures.macro(ROOT, demo), ROOT.toString());
		final Map<String, Double> values = new HashMap<>();
		RETURNED.matcher(answer).results()
			.forEach(value -> values.put(value.group(1), Double.valueOf(value.group(2))));
		for (final String claim : CLAIMS.get(demo).split("; "))
			assertTrue(holds(claim, values), claim + ", but it returned " + answer);
		assertPicture(LectureFigures.figure());
		if (demo.equals("cockatoo")) assertEquals(24, largestChange(), 0);
		if (demo.equals("only-the-sign")) assertTrue(answer.startsWith("coin membranes="), answer);
	}

	private static boolean holds(final String claim, final Map<String, Double> values) {
		final Matcher parts = CLAIM.matcher(claim);
		assertTrue(parts.matches(), claim);
		final double factor = parts.group(3) == null ? 1 : Double.parseDouble(parts.group(3));
		final double bound = parts.group(4) == null ? factor : factor * values.get(parts.group(4));
		final double value = values.get(parts.group(1));
		return parts.group(2).equals("<") ? value < bound : value > bound;
	}

	/** Wide enough to be read, and not one colour. */
	private static void assertPicture(final ImagePlus figure) {
		assertEquals(24, figure.getBitDepth());
		assertTrue(figure.getWidth() >= 400 && figure.getWidth() <= 1000, figure::toString);
		assertTrue(figure.getStatistics().stdDev > 20, figure::toString);
	}

	/** Of a value, in grey levels. */
	private static int largestChange() {
		final int[] before = (int[]) WindowManager.getImage("original").getProcessor().getPixels();
		final int[] after = (int[]) WindowManager.getImage("changed").getProcessor().getPixels();
		return IntStream.range(0, before.length)
			.map(i -> Math.max(change(before[i], after[i], 16),
				Math.max(change(before[i], after[i], 8), change(before[i], after[i], 0))))
			.max().orElseThrow();
	}

	private static int change(final int before, final int after, final int shift) {
		return Math.abs((before >> shift & 255) - (after >> shift & 255));
	}

	@Test
	void everyDemoHasAClaimAPageAndAPicture() throws IOException {
		assertEquals(demos(), CLAIMS.keySet().stream().sorted().toList());
		final StringBuilder text = new StringBuilder();
		for (final Path page : pages())
			text.append(Files.readString(page));
		for (final String demo : demos()) {
			assertTrue(text.toString().contains("](../examples/lectures/" + demo + ".ijm)"), demo);
			assertTrue(text.toString().contains("](images/" + demo + ".jpg)"), demo);
		}
	}

	@Test
	void thePicturesAreSmall() throws IOException {
		long all = 0;
		try (Stream<Path> pictures = Files.list(LectureFigures.PICTURES)) {
			for (final Path picture : pictures.toList()) {
				assertTrue(Files.size(picture) < 150_000, picture + ": " + Files.size(picture));
				all += Files.size(picture);
			}
		}
		assertTrue(all < 3_000_000, all + " bytes");
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.list(PAGES)) {
			final List<Path> pages =
				files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
			assertEquals(5, pages.size());
			return pages;
		}
	}
}
