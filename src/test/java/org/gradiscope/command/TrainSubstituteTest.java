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
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;

/** Substitutes for the embedded network, trained on a few drawings. */
class TrainSubstituteTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private CommandModule run(final ImagePlus input, final String save, final Object... values)
		throws Exception {
		return COMMANDS.run(TrainSubstitute.class, Map.of("input", input, "rounds", 2, "epochs", 2,
			"epsilons", "8", "save", folder.resolve(save).toString()), values);
	}

	private static ImagePlus drawings() {
		return TrainingDrawings.of(4, 5, Pattern.NUCLEI, Pattern.GRID);
	}

	@Tag("long")
	@Test
	void aSubstituteOfTwoKindsComesToAgree() throws Exception {
		final ImagePlus drawings = TrainingDrawings.of(32, 5, Pattern.PUNCTA, Pattern.GRID);
		final CommandModule module = run(drawings, "substitute", "rounds", 3, "epochs", 20, "rate",
			0.003, "batch", 8, "epsilons", "1, 8, 32");
		final ResultsTable rounds = (ResultsTable) module.getOutput("table");
		assertEquals(3, rounds.size());
		assertEquals(48, rounds.getValue("queries", 0));
		assertEquals(96, rounds.getValue("queries", 1));
		assertEquals(192, rounds.getValue("images", 2));
		assertEquals(16, rounds.getValue("held-out", 2));
		assertTrue(rounds.getValue("agreement", 2) >= 0.8,
			Arrays.toString(rounds.getColumn("agreement")) + Arrays.toString(rounds.getColumn("loss")));
		final ResultsTable transfer = (ResultsTable) module.getOutput("transfer");
		assertEquals(3, transfer.size());
		assertEquals(32, transfer.getValue("epsilon", 2));
		assertTrue(transfer.getValue("fooled-both", 2) <= transfer.getValue("fooled-substitute", 2));
		assertTrue(transfer.getValue("fooled-substitute", 2) > 0, "nothing fools the substitute");
		assertEquals("drawings-substitute", ((ImagePlus) module.getOutput("curve")).getTitle());
	}

	@Test
	void theFolderIsTheTrainedNetworkAndSaysWhatItWasTrainedOn() throws Exception {
		run(drawings(), "substitute", "start", "medium", "seed", 3);
		final String path = folder.resolve("substitute").toString();
		final String scores = TrainingDrawings.scores(COMMANDS, drawings(), path);
		assertEquals(8 * 3, scores.lines().count());
		final String yaml = TrainingDrawings.yaml(folder.resolve("substitute"));
		for (final String said : new String[] { "images: 6", "held-out: 2", "list-sha256: ",
			"oracle: micropatterns, SHA-256 ", "queries: 12", "start: medium", "seed: 3", "agreement:",
			"interval: [", "labels: [background, haze" })
			assertTrue(yaml.contains(said), said + " in " + yaml);
	}

	/** It goes on from the weights of the network that it starts from, which agrees from the start. */
	@Test
	void aNetworkIsGoneOnFrom() throws Exception {
		final Path copy = Micropatterns.copy(folder.resolve("copy"));
		final ResultsTable rounds =
			(ResultsTable) run(drawings(), "further", "start", copy.toString(), "rate", 1e-6, "rounds", 1)
				.getOutput("table");
		assertEquals(1, rounds.getValue("agreement", 0));
	}

	@Test
	void aNetworkOfOtherClassesGetsANewLastLayer() throws Exception {
		run(drawings(), "headed", "start", SharedFiles.model("cifar10-resnet8").toString(), "rounds",
			1);
		final String yaml = TrainingDrawings.yaml(folder.resolve("headed"));
		assertTrue(yaml.contains("labels: [background, haze"), yaml);
	}

	@Test
	void theSameSeedGivesTheSameFile() throws Exception {
		run(drawings(), "one");
		run(drawings(), "two");
		run(drawings(), "other", "seed", 2);
		final byte[] one = TrainingDrawings.graph(folder.resolve("one"));
		assertArrayEquals(one, TrainingDrawings.graph(folder.resolve("two")));
		assertFalse(Arrays.equals(one, TrainingDrawings.graph(folder.resolve("other"))));
	}

	@Test
	void imagesOfOtherSizesAreResized() throws Exception {
		final ImagePlus drawings = drawings();
		for (int slice = 1; slice <= 4; slice++) {
			final ImagePlus one =
				new ImagePlus("x", slice == 4 ? drawings.getStack().getProcessor(slice).resize(48, 36)
					: drawings.getStack().getProcessor(slice));
			Files.createDirectories(folder.resolve("set"));
			ImageFiles.write(one, "tif", folder.resolve("set/" + slice + ".tif"));
		}
		final CommandModule module =
			COMMANDS.run(TrainSubstitute.class, Map.of("folder", folder.resolve("set").toString(),
				"rounds", 1, "epochs", 1, "epsilons", "8", "save", folder.resolve("sized").toString()));
		assertEquals(3, ((ResultsTable) module.getOutput("table")).getValue("images", 0));
		assertEquals("set-substitute", ((ImagePlus) module.getOutput("curve")).getTitle());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "rounds | 0 | The key 'rounds' is a whole number from 1, but 0",
			"epochs | 0 | The key 'epochs' is a whole number from 1, but 0",
			"period | 0 | The key 'period' is a whole number from 1, but 0",
			"lambda | 0 | lambda over 0 and at most 1", "rate | 0 | Training needs a rate over 0",
			"holdout | 1 | held out is over 0 and under 1, but 1.0",
			"epsilons | 1,x | 'epsilons' is a number or auto, but 'x'",
			"epsilons | -1 | from 0 on, but -1.0", "epsilons | 0,4 | over 0 grey levels, but 0.0",
			"epsilons | 0.5 | at least 1, but 0.5", "epsilons | 300 | at most the value range",
			"start | smal | smal" })
	void whatIsNotUnderstoodIsSaidInOneLine(final String key, final String value,
		final String expected) throws IOException {
		final Object typed = key.matches("lambda|rate|holdout") ? (Object) Double.valueOf(value)
			: value.matches("\\d+") ? Integer.valueOf(value) : value;
		assertRefused(drawings(), expected, key, typed);
	}

	private void assertRefused(final ImagePlus input, final String expected, final Object... values)
		throws IOException {
		final String error = QuietCommands.error(() -> run(input, "none", values));
		assertTrue(error.contains(expected), error);
		assertEquals(1, error.lines().count(), error);
		assertFalse(Files.exists(folder.resolve("none")));
	}

	@Test
	void oneImageOrAFolderThatIsThereIsRefused() throws IOException {
		assertRefused(TrainingDrawings.of(1, 1, Pattern.GRID), "two or more, but there is one");
		final Path there = Files.createDirectories(folder.resolve("there"));
		final String error = QuietCommands.error(() -> run(drawings(), "there"));
		assertTrue(error.contains("not there yet, but " + there), error);
		assertEquals(0, there.toFile().list().length);
	}
}
