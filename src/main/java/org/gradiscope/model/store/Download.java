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

package org.gradiscope.model.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CancellationException;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.ModelException;

/**
 * Brings one file from the web, by HTTP. A broken connection is gone on with where the server marks
 * its versions ({@code ETag}, {@code Last-Modified}) and honours {@code Range}; else the file is begun
 * anew. A server that stalls, or sends less than was agreed, is tried a few times; one that sends
 * more, or an error that will stay, ends the download.
 */
final class Download {

	/**
	 * How long a download waits, and how often it tries.
	 *
	 * @param connect until a connection stands
	 * @param idle until a server that sends nothing counts as stalled
	 * @param window over which the rate is looked at
	 * @param least bytes that a server sends in a window, at least; else it counts as stalled too
	 * @param attempts in all, at least 1
	 * @param pause before the second attempt; it doubles each time
	 */
	record RetryPolicy(Duration connect, Duration idle, Duration window, long least, int attempts,
		Duration pause) {

		static final RetryPolicy USUAL = new RetryPolicy(Duration.ofSeconds(20), Duration.ofSeconds(30),
			Duration.ofSeconds(60), 60_000, 5, Duration.ofSeconds(1));
	}

	private final URI address;
	private final long size;
	private final long limit;
	private final PartialDownload part;
	private final RetryPolicy retry;
	private final DownloadListener listener;

	/**
	 * @param size bytes that the file has, or 0 where nobody knows
	 * @param limit bytes that are accepted at most where the size is not known
	 */
	Download(final URI address, final long size, final long limit, final PartialDownload part,
		final RetryPolicy retry, final DownloadListener listener) {
		this.address = address;
		this.size = size;
		this.limit = size > 0 ? size : limit;
		this.part = part;
		this.retry = retry;
		this.listener = listener;
	}

	/**
	 * Returns when the whole file is there.
	 *
	 * @throws ModelException if it cannot be had or written; what has come stays where it can be gone
	 *           on with
	 * @throws CancellationException if the listener cancels; what has come stays
	 */
	void run() {
		// Redirects are ours to judge.
		final HttpClient client = HttpClient.newBuilder().connectTimeout(retry.connect())
			.followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
		try {
			if (part.length() > limit || part.length() > 0 && !part.isFrom(address.toString()))
				part.delete();
			for (int attempt = 1; !isComplete(); attempt++)
				if (attempt(client, attempt)) return;
		}
		catch (final IOException e) {
			throw new ModelException("The download of " + address + " cannot be written (" +
				FileTrees.reason(e) + "); free some room, or move the folder of models by " +
				ModelCache.PROPERTY + " or " + ModelCache.VARIABLE + ".", e);
		}
	}

	private boolean isComplete() throws IOException {
		return size > 0 && part.length() == size;
	}

	/** Whether the file is there; false if another attempt may help. */
	private boolean attempt(final HttpClient client, final int attempt) throws IOException {
		try {
			new DownloadAttempt(client, address, size, limit, part, retry, listener).run();
			return true;
		}
		catch (final DownloadSink.NotWritten e) {
			throw e;
		}
		catch (final DownloadSink.TooLong e) {
			part.delete();
			throw new ModelException("The server of " + address + " sends more than the " + limit +
				" bytes expected; nothing was kept. See whether the address is right.", e);
		}
		catch (final DownloadAttempt.UnknownLength e) {
			throw new ModelException("The server of " + address + " does not say how long the file is, " +
				"so that a broken download would look whole; put its 'size' in bytes into a " +
				ModelCatalogue.FILE + " of your own, or get the file by hand.", e);
		}
		catch (final DownloadAttempt.Broken e) {
			if (attempt >= retry.attempts()) throw new ModelException(
				"The download of " + address + " failed " + attempt + " times, the last time because " +
					FileTrees.reason(e) + "; " + part.length() + " bytes have come, try again later.",
				e);
			pause(retry.pause().multipliedBy(1L << (attempt - 1)), FileTrees.reason(e));
			return false;
		}
	}

	private void pause(final Duration duration, final String why) {
		final long end = System.nanoTime() + duration.toNanos();
		while (System.nanoTime() < end) {
			listener.report(0, 0, why + ", trying again");
			listener.check();
			sleep();
		}
	}

	private static void sleep() {
		try {
			Thread.sleep(50);
		}
		catch (final InterruptedException e) {
			// The listener is asked next.
			Thread.currentThread().interrupt();
		}
	}

	/** Whether a server sends something, and enough of it. */
	static final class StallDetector {

		private final Download.RetryPolicy retry;
		private long lastBytes = -1;
		private long lastChange = System.nanoTime();
		private long windowBytes = -1;
		private long windowStart = lastChange;

		StallDetector(final Download.RetryPolicy retry) {
			this.retry = retry;
		}

		/**
		 * @param bytes that are there now
		 * @throws DownloadAttempt.Broken if nothing has come for too long, or too little
		 */
		void check(final long bytes) throws DownloadAttempt.Broken {
			final long now = System.nanoTime();
			if (bytes != lastBytes) lastChange = now;
			else if (now - lastChange > retry.idle().toNanos())
				throw new DownloadAttempt.Broken("the server sent nothing for " + seconds(retry.idle()),
					null);
			lastBytes = bytes;
			if (windowBytes < 0) windowBytes = bytes;
			if (now - windowStart <= retry.window().toNanos()) return;
			if (bytes - windowBytes < retry.least()) throw new DownloadAttempt.Broken(
				"the server sent only " + (bytes - windowBytes) + " bytes in " + seconds(retry.window()),
				null);
			windowBytes = bytes;
			windowStart = now;
		}

		private static String seconds(final Duration duration) {
			return duration.toMillis() / 1000.0 + " s";
		}
	}
}
