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
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.testing.BrightnessService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands that take many images together, on images of one grey level each. The network calls bright
 * what is over 127.5, and each of its gradients has the same sign everywhere.
 */
class ManyImagesTest {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	void writeImages() throws IOException {
		final ImageStack stack = new ImageStack(10, 9);
		for (final int level : new int[] { 130, 135, 120, 100 })
			stack.addSlice((level > 127 ? "bright_" : "a DARK one ") + level, grey(10, 9, level));
		save(new ImagePlus("stack", stack), "stack.tif");
		save(new ImagePlus("x", grey(10, 9, 130)), "set/bright/1.tif");
		save(new ImagePlus("x", grey(12, 8, 135)), "set/bright/2.tif");
		save(new ImagePlus("x", grey(10, 9, 120)), "set/dark/1.tif");
		save(new ImagePlus("x", grey(8, 8, 100).convertToRGB()), "set/dark/3.tif");
		save(new ImagePlus("x", grey(8, 8, 100)), "nothing.tif");
		Files.writeString(folder.resolve("good.csv"),
			"file,label\nbright/1.tif,bright\n2,bright\ndark/1.tif,dark\n3.tif,1\n");
		Files.writeString(folder.resolve("bad.csv"), "1,bright\n2,brght\n");
		Files.writeString(folder.resolve("short.csv"), "1,bright\n2,bright\n7,dark");
	}

	private static ByteProcessor grey(final int width, final int height, final int level) {
		final ByteProcessor grey = new ByteProcessor(width, height);
		grey.setColor(level);
		grey.fill();
		return grey;
	}

	private void save(final ImagePlus image, final String name) throws IOException {
		Files.createDirectories(folder.resolve(name).getParent());
		Files.write(folder.resolve(name), new FileSaver(image).serialize());
	}

	/** Words separated by blanks; {@code @} is the folder. */
	private int run(final String line) {
		out.reset();
		err.reset();
		return new Main(BrightnessService.class, new PrintStream(out), new PrintStream(err))
			.run(Stream.of(line.trim().split(" +")).map(w -> w.replace("@", folder + "/")).toList());
	}

	/** Those right at each epsilon, of fgsm. */
	private List<String> right(final String line) throws IOException {
		assertEquals(0, run("robustness-curve model=brightness methods=fgsm epsilons=0,2,4,8,16,32 " +
			"output=@c.csv " + line), err.toString());
		assertEquals(
			List.of(folder.resolve("c.csv").toString(), folder.resolve("c-curves.tif").toString()),
			out.toString().lines().toList());
		final List<String> rows = Files.readAllLines(folder.resolve("c.csv"));
		assertEquals("method,epsilon,images,right,accuracy,low,high", rows.get(0));
		return rows.stream().skip(1).map(row -> row.split(",")[3]).toList();
	}

	/** What gradients took is known after methods that ask for them. */
	@Test
	void howLongAutoAttackWouldTakeIsSaidWhereItIsKnownAndNotDone() {
		final String note = "methods=autoattack would take at most about ";
		final String line = "robustness-curve model=brightness epsilons=0,2 output=@c.csv input=@";
		assertEquals(0, run(line + "stack.tif methods=pgd,noise"), err.toString());
		assertTrue(
			err.toString().lines().anyMatch(
				said -> said.contains(note) && said.matches(".* about [1-9][0-9]* (s|minutes) here\\.")),
			err.toString());
		assertEquals(0, run(line + "stack.tif methods=noise"), err.toString());
		assertFalse(err.toString().contains(note), err.toString());
		assertEquals(0, run(line + "nothing.tif methods=autoattack,pgd"), err.toString());
		assertFalse(err.toString().contains(note), err.toString());
	}

	@ParameterizedTest
	@CsvSource({ "input=@stack.tif", "folder=@stack.tif", "input=@set", "folder=@set",
		"folder=@set labels=prediction", "input=@stack.tif labels=prediction" })
	void theCurveFallsWhereLevelsCrossTheBorder(final String input) throws IOException {
		// 126 at 4; 127 and 128 at 8; 116 at 16, too far from 100 until 32.
		assertEquals(List.of("4", "4", "3", "1", "1", "0"), right(input));
	}

	@Test
	void aTableOfLabelsDecides() throws IOException {
		assertEquals(List.of("3", "3", "2", "0", "0", "0"), right("input=@set labels=@good.csv"));
	}

	@Test
	void whatNoNameTellsIsThePredictionAndSaid() throws IOException {
		assertEquals(0,
			run("robustness-curve model=brightness methods=fgsm epsilons=0 input=@nothing.tif " +
				"output=@c.csv"));
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertTrue(
			err.toString()
				.startsWith("gradiscope: Not every image is named after a class, so what " +
					"the network says of the clean images is taken for right (labels=prediction)"),
			err.toString());
		assertTrue(IJ.openImage(folder.resolve("c-curves.tif").toString()).getInfoProperty()
			.contains("labels taken: prediction"));
	}

	@Test
	void oneSliceAndOneGlob() throws IOException {
		assertEquals(List.of("1", "1", "0", "0", "0", "0"), right("input=@stack.tif slices=current"));
		assertEquals(List.of("2", "2", "2", "1", "1", "0"), right("input=@set/dark/*.tif"));
	}

	@Test
	void theCurvesAreAPictureWithTheirRecipe() throws IOException {
		right("input=@stack.tif axis=log title=mine");
		final ImagePlus curves = IJ.openImage(folder.resolve("c-curves.tif").toString());
		assertTrue(curves.getWidth() > 560 && curves.getHeight() > 320);
		assertTrue(curves.getInfoProperty().contains("command: robustness-curve"),
			curves.getInfoProperty());
		assertTrue(curves.getInfoProperty().contains("network: brightness"));
		assertTrue(curves.getProcessor().getHistogram()[255] > 0);
	}

	@Test
	void theTransferMatrixIsPrintedOrWritten() throws IOException {
		assertEquals(0,
			run(
				"transfer-matrix models=brightness;brightness-too input=@set epsilon=8 " + "output=@t.csv"),
			err.toString());
		assertEquals(
			List.of(folder.resolve("t.csv").toString(), folder.resolve("t-matrix.tif").toString()),
			out.toString().lines().toList());
		final List<String> rows = Files.readAllLines(folder.resolve("t.csv"));
		assertEquals("source,target,images,fooled-source,fooled-both,transfer,low,high,fooled-target," +
			"fooled-target-rate", rows.get(0));
		assertTrue(rows.get(2).startsWith("brightness,brightness (2),4,3,3,1,0.438"), rows.get(2));
		assertEquals(5, rows.size());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"2 | robustness-curve model=brightness | needs an image: input=FILE", //
		"2 | robustness-curve model=brightness input=@set folder=@set | given twice", //
		"2 | robustness-curve model=brightness folder=none | Images are needed, but none was given; open a stack", //
		"1 | robustness-curve model=brightness folder=@nowhere | There is no file", //
		"1 | robustness-curve model=brightness input=@*.gif | No image is named like", //
		"2 | robustness-curve model=brightness input=@nothing.tif labels=names | 'nothing' of 1 images has none", //
		"2 | robustness-curve model=brightness input=@stack.tif labels=@bad.csv | row 2: There is no class 'brght'; the 2 classes are dark, bright.", //
		"2 | robustness-curve model=brightness input=@stack.tif labels=@short.csv | have none; rows that no image has: '7'", //
		"2 | transfer-matrix models=brightness input=@stack.tif | two networks or more, but brightness alone was given", //
		"2 | transfer-matrix models=brightness;brightness input=@stack.tif | two networks or more", //
		"2 | robustness-curve model=brightness input=@stack.tif labels=@nowhere.csv | names, prediction or the path of a table", //
		"2 | robustness-curve model=brightness input=@stack.tif methods=fgsm,fgms | 'methods' is one of fgsm, ", //
		"2 | robustness-curve model=brightness input=@stack.tif methods=jsma | that epsilon measures, but 'jsma'", //
		"2 | robustness-curve model=brightness input=@stack.tif epsilons=1,x | 'epsilons' is a number or auto, but 'x'", //
		"2 | robustness-curve model=brightness input=@stack.tif epsilons=1,-2 | from 0 on, but -2.0", //
		"2 | robustness-curve model=brightness input=@stack.tif epsilons=0.5 | at least 1, but 0.5", //
		"2 | robustness-curve model=brightness input=@stack.tif epsilons=256 | at most the value range", //
		"2 | robustness-curve model=brightness input=@stack.tif axis=up | one of linear, log", //
		"2 | robustness-curve model=brightness input=@stack.tif methods=fgsm epsilons=0 axis=log | needs an epsilon over 0", //
		"2 | transfer-matrix models=; input=@stack.tif | separated by semicolons", //
		"2 | transfer-matrix models=brightness;brightness2 input=@stack.tif epsilon=0 | over 0 is needed", //
		"2 | transfer-matrix models=brightness;brightness2 input=@stack.tif epsilon=0.5 | at least 1, but 0.5", //
		"2 | test-concept model=brightness folder=none output=@o.csv | Images are needed, but none was given; open a stack", //
		"2 | test-concept model=brightness input=@stack.tif output=@o.csv | The concept is what is selected, but no area is", //
		"2 | test-concept model=brightness input=@stack.tif concept=@set output=@o.csv | give the key 'random'", //
		"2 | test-concept model=brightness input=@stack.tif sets=1 output=@o.csv | Test Concept needs 2 to 1000 sets, but 1", //
		"2 | test-concept model=brightness input=@stack.tif target=grey output=@o.csv | There is no class 'grey'", //
		"2 | top-patches model=brightness folder=none output=@o.tif | Images are needed, but none was given; open a stack", //
		"2 | top-patches model=brightness input=@stack.tif output=@o.tif count=0 | Top patches need 1 to 100 places, but 0", //
		"2 | top-patches model=brightness input=@stack.tif output=@o.tif channel=0-300 projection=none | 1 to 256 channels or classes", //
		"2 | top-patches model=brightness input=@stack.tif output=@o.tif channel=1 projection=none | The layer units has 1 channels, from 0 to 0, but 1", //
		"2 | top-patches model=brightness input=@stack.tif output=@o.tif of=class target=grey | There is no class 'grey'", //
		"1 | train-substitute model=brightness input=@stack.tif start=brightness save=@none | The weights of brightness cannot be trained", //
		"1 | harden-network model=brightness input=@stack.tif save=@none | The weights of brightness cannot be trained", //
		"1 | train-denoiser model=brightness input=@stack.tif save=@none | No denoiser can be put in front of brightness", //
		"2 | train-denoiser model=brightness input=@stack.tif save=@none levels=7 | needs 1 to 6 levels and 1 to 256 channels, but 7 and 16", //
		"2 | harden-network model=brightness input=@nothing.tif save=@none | 'nothing' of 1 images has none", //
		"2 | harden-network model=brightness input=@stack.tif save=@set | that is not there yet, but ", //
		"1 | fine-tune model=brightness input=@stack.tif save=@none | The network brightness cannot be given another last layer", //
		"2 | fine-tune model=brightness input=@nothing.tif save=@none | images of two or more are expected, but all 1 are of one, 'nothing'", //
		"2 | fine-tune model=brightness input=@stack.tif labels=folders save=@none | within the one that is given, but ", //
		"2 | fine-tune model=brightness input=@stack.tif labels=@nowhere.csv save=@none | is auto, folders, names or the path of a table", //
		"2 | train-substitute model=brightness input=@stack.tif save=@good.csv/x | good.csv cannot be written to", //
		"1 | transfer-matrix models=brightness;nonsense input=@stack.tif | There is no model" })
	void badCallsSayWhatIsWrong(final int status, final String line, final String message) {
		assertEquals(status, run(line), err.toString());
		assertTrue(err.toString().contains(message), err.toString());
		assertEquals(1, err.toString().lines().count(), err.toString());
		assertEquals("", out.toString());
	}
}
