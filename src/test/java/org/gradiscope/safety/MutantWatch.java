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

package org.gradiscope.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches processes that open mutants: none is to crash, to hang, to take much memory or to touch a file. */
final class MutantWatch {

	private static final int SECONDS = 30;
	/** Of a process, in kB. */
	private static final long MEMORY = 3_000_000;
	private static final int SECONDS_TO_START = 120;
	/** Of what a process prints. */
	private static final String END = "end";

	private final Path bases;
	private final Path outside;
	private final Path forbidden;
	private final String kinds;
	private final List<String> failures = new ArrayList<>();
	/** The largest of a process that came to its end, in kB. */
	private long memory;
	private int ran;
	private int refused;

	/**
	 * @param bases the sound models
	 * @param folder to work in
	 * @param kinds of mutants, as of {@link MutantRunner}
	 */
	MutantWatch(final Path bases, final Path folder, final String kinds) throws IOException {
		this.bases = bases;
		this.kinds = kinds;
		outside = Files.createDirectories(folder.resolve("outside"));
		forbidden = Files.writeString(outside.resolve("forbidden"), "untouched");
	}

	/**
	 * Opens those from {@code first} on. A process that dies is started again after the mutant that it died of.
	 *
	 * @return this, all being well
	 */
	MutantWatch check(final int first, final int mutants, final int processes) throws Exception {
		final List<Thread> watchers = new ArrayList<>();
		for (int i = 0; i < processes; i++) {
			final int from = first + mutants * i / processes;
			final int to = first + mutants * (i + 1) / processes;
			final Path own = outside.resolve("work" + i);
			watchers.add(new Thread(() -> watch(own, from, to)));
		}
		watchers.forEach(Thread::start);
		for (final Thread watcher : watchers)
			watcher.join();
		System.err.println(
			mutants + " mutants: " + ran + " ran, " + refused + " were refused; " + memory + " kB");
		assertEquals(List.of(), failures);
		assertTrue(memory < MEMORY, "a process took " + memory + " kB");
		assertEquals(mutants, ran + refused);
		assertTrue(ran > mutants / 50 && refused > mutants / 4, "some must run and many be refused");
		assertUntouched();
		return this;
	}

	private void assertUntouched() throws IOException {
		assertEquals("untouched", Files.readString(forbidden));
		try (var all = Files.walk(outside)) {
			assertEquals(List.of(outside, forbidden), all.sorted().toList());
		}
	}

	private void watch(final Path own, final int from, final int to) {
		try {
			int next = from;
			while (next < to)
				next = watch(start(own, next, to), next, to);
		}
		catch (final IOException | InterruptedException e) {
			note("FAILED: the watcher: " + e);
		}
	}

	private Process start(final Path own, final int from, final int to) throws IOException {
		final ProcessBuilder builder =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx1g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-XX:-CreateCoredumpOnCrash",
				"-XX:ErrorFile=/dev/null", "-Duser.home=" + own.getParent().resolveSibling("home"), "-cp",
				classPath(), MutantRunner.class.getName(), bases.toString(), own.toString(),
				forbidden.toString(), String.valueOf(from), String.valueOf(to), kinds);
		builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
		builder.directory(forbidden.getParent().toFile());
		return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
	}

	/** From another folder. */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(entry -> new File(entry).getAbsolutePath())
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** @return the first mutant that a new process has to begin with */
	private int watch(final Process process, final int from, final int to)
		throws InterruptedException, IOException {
		final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
		new Thread(() -> read(process, lines)).start();
		String line = lines.poll(SECONDS_TO_START, TimeUnit.SECONDS);
		for (int mutant = from; mutant < to; mutant++) {
			if (line != null && !line.equals(END)) line = lines.poll(SECONDS, TimeUnit.SECONDS);
			if (line != null && line.startsWith(mutant + "\t")) note(line);
			else {
				process.destroyForcibly().waitFor();
				note(mutant + "\tFAILED: " +
					(line == null ? "hung" : "crashed with status " + process.exitValue()));
				return mutant + 1;
			}
		}
		noteMemory(lines.poll(SECONDS, TimeUnit.SECONDS));
		process.waitFor();
		return to;
	}

	private synchronized void noteMemory(final String line) {
		if (line == null || !line.startsWith(MutantRunner.MEMORY)) failures.add("no memory: " + line);
		else memory = Math.max(memory, Long.parseLong(line.substring(line.indexOf('\t') + 1)));
	}

	private static void read(final Process process, final BlockingQueue<String> lines) {
		try (BufferedReader reader = process.inputReader()) {
			reader.lines().forEach(lines::add);
		}
		catch (final IOException | RuntimeException e) {
			// The process is gone, which what follows says.
		}
		lines.add(END);
	}

	private synchronized void note(final String line) {
		if (line.contains("\tran")) ran++;
		else if (line.contains("\trefused")) refused++;
		else failures.add(line);
	}
}
