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

package org.gradiscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of two fluorescence channels, and images of two, three and one. */
class ManyChannelsCommandTest {

	private static final int SIDE = 64;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path folder;

	private int run(final String command, final Path image, final String output,
		final String... keys) {
		return new Main(DefaultGradiscopeService.class, new PrintStream(out), new PrintStream(err))
			.run(Stream.concat(Stream.of(command, "model=" + SharedFiles.networkCase("two-channels"),
				"input=" + image, "output=" + folder.resolve(output)), Stream.of(keys)).toList());
	}

	private Path image(final int channels) throws IOException {
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		final SplittableRandom random = new SplittableRandom(1);
		for (int c = 0; c < channels; c++) {
			final byte[] pixels = new byte[SIDE * SIDE];
			random.nextBytes(pixels);
			stack.addSlice("stain " + c, new ByteProcessor(SIDE, SIDE, pixels));
		}
		final ImagePlus plain = new ImagePlus("cells", stack);
		plain.setDimensions(channels, 1, 1);
		final ImagePlus saved =
			channels == 1 ? plain : new CompositeImage(plain, CompositeImage.COMPOSITE);
		return Files.write(folder.resolve("cells.tif"), new FileSaver(saved).serialize());
	}

	private ImagePlus result(final String name) {
		return IJ.openImage(folder.resolve(name).toString());
	}

	@Test
	void aCompositeOfTwoIsClassifiedAndExplainedByChannel() throws IOException {
		final Path image = image(2);
		assertEquals(0, run("classify", image, "top.csv"), err.toString());
		assertTrue(Files.readAllLines(folder.resolve("top.csv")).size() > 1);
		assertEquals(0, run("saliency-map", image, "maps.tif", "method=gradient", "view=channels"),
			err.toString());
		final ImagePlus maps = result("maps.tif");
		assertArrayEquals(new int[] { SIDE, SIDE, 3, 1, 1 }, maps.getDimensions());
		assertEquals(0, run("saliency-map", image, "sum.tif", "method=gradient", "view=map"),
			err.toString());
		final float[] sum = (float[]) result("sum.tif").getProcessor().getPixels();
		final float[] first = (float[]) maps.getStack().getProcessor(1).getPixels();
		final float[] second = (float[]) maps.getStack().getProcessor(2).getPixels();
		for (int i = 0; i < sum.length; i++)
			assertEquals(sum[i], first[i] + second[i], 1e-6);
		assertArrayEquals(sum, (float[]) maps.getStack().getProcessor(3).getPixels());
		assertTrue(maps.getInfoProperty().contains("seen: the 2 channels in their order"),
			maps.getInfoProperty());
	}

	@Test
	void onlyTheChosenChannelsChange() throws IOException {
		final Path image = image(2);
		final ImagePlus before = IJ.openImage(image.toString());
		for (final String[] call : new String[][] {
			{ "deep-dream", "steps=1", "octaves=1", "layers=0", "channels=1" },
			{ "adversarial-perturbation", "steps=2", "method=pgd", "channels=1" } }) {
			assertEquals(0,
				run(call[0], image, "changed.tif", Stream.of(call).skip(1).toArray(String[]::new)),
				err.toString());
			final ImagePlus after = result("changed.tif");
			assertEquals(2, after.getNChannels(), call[0]);
			assertArrayEquals((byte[]) before.getStack().getPixels(1),
				(byte[]) after.getStack().getPixels(1), call[0]);
			assertFalse(java.util.Arrays.equals((byte[]) before.getStack().getPixels(2),
				(byte[]) after.getStack().getPixels(2)), call[0]);
		}
	}

	@Test
	void everyViewAndFeaturesWork() throws IOException {
		final Path image = image(2);
		for (final String view : List.of("overlay", "magnitude", "colour", "masked"))
			assertEquals(0, run("saliency-map", image, view + ".tif", "method=gradient", "view=" + view),
				err.toString());
		assertEquals(2, result("masked.tif").getNChannels());
		assertEquals(2, result("colour.tif").getNChannels());
		assertEquals(0, run("activations", image, "seen.tif", "layers=0"), err.toString());
		assertEquals(0,
			new Main(DefaultGradiscopeService.class, new PrintStream(out), new PrintStream(err))
				.run(List.of("feature-visualization", "model=" + SharedFiles.networkCase("two-channels"),
					"steps=2", "layer=0", "output=" + folder.resolve("feature.tif"))),
			err.toString());
		assertEquals(2, result("feature.tif").getNChannels());
	}

	@Test
	void anotherNumberIsRefusedInOneLine() throws IOException {
		for (final int channels : new int[] { 1, 3 }) {
			err.reset();
			assertEquals(2, run("classify", image(channels), "top.csv"));
			assertTrue(
				err.toString().contains(
					" takes images of 2 channels, but one of " + channels + " was given; put them together"),
				err.toString());
		}
	}
}
