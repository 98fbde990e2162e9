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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.tensor.Pixels;

/**
 * Reads images in a thread of its own while others go through a network: parts one after the other, so far
 * ahead as a few megabytes allow.
 */
final class ReadAhead implements AutoCloseable {

	/** Of all images that wait, besides those of the part that comes last: 24 MB of colours. */
	private static final long WAITING = 1 << 21;
	/** After so many milliseconds somebody may have canceled. */
	private static final int PATIENCE = 100;

	private final ExemplarSource source;
	private final Deque<List<Pixels>> read = new ArrayDeque<>();
	private final Thread thread = new Thread(this::run, "Gradiscope reads ahead");
	private long pixels;
	private Throwable failure;
	private boolean closed;

	ReadAhead(final ExemplarSource source) {
		this.source = source;
		thread.setDaemon(true);
		thread.start();
	}

	private void run() {
		try {
			for (int part = 0; part < source.count() && isWanted(); part++)
				add(source.read(part));
		}
		catch (final RuntimeException | Error e) {
			fail(e);
		}
		catch (final InterruptedException e) {
			// Closed, so nobody waits.
		}
	}

	/** Waits until there is room. */
	private synchronized boolean isWanted() throws InterruptedException {
		while (pixels > WAITING && !closed)
			wait();
		return !closed;
	}

	private synchronized void add(final List<Pixels> images) {
		read.add(images);
		pixels += pixels(images);
		notifyAll();
	}

	private synchronized void fail(final Throwable e) {
		failure = e;
		notifyAll();
	}

	private static long pixels(final List<Pixels> images) {
		return images.stream().mapToLong(image -> (long) image.count() * image.positions()).sum();
	}

	/** The next part, in their order; waits until it is read. */
	synchronized List<Pixels> next(final Cancellation canceled) {
		while (read.isEmpty()) {
			canceled.check();
			if (failure instanceof final Error e) throw e;
			if (failure instanceof final RuntimeException e) throw e;
			pause();
		}
		final List<Pixels> images = read.remove();
		pixels -= pixels(images);
		notifyAll();
		return images;
	}

	private void pause() {
		try {
			wait(PATIENCE);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted.");
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		thread.interrupt();
	}
}
