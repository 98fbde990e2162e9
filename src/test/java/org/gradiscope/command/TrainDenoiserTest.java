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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.pattern.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;

/** A small denoiser before the embedded network, trained on a few drawings. */
class TrainDenoiserTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private CommandModule run(final ImagePlus input, final String save, final Object... values)
		throws Exception {
		return COMMANDS.run(TrainDenoiser.class,
			Map.of("input", input, "epochs", 2, "passes", 2, "queries", 2, "levels", 1, "channels", 2,
				"batch", 2, "save", folder.resolve(save).toString()),
			values);
	}

	private static List<String> column(final ResultsTable table, final String name) {
		return Arrays.stream(table.getColumnAsVariables(name)).map(String::valueOf)
			.map(text -> text.replace("\"", "")).toList();
	}

	private static ImagePlus drawings(final int each) {
		return TrainingDrawings.of(each, 2, Pattern.NUCLEI, Pattern.GRID);
	}

	/** One after another, so that one training does for all. */
	@Test
	void everyOtherCommandOpensTheFolder() throws Exception {
		final ImagePlus input = drawings(4);
		final CommandModule module = run(input, "both", "rate", 0.02, "seed", 3);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(8, table.size());
		assertTrue(column(table, "made-on").containsAll(List.of("network", "both")));
		final ImagePlus pictures = (ImagePlus) module.getOutput("pictures");
		assertEquals(2, pictures.getStackSize());
		assertEquals("drawings-denoiser-pictures", pictures.getTitle());
		final String both = folder.resolve("both").toString();
		final String yaml = TrainingDrawings.yaml(folder.resolve("both"));
		for (final String said : new String[] { "images: 6", "held-out: 2", "list-sha256: ",
			"from: micropatterns, SHA-256 ", "method: denoiser (Liao 2018), epsilon 8.0", "seed: 3",
			"guide: logits", "denoised: denoiser/denoised", "pgd through the denoiser:",
			"square on the network alone:" })
			assertTrue(yaml.contains(said), said + " in " + yaml);
		assertFalse(TrainingDrawings.scores(COMMANDS, input, "micropatterns")
			.equals(TrainingDrawings.scores(COMMANDS, input, both)), "nothing was learnt");
		final ImagePlus seen = (ImagePlus) COMMANDS
			.run(Activations.class, Map.of("input", input, "model", both, "layers", "denoised"))
			.getOutput("output");
		assertNotNull(seen);
		assertNotNull(
			COMMANDS.run(SaliencyMap.class, Map.of("input", input, "model", both, "method", "grad-cam"))
				.getOutput("output"));
		assertNotNull(COMMANDS
			.run(AdversarialPerturbation.class,
				Map.of("input", input, "model", both, "method", "pgd", "steps", 3, "slices", "current"))
			.getOutput("output"));
		final ResultsTable info =
			(ResultsTable) COMMANDS.run(ModelInfo.class, Map.of("model", both)).getOutput("table");
		assertTrue(column(info, "layer").containsAll(List.of("denoise1", "denoised", "conv7")));
		final String again = QuietCommands.error(() -> run(input, "again", "model", both));
		assertTrue(again.contains("it has one already"), again);
		assertFalse(Files.exists(folder.resolve("again")));
	}

	@Test
	void theSameSeedGivesTheSameFile() throws Exception {
		run(drawings(2), "one");
		run(drawings(2), "two");
		run(drawings(2), "other", "seed", 2);
		final byte[] one = TrainingDrawings.graph(folder.resolve("one"));
		assertArrayEquals(one, TrainingDrawings.graph(folder.resolve("two")));
		assertFalse(Arrays.equals(one, TrainingDrawings.graph(folder.resolve("other"))));
	}

	/** The paper's two modes; the features of micropatterns are those of its last convolution. */
	@ParameterizedTest
	@CsvSource({ "logits, logits", "features, conv7", "conv3, conv3" })
	void theGuideIsSaid(final String guide, final String layer) throws Exception {
		run(drawings(2), "both", "guide", guide, "epochs", 1);
		final String yaml = TrainingDrawings.yaml(folder.resolve("both"));
		assertTrue(yaml.contains("guide: " + layer), yaml);
	}

	/** Images that are named after no class are judged by what the network says of them. */
	@Test
	void labelsAreNotNeeded() throws Exception {
		final ImagePlus unknown = drawings(2);
		for (int slice = 1; slice <= 4; slice++)
			unknown.getStack().setSliceLabel("zebra " + slice, slice);
		final ResultsTable table = (ResultsTable) run(unknown, "both", "epochs", 1).getOutput("table");
		assertEquals("1", column(table, "accuracy").get(0).substring(0, 1), "the network is right");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "epsilon | 0 | needs an epsilon over 0 grey levels, but 0.0",
			"epochs | 0 | The key 'epochs' is a whole number from 1, but 0",
			"passes | 0 | The key 'passes' is a whole number from 1, but 0",
			"queries | 0 | The key 'queries' is a whole number from 1, but 0",
			"levels | 0 | needs 1 to 6 levels and 1 to 256 channels, but 0 and 2",
			"channels | 999 | needs 1 to 6 levels and 1 to 256 channels, but 1 and 999",
			"rate | 0 | Training needs a rate over 0, but 0.0",
			"holdout | 1 | held out is over 0 and under 1, but 1.0",
			"labels | nowhere.csv | The key 'labels' is auto, names, prediction or the path of a table",
			"guide | conv99 | There is no layer 'conv99'" })
	void whatIsNotUnderstoodIsSaidInOneLine(final String key, final String value,
		final String expected) throws IOException {
		final Object typed = value.matches("\\d+") && !key.equals("epsilon")
			? key.matches("rate|holdout") ? (Object) Double.valueOf(value) : Integer.valueOf(value)
			: value;
		assertRefused(drawings(1), expected, key, typed);
	}

	private void assertRefused(final ImagePlus input, final String expected, final Object... values)
		throws IOException {
		final String error = QuietCommands.error(() -> run(input, "none", values));
		assertTrue(error.contains(expected), error);
		assertEquals(1, error.lines().count(), error);
		assertFalse(Files.exists(folder.resolve("none")));
	}

	@Test
	void oneImageIsRefused() throws IOException {
		assertRefused(TrainingDrawings.of(1, 1, Pattern.NUCLEI), "takes two or more, but there is one");
	}
}
