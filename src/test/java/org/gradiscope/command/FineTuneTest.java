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
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;

/** The embedded network and others, with other classes than their own. */
class FineTuneTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private CommandModule run(final ImagePlus input, final String save, final Object... values)
		throws Exception {
		return COMMANDS.run(FineTune.class,
			Map.of("input", input, "copies", 1, "epochs", "20", "save", folder.resolve(save).toString()),
			values);
	}

	/** Drawings that are called cats and dogs. */
	private static ImagePlus pets(final int each) {
		final ImagePlus drawings = TrainingDrawings.of(each, 2, Pattern.NUCLEI, Pattern.GRID);
		for (int n = 1; n <= 2 * each; n++)
			drawings.getStack().setSliceLabel((n <= each ? "dog_" : "Cat ") + n, n);
		return drawings;
	}

	@Test
	void theFolderIsANetworkOfTheImagesClasses() throws Exception {
		final ImagePlus drawings = pets(6);
		final CommandModule module = run(drawings, "pets", "seed", 3);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(3, table.size());
		assertEquals("all", table.getStringValue("class", 0));
		assertEquals(4, table.getValue("right", 0), "two of each are held out");
		final ResultsTable confusion = (ResultsTable) module.getOutput("confusion");
		assertEquals("Cat", confusion.getStringValue("class", 0));
		assertEquals(2, confusion.getValue("as Cat", 0));
		assertEquals(0, confusion.getValue("as dog", 0));
		assertEquals("drawings-fine-tuned", ((ImagePlus) module.getOutput("curves")).getTitle());
		final ResultsTable said = (ResultsTable) COMMANDS
			.run(Classify.class,
				Map.of("input", drawings, "model", folder.resolve("pets").toString(), "top", 1))
			.getOutput("table");
		for (int row = 0; row < 12; row++)
			assertEquals(row < 6 ? "dog" : "Cat", said.getStringValue("label", row), "slice " + row);
		final String yaml = TrainingDrawings.yaml(folder.resolve("pets"));
		for (final String part : new String[] { "images: 8", "held-out: 4", "list-sha256: ",
			"from: micropatterns, SHA-256 ", "features: what ", "takes", "train: head",
			"augment: turn, flip, brightness, blur, noise", "copies: 1", "epochs: 20", "seed: 3",
			"interval: [" })
			assertTrue(yaml.contains(part), part + " in " + yaml);
	}

	@Test
	void theSameSeedGivesTheSameFile() throws Exception {
		run(pets(3), "one", "epochs", "2");
		run(pets(3), "two", "epochs", "2");
		run(pets(3), "other", "epochs", "2", "seed", 2);
		final byte[] one = TrainingDrawings.graph(folder.resolve("one"));
		assertArrayEquals(one, TrainingDrawings.graph(folder.resolve("two")));
		assertFalse(Arrays.equals(one, TrainingDrawings.graph(folder.resolve("other"))));
	}

	@Test
	void allLayersAnotherLayerAndWhatWasTunedOnce() throws Exception {
		run(pets(3), "all", "train", "all", "epochs", "1");
		assertTrue(TrainingDrawings.yaml(folder.resolve("all")).contains("rate: 1.0E-4"));
		run(pets(3), "early", "layer", "conv3", "augment", "turn,flip");
		final String yaml = TrainingDrawings.yaml(folder.resolve("early"));
		assertTrue(yaml.contains("features: the layer conv3, its mean over all positions"), yaml);
		assertTrue(yaml.contains("augment: turn, flip"), yaml);
		run(pets(3), "again", "model", folder.resolve("early").toString(), "augment", "none");
		assertTrue(TrainingDrawings.yaml(folder.resolve("again")).contains("copies: 0"));
	}

	@Test
	void foldersAndTablesNameTheClasses() throws Exception {
		final ImagePlus drawings = pets(2);
		final StringBuilder rows = new StringBuilder("file,label\n");
		for (int n = 1; n <= 4; n++) {
			final Path place =
				Files.createDirectories(folder.resolve("images").resolve(n % 2 == 0 ? "even" : "odd"));
			ImageFiles.write(new ImagePlus("one", drawings.getStack().getProcessor(n)), "png",
				place.resolve(n + ".png"));
			rows.append(n).append(n < 3 ? ".png,12\n" : ".png,7\n");
		}
		Files.writeString(folder.resolve("t.csv"), rows);
		final String images = folder.resolve("images").toString();
		COMMANDS.run(FineTune.class, Map.of("folder", images, "epochs", "1", "copies", 0, "save",
			folder.resolve("folders").toString()));
		assertTrue(TrainingDrawings.yaml(folder.resolve("folders")).contains("even"));
		COMMANDS.run(FineTune.class,
			Map.of("folder", images, "labels", folder.resolve("t.csv").toString(), "epochs", "1",
				"copies", 0, "save", folder.resolve("table").toString()));
		final ResultsTable said = (ResultsTable) COMMANDS
			.run(Classify.class,
				Map.of("input", drawings, "model", folder.resolve("table").toString(), "top", 2))
			.getOutput("table");
		assertTrue("127".contains(said.getStringValue("label", 0)), "a number is a name too");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"train | last | The key 'train' is one of head, all, but 'last'",
		"augment | spin | The key 'augment' is one of turn, flip, brightness, blur, noise, but 'spin'",
		"epochs | 1.5 | The key 'epochs' is a whole number from 1, or auto, but '1.5'",
		"epochs | few | The key 'epochs' is a number or auto, but 'few'",
		"rate | 0 | Training needs a rate over 0, but 0.0",
		"batch | 0 | The key 'batch' is a whole number from 1, but 0",
		"copies | -1 | copies of an image are 0 to 1000, but -1",
		"holdout | 1 | held out is over 0 and under 1, but 1.0",
		"labels | none.csv | The key 'labels' is auto, folders, names or the path of a table",
		"labels | folders | within the one that is given, but 'dog_1' is in none",
		"layer | conv99 | There is no layer 'conv99'" })
	void whatIsNotUnderstoodIsSaidInOneLine(final String key, final String value,
		final String expected) throws IOException {
		final Object typed = key.matches("batch|copies") ? (Object) Integer.valueOf(value)
			: key.equals("holdout") ? (Object) Double.valueOf(value) : value;
		assertRefused(pets(2), expected, key, typed);
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
			"two or more are expected, but all 2 are of one, 'nuclei'");
		final ImagePlus single = pets(2);
		single.getStack().deleteLastSlice();
		assertRefused(single, "Class 'Cat' has one image, but two are needed");
		final ImagePlus numbered = pets(2);
		numbered.getStack().setSliceLabel("003", 2);
		assertRefused(numbered, "before its number, but '003' has none");
	}

	/** Each sees the drawings as its own images were: grey ones are coloured, small ones are fitted. */
	@Tag("long")
	@ParameterizedTest
	@CsvSource({ "cifar10-resnet8", "mobilenet-v2-1.0-224", "mobilenet-v1-0.25-224" })
	void othersNetworksToo(final String model) throws Exception {
		final String path = SharedFiles.model(model).toString();
		final CommandModule module = run(pets(24), "tuned", "model", path, "copies", 3);
		final double right = ((ResultsTable) module.getOutput("table")).getValue("right", 0);
		assertTrue(right >= 10, right + " of 12 held-out drawings");
		assertEquals(2, ((ResultsTable) module.getOutput("confusion")).size());
	}
}
