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
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A regression in every command: its value, no probability; and networks that take grey levels. */
class ValuesTest {

	private static final Path TYPES =
		Path.of("src/test/resources/org/gradiscope/engine/tf/freeze/types").toAbsolutePath();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path folder;
	private Path model;
	private Path image;

	@BeforeEach
	void prepare() throws IOException {
		model = Files.createDirectories(folder.resolve("scale"));
		copy(TYPES.resolve("value"), model.resolve("saved_model"));
		Files.writeString(model.resolve("gradiscope.yaml"),
			"name: scale\ngraph: saved_model\ninput: {range: [0, 1]}\nlabels: [weight]\n" +
				"output: {unit: kg, probabilities: none}\n");
		final float[] values = new float[64];
		for (int i = 0; i < values.length; i++)
			values[i] = i * 37 % 101 / 101f;
		final ImagePlus picture = new ImagePlus("picture", new FloatProcessor(8, 8, values));
		picture.setDisplayRange(0, 1);
		image = Files.write(folder.resolve("picture.tif"), new FileSaver(picture).serialize());
	}

	private static void copy(final Path from, final Path to) throws IOException {
		try (Stream<Path> all = Files.walk(from)) {
			for (final Path one : all.toList())
				if (Files.isDirectory(one))
					Files.createDirectories(to.resolve(from.relativize(one).toString()));
				else Files.copy(one, to.resolve(from.relativize(one).toString()));
		}
	}

	private int run(final Object... words) {
		return new Main(DefaultGradiscopeService.class, new PrintStream(out), new PrintStream(err))
			.run(Stream.of(words).map(Object::toString).toList());
	}

	@Test
	void classifyGivesTheValueWithItsUnit() throws IOException {
		final Path table = folder.resolve("top.csv");
		assertEquals(0, run("classify", "model=" + model, "input=" + image, "output=" + table),
			err::toString);
		final List<String> lines = Files.readAllLines(table);
		assertEquals(List.of("slice,rank,label,index,value"), lines.subList(0, 1));
		assertEquals(2, lines.size());
		assertTrue(lines.get(1).startsWith("1,1,weight (kg),0,"), lines.get(1));
	}

	@Test
	void aMapIsOfTheValue() {
		final Path map = folder.resolve("map.tif");
		assertEquals(0, run("saliency-map", "method=gradient", "target=weight", "model=" + model,
			"input=" + image, "output=" + map), err::toString);
		final String recipe = IJ.openImage(map.toString()).getInfoProperty();
		assertTrue(recipe.matches("(?s).*prediction of slice 1: weight \\(kg\\) -?[0-9.e+-]+\n.*"),
			recipe);
	}

	@ParameterizedTest
	@ValueSource(strings = { "adversarial-perturbation", "check-saliency", "fooling-image" })
	void whatIsAboutClassesSaysSo(final String command) {
		final String input = command.startsWith("fooling") ? "size=8" : "input=" + image;
		assertEquals(2, run(command, "model=" + model, input,
			"output=" + folder.resolve(command.startsWith("check") ? "result.csv" : "result.tif")));
		final List<String> lines = err.toString().lines().toList();
		assertEquals(1, lines.size(), err::toString);
		assertTrue(
			lines.get(0).contains(
				"is about classes and their probabilities, but scale gives " + "values (weight (kg));"),
			lines.get(0));
	}

	@Test
	void aFeatureOfTheValueIsDrawn() {
		assertEquals(0, run("feature-visualization", "objective=class", "target=weight", "steps=2",
			"size=16", "model=" + model, "output=" + folder.resolve("feature.tif")), err::toString);
	}

	/** The display range plays no part. */
	@Test
	void aNetworkOfGreyLevelsSeesThemAsTheyAre() throws IOException {
		final Path zoo = SharedFiles.networkCase("zoo-float32-fixed-mean");
		final short[] levels = new short[32 * 32];
		for (int i = 0; i < levels.length; i++)
			levels[i] = (short) (15000 + i * 37 % 101 * 100);
		final String[] values = new String[2];
		for (int i = 0; i < 2; i++) {
			final ImagePlus grey = new ImagePlus("grey", new ShortProcessor(32, 32, levels, null));
			grey.setDisplayRange(16000 - 9000 * i, 20000 + 10000 * i);
			final Path file =
				Files.write(folder.resolve("grey" + i + ".tif"), new FileSaver(grey).serialize());
			final Path table = folder.resolve("values" + i + ".csv");
			assertEquals(0, run("classify", "model=" + zoo, "input=" + file, "output=" + table),
				err::toString);
			values[i] = Files.readString(table);
		}
		assertEquals(values[0], values[1]);
		assertFalse(err.toString().contains("outside of the display range"), err::toString);
	}
}
