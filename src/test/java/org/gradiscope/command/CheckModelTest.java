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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.preprocessing.PreprocessingCandidate;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.NormalizedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** A network that was trained with one preprocessing, of which nothing is stated. */
class CheckModelTest {

	private static final Preprocessing UNIT =
		Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(16, 16));

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	/** Ten slices of noise, with more red than blue. */
	private static ImagePlus stack() {
		final Random random = new Random(3);
		final ImageStack slices = new ImageStack(16, 16);
		for (int slice = 0; slice < 10; slice++) {
			final ColorProcessor colours = new ColorProcessor(16, 16);
			for (int i = 0; i < 256; i++)
				colours.set(i, 100 + random.nextInt(100) << 16 | 60 + random.nextInt(120) << 8 |
					10 + slice + random.nextInt(100));
			slices.addSlice(colours);
		}
		return new ImagePlus("tissue", slices);
	}

	private static Pixels pixels(final ImagePlus image, final int slice) {
		final ColorProcessor colours = (ColorProcessor) image.getStack().getProcessor(slice);
		final float[] values = new float[16 * 16 * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = colours.get(i / 3) >> 16 - 8 * (i % 3) & 255;
		return new Pixels(Tensor.of(Shape.of(1, 16, 16, 3), values), ValueRange.EIGHT_BIT);
	}

	/** A graph alone, in a folder. */
	private Path trainedWith(final String candidate) throws IOException {
		final ImagePlus stack = stack();
		final PreprocessingCandidate truth = PreprocessingCandidate.of(UNIT).stream()
			.filter(each -> each.name().equals(candidate)).findFirst().orElseThrow();
		final byte[] graph = ((ModelSource.Graph) NormalizedNetwork
			.model(UNIT, truth, List.of(pixels(stack, 1), pixels(stack, 5), pixels(stack, 9))).source())
			.bytes();
		final Path place = Files.createDirectories(folder.resolve("cells"));
		return Files.write(place.resolve("cells.pb"), graph);
	}

	private static CommandModule run(final Path model, final Object... values) throws Exception {
		return COMMANDS.run(CheckModel.class, Map.of("input", stack(), "model", model.toString()),
			values);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	@Test
	void theTableHasTheBestFirstAndTheOneTaken() throws Exception {
		final ResultsTable table = table(run(trainedWith("torch")));
		assertEquals(13, table.size());
		assertEquals("torch", table.getStringValue("preprocessing", 0));
		assertTrue(table.getStringValue("is", 0).startsWith("rgb 0..1 minus [0.485, "));
		assertEquals("batch normalization", table.getStringValue("by", 0));
		for (int row = 0; row < table.size(); row++) {
			assertEquals(row + 1, table.getValue("rank", row));
			assertEquals(table.getStringValue("preprocessing", row).equals("unit") ? "yes" : "",
				table.getStringValue("now", row));
			if (row > 0) assertTrue(
				table.getValue("times-the-best", row) >= table.getValue("times-the-best", row - 1));
		}
	}

	@Test
	void whatIsWrittenIsTakenFromThenOn() throws Exception {
		final Path model = trainedWith("caffe");
		run(model, "write", true);
		final ResultsTable table = table(run(model));
		assertEquals("caffe", table.getStringValue("preprocessing", 0));
		assertEquals("yes", table.getStringValue("now", 0));
		assertEquals(1, Files.readString(folder.resolve("cells").resolve("gradiscope.yaml")).lines()
			.filter(line -> line.contains("channels: bgr")).count());
	}

	/** What Python gives is what the network gives behind the right preprocessing. */
	@Test
	void byTheExpectedAnswer() throws Exception {
		final Path model = trainedWith("tf");
		final Path yaml = Files.writeString(model.resolveSibling("gradiscope.yaml"),
			"input: {preset: tf, channels: bgr}");
		final ImagePlus image = new ImagePlus("one", stack().getStack().getProcessor(4));
		final ResultsTable scores = (ResultsTable) COMMANDS
			.run(Classify.class, Map.of("input", image, "model", model.toString(), "top", 9))
			.getOutput("table");
		final double[] logits = new double[9];
		for (int row = 0; row < 9; row++)
			logits[(int) scores.getValue("index", row)] = scores.getValue("logit", row);
		final StringBuilder text = new StringBuilder();
		for (final double logit : logits)
			text.append(String.format(Locale.ROOT, "%.7g%n", logit));
		final Path expected = Files.writeString(folder.resolve("expected.txt"), text);
		Files.delete(yaml);
		final ResultsTable table = table(run(model, "input", image, "expected", expected.toString()));
		assertEquals("tf, bgr", table.getStringValue("preprocessing", 0));
		assertEquals(0, table.getValue("difference", 0), 1e-5);
		assertTrue(table.getValue("difference", 1) > 1e-3);
	}

	/** An answer that nothing explains is no reason to change a file. */
	@Test
	void nothingIsWrittenWithoutAFinding() throws Exception {
		final Path model = trainedWith("tf");
		final Path expected = Files.writeString(folder.resolve("expected.txt"), "9 8 7 6 5 4 3 2 1");
		final ImagePlus image = new ImagePlus("one", stack().getStack().getProcessor(4));
		run(model, "input", image, "expected", expected.toString(), "write", true);
		assertFalse(Files.exists(model.resolveSibling("gradiscope.yaml")));
	}

	/** Of a stack with an expected answer every slice counts. */
	@Test
	void answersOfManySlices() throws Exception {
		final Path model = trainedWith("tf");
		final ImageStack many = new ImageStack(16, 16);
		final StringBuilder text = new StringBuilder();
		for (int slice = 0; slice < 40; slice++)
			many.addSlice(stack().getStack().getProcessor(slice % 10 + 1));
		final ResultsTable scores = (ResultsTable) COMMANDS
			.run(Classify.class,
				Map.of("input", new ImagePlus("many", many), "model", model.toString(), "top", 9))
			.getOutput("table");
		final double[] logits = new double[40 * 9];
		for (int row = 0; row < scores.size(); row++)
			logits[((int) scores.getValue("slice", row) - 1) * 9 + (int) scores.getValue("index", row)] =
				scores.getValue("logit", row);
		for (final double logit : logits)
			text.append(String.format(Locale.ROOT, "%.7g%n", logit));
		final Path expected = Files.writeString(folder.resolve("expected.txt"), text);
		final ResultsTable table =
			table(run(model, "input", new ImagePlus("many", many), "expected", expected.toString()));
		assertEquals("yes", table.getStringValue("now", 0));
	}

	/** Where a range is assumed and another fits far better, whoever classifies is told, and the table says so. */
	@Test
	void commandsSayThatAnotherRangeFits() throws Exception {
		final Path model = trainedWith("torch");
		final ResultsTable table = (ResultsTable) COMMANDS
			.run(Classify.class, Map.of("input", stack(), "model", model.toString(), "top", 1))
			.getOutput("table");
		assertTrue(table.getStringValue("value range", 0).startsWith(
			"assumed 0..1, though torch (rgb 0..1 minus "), table.getStringValue("value range", 0));
		final ImagePlus map = (ImagePlus) COMMANDS
			.run(SaliencyMap.class,
				Map.of("input", stack(), "model", model.toString(), "method", "gradient", "view", "map"))
			.getOutput("output");
		assertTrue(map.getInfoProperty().contains("assumed, though torch"), map.getInfoProperty());
		Files.writeString(model.resolveSibling("gradiscope.yaml"), "input: {preset: torch}");
		assertFalse(((ResultsTable) COMMANDS
			.run(Classify.class, Map.of("input", stack(), "model", model.toString(), "top", 1))
			.getOutput("table")).columnExists("value range"));
	}
}
