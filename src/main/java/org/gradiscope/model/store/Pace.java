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
final class Pace {

	private final Patience patience;
	private long last = -1;
	private long since = System.nanoTime();
	private long before = -1;
	private long begun = since;

	Pace(final Patience patience) {
		this.patience = patience;
	}

	/**
	 * @param bytes that are there now
	 * @throws Transfer.Broken if nothing has come for too long, or too little
	 */
	void check(final long bytes) throws Transfer.Broken {
		final long now = System.nanoTime();
		if (bytes != last) since = now;
		else if (now - since > patience.idle().toNanos()) throw new Transfer.Broken(
			"the server sent nothing for " + seconds(patience.idle()), null);
		last = bytes;
		if (before < 0) before = bytes;
		if (now - begun <= patience.window().toNanos()) return;
		if (bytes - before < patience.least()) throw new Transfer.Broken("the server sent only " +
			(bytes - before) + " bytes in " + seconds(patience.window()), null);
		before = bytes;
		begun = now;
	}

	private static String seconds(final Duration duration) {
		return duration.toMillis() / 1000.0 + " s";
	}
}
