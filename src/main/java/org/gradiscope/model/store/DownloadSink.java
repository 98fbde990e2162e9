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
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.gradiscope.files.FileTrees;

/** Writes what a server sends to the end of a file, and knows when the last byte came. */
final class DownloadSink implements HttpResponse.BodySubscriber<Void> {

	private final FileChannel channel;
	private final long limit;
	private final CompletableFuture<Void> done = new CompletableFuture<>();
	private Flow.Subscription subscription;
	private volatile long length;

	/** More came than was agreed. */
	static final class TooLong extends IOException {

		private static final long serialVersionUID = 1L;
	}

	/** The disk, not the network. */
	static final class NotWritten extends IOException {

		private static final long serialVersionUID = 1L;

		NotWritten(final IOException cause) {
			super(FileTrees.reason(cause), cause);
		}
	}

	/** @param limit bytes that the file may have, at most */
	DownloadSink(final PartialDownload part, final long limit) throws IOException {
		this.limit = limit;
		channel = FileChannel.open(part.file(), StandardOpenOption.APPEND);
		length = channel.size();
	}

	/** The bytes that the file has. */
	long length() {
		return length;
	}

	@Override
	public void onSubscribe(final Flow.Subscription s) {
		subscription = s;
		s.request(1);
	}

	@Override
	public void onNext(final List<ByteBuffer> buffers) {
		try {
			for (final ByteBuffer buffer : buffers)
				write(buffer);
			subscription.request(1);
		}
		catch (final IOException e) {
			subscription.cancel();
			onError(e);
		}
	}

	private void write(final ByteBuffer buffer) throws IOException {
		if (length + buffer.remaining() > limit) throw new TooLong();
		try {
			while (buffer.hasRemaining())
				length += channel.write(buffer);
		}
		catch (final IOException e) {
			throw new NotWritten(e);
		}
	}

	@Override
	public void onError(final Throwable e) {
		close();
		done.completeExceptionally(e);
	}

	@Override
	public void onComplete() {
		close();
		done.complete(null);
	}

	/** May be called at any time. */
	void close() {
		try {
			channel.close();
		}
		catch (final IOException e) {
			// Whether all was written shows in the checksum.
		}
	}

	@Override
	public CompletionStage<Void> getBody() {
		return done;
	}
}
