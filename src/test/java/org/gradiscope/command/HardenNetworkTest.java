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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

/** The embedded network, hardened on a few drawings. */
class HardenNetworkTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private CommandModule run(final ImagePlus input, final String save, final Object... values)
		throws Exception {
		return COMMANDS.run(HardenNetwork.class, Map.of("input", input, "epochs", 2, "passes", 2,
			"queries", 2, "save", folder.resolve(save).toString()), values);
	}

	private static double accuracy(final ResultsTable table, final String when, final String attack) {
		for (int row = 0; row < table.size(); row++)
			if (when.equals(table.getStringValue("when", row)) &&
				attack.equals(table.getStringValue("attack", row))) return table.getValue("accuracy", row);
		throw new AssertionError(when + " " + attack);
	}

	@Test
	void theFolderIsTheTrainedNetworkAndSaysWhatItWasTrainedOn() throws Exception {
		final ImagePlus drawings = TrainingDrawings.of(4, 2, Pattern.NUCLEI, Pattern.GRID);
		final CommandModule module = run(drawings, "hard", "rate", 0.01, "seed", 3);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(6, table.size());
		assertEquals(1, accuracy(table, "before", "clean"));
		final ImagePlus kernels = (ImagePlus) module.getOutput("kernels");
		assertEquals(2, kernels.getStackSize());
		assertEquals("drawings-hardened", ((ImagePlus) module.getOutput("curves")).getTitle());
		final String before = TrainingDrawings.scores(COMMANDS, drawings, "micropatterns");
		final String after =
			TrainingDrawings.scores(COMMANDS, drawings, folder.resolve("hard").toString());
		assertFalse(before.equals(after), "nothing was learnt");
		final String yaml = TrainingDrawings.yaml(folder.resolve("hard"));
		for (final String said : new String[] { "images: 6", "held-out: 2", "list-sha256: ",
			"from: micropatterns, SHA-256 ", "method: pgd (Madry 2018), epsilon 8.0", "seed: 3",
			"interval: [" })
			assertTrue(yaml.contains(said), said + " in " + yaml);
		assertFalse(yaml.contains("accuracy-64"), "figures of the network that it was");
	}

	@Test
	void theSameSeedGivesTheSameFile() throws Exception {
		final ImagePlus drawings = TrainingDrawings.of(2, 2, Pattern.NUCLEI, Pattern.GRID);
		run(drawings, "one");
		run(drawings, "two");
		run(drawings, "other", "seed", 2);
		final byte[] one = TrainingDrawings.graph(folder.resolve("one"));
		assertArrayEquals(one, TrainingDrawings.graph(folder.resolve("two")));
		assertFalse(Arrays.equals(one, TrainingDrawings.graph(folder.resolve("other"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fgsm", "free", "trades", "ensemble" })
	void everyMethodTrains(final String method) throws Exception {
		final Path copy = Micropatterns.copy(folder.resolve("copy"));
		final CommandModule module = run(TrainingDrawings.of(2, 2, Pattern.NUCLEI, Pattern.GRID),
			"hard", "method", method, "sources", copy.toString(), "epochs", 1);
		assertNotNull(module.getOutput("table"));
		final String yaml = TrainingDrawings.yaml(folder.resolve("hard"));
		assertTrue(yaml.contains("method: " + method + " ("), yaml);
		assertEquals(method.equals("ensemble"), yaml.contains("sources:"), yaml);
		assertEquals(method.equals("trades"), yaml.contains("beta:"), yaml);
		assertEquals(9, ((ResultsTable) module.getOutput("transfer")).size(),
			"three by three networks");
	}

	/** The others are as they were, to the last bit. */
	@Test
	void onlyTheLayersAskedForChange() throws Exception {
		final ImagePlus drawings = TrainingDrawings.of(2, 2, Pattern.NUCLEI, Pattern.GRID);
		final ImagePlus same =
			(ImagePlus) run(drawings, "last", "layers", "logits, conv7", "rate", 0.01)
				.getOutput("kernels");
		assertArrayEquals(pixels(same, 1), pixels(same, 2));
		final ImagePlus other =
			(ImagePlus) run(drawings, "first", "layers", "conv1", "rate", 0.01).getOutput("kernels");
		assertFalse(Arrays.equals(pixels(other, 1), pixels(other, 2)));
		assertTrue(TrainingDrawings.yaml(folder.resolve("first")).contains("layers: [conv1]"));
	}

	private static int[] pixels(final ImagePlus image, final int slice) {
		final ImageProcessor processor = image.getStack().getProcessor(slice);
		final int[] values = new int[processor.getPixelCount()];
		for (int i = 0; i < values.length; i++)
			values[i] = processor.get(i);
		return values;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "epsilon | 0 | needs an epsilon over 0 grey levels, but 0.0",
			"epochs | 0 | The key 'epochs' is a whole number from 1, but 0",
			"passes | 0 | The key 'passes' is a whole number from 1, but 0",
			"queries | 0 | The key 'queries' is a whole number from 1, but 0",
			"rate | 0 | Training needs a rate over 0, but 0.0", "beta | 0 | a beta over 0",
			"holdout | 1 | held out is over 0 and under 1, but 1.0",
			"labels | prediction | The key 'labels' is auto, names or the path of a table",
			"layers | conv99 | conv99", "method | none | The key 'method' is one of pgd, fgsm",
			"method | ensemble | examples from other networks, but none was given" })
	void whatIsNotUnderstoodIsSaidInOneLine(final String key, final String value,
		final String expected) throws IOException {
		final Object typed = value.matches("\\d+") && !key.equals("epsilon")
			? key.matches("rate|holdout|beta") ? (Object) Double.valueOf(value) : Integer.valueOf(value)
			: value;
		assertRefused(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID), expected, "method",
			"trades", key, typed);
	}

	private void assertRefused(final ImagePlus input, final String expected, final Object... values)
		throws IOException {
		final String error = QuietCommands.error(() -> run(input, "none", values));
		assertTrue(error.contains(expected), error);
		assertEquals(1, error.lines().count(), error);
		assertFalse(Files.exists(folder.resolve("none")));
	}

	@Test
	void imagesThatTellTooLittleAreRefused() throws IOException {
		assertRefused(TrainingDrawings.of(2, 1, Pattern.NUCLEI),
			"are of one, 'nuclei'; give images of another");
		final ImagePlus single = TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID);
		single.getStack().deleteLastSlice();
		assertRefused(single, "Class 'grid' has one image, but two are needed");
		final ImagePlus unknown = TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID);
		unknown.getStack().setSliceLabel("a zebra", 2);
		assertRefused(unknown, "'a zebra' of 4 images has none");
	}

	@Test
	void aSourceOfOtherClassesIsRefused() throws IOException {
		final Path copy = Micropatterns.copy(folder.resolve("copy"));
		final Path yaml = copy.resolve("gradiscope.yaml");
		Files.writeString(yaml, Files.readString(yaml).replace("nuclei", "cats"));
		assertRefused(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID),
			"The sources need the classes of micropatterns", "method", "ensemble", "sources",
			copy.toString());
	}

	/** Whatever the method, since the transfer table would refuse it in the end. */
	@ParameterizedTest
	@ValueSource(strings = { "pgd", "fgsm", "ensemble" })
	void aSourceThatTakesOtherImagesIsRefusedBeforeTheTraining(final String method)
		throws IOException {
		final Path copy = Micropatterns.copy(folder.resolve("copy"));
		final Path yaml = copy.resolve("gradiscope.yaml");
		Files.writeString(yaml, Files.readString(yaml).replaceAll("channels: rgb", "channels: 5"));
		assertRefused(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID), "5", "method", method,
			"sources", copy.toString());
	}

	/** As a full disk is: seen when the files are written, and not before. */
	@Test
	void whatCannotBeWrittenWhereItShouldIsWrittenElsewhere() throws Exception {
		final String home = System.getProperty("user.home");
		System.setProperty("user.home", folder.toString());
		try {
			final CommandModule module = run(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID),
				"n".repeat(300), "method", "fgsm", "epochs", 1);
			final Path there = folder.resolve("gradiscope-models/trained-network");
			assertTrue(TrainingDrawings.graph(there).length > 0);
			final ImagePlus curves = (ImagePlus) module.getOutput("curves");
			assertTrue(String.valueOf(curves.getInfoProperty()).contains("saved as: trained-network\n"),
				curves.getInfoProperty());
		}
		finally {
			System.setProperty("user.home", home);
		}
	}

	@Test
	void aFolderThatIsThereIsRefusedAndKept() throws IOException {
		final Path there = Files.createDirectories(folder.resolve("there"));
		final String error = QuietCommands
			.error(() -> run(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID), "there"));
		assertTrue(error.contains("not there yet, but " + there), error);
		assertEquals(0, there.toFile().list().length);
		Files.writeString(folder.resolve("file"), "");
		final String below = QuietCommands
			.error(() -> run(TrainingDrawings.of(2, 1, Pattern.NUCLEI, Pattern.GRID), "file/none"));
		assertTrue(below.contains("cannot be written to"), below);
	}
}
