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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process that gets no more memory, what would not fit is one line and status 1. */
class MemoryLimitTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void onlyWhereAProcessCanBeLimited() {
		assumeTrue(
			Files.isReadable(Path.of("/proc/self/limits")) && Files.isExecutable(Path.of("/bin/bash")),
			"skipped: this system has no ulimit -v");
	}

	/** @param kilobytes of address space that the process may have */
	private String error(final long kilobytes, final String... arguments)
		throws IOException, InterruptedException {
		final List<String> command =
			new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -v " + kilobytes + "; exec \"$@\"",
				"limited", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
				"-cp", System.getProperty("java.class.path"), Main.class.getName()));
		command.addAll(List.of(arguments));
		final Path errors = folder.resolve("errors");
		final ProcessBuilder process = new ProcessBuilder(command)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
		process.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
		assertEquals(1, process.start().waitFor(), Files.readString(errors));
		final List<String> lines =
			Files.readAllLines(errors).stream().filter(line -> line.startsWith("gradiscope: ")).toList();
		assertEquals(1, lines.size(), lines.toString());
		return lines.get(0);
	}

	@Test
	void aNetworkThatMakesGigabytesOfTwoSmallConstants() throws IOException, InterruptedException {
		final Path table = folder.resolve("classes.csv");
		final String line = error(12_000_000, "classify", "input=test-images/nuclei-8bit.tif",
			"model=" + SharedFiles.hostile("outer-product-8GB.pb"), "output=" + table);
		assertTrue(line.contains("takes about 8.6 GB of memory for the smallest image, but "), line);
		assertFalse(Files.exists(table));
	}

	@Tag("long")
	@Test
	void aMapOfSixtyFourMegapixels() throws IOException, InterruptedException {
		final Path image = folder.resolve("large.tif");
		new FileSaver(new ImagePlus("", new ByteProcessor(8000, 8000))).saveAsTiff(image.toString());
		final String line = error(14_000_000, "saliency-map", "method=gradient", "target=nuclei",
			"input=" + image, "output=" + folder.resolve("map.tif"));
		assertTrue(
			line.contains(
				"micropatterns forwards and backwards on an image of 8000x8000 pixels " + "takes about "),
			line);
		assertTrue(line.endsWith(
			" are free; select a part of the image, scale it down, or free some " + "memory."), line);
	}
}
