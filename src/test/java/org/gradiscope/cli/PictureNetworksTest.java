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
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks that give pictures meet at the command line, with images whose sides do not fit. */
class PictureNetworksTest {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path folder;

	private int run(final String... words) {
		return new Main(DefaultGradiscopeService.class, new PrintStream(out), new PrintStream(err))
			.run(List.of(words));
	}

	/** A part of a micrograph, with a selection in it. */
	private Path part(final int width, final int height) throws IOException {
		final ImagePlus image = IJ.openImage(SharedFiles.caseOf("roicell.tif").toString());
		image.setRoi(100, 100, width, height);
		final ImagePlus part = image.crop();
		part.setRoi(new Roi(width / 3, height / 3, width / 3, height / 3));
		return Files.write(folder.resolve("part.tif"), new FileSaver(part).serialize());
	}

	private int done(final String command, final String network, final Path image,
		final String output, final String... keys) {
		final Stream<String> words =
			Stream.concat(Stream.of(command, "model=" + SharedFiles.networkCase(network),
				"input=" + image, "output=" + folder.resolve(output)), Stream.of(keys));
		return run(words.toArray(String[]::new));
	}

	private List<String> lines(final String file) throws IOException {
		return Files.readAllLines(folder.resolve(file));
	}

	@ParameterizedTest
	@ValueSource(strings = { "any-size-unet", "stardist-like" })
	void classifySaysWhatItGives(final String network) throws IOException {
		assertEquals(0, done("classify", network, SharedFiles.caseOf("roicell.tif"), "top.csv"),
			err.toString());
		assertEquals("slice,channel,label,width,height,minimum,mean,maximum",
			lines("top.csv").get(0).replaceAll(",value range$", ""));
		assertTrue(lines("top.csv").get(1).startsWith("1,0,0,"), lines("top.csv").get(1));
		assertTrue(err.toString().contains(" gives a picture of "), err.toString());
	}

	@Test
	void aPictureOfAnySizeIsCutBack() throws IOException {
		final ImagePlus cell = IJ.openImage(SharedFiles.caseOf("roicell.tif").toString());
		cell.deleteRoi();
		final Path whole = Files.write(folder.resolve("whole.tif"), new FileSaver(cell).serialize());
		assertEquals(0, done("classify", "any-size-unet", whole, "top.csv"), err.toString());
		final String[] cells = lines("top.csv").get(1).split(",");
		assertEquals(cell.getWidth() + "x" + cell.getHeight(), cells[3] + "x" + cells[4]);
		assertTrue(err.toString().contains("reflection"), err.toString());
	}

	@Test
	void modelInfoDoes() throws IOException {
		assertEquals(0, run("model-info", "model=" + SharedFiles.networkCase("any-size-unet"),
			"output=" + folder.resolve("info.csv")), err.toString());
		final List<String> facts = lines("info-facts.csv");
		assertTrue(
			facts.stream().anyMatch(
				line -> line.contains("a picture of 2 channels, as large as the image or in proportion")),
			facts.toString());
		assertTrue(facts.stream().noneMatch(line -> line.startsWith("classes,")), facts.toString());
	}

	@ParameterizedTest
	@CsvSource({ "saliency-map, 'method=gradient,view=map'",
		"saliency-map, 'method=grad-cam,view=map'", "saliency-map, 'method=score-cam,view=map'",
		"saliency-map, 'method=occlusion,view=map,window=20'",
		"saliency-map, 'method=rise,view=map,masks=4'" })
	void mapsAreOfTheImagesOwnPixels(final String command, final String keys) throws IOException {
		for (final String network : List.of("any-size-unet", "stardist-like")) {
			final Stream<String> all =
				Stream.concat(Stream.of(keys.split(",")), Stream.of("target=region"));
			assertEquals(0, done(command, network, part(70, 50), "map.tif", all.toArray(String[]::new)),
				err.toString());
			final ImagePlus map = IJ.openImage(folder.resolve("map.tif").toString());
			assertArrayEquals(new int[] { 70, 50 }, new int[] { map.getWidth(), map.getHeight() });
			assertTrue(map.getStatistics().max > map.getStatistics().min, network + " " + keys);
			assertTrue(map.getInfoProperty().contains("padded: "), map.getInfoProperty());
		}
	}

	/** Which neighbours speak for what the network says over the selection; what is left of nothing adds up. */
	@ParameterizedTest
	@ValueSource(strings = { "any-size-unet", "stardist-like" })
	void aRegionIsExplainedByObjects(final String network) throws IOException {
		assertEquals(0, done("explain-objects", network, part(70, 50), "why.tif", "target=region",
			"objects=grid", "pieces=6", "fill=mean"), err.toString());
		final List<String> rows = lines("why.csv");
		assertEquals(7, rows.size(), rows.toString());
		double sum = 0;
		for (final String row : rows.subList(1, 7)) {
			final String[] cells = row.split(",");
			sum += Double.parseDouble(cells[2]);
			assertEquals("region", cells[9]);
		}
		final String[] last = rows.get(6).split(",");
		final double whole = Double.parseDouble(last[10]) - Double.parseDouble(last[11]);
		assertTrue(whole != 0);
		assertEquals(whole, sum, 1e-5 * Math.max(1, Math.abs(whole)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "any-size-unet", "stardist-like" })
	void aRegionIsAttackedAndDreamt(final String network) throws IOException {
		final Path image = part(70, 50);
		assertEquals(0, done("adversarial-perturbation", network, image, "fooled.tif",
			"target=region-change", "method=pgd", "steps=3", "epsilon=8"), err.toString());
		assertEquals(0, done("deep-dream", network, image, "dream.tif", "steps=1", "octaves=2"),
			err.toString());
		assertEquals(0, done("activations", network, image, "seen.tif", "view=overlay"),
			err.toString());
		for (final String file : List.of("fooled.tif", "dream.tif", "seen.tif")) {
			final ImagePlus result = IJ.openImage(folder.resolve(file).toString());
			assertArrayEquals(new int[] { 70, 50 }, new int[] { result.getWidth(), result.getHeight() });
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "any-size-unet", "stardist-like" })
	void aFeatureIsDrawnAtTheUsualSize(final String network) {
		assertEquals(0, run("feature-visualization", "model=" + SharedFiles.networkCase(network),
			"steps=2", "output=" + folder.resolve("feature.png")), err.toString());
		assertEquals(128, IJ.openImage(folder.resolve("feature.png").toString()).getWidth());
	}

	@Test
	void withoutPaddingItIsRefused() throws IOException {
		assertEquals(1,
			done("saliency-map", "any-size-unet", part(70, 50), "map.tif", "target=region", "pad=false"));
		assertTrue(err.toString().contains("An image of 70x50 pixels is too small or too large for "),
			err.toString());
	}

	/** A convolution and its mean, as a frozen graph. */
	private String withoutRelu() throws IOException {
		final Model model = TinyNetworks.of("smooth",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(8, 8)), List.of("a", "b"),
			List.of(),
			(tf, image) -> tf.math
				.mean(tf.nn.conv2d(image, tf.fill(tf.constant(new int[] { 3, 3, 1, 2 }), tf.constant(0.1f)),
					List.of(1L, 1L, 1L, 1L), "SAME"), tf.constant(new int[] { 1, 2 })));
		return Files.write(folder.resolve("smooth.pb"), ((ModelSource.Graph) model.source()).bytes())
			.toString();
	}

	@Test
	void whatNeedsAReluGivesWayWhereNobodyNamedIt() throws IOException {
		final String network = withoutRelu();
		final String image = part(48, 48).toString();
		assertEquals(0, run("saliency-map", "model=" + network, "input=" + image, "compare=every",
			"masks=2", "samples=2", "steps=2", "window=8", "output=" + folder.resolve("all.tif")),
			err.toString());
		assertTrue(err.toString().contains("Left out of compare=every, as "), err.toString());
		assertTrue(err.toString().contains(
			" has no ReLU or ReLU6: guided-backprop, deconvnet, guided-grad-cam;"), err.toString());
		assertEquals(1, run("saliency-map", "model=" + network, "input=" + image,
			"method=guided-backprop", "output=" + folder.resolve("one.tif")));
		assertTrue(err.toString().contains("There is no ReLU or ReLU6"), err.toString());
	}
}
