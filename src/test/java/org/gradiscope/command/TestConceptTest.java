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
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** Stripes as a concept, by the embedded network. */
class TestConceptTest {

	private static final Map<String, Object> USUAL =
		Map.of("layer", "conv2", "sets", 4, "target", "sarcomeres");

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	/** Stripes in the upper left quarter or everywhere, and noise. */
	private static ByteProcessor picture(final int seed, final boolean everywhere) {
		final ByteProcessor picture = new ByteProcessor(96, 80);
		for (int i = 0; i < 96 * 80; i++) {
			final boolean striped = everywhere || i % 96 < 48 && i / 96 < 40;
			picture.set(i,
				striped ? i / 4 % 2 * 200 + (i * 7 + seed) % 31 : (i * (71 + seed) >> 3) % 251);
		}
		return picture;
	}

	private static ImagePlus stack() {
		final ImageStack slices = new ImageStack(96, 80);
		for (int slice = 0; slice < 3; slice++)
			slices.addSlice(picture(slice, false));
		return new ImagePlus("stripes", slices);
	}

	private static ResultsTable table(final CommandModule module, final String output) {
		return (ResultsTable) module.getOutput(output);
	}

	private static void assertSound(final CommandModule module, final int images) {
		final ResultsTable table = table(module, "table");
		assertEquals(1, table.size());
		assertEquals("sarcomeres", table.getStringValue("target", 0));
		assertEquals("conv2", table.getStringValue("layer", 0));
		assertEquals(images, table.getValue("images", 0));
		assertEquals(1, table.getValue("accuracy", 0));
		assertEquals(8, table(module, "separators").size());
		final ResultsTable direction = table(module, "direction");
		assertEquals(32, direction.size());
		double square = 0;
		for (int row = 0; row < 32; row++)
			square += Math.pow(direction.getValue("weight", row), 2);
		assertEquals(1, square, 1e-9);
	}

	/** The selection's texture against what is around it; the class's images are the whole slices. */
	@Test
	void ofASelection() throws Exception {
		final ImagePlus stack = stack();
		stack.setRoi(0, 0, 48, 40);
		assertSound(COMMANDS.run(TestConcept.class, USUAL, "input", stack, "squares", 9), 3);
		stack.setRoi(0, 0, 48, 20);
		final String error =
			QuietCommands.error(() -> COMMANDS.run(TestConcept.class, USUAL, "input", stack));
		assertTrue(error.contains("has a side of 20 pixels, but the network takes images from 32"),
			error);
	}

	/** Equal seeds, equal results; and the direction is drawn from its file as from its text. */
	@Test
	void ofFoldersAndThenDrawn() throws Exception {
		for (int i = 0; i < 18; i++)
			for (final String kind : new String[] { "striped", "noise" }) {
				Files.createDirectories(folder.resolve(kind));
				final ByteProcessor picture = picture(i, kind.equals("striped"));
				picture.setRoi(kind.equals("striped") ? 0 : 50, 40, 40, 40);
				new FileSaver(new ImagePlus("p", picture.crop()))
					.saveAsPng(folder.resolve(kind + "/" + i + ".png").toString());
			}
		final Map<String, Object> usual = Map.of("layer", "conv2", "sets", 4, "target", "sarcomeres",
			"folder", folder.resolve("striped").toString(), "concept",
			folder.resolve("striped").toString(), "random", folder.resolve("noise").toString());
		final CommandModule module = COMMANDS.run(TestConcept.class, usual);
		assertSound(module, 18);
		final ResultsTable direction = table(module, "direction");
		final StringJoiner text = new StringJoiner(",");
		final StringBuilder csv = new StringBuilder("channel,weight\n");
		for (int row = 0; row < direction.size(); row++) {
			text.add(direction.getStringValue("weight", row));
			csv.append(row).append(',').append(direction.getStringValue("weight", row)).append('\n');
		}
		final Path file = Files.writeString(folder.resolve("direction.csv"), csv);
		assertArrayEquals(drawn(text.toString()), drawn(file.toString()));
		final Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
		final String error = QuietCommands.error(() -> drawn(other.toString()));
		assertTrue(error.contains("a table with the columns channel and weight, but "), error);
	}

	private static int[] drawn(final String direction) throws Exception {
		final CommandModule module = COMMANDS.run(FeatureVisualization.class, Map.of("layer", "conv2",
			"objective", "direction", "direction", direction, "size", 32, "steps", 2));
		return (int[]) ((ImagePlus) module.getOutput("output")).getProcessor().getPixels();
	}
}
