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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries come out of their jar whole or not at all. */
class NativeJarTest {

	private static final NativePlatform PLATFORM = NativePlatform.of("linux-x86_64");

	@TempDir
	Path folder;

	/** What is in the folder, but the jar and the lock. */
	private Set<String> left() throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			final Set<String> names = new TreeSet<>(all.map(p -> p.getFileName().toString()).toList());
			names.removeAll(List.of(PLATFORM.jar(), ".linux-x86_64.lock"));
			return names;
		}
	}

	private Path unpack(final Path jar, final Progress progress) {
		return new NativeJar(jar, PLATFORM).unpack(folder, progress);
	}

	@Test
	void allFilesOfThePlatformComeOut() throws IOException {
		final Path place = unpack(ForgedLibraries.jar(folder, PLATFORM), Progress.NONE);
		assertEquals(folder.resolve("linux-x86_64"), place);
		final Set<String> expected = new TreeSet<>(PLATFORM.libraries());
		expected.add("LICENSE");
		try (Stream<Path> all = Files.list(place)) {
			assertEquals(expected, new TreeSet<>(all.map(p -> p.getFileName().toString()).toList()));
		}
		assertEquals(Set.of("linux-x86_64"), left());
	}

	@Test
	void progressIsTold() throws IOException {
		final Map<String, Integer> told = new HashMap<>();
		unpack(ForgedLibraries.jar(folder, PLATFORM), new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				told.put(text, 1000 * done / total);
			}
		});
		assertEquals(Map.of("unpacking TensorFlow's libraries", 999), told);
	}

	@Test
	void aJarThatWasCutOffLeavesNothing() throws IOException {
		final Path jar = ForgedLibraries.jar(folder, PLATFORM);
		final byte[] whole = Files.readAllBytes(jar);
		for (int length = 0; length < whole.length; length += 97) {
			Files.write(jar, Arrays.copyOf(whole, length));
			final String message =
				assertThrows(EngineException.class, () -> unpack(jar, Progress.NONE)).getMessage();
			assertTrue(message.startsWith("The file " + jar + " is damaged (") &&
				message.endsWith("; copy it there again."), message);
			assertEquals(Set.of(), left());
		}
	}

	/** Any flipped bit of a library shows, wherever it is: the jar has a checksum of each. */
	@Test
	void aDamagedLibraryIsNotKept() throws IOException {
		final Path jar = ForgedLibraries.jar(folder, PLATFORM);
		final byte[] bytes = Files.readAllBytes(jar);
		final String text = new String(bytes, StandardCharsets.ISO_8859_1);
		final int at = text.indexOf("libjnitensorflow.so") + 30;
		bytes[at] ^= 4;
		Files.write(jar, bytes);
		final String message =
			assertThrows(EngineException.class, () -> unpack(jar, Progress.NONE)).getMessage();
		assertTrue(message.startsWith("The file " + jar + " is damaged ("), message);
		assertEquals(Set.of(), left());
	}

	@Test
	void aJarOfAnotherPlatformIsRefused() throws IOException {
		final Path jar = ForgedLibraries.jar(folder.resolve("other"), NativePlatform.of("linux-arm64"));
		assertEquals(
			"What was brought are not TensorFlow's libraries for linux-x86_64: " +
				"libtensorflow_cc.so.2 is missing. Nothing was kept; download them again.",
			assertThrows(EngineException.class, () -> unpack(jar, Progress.NONE)).getMessage());
		assertEquals(Set.of("other"), left());
	}

	@Test
	void cancellingAtAnyChunkLeavesNothing() throws IOException {
		final Path jar = ForgedLibraries.jar(folder, PLATFORM);
		final AtomicInteger asked = new AtomicInteger();
		int after = 0;
		for (boolean done = false; !done; after++) {
			final int allowed = after;
			asked.set(0);
			try {
				unpack(jar, () -> asked.incrementAndGet() > allowed);
				done = true;
			}
			catch (final CancellationException e) {
				assertEquals(Set.of(), left());
			}
		}
		assertTrue(after > 4, after + " chunks");
		assertEquals(Set.of("linux-x86_64"), left());
	}

	@Test
	void whatAKilledProcessLeftIsClearedAndAFaultIsMended() throws IOException {
		final Path jar = ForgedLibraries.jar(folder, PLATFORM);
		Files.createDirectories(folder.resolve(".linux-x86_64-12-34.tmp").resolve("deep"));
		final Path place = Files.createDirectories(folder.resolve("linux-x86_64"));
		Files.write(place.resolve("libjnitensorflow.so"), new byte[5]);
		Files.writeString(place.resolve("notes.txt"), "the user's own");
		assertEquals(place, unpack(jar, Progress.NONE));
		assertEquals(Optional.empty(), PLATFORM.fault(place));
		assertEquals("the user's own", Files.readString(place.resolve("notes.txt")));
		assertEquals(Set.of("linux-x86_64"), left());
	}

	@Test
	void manyAtOnceUnpackOnce() throws Exception {
		final CountDownLatch start = new CountDownLatch(1);
		final AtomicInteger unpackings = new AtomicInteger();
		final ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			final List<Future<Path>> places = new ArrayList<>();
			for (int i = 0; i < 8; i++)
				places.add(threads.submit(() -> {
					start.await();
					return new NativeInstaller(folder, PLATFORM).install(Progress.NONE, target -> {
						unpackings.incrementAndGet();
						ForgedLibraries.write(target, PLATFORM);
					});
				}));
			start.countDown();
			for (final Future<Path> place : places)
				assertEquals(Optional.empty(), PLATFORM.fault(place.get()));
		}
		finally {
			threads.shutdownNow();
		}
		assertEquals(1, unpackings.get());
	}

	@Test
	void aFolderThatCannotBeMadeIsOneLineWithTheRemedy() throws IOException {
		final Path jar = ForgedLibraries.jar(folder, PLATFORM);
		final Path file = Files.writeString(folder.resolve("file"), "");
		final String message = assertThrows(EngineException.class,
			() -> new NativeJar(jar, PLATFORM).unpack(file.resolve("natives"), Progress.NONE))
			.getMessage();
		assertTrue(
			message.startsWith(
				"TensorFlow's libraries cannot be written into " + file.resolve("natives") + " (") &&
				message.endsWith("name another folder by gradiscope.natives or GRADISCOPE_NATIVES."),
			message);
	}
}
