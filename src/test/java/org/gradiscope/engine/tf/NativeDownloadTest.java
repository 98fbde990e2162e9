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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.gradiscope.engine.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of DJL's work, whatever DJL does. That DJL itself is called, NativesProcessTest shows. */
class NativeDownloadTest {

	private static final NativePlatform PLATFORM = NativePlatform.of("linux-x86_64");

	@TempDir
	Path folder;

	private Path install(final Supplier<String> djl, final Duration timeout,
		final Progress progress) {
		return new NativeInstaller(folder.resolve("natives"), PLATFORM).install(progress,
			new NativeDownload(djl, timeout, progress));
	}

	private Path install(final Supplier<String> djl) {
		return install(djl, Duration.ofHours(1), Progress.NONE);
	}

	/** Brings the libraries as DJL does, into a folder of DJL's own. */
	private static String brought(final Path cache) {
		try {
			final Path own = cache.resolve("tensorflow").resolve("2.16.1-cpu-linux-x86_64");
			return ForgedLibraries.write(own, PLATFORM).resolve("libjnitensorflow.so").toString();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Path cache() {
		return Path.of(System.getProperty("ENGINE_CACHE_DIR"));
	}

	private void assertNothingLeft() throws IOException {
		try (Stream<Path> all = Files.list(folder.resolve("natives"))) {
			assertEquals(List.of(".linux-x86_64.lock"),
				all.map(p -> p.getFileName().toString()).toList());
		}
		assertEquals("true", System.getProperty("ai.djl.offline"));
		assertNull(System.getProperty("ENGINE_CACHE_DIR"));
	}

	@Test
	void whatDjlBringsLands() throws IOException {
		final List<String> offline = new ArrayList<>();
		final Path place = install(() -> {
			offline.add(System.getProperty("ai.djl.offline"));
			return brought(cache());
		});
		assertEquals(folder.resolve("natives").resolve("linux-x86_64"), place);
		assertEquals(Optional.empty(), PLATFORM.fault(place));
		assertEquals(List.of("false"), offline);
		try (Stream<Path> all = Files.list(place)) {
			assertEquals(3, all.count());
		}
		assertEquals("true", System.getProperty("ai.djl.offline"));
	}

	/** A variable sends DJL to another folder, which stays as it is. */
	@Test
	void whatLiesInDjlsOwnCacheIsCopied() throws IOException {
		final Path own = folder.resolve("own");
		final Path place = install(() -> brought(own));
		assertEquals(Optional.empty(), PLATFORM.fault(place));
		assertTrue(Files.exists(Path.of(brought(own))));
	}

	/** A graphics card would have DJL bring libraries of several times the size. */
	@Test
	void djlIsAskedForTheProcessorsLibrariesOfItsOwnVersion() throws IOException {
		final List<Platform> asked = new ArrayList<>();
		install(() -> {
			asked.add(Platform.detectPlatform("tensorflow"));
			return brought(cache());
		});
		assertEquals("cpu", asked.get(0).getFlavor());
		assertEquals(Platform.fromSystem("tensorflow").getVersion(), asked.get(0).getVersion());
		assertTrue(asked.get(0).isPlaceholder());
	}

	@Test
	void whatDjlThrowsIsTheReasonAndLeavesNothing() throws IOException {
		final String message = assertThrows(NativeDownload.Failed.class, () -> install(() -> {
			brought(cache().resolve("half"));
			throw new IllegalStateException("failed", new UnknownHostException("a.server"));
		})).getMessage();
		assertEquals("UnknownHostException: a.server", message);
		assertNothingLeft();
	}

	@Test
	void aServerThatSendsNothingIsGivenUp() throws IOException {
		final CountDownLatch never = new CountDownLatch(1);
		final String message = assertThrows(NativeDownload.Failed.class,
			() -> install(() -> await(never), Duration.ofMillis(300), Progress.NONE)).getMessage();
		assertEquals("nothing came for 0.3 s", message);
		assertNothingLeft();
	}

	@Test
	void cancellingStopsItAndLeavesNothing() throws IOException {
		final CountDownLatch never = new CountDownLatch(1);
		final List<String> told = new ArrayList<>();
		assertThrows(CancellationException.class, () -> install(() -> {
			brought(cache());
			return await(never);
		}, Duration.ofHours(1), new Progress() {

			@Override
			public boolean isCanceled() {
				return told.size() > 3;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				told.add(text);
			}
		}));
		assertEquals("downloading TensorFlow's libraries, 0.0 MB unpacked so far", told.get(0));
		assertNothingLeft();
	}

	private static String await(final CountDownLatch latch) {
		try {
			latch.await();
			return "";
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
