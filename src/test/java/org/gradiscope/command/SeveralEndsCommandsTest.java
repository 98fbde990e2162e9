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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Networks with several inputs and outputs through the commands. */
class SeveralEndsCommandsTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private static Path folder;

	private static String model(final String name) {
		try {
			return Path.of(
				SeveralEndsCommandsTest.class.getResource("/org/gradiscope/engine/tf/ends/" + name).toURI())
				.toString();
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	private static CommandModule run(final Class<? extends Command> command, final String model,
		final Object... values) throws Exception {
		return COMMANDS.run(command, Map.of("model", model(model)), values);
	}

	private static ImagePlus image(final int side) {
		final ColorProcessor pixels = new ColorProcessor(side, side);
		for (int i = 0; i < side * side; i++)
			pixels.set(i, (i * 7919 % 256 << 16) + (i * 104729 % 256 << 8) + i * 31 % 256);
		return new ImagePlus("ends.tif", pixels);
	}

	private static double first(final String also) throws Exception {
		final ResultsTable table = (ResultsTable) run(Classify.class, "two-inputs", "input", image(8),
			"chart", false, "alsoinput", also).getOutput("table");
		for (int row = 0; row < table.size(); row++)
			if (table.getValue("index", row) == 0) return table.getValue("logit", row);
		throw new AssertionError(table);
	}

	@Test
	void numbersAreGivenInEachOfTheWays() throws Exception {
		final double one = first("0.5, -1, 2, 0.25, 1");
		assertEquals(one, first("about: 0.5 -1 2 0.25 1"));
		final Path file = Files.writeString(folder.resolve("about.csv"), "0.5,-1\n2,0.25,1\n");
		assertEquals(one, first(file.toString()));
		assertEquals(one, first("about:" + file));
		assertNotEquals(one, first("0"));
		assertEquals(first("0"), first("0,0,0,0,0"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"''           | takes the input 'about' besides the image, 5 numbers, but nothing is given",
		"1, 2         | takes 5 numbers, but 2 numbers were given",
		"cells.tif    | takes 5 numbers; give them with commas",
		"nowhere.csv  | takes 5 numbers; give them with commas" })
	void whatDoesNotFitIsRefused(final String also, final String said) {
		final String message = QuietCommands.error(() -> first(also));
		assertTrue(message.contains(said), message);
	}

	@Test
	void whereNothingElseIsTakenNothingCanBeGiven() {
		final String message = QuietCommands.error(() -> run(SaliencyMap.class, "two-heads", "input",
			image(8), "target", "region", "alsoinput", "3"));
		assertTrue(message.contains("takes nothing besides the image"), message);
	}

	/** The second image as the first: its range, resized, as grey. */
	@Test
	void anImageIsGivenAsOne() throws Exception {
		final Path file = folder.resolve("prior.tif");
		Files.write(file, new FileSaver(image(4)).serialize());
		final List<Double> numbers = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			final int rgb = image(4).getProcessor().get(i);
			numbers
				.add((0.2989 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255)) / 255);
		}
		assertEquals(scores("prior: " + numbers.toString().replaceAll("[\\[\\]]", "") + "; times: 2"),
			scores("times: 2; prior: " + file), 1e-5);
		final String message = QuietCommands.error(() -> scores("2"));
		assertTrue(
			message.contains("each is written as name: value, of prior (an image of 4x4x1 numbers), " +
				"times (a number)"),
			message);
	}

	private static double scores(final String also) throws Exception {
		return ((ResultsTable) run(Classify.class, "three-inputs", "input", image(8), "chart", false,
			"alsoinput", also).getOutput("table")).getValue("logit", 0);
	}

	/** As of a network that looks for nuclei, each of its outputs explains what is selected. */
	@ParameterizedTest
	@CsvSource({ "prob, region", "prob, region/0", "dist, region", "dist, region/5" })
	void eachOutputExplainsWhatIsSelected(final String head, final String target) throws Exception {
		final ImagePlus image = image(16);
		image.setRoi(new Roi(6, 6, 3, 3));
		final ImagePlus map = (ImagePlus) run(SaliencyMap.class, "two-heads", "input", image, "head",
			head, "target", target, "method", "gradient", "view", "map").getOutput("output");
		assertTrue(map.getStatistics().max > 0);
		assertEquals(0, map.getProcessor().getf(0, 0), "far from the selection");
	}

	@Test
	void allOutputsAndInputsAreListed() throws Exception {
		assertEquals(
			List.of("nx?x?x6: a picture of numbers; taken",
				"nx?x?x1: a picture of probabilities (sigmoid); head=prob"),
			facts("two-heads", "auto", "output dist", "output prob"));
		assertEquals(List.of("nx?x?x1: a picture of probabilities (sigmoid); taken", "the key 'head'"),
			facts("two-heads", "prob", "output prob", "source of output"));
		assertEquals(List.of("5 numbers; alsoinput=..."),
			facts("two-inputs", "auto", "also input about"));
	}

	private static List<String> facts(final String model, final String head, final String... names)
		throws Exception {
		final ResultsTable facts =
			(ResultsTable) run(ModelInfo.class, model, "head", head).getOutput("facts");
		final List<String> found = new ArrayList<>();
		for (final String name : names)
			for (int row = 0; row < facts.size(); row++)
				if (facts.getStringValue("fact", row).equals(name))
					found.add(facts.getStringValue("value", row));
		return found;
	}
}
