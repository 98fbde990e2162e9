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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** The command on the network that knows dark from bright, whose best patch is all white or all black. */
class AdversarialPatchTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	/** Lends a network of two scores at each position, 0.5 for the background and the value for an object. */
	public static class PictureService extends DefaultGradiscopeService {

		@Override
		protected Model find(final String name) {
			return TinyNetworks.of("objects",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)),
				List.of("background", "object"), List.of(), (tf, image) -> {
					final var means =
						tf.nn.avgPool(image, List.of(1L, 9L, 9L, 1L), List.of(1L, 1L, 1L, 1L), "SAME");
					return tf.nn.biasAdd(tf.nn.conv2d(means,
						tf.constant(new float[][][][] { { { { 0, 1 } } } }), List.of(1L, 1L, 1L, 1L), "SAME"),
						tf.constant(new float[] { 0.25f, 0 }));
				});
		}

		/** It is in no file that another process could open. */
		@Override
		protected void requireTried(final String name, final Model model) {}
	}

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(AdversarialPatch.class, Map.of("model", "brightness", "input", input,
			"target", "bright", "variation", 0.0, "steps", 20, "rate", 0.2, "light", 0.0), values);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	private static ImagePlus image(final CommandModule module, final String name) {
		return (ImagePlus) module.getOutput(name);
	}

	/** Eight slices of 16x12 pixels at 0.36 to 0.43 of the display range, with a selection. */
	private static ImagePlus dark(final String kind, final Roi roi) {
		final ImageStack stack = new ImageStack(16, 12);
		for (int slice = 0; slice < 8; slice++)
			stack.addSlice("cell " + (slice + 1), level(kind, 0.36 + slice / 100.0));
		final ImagePlus image = new ImagePlus("cells.tif", stack);
		if (kind.equals("16-bit")) image.setDisplayRange(100, 4100);
		if (kind.equals("32-bit")) image.setDisplayRange(-1, 1);
		image.setRoi(roi);
		image.setProperty("Info", "what the microscope wrote");
		return image;
	}

	private static ImageProcessor level(final String kind, final double level) {
		final FloatProcessor values = new FloatProcessor(16, 12);
		values.set(switch (kind) {
			case "16-bit" -> 100 + level * 4000;
			case "32-bit" -> -1 + 2 * level;
			default -> level * 255;
		});
		return switch (kind) {
			case "16-bit" -> values.convertToShort(false);
			case "32-bit" -> values;
			case "rgb" -> values.convertToByte(false).convertToRGB();
			default -> values.convertToByte(false);
		};
	}

	private static double value(final String kind, final ImageProcessor image, final int x,
		final int y) {
		return kind.equals("32-bit") ? image.getf(x, y)
			: kind.equals("rgb") ? image.get(x, y) & 255 : image.get(x, y);
	}

	@ParameterizedTest
	@CsvSource({ "8-bit, 255", "16-bit, 4100", "32-bit, 1", "rgb, 255" })
	void thePatchIsWhiteWithinItsShapeAndFoolsOnImagesThatItHasNotSeen(final String kind,
		final double white) throws Exception {
		final ImagePlus input = dark(kind, new OvalRoi(3, 2, 9, 9));
		final CommandModule module = run(input);
		final ImagePlus patch = image(module, "output");
		assertEquals("cells-patch", patch.getTitle());
		assertEquals(input.getType(), patch.getType());
		assertEquals("9x9", patch.getWidth() + "x" + patch.getHeight());
		assertEquals(new java.awt.Rectangle(0, 0, 9, 9), patch.getRoi().getBounds());
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 9; x++)
				if (patch.getRoi().contains(x, y))
					assertEquals(white, value(kind, patch.getProcessor(), x, y));
				else assertTrue(value(kind, patch.getProcessor(), x, y) < white);
		assertSuccess(table(module));
		final ImagePlus images = image(module, "images");
		assertEquals(input.getType(), images.getType());
		assertEquals("2 of 16x12",
			images.getStackSize() + " of " + images.getWidth() + "x" + images.getHeight());
		assertTrue(
			images.getStack().getSliceLabel(1).matches("cell \\d, dark > bright 0\\.\\d+, fooled"),
			images.getStack().getSliceLabel(1));
		final String info = patch.getInfoProperty();
		for (final String line : List.of("command: adversarial-patch", "patch: 9x9 pixels at x=3, y=2",
			"held out: cell ", "success: 2 of 2 held-out images", "photograph: the middle of cell ",
			"what the microscope wrote"))
			assertTrue(info.contains(line), line + " in " + info);
	}

	private static void assertSuccess(final ResultsTable table) {
		assertEquals(6, table.size());
		final String[] tried = { "patch", "noise", "photograph", "patch", "noise", "photograph" };
		for (int row = 0; row < 6; row++) {
			assertEquals(tried[row], table.getStringValue("patch", row));
			assertEquals(row < 3 ? "held out" : "training", table.getStringValue("on", row));
			assertEquals(row < 3 ? 2 : 6, table.getValue("images", row));
			assertEquals(row % 3 == 0 ? 1 : 0, table.getValue("success", row), tried[row]);
		}
		assertEquals(0.3424, table.getValue("low", 0), 1e-4, "Wilson's of 2 of 2");
		assertEquals(0.001, table.getValue("total-variation", 0), 1e-6);
	}

	@Test
	void heldOutImagesAreTheInputBesideThePatch() throws Exception {
		final ImagePlus input = dark("8-bit", new Roi(2, 3, 7, 7));
		final CommandModule module = run(input, "place", "fixed");
		final ImagePlus images = image(module, "images");
		assertNull(image(module, "output").getRoi(), "a rectangle needs no selection");
		for (int slice = 1; slice <= 2; slice++) {
			final int from = Integer.parseInt(images.getStack().getSliceLabel(slice).split("[ ,]")[1]);
			for (int y = 0; y < 12; y++)
				for (int x = 0; x < 16; x++)
					assertEquals(
						input.getRoi().contains(x, y) ? 255 : input.getStack().getProcessor(from).get(x, y),
						images.getStack().getProcessor(slice).get(x, y));
		}
	}

	@Test
	void dodgingLeadsAwayFromWhatEachImageIs() throws Exception {
		final ImagePlus input = dark("8-bit", new Roi(2, 2, 9, 9));
		for (int slice = 5; slice <= 8; slice++)
			input.getStack().getProcessor(slice).add(70);
		final ResultsTable table = table(run(input, "target", "none", "holdout", 0.5));
		// White leads the dark ones away, and keeps the bright ones where they are: no patch has both.
		assertEquals(8, table.getValue("images", 0) + table.getValue("images", 3));
		assertEquals(4, table.getValue("fooled", 0) + table.getValue("fooled", 3));
	}

	@Test
	void theResultDependsOnTheSeedAlone() throws Exception {
		final ImagePlus input = dark("8-bit", new OvalRoi(3, 2, 9, 9));
		final Object[] keys = { "steps", 2, "batch", 2, "rate", 0.05, "light", 0.2 };
		final int[][] runs = new int[2][];
		for (int i = 0; i < 2; i++)
			runs[i] = sums(image(run(input, keys), "images"));
		assertTrue(Arrays.equals(runs[0], runs[1]));
		final Object[] others = Arrays.copyOf(keys, 10);
		others[8] = "seed";
		others[9] = 2L;
		assertFalse(Arrays.equals(runs[0], sums(image(run(input, others), "images"))));
	}

	private static int[] sums(final ImagePlus stack) {
		final int[] sums = new int[stack.getStackSize()];
		for (int slice = 1; slice <= sums.length; slice++)
			for (int i = 0; i < 16 * 12; i++)
				sums[slice - 1] = sums[slice - 1] * 31 + stack.getStack().getProcessor(slice).get(i);
		return sums;
	}

	@Test
	void imagesOfAFolderAreLearntFromTooAndThoseOfTheTargetAreLeftOut(@TempDir final Path folder)
		throws Exception {
		for (int n = 0; n < 3; n++)
			new FileSaver(new ImagePlus("", level("8-bit", 0.3 + 0.13 * n)))
				.saveAsTiff(folder.resolve("file" + n + ".tif").toString());
		final ImagePlus input = dark("8-bit", new Roi(2, 2, 9, 9));
		final CommandModule module = run(input, "others", folder.toString());
		assertEquals(10, table(module).getValue("images", 0) + table(module).getValue("images", 3));
		assertTrue(
			image(module, "output").getInfoProperty().contains("photograph: the middle of file2.tif"),
			"the only bright one");
		assertEquals(0, table(module).getValue("success", 2), "0.56 of white over 81 of 192 pixels");
	}

	@Test
	void coloursThatCanBePrintedAreKept(@TempDir final Path folder) throws Exception {
		final Path text = Files.writeString(folder.resolve("printer.txt"), "0,0,0\n204,204,204\n");
		final CommandModule module = run(dark("8-bit", new Roi(2, 2, 9, 9)), "colours", text.toString(),
			"printability", 40.0, "rate", 0.01, "steps", 100);
		assertTrue(table(module).getValue("non-printability", 0) < 0.02);
		assertEquals(204, image(module, "output").getProcessor().get(4, 4), 5);
		final Path chart = folder.resolve("chart.png");
		Files.write(chart, ImageFiles.bytes(new ImagePlus("", level("8-bit", 0.8)), "png"));
		final CommandModule painted = run(dark("8-bit", new Roi(2, 2, 9, 9)), "colours",
			chart.toString(), "printability", 40.0, "rate", 0.01, "steps", 100);
		assertEquals(204, image(painted, "output").getProcessor().get(4, 4), 5);
	}

	@Test
	void aPngFileIsTransparentBesideTheShape() throws Exception {
		final ImagePlus patch = image(run(dark("8-bit", new OvalRoi(3, 2, 9, 9))), "output");
		final BufferedImage png =
			ImageIO.read(new ByteArrayInputStream(ImageFiles.bytes(patch, "png")));
		assertTrue(png.getColorModel().hasAlpha());
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 9; x++)
				assertEquals(patch.getRoi().contains(x, y) ? 0xffffffff : 0,
					patch.getRoi().contains(x, y) ? png.getRGB(x, y) : png.getRGB(x, y) >>> 24);
	}

	@ParameterizedTest
	@CsvSource({ "region-erase, 5", "region-change, 6" })
	void whatLiesBesideItVanishesFromAPicture(final String target, final int count) throws Exception {
		final Context context =
			new Context(List.of(PictureService.class, CommandService.class, StatusService.class), true);
		try {
			final CommandModule module = context.service(CommandService.class)
				.run(AdversarialPatch.class, true,
					Map.of("model", "objects", "input", objects(), "target", target, "place", "fixed",
						"variation", 0.0, "steps", 20, "rate", 0.2, "light", 0.0, "beside", "2"))
				.get();
			final ResultsTable table = table(module);
			// The one without an object there has nothing that could vanish, and black does not change it.
			assertEquals(count, table.getValue("images", 0) + table.getValue("images", 3));
			assertEquals(5, table.getValue("fooled", 0) + table.getValue("fooled", 3));
			assertTrue(table.getValue("fooled", 1) + table.getValue("fooled", 4) <= 1, "noise is bright");
			final ImageProcessor patch = image(module, "output").getProcessor();
			for (int i = 0; i < patch.getPixelCount(); i++)
				assertEquals(0, patch.get(i), "black takes the most brightness away");
		}
		finally {
			context.dispose();
		}
	}

	/** A bright disc on black in five of six slices of 24x24 pixels, and a selection in its middle. */
	private static ImagePlus objects() {
		final ImageStack stack = new ImageStack(24, 24);
		for (int slice = 0; slice < 6; slice++) {
			final ImageProcessor image = new FloatProcessor(24, 24).convertToByte(false);
			image.setValue(120 + slice);
			if (slice != 3) image.fillOval(6, 6, 12, 12);
			stack.addSlice(image);
		}
		final ImagePlus image = new ImagePlus("objects.tif", stack);
		image.setRoi(8, 8, 8, 8);
		return image;
	}

	private static ImagePlus refused(final String what) {
		return switch (what) {
			case "nothing selected" -> dark("8-bit", null);
			case "a line" -> dark("8-bit", new ij.gui.Line(1, 1, 5, 5));
			case "larger" -> dark("8-bit", new Roi(-3, 0, 40, 6));
			case "all" -> dark("8-bit", new Roi(0, 0, 16, 12));
			case "one slice" ->
				new ImagePlus("one", dark("8-bit", null).getStack().getProcessor(1).duplicate());
			default -> dark("8-bit", new Roi(2, 2, 9, 9));
		};
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"nothing selected | steps=1 | has the shape of the selection, but no area is selected; select one",
		"a line | steps=1 | no area is selected",
		"larger | steps=1 | The patch is larger than the image: the selection has 40x6 pixels, and cells.tif 16x12; select less.",
		"all | steps=1 | covers the whole image",
		"one slice | steps=1 | takes two or more, but there is one; open a stack of several, or name a folder",
		"stack | slices=current | takes two or more, but there is one",
		"stack | target=dark | takes two or more, but there is none",
		"stack | target=blue | There is no class 'blue'",
		"stack | target=region-erase | give place=fixed",
		"stack | target=region-erase place=fixed | is for networks that output an image, but brightness gives classes",
		"stack | place=there | 'place' is one of anywhere, fixed",
		"stack | turn=400 | a turn of 0..180 degrees, but 400.0 was given",
		"stack | scale=x | 'scale' is a number or auto",
		"stack | others=nowhere/ | The key 'others' is a folder of images",
		"stack | colours=nothing.txt | There is no image 'nothing.txt'" })
	void whatCannotBeIsRefusedInOneLine(final String image, final String keys, final String said) {
		final ImagePlus input = refused(image);
		if (image.equals("one slice")) input.setRoi(2, 2, 9, 9);
		final Object[] values =
			Arrays.stream(keys.split(" ")).flatMap(key -> Arrays.stream(key.split("=")))
				.map(text -> text.equals("1") ? (Object) 1 : text).toArray();
		final String message = QuietCommands.error(() -> run(input, values));
		assertTrue(message.contains(said), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void anImageOfAnotherSizeInTheFolderIsRefused(@TempDir final Path folder) {
		new FileSaver(new ImagePlus("", level("8-bit", 0.3).resize(8, 8)))
			.saveAsTiff(folder.resolve("small.tif").toString());
		final String message = QuietCommands
			.error(() -> run(dark("8-bit", new Roi(2, 2, 9, 9)), "others", folder.toString()));
		assertTrue(message.contains("small.tif is 1x8x8x1") && message.contains("resize"), message);
	}
}
