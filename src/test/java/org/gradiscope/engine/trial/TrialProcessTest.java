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

package org.gradiscope.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Engine;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.TrialRecord;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process itself: what it answers, and how it ends. */
class TrialProcessTest {

	private static final Duration LONG = Duration.ofSeconds(60);
	private static final long MEMORY = 2L << 30;

	@TempDir
	private Path folder;

	private static Path natives() {
		return Engine.load().natives().orElseThrow().obtain();
	}

	private Path tiny() throws IOException {
		return Files.write(folder.resolve("größe %20 tiny.pb"),
			((ModelSource.Graph) TinyNetworks.networkN().source()).bytes());
	}

	@Test
	void oneAfterTheOther() throws IOException {
		final Path model = tiny();
		final Model found = ModelStore.find(model.toString());
		try (TrialProcess process = new TrialProcess(natives(), MEMORY, Cancellation.NEVER)) {
			for (int i = 0; i < 2; i++) {
				final TrialResult result = process.attempt(model.toString(), LONG, Cancellation.NEVER);
				assertEquals(new TrialResult(TrialResult.Kind.RAN, TrialRecord.key(found)), result);
			}
			final TrialResult refused = process.attempt("nowhere", LONG, Cancellation.NEVER);
			assertEquals(TrialResult.Kind.REFUSED, refused.kind());
			assertTrue(refused.text().contains("nowhere"), refused.text());
			assertTrue(process.isAlive());
		}
	}

	@Test
	void aProcessThatIsKilledHasCrashedAndOneThatIsTooSlowHung() throws IOException {
		final List<ProcessHandle> before = ProcessHandle.current().children().toList();
		try (TrialProcess process = new TrialProcess(natives(), MEMORY, Cancellation.NEVER)) {
			ProcessHandle.current().children().filter(child -> !before.contains(child))
				.forEach(ProcessHandle::destroyForcibly);
			final TrialResult result = process.attempt(tiny().toString(), LONG, Cancellation.NEVER);
			assertEquals(TrialResult.Kind.CRASHED, result.kind());
			assertTrue(result.text().startsWith("with status "), result.text());
		}
		try (TrialProcess process = new TrialProcess(natives(), MEMORY, Cancellation.NEVER)) {
			assertEquals(TrialResult.Kind.HUNG,
				process.attempt(tiny().toString(), Duration.ofNanos(1), Cancellation.NEVER).kind());
			assertFalse(process.isAlive());
		}
	}

	@Test
	void aProcessThatGrowsTooLargeIsEnded() throws IOException {
		assumeTrue(Files.isReadable(Path.of("/proc/self/status")),
			"skipped: this system does not say " + "how large another process is");
		final String line = assertThrows(IOException.class,
			() -> new TrialProcess(natives(), 50 << 20, Cancellation.NEVER)).getMessage();
		assertEquals("it took over 52 MB of memory to start", line);
	}

	@Test
	void nothingIsLeftBehind() throws IOException {
		final TrialProcess process = new TrialProcess(natives(), MEMORY, Cancellation.NEVER);
		assertTrue(Files.isDirectory(process.folder()));
		process.close();
		assertFalse(Files.exists(process.folder()));
	}

	/** Whatever ends it, the system closes what it wrote to. */
	@Test
	void itEndsWithTheOneThatStartedIt() throws IOException, InterruptedException {
		final Process process = TrialJvm.process(natives(), folder).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		process.getOutputStream().close();
		assertTrue(process.waitFor(60, TimeUnit.SECONDS));
		assertEquals(0, process.exitValue());
	}
}
