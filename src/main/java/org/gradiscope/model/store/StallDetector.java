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

import java.time.Duration;

/** Whether a server sends something, and enough of it. */
final class StallDetector {

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
