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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No call replaces what it reads, and no bad file takes the results of the others with it. */
class NeverLostTest {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	/** a.tif, seen.tif and others; a folder and links to it, to a file, and a second name of one. */
	@BeforeEach
	void writeImages() throws IOException {
		for (final String name : List.of("a", "seen", "x-curves", "x-dense", "in/1", "in/2", "guide"))
			save(name + ".tif", "8-bit");
		save("in/rgb.tif", "rgb");
		Files.writeString(folder.resolve("labels.csv"), "1,bright\n2,bright\nrgb,bright\n");
		Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("in"));
		Files.createSymbolicLink(folder.resolve("link.tif"), folder.resolve("a.tif"));
		Files.createLink(folder.resolve("hard.tif"), folder.resolve("a.tif"));
	}

	private void save(final String name, final String kind) throws IOException {
		Files.createDirectories(folder.resolve(name).getParent());
		Files.write(folder.resolve(name), new FileSaver(SampleImages.of(kind)).serialize());
	}

	/** Words separated by blanks; {@code @} is the folder. */
	private int run(final String line) {
		out.reset();
		err.reset();
		return new Main(BrightnessService.class, new PrintStream(out), new PrintStream(err))
			.run(Stream.of(line.trim().split(" +")).map(w -> w.replace("@", folder + "/")).toList());
	}

	private Map<Path, String> contents() throws IOException {
		final Map<Path, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				contents.put(file, java.util.Arrays.hashCode(Files.readAllBytes(file)) + " bytes");
		}
		return contents;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"saliency-map input=@a.tif output=@a.tif", //
		"saliency-map input=@a.tif output=@in/../a.tif", //
		"saliency-map input=@a.tif output=@link.tif", //
		"saliency-map input=@link.tif output=@a.tif", //
		"saliency-map input=@a.tif output=@hard.tif", //
		"saliency-map input=@in/1.tif output=@linked/1.tif", //
		"saliency-map input=@linked/1.tif output=@in/1.tif", //
		"activations input=@seen.tif view=stack output=@seen.png", //
		"activations input=@x-dense.tif layers=* output=@x.tif", //
		"activations input=@a.tif output=@guide.tif layers=conv", //
		"saliency-map input=@a.tif method=integrated-gradients baseline=@guide.tif output=@guide.tif", //
		"robustness-curve input=@x-curves.tif output=@x.csv labels=prediction", //
		"robustness-curve input=@in labels=@labels.csv output=@labels.csv", //
		"harden-network folder=@in labels=@labels.csv save=@new output=@labels.csv", //
		"train-denoiser folder=@in labels=@labels.csv save=@new output=@labels.csv", //
		"fine-tune folder=@in labels=@labels.csv save=@new output=@labels.csv", //
		"robustness-curve folder=@in labels=@labels.csv output=@labels.csv", //
		"test-concept folder=@in concept=@in random=@labels.csv output=@labels.csv", //
		"top-patches input=@in channel=0 projection=none output=@in/1.tif", //
		"top-patches folder=@in channel=0 projection=none output=@linked/2.tif", //
		"adversarial-perturbation method=universal others=@in input=@a.tif output=@in/1.tif", //
		"adversarial-perturbation method=universal others=@in/*.tif input=@a.tif output=@linked/2.tif", })
	void whatIsReadIsNeverReplaced(final String line) throws IOException {
		final boolean refused = !line.contains("layers=conv");
		final Map<Path, String> before = contents();
		final int status = run(line.replaceFirst(" ", " model=brightness "));
		if (refused) {
			assertEquals(2, status, line + err);
			assertTrue(err.toString().contains("input"), err.toString());
			assertEquals(1, err.toString().lines().count(), err.toString());
			assertEquals(before, contents(), line);
		}
		else assertEquals(before.get(folder.resolve("a.tif")), contents().get(folder.resolve("a.tif")));
	}

	@Test
	void anotherNameThanAskedForReplacesNothing() throws IOException {
		final byte[] before = Files.readAllBytes(folder.resolve("seen.tif"));
		assertEquals(0, run("activations input=@a.tif model=brightness view=stack output=@seen.png"),
			err.toString());
		if (!out.toString().contains("seen.png"))
			assertTrue(out.toString().contains("seen-2.tif"), out.toString());
		assertArrayEquals(before, Files.readAllBytes(folder.resolve("seen.tif")));
	}

	@Test
	void aBadFileDoesNotEndTheOthers() throws IOException {
		save("many/a.tif", "8-bit");
		save("many/c.tif", "rgb");
		Files.write(folder.resolve("many/b.tif"),
			java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("a.tif")), 300));
		Files.writeString(folder.resolve("many/d.png"), "no image");
		Files.writeString(folder.resolve("many/notes.txt"), "no image");
		Files.write(folder.resolve("many/RoiSet.zip"), new byte[] { 'P', 'K', 5, 6, 0, 0 });
		assertEquals(1, run("saliency-map input=@many model=brightness output=@results"));
		assertEquals(List.of(folder.resolve("results/a-saliency-map.tif").toString(),
			folder.resolve("results/c-saliency-map.tif").toString()), out.toString().lines().toList());
		final List<String> said = err.toString().lines().toList();
		assertEquals(4, said.size(), err.toString());
		assertTrue(
			said.get(0).endsWith("these files are not images and are left out: RoiSet.zip, notes.txt."),
			said.get(0));
		assertTrue(said.get(1).contains("many/b.tif cannot be read as an image: it is truncated"),
			said.get(1));
		assertTrue(said.get(2).contains("many/d.png is not an image"), said.get(2));
		assertEquals("gradiscope: 2 of 4 images failed, as listed; the others are done.", said.get(3));
	}

	@Test
	void norOfAFolderTakenTogether() throws IOException {
		Files.write(folder.resolve("in/3.tif"),
			java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("a.tif")), 300));
		assertEquals(1, run("robustness-curve input=@in model=brightness methods=fgsm epsilons=0 " +
			"labels=@labels.csv output=@c.csv"));
		assertTrue(Files.readString(folder.resolve("c.csv")).contains("fgsm,0,3,"),
			Files.readString(folder.resolve("c.csv")));
		assertTrue(err.toString().contains("in/3.tif cannot be read as an image"), err.toString());
		assertTrue(err.toString().contains("1 images could not be read, as listed"), err.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "transfer-matrix input=@in models=brightness;brightness2 output=@t.csv",
		"top-patches input=@in model=brightness channel=0 projection=none output=@p.tif",
		"adversarial-perturbation input=@a.tif model=brightness method=universal others=@*.tif " +
			"target=none output=@o.png" })
	void norOfAnyCommandThatTakesMany(final String line) throws IOException {
		Files.delete(folder.resolve("link.tif"));
		final String bad = line.contains("others") ? "bad.tif" : "in/bad.tif";
		Files.write(folder.resolve(bad),
			java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("a.tif")), 300));
		assertEquals(1, run(line), err.toString());
		assertTrue(err.toString().contains(bad + " cannot be read as an image"), err.toString());
		assertTrue(err.toString().contains("1 images could not be read, as listed"), err.toString());
		assertFalse(out.toString().isEmpty());
	}

	@Test
	void imagesOfOneNameHaveResultsOfTheirOwn() throws IOException {
		final ImagePlus image = SampleImages.of("rgb");
		Files.write(folder.resolve("a.png"), org.gradiscope.imagej.ImageFiles.bytes(image, "png"));
		assertEquals(0, run("saliency-map input=@a.* model=brightness output=@results"),
			err.toString());
		assertEquals(List.of("a-png-saliency-map.tif", "a-tif-saliency-map.tif"),
			out.toString().lines().map(line -> Path.of(line).getFileName().toString()).toList());
	}

	@Test
	void namesTooLongAreFoundBefore() throws IOException {
		final String name = "n".repeat(245) + ".tif";
		save(name, "8-bit");
		final Map<Path, String> before = contents();
		assertEquals(1, run("saliency-map input=@" + name + " model=brightness output=@results/"));
		assertTrue(err.toString().contains("is too long for"), err.toString());
		assertEquals(before, contents());
		assertFalse(Files.exists(folder.resolve("results")));
	}

	/** Where nobody writes, a pipe would be waited for for ever. */
	@ParameterizedTest
	@CsvSource({ "1,classify input=@pipe.tif", "1,classify input=@pipe*",
		"2,saliency-map input=@a.tif baseline=@pipe.tif method=integrated-gradients output=@m.tif",
		"2,robustness-curve input=@in labels=@pipe.tif output=@c.csv" })
	void pipesAreRefused(final int status, final String line) throws Exception {
		assumeTrue(
			new ProcessBuilder("mkfifo", folder.resolve("pipe.tif").toString()).start().waitFor() == 0,
			"skipped: this system makes no pipes");
		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(status,
			run(line.replaceFirst(" ", " model=brightness ")), err.toString()));
		assertEquals(1, err.toString().lines().count(), err.toString());
	}

	@Test
	void whatIsConvertedIsSaid() throws IOException {
		final Path reference = Path.of("src/test/resources/org/gradiscope/imagej/file");
		assertEquals(0, run("classify model=brightness input=" + reference.resolve("rgba8.png")),
			err.toString());
		assertTrue(err.toString().contains("rgba8.png: its transparency is left out."), err.toString());
		assertEquals(0, run("classify model=brightness input=" + reference.resolve("turned.jpg")),
			err.toString());
		assertTrue(err.toString().contains("turned by 90 degrees clockwise"), err.toString());
	}

	@Test
	void whatIsWrittenIsWhatIsRead() {
		assertEquals(0, run("saliency-map input=@in/rgb.tif model=brightness output=@map.tif"));
		assertEquals(16, IJ.openImage(folder.resolve("map.tif").toString()).getWidth());
	}
}
