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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headless runner as a process of its own, with the embedded network. */
class MainProcessTest {

	@TempDir
	Path folder;

	private int run(final List<String> options, final String... arguments)
		throws IOException, InterruptedException {
		return start(options, arguments).waitFor();
	}

	private Process start(final List<String> options, final String... arguments) throws IOException {
		final List<String> command =
			new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(options);
		command
			.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
				"-cp", System.getProperty("java.class.path"), Main.class.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
			.redirectError(folder.resolve("err").toFile()).start();
	}

	private List<String> lines(final String stream) throws IOException {
		return Files.readAllLines(folder.resolve(stream));
	}

	@Test
	void aPlatformWithoutNativesIsOneLineAndStatus1() throws IOException, InterruptedException {
		final Path picture = folder.resolve("picture.png");
		assertEquals(1, run(List.of("-Dorg.bytedeco.javacpp.platform=linux-riscv64"),
			"feature-visualization", "output=" + picture));
		assertEquals(1, lines("err").size(), lines("err").toString());
		assertTrue(lines("err").get(0)
			.startsWith("gradiscope: There is no TensorFlow library for linux-riscv64"));
		assertFalse(Files.exists(picture));
	}

	@Test
	void aChannelThatIsNotThereIsOneLineAndStatus2() throws IOException, InterruptedException {
		assertEquals(2, run(List.of(), "feature-visualization", "layer=conv4", "channel=64",
			"output=" + folder.resolve("picture.png")));
		assertEquals(List.of("gradiscope: There is no channel 64 in conv4; it has 64, 0 to 63."),
			lines("err"));
	}

	@Test
	void thePathsWrittenAreAllThatIsOnStandardOutput() throws IOException, InterruptedException {
		final Path picture = folder.resolve("picture.png");
		assertEquals(0, run(List.of(), "feature-visualization", "layer=conv2", "channel=3", "steps=3",
			"size=32", "output=" + picture));
		assertEquals(List.of(picture.toString()), lines("out"));
		assertTrue(Files.size(picture) > 0);
	}

	/** Whenever it is ended, there is one line, no exception, and nothing half done. */
	@Test
	void anEndedProcessSaysSoInOneLine() throws IOException, InterruptedException {
		final Path picture = folder.resolve("results").resolve("picture.png");
		for (final int wait : new int[] { 900, 2500 }) {
			final Process process =
				start(List.of(), "feature-visualization", "steps=100000", "output=" + picture);
			assertFalse(process.waitFor(wait, TimeUnit.MILLISECONDS));
			process.destroy();
			assertEquals(143, process.waitFor());
			final List<String> own = lines("err").stream()
				.filter(line -> !line.matches(" *\\d+% .*|.*tensorflow.*|To enable the following.*"))
				.toList();
			assertEquals(List.of("gradiscope: Stopped; the files written so far are complete."), own);
			assertEquals(List.of(), lines("out"));
			assertFalse(Files.exists(picture));
		}
	}

	/** TensorFlow's folding of constants said a hundred lines of errors of this network. */
	@Test
	void tensorFlowHasNothingToComplainOf() throws IOException, InterruptedException {
		final Path network = SharedFiles.model("mobilenet-v1-0.25-224").resolve("frozen_graph.pb");
		assertEquals(0, run(List.of(), "feature-visualization", "model=" + network, "steps=1",
			"size=32", "output=" + folder.resolve("picture.png")));
		assertEquals(List.of(),
			lines("err").stream()
				.filter(line -> line.matches(".* E tensorflow/.*|.*(Invalid|Non-existent) input .*"))
				.toList());
	}

	/** There a process of its own cannot write; here one line says so, and the network is opened. */
	@Test
	void whereNothingCanBeTriedALineSaysSo() throws IOException, InterruptedException {
		final Path network = folder.resolve("stranger.pb");
		Files.write(network,
			((ModelSource.Graph) ModelStore.find(ModelStore.EMBEDDED).source()).bytes());
		Files.writeString(folder.resolve("gradiscope.yaml"),
			"input: {size: [33, 33], channels: rgb}\n# " + System.nanoTime() + "\nlicence: " +
				System.nanoTime() + "\n");
		final Path table = folder.resolve("classes.csv");
		assertEquals(
			0, run(List.of("-Djava.io.tmpdir=" + folder.resolve("nowhere")), "classify",
				"model=" + network, "input=test-images/nuclei-8bit.tif", "output=" + table),
			lines("err").toString());
		final List<String> said =
			lines("err").stream().filter(line -> line.contains("was opened without a trial")).toList();
		assertEquals(1, said.size(), lines("err").toString());
		assertTrue(said.get(0).contains("GRADISCOPE_TRIAL=false"), said.get(0));
		assertTrue(Files.exists(table));
	}

	@Test
	void eachLayerHasAFileOfItsOwn() throws IOException, InterruptedException {
		final Path first = folder.resolve("seen.tif");
		assertEquals(0, run(List.of(), "activations", "layers=conv6,conv7", "view=stack",
			"input=" + Path.of("test-images", "two-patterns.tif"), "output=" + first));
		assertEquals(List.of(first.toString(), folder.resolve("seen-conv7.tif").toString(),
			folder.resolve("seen.csv").toString()), lines("out"));
		final ImagePlus conv7 = IJ.openImage(folder.resolve("seen-conv7.tif").toString());
		assertEquals(128, conv7.getStackSize());
		assertEquals(32, conv7.getWidth());
		assertEquals(IJ.openImage(Path.of("test-images", "two-patterns.tif").toString())
			.getCalibration().pixelWidth * 16, conv7.getCalibration().pixelWidth, 1e-9);
		assertTrue(conv7.getStack().getSliceLabel(18).matches("(.*, )?channel 17, mean .*"),
			conv7.getStack().getSliceLabel(18));
	}
}
