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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

/** What the command makes of the embedded network's classes, down to the file. */
class FoolingImageTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static CommandModule run(final Object... values) throws Exception {
		return COMMANDS.run(FoolingImage.class, Map.of(), values);
	}

	private static ImagePlus output(final CommandModule module) {
		return (ImagePlus) module.getOutput("output");
	}

	private static double confidence(final Network network, final ImagePlus image, final int target) {
		return Prediction.of(network, ImagePixels.read(image)).get(0).score(target).probability();
	}

	/** From the TIFF of the stack and from a PNG of each slice. */
	@Test
	void everyClassIsFooledByTheFile(@TempDir final Path folder) throws Exception {
		final CommandModule module = run("target", "all", "size", "64");
		final String tiff = folder.resolve("all.tif").toString();
		assertTrue(new FileSaver(output(module)).saveAsTiff(tiff));
		final ImagePlus stack = IJ.openImage(tiff);
		assertEquals(12, stack.getStackSize());
		final Network network = Micropatterns.network();
		for (int target = 0; target < 12; target++) {
			final ImagePlus slice = new ImagePlus("slice", stack.getStack().getProcessor(target + 1));
			assertTrue(confidence(network, slice, target) > 0.99, "TIFF, class " + target);
			final String png = folder.resolve(target + ".png").toString();
			assertTrue(new FileSaver(slice).saveAsPng(png));
			assertTrue(confidence(network, IJ.openImage(png), target) > 0.99, "PNG, class " + target);
			final String label = network.descriptor().labels().name(target);
			assertTrue(stack.getStack().getSliceLabel(target + 1).matches(label + " 99\\.\\d\\d %"),
				stack.getStack().getSliceLabel(target + 1));
		}
		assertEquals(60, ((ResultsTable) module.getOutput("table")).size());
		assertEquals("micropatterns-fooling-montage",
			((ImagePlus) module.getOutput("montage")).getTitle());
	}

	@Test
	void oneClassIsOnePictureWithItsLabelAndRecipe() throws Exception {
		final CommandModule module = run("target", "Nuclei", "size", "48", "start", "grey");
		final ImagePlus image = output(module);
		assertEquals("micropatterns-nuclei-fooling", image.getTitle());
		assertEquals(ImagePlus.COLOR_RGB, image.getType());
		assertTrue(image.getStack().getSliceLabel(1).startsWith("nuclei 99."),
			image.getStack().getSliceLabel(1));
		final String info = image.getInfoProperty();
		assertTrue(info.startsWith("prediction of slice 1: nuclei 0.99"), info);
		assertTrue(
			info.contains("outcome of slice 1: The confidence wanted, over 99.00 %, was reached"), info);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(5, table.size());
		assertEquals("nuclei", table.getStringValue("label", 0));
		assertTrue(table.getValue("probability", 0) > 0.99);
		assertNull(module.getOutput("montage"));
	}

	/** No error: the best there is, and plain words. */
	@Test
	void whatIsNotReachedIsSaid() throws Exception {
		final ImagePlus image =
			output(run("target", "grid", "size", "32", "method", "evolution", "generations", 1));
		assertTrue(
			image.getInfoProperty()
				.contains("was NOT reached: the network takes the picture " + "for 'grid' with "),
			image.getInfoProperty());
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> run(values));
	}

	@Test
	void wrongValuesAreRefusedInOneLine() {
		assertTrue(error("target", "cat").startsWith("There is no class 'cat'; the 12 classes are "));
		assertTrue(
			error("target", "12").startsWith("There is no class 12; the 12 classes are 0 to 11"));
		assertEquals(
			"The key 'method' is one of gradient, evolution, evolution-direct, but 'magic' was " +
				"given.",
			error("method", "magic"));
		assertEquals("The key 'start' is one of noise, grey, stripes, checks, but 'black' was given.",
			error("start", "black"));
		assertEquals("A fooling image needs a confidence over 0 and under 1, but 1.0 was given.",
			error("confidence", 1.0));
		assertEquals("The key 'size' is a number or auto, but 'big' was given.", error("size", "big"));
		assertEquals("A fooling image needs steps of at least 1, but 0 was given.", error("steps", 0));
		assertTrue(error("target", " ; ").startsWith("There is no class"));
	}
}
