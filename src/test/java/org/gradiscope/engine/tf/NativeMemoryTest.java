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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

/** That a closed network leaves nothing behind: neither heap nor, above all, native memory. */
class NativeMemoryTest {

	private static final Path STATUS = Path.of("/proc/self/status");

	@Test
	void residentMemoryStaysFlatOverTwoHundredNetworks() throws IOException {
		assumeTrue(Files.exists(STATUS), "skipped: this system has no " + STATUS);
		final Pixels image = Micropatterns.draw(Pattern.GRID, 96, 1);
		// The first ones fill the allocator's pools and warm the compiler up.
		run(image, 60);
		final long early = residentMegabytes();
		run(image, 140);
		final long late = residentMegabytes();
		// A network holds 1.7 MB of weights, and each of its two programs as much again.
		assertTrue(late - early < 70, early + " MB resident after 60 networks, " + late +
			" MB after 200");
	}

	private static void run(final Pixels image, final int times) {
		for (int i = 0; i < times; i++)
			try (Network network = Micropatterns.open()) {
				network.evaluate(image, Objectives.logit(1));
				network.evaluate(image, Objectives.logit(1), Backpropagation.GUIDED);
			}
		System.gc();
	}

	private static long residentMegabytes() throws IOException {
		return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS")).mapToLong(
			line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElseThrow();
	}
}
