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
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.engine.Engine;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelCache;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line on network N as analysts have networks: files that say nothing but the graph. */
class RealModelTest {

	@TempDir
	private static Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeAll
	static void write() throws IOException {
		System.setProperty(ModelCache.PROPERTY, folder.resolve("cache").toString());
		Engine.load();
		final byte[] graph = ((ModelSource.Graph) TinyNetworks.networkN(16).source()).bytes();
		Files.write(Files.createDirectory(folder.resolve("n")).resolve("graph.pb"), graph);
		Files.write(Files.createDirectory(folder.resolve("l")).resolve("graph.pb"), graph);
		Files.writeString(folder.resolve("l/labels.txt"), "up\ndown\nleft\nright\n");
		Files.write(folder.resolve("n.pb"), graph);
		zip(folder.resolve("n.zip"), graph);
		final float[] ramp = new float[16];
		for (int i = 0; i < 16; i++)
			ramp[i] = i;
		final ImagePlus image = new ImagePlus("ramp", new FloatProcessor(4, 4, ramp));
		// Seen as 0..1 in sixteenths, of which the network makes sixteen times as much.
		image.setDisplayRange(0, 16);
		Files.write(folder.resolve("ramp.tif"), new FileSaver(image).serialize());
	}

	private static void zip(final Path file, final byte[] graph) throws IOException {
		try (OutputStream stream = Files.newOutputStream(file);
			ZipOutputStream zip = new ZipOutputStream(stream)) {
			zip.putNextEntry(new ZipEntry("inner/graph.pb"));
			zip.write(graph);
		}
	}

	@AfterAll
	static void restore() {
		System.clearProperty(ModelCache.PROPERTY);
	}

	/** Words separated by blanks; {@code @} is the folder. */
	private int run(final String line) {
		out.reset();
		return Main.run(Stream.of(line.split(" ")).map(word -> word.replace("@", folder + "/"))
			.toArray(String[]::new), new PrintStream(out), new PrintStream(err));
	}

	private List<String> lines(final String file) throws IOException {
		return Files.readAllLines(folder.resolve(file));
	}

	@ParameterizedTest
	@ValueSource(strings = { "n", "n/graph.pb", "n.pb", "n.zip" })
	void whateverTheFormTheScoresAreTheSame(final String model) throws IOException {
		assertEquals(0,
			run(
				"classify input=@ramp.tif model=@" + model + " top=1 chart=false " + "output=@scores.csv"),
			err.toString());
		assertEquals(List.of("slice,rank,label,index,probability,logit,value range",
			"1,1,class 0,0,0.250000,54,assumed 0..1"), lines("scores.csv"));
	}

	@Test
	void labelsBesideTheGraphNameTheClasses() {
		assertEquals(0, run("classify input=@ramp.tif model=@l top=4 chart=false"), err.toString());
		assertTrue(out.toString().contains("up") && out.toString().contains("right"), out.toString());
	}

	@Test
	void theRecipeSaysWhatTheModelDidNot() throws IOException {
		assertEquals(0, run("saliency-map input=@ramp.tif model=@n.pb method=gradient view=map " +
			"target=0 output=@map.tif"), err.toString());
		final ImagePlus map = IJ.openImage(folder.resolve("map.tif").toString());
		assertEquals(1, map.getProcessor().getf(1, 1));
		final List<String> said = map.getInfoProperty().lines()
			.filter(line -> line.startsWith("not stated by the model: ")).toList();
		assertEquals(1, said.size(), map.getInfoProperty());
		assertTrue(said.get(0).contains("value range: assumed: nothing says what range"), said.get(0));
		assertTrue(said.get(0).contains("labels: assumed: nothing names the 4 classes"), said.get(0));
		assertTrue(
			map.getInfoProperty()
				.contains("network sha256: " +
					new ModelSource.Graph(Files.readAllBytes(folder.resolve("n.pb"))).sha256()),
			map.getInfoProperty());
	}

	@Test
	void modelInfoPrintsItsTables() throws IOException {
		assertEquals(0, run("model-info model=@n.zip output=@info.csv"), err.toString());
		assertTrue(
			lines("info.csv").get(0).startsWith(
				"layer,operation,shape,channels,stride," + "receptive-field,parameters,any-size,tensor"),
			lines("info.csv").get(0));
		assertTrue(lines("info-facts.csv").contains("classes,4"), lines("info-facts.csv").toString());
	}
}
