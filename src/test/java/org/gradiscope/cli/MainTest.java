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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, with exit statuses and messages. */
class MainTest {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	void writeImages() throws IOException {
		for (final String kind : SampleImages.KINDS)
			Files.write(folder.resolve(kind + ".tif"), new FileSaver(SampleImages.of(kind)).serialize());
		Files.writeString(folder.resolve("text.png"), "no image");
		final ImagePlus small = SampleImages.of("8-bit");
		small.setProcessor(small.getProcessor().resize(4, 4));
		Files.write(folder.resolve("small.tif"), new FileSaver(small).serialize());
		Files.createDirectory(folder.resolve("empty"));
		Files.writeString(folder.resolve("file"), "");
	}

	/** Words separated by blanks; {@code @} is the folder. */
	private int run(final String line) {
		out.reset();
		err.reset();
		return new Main(BrightnessService.class, new PrintStream(out), new PrintStream(err))
			.run(Stream.of(line.trim().split(" +")).map(w -> w.replace("@", folder + "/"))
				.collect(Collectors.toList()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"2 | nonsense | the commands are start-here, classify, model-info", //
		"2 | classify input=@8-bit.tif model=brightness colour=red | its keys are model, head, alsoinput, weights, slices, pad, top", //
		"2 | classify input=@8-bit.tif model=brightness top=abc | 'top' is a whole number, but 'abc'", //
		"2 | classify model=brightness | input=FILE", //
		"2 | classify 8-bit.tif | key=value", //
		"1 | classify input=@none.tif model=brightness | There is no file", //
		"1 | classify input=@text.png model=brightness | is not an image", //
		"1 | classify input=@*.gif model=brightness | No image is named like", //
		"1 | classify input=@empty model=brightness | holds no image", //
		"1 | classify input=@8-bit.tif model=@empty | holds no network", //
		"1 | classify input=@8-bit.tif model=@nowhere | There is no model", //
		"1 | classify input=@small.tif model=brightness | too small", //
		"2 | saliency-map input=@8-bit.tif model=brightness | output=FILE", //
		"2 | saliency-map input=@8-bit.tif model=brightness output=@x.bmp | .tif, .tiff, .png", //
		"2 | saliency-map input=@8-bit.tif model=brightness output=@8-bit.tif | is an input", //
		"2 | saliency-map input=@stack.tif model=brightness output=@x.png | 3 slices", //
		"2 | saliency-map input=@8-bit.tif model=brightness output=@x.png view=up | one of overlay, map", //
		"2 | saliency-map input=@8-bit.tif model=brightness output=@x.png target=cat | dark, bright", //
		"1 | saliency-map input=@8-bit.tif model=brightness output=@file/x.png | cannot be written", //
		"2 | deep-dream input=@8-bit.tif model=brightness output=@x.png layers=conv1 | layers are units", //
		"2 | adversarial-perturbation input=@8-bit.tif model=brightness output=@x.png epsilon=-1 | epsilon over 0", //
		"2 | feature-visualization model=brightness output=@x.png layer=conv1 | layers are units", //
		"1 | download-model name=nonsense | There is no network 'nonsense' in the catalogue", //
		"1 | download-model name=vgg-16 | export-keras-model.py", //
		"2 | download-model name=vgg-16 download=yes | 'download' is true or false", //
		"2 | download-model model=vgg-16 | its keys are name, download, unverified", })
	void badCallsSayWhatIsWrong(final int status, final String line, final String message)
		throws IOException {
		final List<Path> before = files();
		assertEquals(status, run(line), err.toString());
		assertTrue(err.toString().contains(message), err.toString());
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertEquals("", out.toString());
		assertEquals(before, files());
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
	}

	@Test
	void listAndHelpSayWhatThereIs() {
		assertEquals(0, run("list"));
		assertEquals(32, out.toString().lines().count());
		assertEquals(0, run("help saliency-map"));
		assertTrue(out.toString().contains("guided-backprop | deconvnet | smoothgrad"));
		assertEquals(2, run("help nonsense"));
	}

	@Test
	void theTableIsTheResultOfClassify() {
		assertEquals(0, run("classify input=@8-bit.tif model=brightness top=1"));
		assertTrue(out.toString().contains("dark"), out.toString());
		assertEquals(0, run("classify input=@8-bit.tif model=brightness output=@x.csv"));
		assertEquals(
			List.of(folder.resolve("x.csv").toString(), folder.resolve("x-bars.tif").toString()),
			out.toString().lines().toList());
		assertEquals(0, run("classify input=@8-bit.tif model=brightness chart=false output=@y.csv"));
		assertEquals(folder.resolve("y.csv").toString(), out.toString().trim());
	}

	@Test
	void tablesAreBesideImages() {
		assertEquals(0, run("activations input=@8-bit.tif model=brightness output=@a.png view=stack"),
			err.toString());
		assertEquals(List.of(folder.resolve("a.png").toString(), folder.resolve("a.csv").toString()),
			out.toString().lines().toList());
	}

	@Test
	void tiffsKeepFloatsLabelsAndCalibration() {
		assertEquals(0, run(
			"saliency-map input=@stack.tif model=brightness view=map target=bright " + "output=@map.tif"),
			err.toString());
		final ImagePlus map = IJ.openImage(folder.resolve("map.tif").toString());
		assertEquals(32, map.getBitDepth());
		assertEquals(3, map.getStackSize());
		assertEquals("label 2", map.getStack().getSliceLabel(2));
		assertEquals("nm", map.getCalibration().getUnit());
		assertTrue(map.getInfoProperty().startsWith("prediction of slice 1"));
	}

	@Test
	void tiffsKeepTheOverlayOfEverySlice() {
		assertEquals(0, run("saliency-map input=@stack.tif model=brightness output=@over.tif"));
		final ImagePlus image = IJ.openImage(folder.resolve("over.tif").toString());
		// Of each slice the map and what it explains, and a colour bar of three parts.
		assertEquals(2 * 3 + 3, image.getOverlay().size());
		assertEquals(2, image.getOverlay().get(1).getPosition());
		assertTrue(image.getOverlay().get(1) instanceof ImageRoi);
	}

	@Test
	void otherResultsLieBesideTheFirst() {
		assertEquals(0, run("adversarial-perturbation input=@rgb.tif model=brightness output=@a.png"),
			err.toString());
		assertEquals(Stream.of("a.png", "a-difference.png", "a-plot.png", "a.csv")
			.map(n -> folder.resolve(n).toString()).toList(), out.toString().lines().toList());
		assertEquals(ImagePlus.COLOR_RGB, IJ.openImage(folder.resolve("a.png").toString()).getType());
	}

	@Test
	void severalInputsGoIntoAFolder() {
		assertEquals(0, run("saliency-map input=@*-bit.tif model=brightness output=@results"),
			err.toString());
		assertEquals(3, out.toString().lines().count());
		assertTrue(Files.exists(folder.resolve("results/16-bit-saliency-map.tif")));
		assertEquals(2, run("saliency-map input=@*-bit.tif model=brightness output=@one.tif"));
		assertFalse(Files.exists(folder.resolve("one.tif")));
	}

	/** Numbers stay numbers, and what was done is in the table where an image fails. */
	@Test
	void tablesOfSeveralInputsAreOne() throws IOException {
		final String line =
			"explain-objects model=brightness objects=grid pieces=4 method=leave-one-out ";
		assertEquals(0, run(line + "input=@*-bit.tif output=@results"), err.toString());
		final Path table = folder.resolve("results/explain-objects.csv");
		assertTrue(out.toString().lines().anyMatch(table.toString()::equals), out.toString());
		final List<String> rows = Files.readAllLines(table);
		assertTrue(
			rows.get(0).startsWith("file,slice,object,value,error,rank,area,x,y,unit,explained,"),
			rows.get(0));
		assertTrue(rows.get(1).matches(
			".*16-bit\\.tif,1,square 1,-?[0-9.E-]+,0,[1-4],[0-9.]+,[0-9.]+,[0-9.]+,.*"), rows.get(1));
		final List<String> files =
			rows.stream().skip(1).map(row -> row.replaceFirst(",.*", "")).distinct().toList();
		assertEquals(out.toString().lines().filter(path -> path.endsWith("objects.tif")).count(),
			files.size());
		assertFalse(Files.exists(folder.resolve("results/8-bit-explain-objects.csv")));
		assertEquals(1, run(line + "input=@{small,8-bit}.tif output=@some"));
		assertEquals(6, Files.readAllLines(folder.resolve("some/explain-objects.csv")).size());
		assertEquals(0, run(line + "input=@8-bit.tif output=@one.tif"), err.toString());
		assertTrue(Files.readAllLines(folder.resolve("one.csv")).get(0).startsWith("slice,object"));
	}

	@Test
	void verboseAddsTheStackTrace() {
		assertEquals(1, run("classify input=@small.tif model=brightness verbose=true"));
		assertTrue(err.toString().contains("\tat "));
	}
}
