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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.gradiscope.files.FileTrees;
import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Memory;

/**
 * A process in which networks are tried, one after the other, as long as none of them ends it. It ends
 * with the one that started it.
 */
public final class TrialProcess implements AutoCloseable {

	private static final Duration TO_START = Duration.ofSeconds(60);
	private static final long PAUSE = 50;
	/** In place of a line, when there will be no more. */
	private static final String END = "end";

	private final Path folder;
	private final long memory;
	private final Process process;
	private final PrintStream in;
	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	/**
	 * Starts it, and waits until it has loaded the engine.
	 *
	 * @param natives the folder of the engine's native libraries
	 * @param memory bytes that it may take
	 * @throws IOException if it cannot be started
	 * @throws CancellationException if canceled meanwhile
	 */
	public TrialProcess(final Path natives, final long memory, final Cancellation cancellation)
		throws IOException {
		this.memory = memory;
		folder = Files.createTempDirectory("gradiscope-trial");
		try {
			process = TrialJvm.process(natives, folder)
				.redirectError(folder.resolve(CrashReason.ERRORS).toFile()).start();
		}
		catch (final IOException | RuntimeException e) {
			FileTrees.deleteQuietly(folder);
			throw e;
		}
		in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
		final Thread reader = new Thread(this::read, "Gradiscope trial");
		reader.setDaemon(true);
		reader.start();
		try {
			awaitReady(cancellation);
		}
		catch (final IOException | RuntimeException e) {
			close();
			throw e;
		}
	}

	/** What it writes while it runs. */
	Path folder() {
		return folder;
	}

	private void read() {
		try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
			reader.lines().filter(line -> line.equals(TrialMain.READY) || TrialResult.isLine(line))
				.forEach(lines::add);
		}
		catch (final IOException | RuntimeException e) {
			// The process is gone, as the end says.
		}
		lines.add(END);
	}

	private void awaitReady(final Cancellation cancellation) throws IOException {
		final String line = await(TO_START, cancellation);
		if (TrialMain.READY.equals(line)) return;
		if (line != null)
			throw new IOException("it ended at once, " + CrashReason.reason(process, folder));
		throw new IOException("it took over " +
			(isTooLarge() ? Memory.text(memory) + " of memory" : TO_START.toSeconds() + " s") +
			" to start");
	}

	/** {@link #attempt(String, String, Duration, Cancellation)} of the usual output. */
	public TrialResult attempt(final String name, final Duration limit,
		final Cancellation cancellation) {
		return attempt(name, "", limit, cancellation);
	}

	/**
	 * Opens a network there and runs it once. After a crash or when it hung, the process is over, and
	 * the next trial needs another.
	 *
	 * @param name what {@link org.gradiscope.model.store.ModelStore#find} takes
	 * @param head the output that a user has chosen, or blank
	 * @param limit that it may take
	 * @throws CancellationException if canceled meanwhile; the process is to be closed
	 */
	public TrialResult attempt(final String name, final String head, final Duration limit,
		final Cancellation cancellation) {
		in.println(URLEncoder.encode(name, StandardCharsets.UTF_8) + " " +
			URLEncoder.encode(head, StandardCharsets.UTF_8));
		final String line = await(limit, cancellation);
		if (END.equals(line))
			return new TrialResult(TrialResult.Kind.CRASHED, CrashReason.reason(process, folder));
		if (line != null) return TrialResult.of(line);
		final boolean large = isTooLarge();
		close();
		return large
			? new TrialResult(TrialResult.Kind.TOO_LARGE, "it took over " + Memory.text(memory))
			: new TrialResult(TrialResult.Kind.HUNG, "it took over " + limit.toSeconds() + " s");
	}

	private boolean isTooLarge() {
		return Memory.resident(process.pid()) > memory;
	}

	/** The next line; null if there is none in time, or before the process has grown too large. */
	private String await(final Duration limit, final Cancellation cancellation) {
		final long end = System.nanoTime() + limit.toNanos();
		try {
			while (System.nanoTime() < end && !isTooLarge()) {
				cancellation.check();
				final String line = lines.poll(PAUSE, TimeUnit.MILLISECONDS);
				if (line != null) return line;
			}
			return null;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Canceled.");
		}
	}

	/** Whether another network can be tried in it. */
	public boolean isAlive() {
		return process.isAlive();
	}

	/** Ends it. */
	@Override
	public void close() {
		process.destroyForcibly();
		try {
			process.waitFor(5, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		in.close();
		FileTrees.deleteQuietly(folder);
	}
}
