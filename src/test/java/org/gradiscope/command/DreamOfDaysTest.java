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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/**
 * Ten days of made-up people, whose rule is known: going to bed early, at first above all, and walking take
 * weight off. The recurrent network is from {@code scripts/train-sleep.py}.
 */
class DreamOfDaysTest {

	private static final Path SLEEP = Path.of("src/test/resources/org/gradiscope/sleep");
	private static final String RANGE = "20..28; 0..20; 50..110";
	private static final int DAYS = 10;

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static CommandModule run(final Class<? extends Command> command, final Object... values)
		throws Exception {
		return COMMANDS.run(command, Map.of("model", SLEEP.toString()), values);
	}

	/** Somebody who gains weight. */
	private static ImagePlus days() throws IOException {
		final List<String> lines = Files.readAllLines(SLEEP.resolve("random.txt"));
		final FloatProcessor days = new FloatProcessor(DAYS, lines.size());
		for (int f = 0; f < lines.size(); f++) {
			final String[] numbers = lines.get(f).trim().split(" ");
			for (int day = 0; day < DAYS; day++)
				days.setf(day, f, Float.parseFloat(numbers[day]));
		}
		return new ImagePlus("days", days);
	}

	/** Of -4 kg. */
	private static double probability(final ImagePlus series) throws Exception {
		final ResultsTable table =
			(ResultsTable) run(Classify.class, "input", series, "chart", false).getOutput("table");
		for (int row = 0; row < table.size(); row++)
			if (table.getValue("index", row) == 0) return table.getValue("probability", row);
		throw new IllegalStateException("The table has no class 0.");
	}

	private static double mean(final ImagePlus series, final int feature, final int from,
		final int to) {
		double sum = 0;
		for (int day = from; day < to; day++)
			sum += series.getProcessor().getf(day, feature);
		return sum / (to - from);
	}

	private static void assertIn(final ImagePlus series, final int feature, final double low,
		final double high) {
		for (int day = 0; day < DAYS; day++) {
			final float value = series.getProcessor().getf(day, feature);
			assertTrue(value >= low - 1e-3 && value <= high + 1e-3, feature + ": " + value);
		}
	}

	@Test
	void theDreamGoesToBedEarlierAndKeepsTheWeight() throws Exception {
		final ImagePlus days = days();
		assertTrue(probability(days) < 0.05);
		final CommandModule module = run(DeepDream.class, "input", days, "target", "-4 kg", "steps", 60,
			"octaves", 1, "range", RANGE, "keep", "2");
		final ImagePlus dream = (ImagePlus) module.getOutput("output");
		assertTrue(probability(dream) > 0.95,
			() -> Arrays.toString((float[]) dream.getProcessor().getPixels()));
		for (int day = 0; day < DAYS; day++)
			assertEquals(days.getProcessor().getf(day, 2), dream.getProcessor().getf(day, 2));
		assertIn(dream, 0, 20, 28);
		assertIn(dream, 1, 0, 20);
		// Earlier above all in the first days, which count more.
		final double first = mean(days, 0, 0, 5) - mean(dream, 0, 0, 5);
		final double last = mean(days, 0, 5, 10) - mean(dream, 0, 5, 10);
		assertTrue(first > 1 && first > last, first + " and " + last);
		assertEquals("days-deep-dream-curves", ((ImagePlus) module.getOutput("curves")).getTitle());
	}

	@ParameterizedTest
	@CsvSource({ "'', false", "'0,1', true" })
	void aFeatureIsADrawnLifeThatCouldBeMeasured(final String integers, final boolean whole)
		throws Exception {
		final ImagePlus drawn =
			(ImagePlus) run(FeatureVisualization.class, "objective", "class", "target", "-4 kg", "size",
				DAYS, "steps", 96, "range", RANGE, "integers", integers).getOutput("output");
		assertTrue(probability(drawn) > 0.95);
		assertIn(drawn, 0, 20, 28);
		assertIn(drawn, 1, 0, 20);
		assertIn(drawn, 2, 50, 110);
		for (int f = 0; f < 2; f++)
			for (int day = 0; day < DAYS; day++) {
				final float value = drawn.getProcessor().getf(day, f);
				if (whole) assertEquals(Math.round(value), value, 1e-3);
			}
	}

	@Test
	void whatIsKeptInAFeatureIsThatOfTheReference() throws Exception {
		final Path file = Files.createTempFile("days", ".tif");
		ij.IJ.saveAsTiff(days(), file.toString());
		final ImagePlus drawn =
			(ImagePlus) run(FeatureVisualization.class, "objective", "class", "target", "-4 kg", "steps",
				96, "range", RANGE, "keep", "1,2", "reference", file.toString()).getOutput("output");
		Files.delete(file);
		for (int day = 0; day < DAYS; day++)
			for (int f = 1; f < 3; f++)
				assertEquals(days().getProcessor().getf(day, f), drawn.getProcessor().getf(day, f), 1e-3);
	}

	@Test
	void whatIsNoFeatureOrNoRangeIsRefused() {
		assertTrue(refusal("keep", "3").contains("features of the series, 0 to 2, but '3'"));
		assertTrue(refusal("range", "20..").contains("is low..high"));
		assertTrue(refusal("range", "1..2;1..2;1..2;1..2").contains("has 3 features"));
		assertTrue(
			QuietCommands.error(() -> COMMANDS.run(DeepDream.class, Map.of("model", "micropatterns"),
				"input", days(), "keep", "1")).contains("takes images; leave them out"));
	}

	private static String refusal(final String key, final String value) {
		return QuietCommands
			.error(() -> run(DeepDream.class, "input", days(), "target", "0", key, value));
	}
}
