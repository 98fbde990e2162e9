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

import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** Told how far a download is, and asked whether to go on. */
public interface DownloadListener {

	/** Nobody listens, nobody cancels. */
	DownloadListener NONE = (done, total, what) -> {};

	/**
	 * A few times a second.
	 *
	 * @param done bytes so far
	 * @param total bytes in all, or 0 where nobody knows
	 * @param what is being done, for people
	 */
	void report(long done, long total, String what);

	/** Asked a few times a second; what has come is kept for the next time. */
	default boolean isCanceled() {
		return false;
	}

	/** Told, a few times a second, that another process holds what is wanted. */
	default void waiting() {
		report(0, 0, "waiting for another process that brings the same");
		check();
	}

	/** To be told how much of so many bytes is checked. */
	default LongConsumer checking(final long size) {
		return done -> {
			check();
			report(done, size, "checking");
		};
	}

	/** @throws CancellationException if {@link #isCanceled()}, or the thread was interrupted */
	default void check() {
		if (isCanceled() || Thread.currentThread().isInterrupted())
			throw new CancellationException("Canceled.");
	}
}
