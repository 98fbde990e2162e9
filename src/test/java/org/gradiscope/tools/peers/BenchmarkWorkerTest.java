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

package org.gradiscope.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkWorkerTest {

	/** Every task, twice, with small sizes. */
	private static final List<String> LINES =
		List.of("gradient micropatterns 2 2 64", "layer-gradient micropatterns 2 50",
			"another-class micropatterns 2", "another-method micropatterns 2",
			"smoothgrad micropatterns 2 3", "integrated-gradients micropatterns 2 3",
			"occlusion micropatterns 2 112 112", "rise micropatterns 2 4", "pgd micropatterns 2 2 2",
			"carlini-wagner micropatterns 2 2 2", "deep-dream micropatterns 2 64 2 1",
			"style-transfer micropatterns 2 64 2", "training micropatterns 2 2");

	@TempDir
	Path folder;

	@Test
	void everyTaskIsTimedOnTheEmbeddedNetwork() {
		final BenchmarkWorker worker = new BenchmarkWorker(folder);
		for (final String line : LINES) {
			final String answer = worker.answer(line);
			final double[] seconds =
				Arrays.stream(answer.split(" ")).mapToDouble(BenchmarkWorkerTest::seconds).toArray();
			assertEquals(2, seconds.length, line);
			assertTrue(Arrays.stream(seconds).allMatch(s -> s > 0 && s < 60), line + ": " + answer);
		}
	}

	@Test
	void noTaskIsLeftOut() {
		assertEquals(Set.of(BenchmarkTask.values()), LINES.stream()
			.map(line -> BenchmarkTask.named(line.split(" ")[0])).collect(Collectors.toSet()));
	}

	@Test
	void whatCannotBeDoneIsSaidInTheLine() {
		final BenchmarkWorker worker = new BenchmarkWorker(folder);
		assertTrue(worker.answer("sing micropatterns 1").startsWith("error: "));
		assertTrue(worker.answer("gradient nowhere 1 1").contains("nowhere"));
		assertTrue(worker.answer("").startsWith("error: "));
	}

	private static double seconds(final String word) {
		try {
			return Double.parseDouble(word);
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}
}
