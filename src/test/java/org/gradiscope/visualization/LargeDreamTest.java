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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.io.FileSaver;

import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a dream of 16 megapixels takes, from the file read to the file written. */
@Tag("long")
class LargeDreamTest {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final int SIDE = 4096;
	private static final double LIMIT = 4 * 1024;

	@Test
	void sixteenMegapixelsStayWithinFourGigabytes(@TempDir final Path folder) throws Exception {
		assumeTrue(Files.isReadable(STATUS), "skipped: this system has no " + STATUS);
		final String input = folder.resolve("large.tif").toString();
		new FileSaver(new ImagePlus("large",
			PixelType.GREY_8
				.processor(PatternGenerator.mean(Micropatterns.draw(Pattern.NEURITES, SIDE, 1)).values())))
			.saveAsTiff(input);
		// As scripts/gradiscope starts Java. All octaves; more steps take no more memory.
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:MaxRAMPercentage=50", "-Djava.awt.headless=true", "-cp",
				System.getProperty("java.class.path"), Main.class.getName(), "deep-dream", "input=" + input,
				"output=" + folder.resolve("dream.tif"), "steps=3").redirectErrorStream(true)
				.redirectOutput(folder.resolve("log.txt").toFile()).start();
		final double peak = peak(process);
		assertTrue(process.waitFor() == 0, Files.readString(folder.resolve("log.txt")));
		System.err.printf("Deep Dream of %dx%d pixels: at most %.0f MB resident%n", SIDE, SIDE, peak);
		assertTrue(peak > 100 && peak < LIMIT, peak + " MB");
	}

	/** The largest resident size that the system has seen, in MB. */
	private static double peak(final Process process) throws Exception {
		final Path status = Path.of("/proc", "" + process.pid(), "status");
		double peak = 0;
		while (process.isAlive()) {
			try {
				peak = Math.max(peak,
					Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM"))
						.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).sum());
			}
			catch (final java.io.IOException e) {
				// It has ended.
			}
			Thread.sleep(100);
		}
		return peak;
	}
}
