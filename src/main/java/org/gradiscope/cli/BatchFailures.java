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

package org.gradiscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.gradiscope.command.ErrorReport;
import org.gradiscope.model.ModelException;

/** What went wrong with some of many images, while the others are done. */
final class BatchFailures {

	private final int images;
	private final List<String> lines = new ArrayList<>();
	private Throwable first;
	private int done;

	/** @param images all that there are */
	BatchFailures(final int images) {
		this.images = images;
	}

	void done() {
		done++;
	}

	/**
	 * Keeps what went wrong with one image. What would go wrong with every other one is thrown.
	 *
	 * @param thrown an IOException, a RuntimeException or an Error
	 */
	void add(final Path image, final Throwable thrown) throws IOException {
		final Throwable cause = ErrorReport.cause(thrown);
		if (images == 1 || cause instanceof ModelException || cause instanceof CancellationException ||
			cause instanceof LinkageError) rethrow(thrown);
		final String line = ErrorReport.line(thrown);
		// Twice the same, and nothing done: it is not the image.
		if (done == 0 && cause instanceof IllegalArgumentException && lines.size() == 1 &&
			lines.get(0).endsWith(line)) rethrow(thrown);
		if (first == null) first = thrown;
		lines.add(line.contains(image.toString()) ? line : image + ": " + line);
	}

	private static void rethrow(final Throwable thrown) throws IOException {
		if (thrown instanceof final IOException e) throw e;
		if (thrown instanceof final Error e) throw e;
		throw (RuntimeException) thrown;
	}

	/**
	 * Lists what went wrong.
	 *
	 * @throws IOException if anything did
	 */
	void end(final Consumer<String> say) throws IOException {
		if (lines.isEmpty()) return;
		if (images == 1) rethrow(first);
		lines.forEach(say);
		throw new IOException(lines.size() + " of " + images + " images failed, as listed; " +
			(done == 0 ? "none is done." : "the others are done."));
	}
}
