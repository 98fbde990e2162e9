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
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** The brightest pixels, by a network whose layer is the image itself. */
class TopPatchesTest {

	private static final Map<String, Object> USUAL =
		Map.of("model", "brightness", "channel", "0", "projection", "none", "layer", "units");

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	@TempDir
	private Path folder;

	private static ByteProcessor dot(final int x, final int y, final int value) {
		final ByteProcessor black = new ByteProcessor(30, 24);
		black.set(x, y, value);
		return black;
	}

	/** Slice 38 has the brightest pixel. */
	private static ImagePlus stack() {
		final ImageStack slices = new ImageStack(30, 24);
		for (int slice = 1; slice <= 60; slice++)
			slices.addSlice(slice == 38 ? dot(12, 7, 250) : dot(6, 9, 40 + slice));
		final ImagePlus stack = new ImagePlus("cells", slices);
		stack.getCalibration().pixelWidth = 0.5;
		stack.getCalibration().pixelHeight = 0.25;
		stack.getCalibration().setUnit("micron");
		return stack;
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	@Test
	void ofAStackInPixelsAndInItsUnit() throws Exception {
		final CommandModule module = COMMANDS.run(TopPatches.class, USUAL, "input", stack());
		final ResultsTable table = table(module);
		assertEquals(9, table.size());
		assertEquals("units/0", table.getStringValue("unit", 0));
		assertEquals("cells", table.getStringValue("image", 0));
		assertEquals(38, table.getValue("slice", 0));
		assertEquals(12.5, table.getValue("x", 0));
		assertEquals(7.5, table.getValue("y", 0));
		assertEquals(250, table.getValue("value", 0));
		assertEquals(6.25, table.getValue("X", 0));
		assertEquals(1.875, table.getValue("Y", 0));
		assertEquals("microns", table.getStringValue("length-unit", 0));
		assertEquals(12, table.getValue("left", 0));
		assertEquals(1, table.getValue("width", 0));
		assertEquals("no", table.getStringValue("moved", 0));
		assertEquals(60, table.getValue("slice", 1));
		final ImagePlus output = (ImagePlus) module.getOutput("output");
		assertEquals("cells-top-patches", output.getTitle());
		assertTrue(output.getInfoProperty().contains("images: 60"), output.getInfoProperty());
	}

	/** Places in a selection are those of the whole image; other slices are left alone. */
	@Test
	void ofASelectionOfTheCurrentSlice() throws Exception {
		final ImagePlus stack = stack();
		stack.setSlice(38);
		stack.setRoi(10, 4, 12, 12);
		final ResultsTable table =
			table(COMMANDS.run(TopPatches.class, USUAL, "input", stack, "slices", "current"));
		assertEquals(1, table.size());
		assertEquals(12.5, table.getValue("x", 0));
		assertEquals(7.5, table.getValue("y", 0));
		assertEquals(38, table.getValue("slice", 0));
	}

	/** Files of a folder and of the folders in it, slices of a file; what is no image is passed over. */
	@Test
	void ofAFolder() throws Exception {
		Files.createDirectories(folder.resolve("more"));
		new FileSaver(new ImagePlus("a", dot(3, 4, 90))).saveAsPng(folder.resolve("a.png").toString());
		new FileSaver(stack()).saveAsTiffStack(folder.resolve("more/b.tif").toString());
		Files.write(folder.resolve("broken.png"), new byte[] { (byte) 0x89, 'P', 'N', 'G', 1, 2, 3 });
		final CommandModule module = COMMANDS.run(TopPatches.class, USUAL, "folder", folder.toString(),
			"count", 2, "side", "5", "view", "stack");
		final ResultsTable table = table(module);
		assertEquals(2, table.size());
		assertEquals("more/b.tif", table.getStringValue("image", 0));
		assertEquals(38, table.getValue("slice", 0));
		assertEquals(10, table.getValue("left", 0));
		assertEquals(5, table.getValue("height", 0));
		assertEquals(1, ((GradiscopeCommand) module.getDelegateObject()).failures());
	}

	/** Two dots of one slice, unless one place an image is wanted. */
	@Test
	void severalOfOneImage() throws Exception {
		final ByteProcessor two = dot(3, 4, 90);
		two.set(20, 4, 80);
		final ImagePlus image = new ImagePlus("two", two);
		assertEquals(1, table(COMMANDS.run(TopPatches.class, USUAL, "input", image)).size());
		final ResultsTable table =
			table(COMMANDS.run(TopPatches.class, USUAL, "input", image, "perimage", "all"));
		assertEquals(2, table.size());
		assertEquals(20.5, table.getValue("x", 1));
		assertFalse(table.columnExists("X"));
		assertEquals(1,
			table(COMMANDS.run(TopPatches.class, USUAL, "input", image, "perimage", "all", "apart", "18"))
				.size());
	}
}
