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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.cli.Main;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;

/**
 * Gradiscope's side of {@code scripts/compare-peers}, a process that lives through all rounds. Each line
 * on standard input says what to do, each line on standard output how many seconds it took:
 *
 * <pre>
 * TASK NETWORK REPETITIONS SIZE...     for example: gradient mobilenet-v2 3 8
 * 0.141 0.139 0.140
 * </pre>
 *
 * The first line about a network opens it; that time is not counted. Nothing is repeated unasked: the
 * first repetition of a task is its first step.
 */
final class BenchmarkWorker {

	private static final double NANOSECONDS = 1e9;

	private final Path folder;
	private final Engine engine = Engine.load();
	private final Map<String, Network> networks = new HashMap<>();
	private final Map<String, Runnable> tasks = new HashMap<>();

	/** @param folder of the networks */
	BenchmarkWorker(final Path folder) {
		this.folder = folder;
	}

	/** Argument: the folder of the networks. */
	public static void main(final String... arguments) throws IOException {
		final BenchmarkWorker worker = new BenchmarkWorker(Path.of(arguments[0]));
		final BufferedReader lines =
			new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine())
			System.out.println(worker.answer(line));
		System.exit(Main.DONE);
	}

	/** The seconds of each repetition; or, after {@code error:}, why there are none. */
	String answer(final String line) {
		try {
			final String[] words = line.trim().split(" +");
			final int repetitions = Integer.parseInt(words[2]);
			final int[] sizes = Arrays.stream(words).skip(3).mapToInt(Integer::parseInt).toArray();
			final Runnable task =
				tasks.computeIfAbsent(words[0] + " " + words[1] + " " + Arrays.toString(sizes),
					key -> BenchmarkTask.named(words[0]).of(network(words[1]), sizes));
			return IntStream.range(0, repetitions)
				.mapToObj(i -> String.format(Locale.ROOT, "%.6f", seconds(task)))
				.collect(Collectors.joining(" "));
		}
		catch (final RuntimeException e) {
			return "error: " + e;
		}
	}

	private static double seconds(final Runnable task) {
		final long start = System.nanoTime();
		task.run();
		return (System.nanoTime() - start) / NANOSECONDS;
	}

	private Network network(final String name) {
		return networks.computeIfAbsent(name, unopened -> {
			final Path own = folder.resolve(unopened);
			return engine.open(ModelStore.find(Files.exists(own) ? own.toString() : unopened));
		});
	}
}
