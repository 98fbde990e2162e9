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
package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much memory the methods of many images take on an image of 4 megapixels. */
@Tag("long")
class LargeImageMemoryTest {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final double LIMIT = 3 * 1024;

	@ParameterizedTest
	@ValueSource(strings = { "occlusion", "rise" })
	void fourMegapixelsStayWithinThreeGigabytes(final String method) throws Exception {
		assumeTrue(Files.isReadable(STATUS), "skipped: this system has no " + STATUS);
		// As scripts/gradiscope starts Java.
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:MaxRAMPercentage=50", "-Djava.awt.headless=true", "-cp",
				System.getProperty("java.class.path"), Measurement.class.getName(), method)
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final double peak;
		try (BufferedReader lines = process.inputReader()) {
			peak = Double.parseDouble(lines.readLine());
		}
		System.err.printf("%s of 2048x2048 pixels: at most %.0f MB resident%n", method, peak);
		assertTrue(peak < LIMIT, peak + " MB");
	}

	/** In a process of its own. */
	static final class Measurement {

		private Measurement() {}

		/** Prints the largest resident size, in MB. */
		public static void main(final String[] args) throws IOException {
			final Pixels image = Micropatterns.draw(Pattern.NUCLEI, 2048, 1);
			final AttributionMethod method = args[0].equals("rise") ? new Rise(20, 7, 0.5, 1)
				: new Occlusion(512, 512, Baseline.Standard.MEAN);
			try (Network network = Micropatterns.open()) {
				method.attribute(network, image, Objectives.logit(0));
			}
			System.out
				.println(Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmHWM"))
					.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).sum());
		}
	}
}
