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
package org.gradiscope.training;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much memory ten thousand steps take. */
@Tag("long")
class TrainingMemoryTest {

	private static final Path STATUS = Path.of("/proc/self/status");
	/** Before what is measured: Java compiles, and the allocator fills its pools. */
	private static final int FIRST = 10_000;
	private static final int STEPS = 10_000;
	/** In MB. A step's images and gradients are 90 kB: one in a hundred left behind would be 9 MB. */
	private static final double LIMIT = 6;

	@Test
	void memoryStaysFlatOverTenThousandSteps() throws Exception {
		assumeTrue(Files.isReadable(STATUS), "skipped: this system has no " + STATUS);
		// All of Java's heap is resident from the start, so what grows is native.
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"),
				Measurement.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final double[] megabytes;
		try (BufferedReader lines = process.inputReader()) {
			megabytes =
				Arrays.stream(lines.readLine().split(" ")).mapToDouble(Double::parseDouble).toArray();
		}
		System.err
			.println("MB resident after each quarter of the steps: " + Arrays.toString(megabytes));
		final double grown = megabytes[megabytes.length - 1] - megabytes[0];
		assertTrue(grown < LIMIT, grown + " MB more: " + Arrays.toString(megabytes));
	}

	/** In a process of its own. */
	static final class Measurement {

		private Measurement() {}

		/** Prints the resident size, in MB, after the first steps and then after each quarter of the others. */
		public static void main(final String[] args) {
			final Examples examples =
				new Examples(Images.noise(ValueRange.EIGHT_BIT, 1, 4, 32, 32, 1), new int[] { 0, 1, 0, 1 });
			final StringBuilder sizes = new StringBuilder();
			try (TrainableNetwork network = TestNetworks.of(1, new Convolution("first", 5, 16, true),
				new Convolution("second", 3, 32, true))) {
				final Trainer trainer = new Trainer(network, TrainingOptions.of(FIRST + STEPS));
				for (int step = 1; step <= FIRST + STEPS; step++) {
					trainer.step(examples);
					if (step < FIRST || step % (STEPS / 4) != 0) continue;
					sizes.append(Memory.resident(ProcessHandle.current().pid()) / 1e6).append(' ');
				}
			}
			System.out.println(sizes);
		}
	}
}
