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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.ModelException;

/** One attempt at a download: the requests, as far as redirects go, and one body. */
final class DownloadAttempt {

	private static final int OK = 200;
	private static final int PARTIAL = 206;
	private static final int RANGE_NOT_SATISFIABLE = 416;

	/** First byte, last byte, bytes of the whole file. */
	private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

	private final HttpClient client;
	private final URI address;
	private final long size;
	private final long limit;
	private final PartialDownload part;
	private final Download.RetryPolicy retry;
	private final DownloadListener listener;
	private volatile DownloadSink sink;
	private volatile boolean over;

	/** Another attempt may help. */
	static final class Broken extends Exception {

		private static final long serialVersionUID = 1L;

		Broken(final String message, final Throwable cause) {
			super(message, cause);
		}
	}

	/** Nobody says how long the file is, so that its end cannot be told from a broken connection. */
	static final class UnknownLength extends IOException {

		private static final long serialVersionUID = 1L;
	}

	DownloadAttempt(final HttpClient client, final URI address, final long size, final long limit,
		final PartialDownload part, final Download.RetryPolicy retry, final DownloadListener listener) {
		this.client = client;
		this.address = address;
		this.size = size;
		this.limit = limit;
		this.part = part;
		this.retry = retry;
		this.listener = listener;
	}

	/**
	 * @throws Broken if another attempt may help
	 * @throws DownloadSink.TooLong if too much came
	 * @throws UnknownLength if its end could not be told
	 * @throws IOException if it cannot be written
	 * @throws ModelException if another attempt would not help
	 */
	void run() throws Broken, IOException {
		URI place = address;
		for (int i = 0; i <= Redirects.MOST; i++) {
			final HttpResponse<Void> response = await(request(place));
			if (!Redirects.isRedirect(response.statusCode())) {
				check(response);
				return;
			}
			place = Redirects.follow(place, response.headers().firstValue("Location").orElse(""));
			Redirects.checkHost(address, place);
		}
		throw new ModelException("The address " + address + " redirects more than " + Redirects.MOST +
			" times; put the right address into the catalogue.");
	}

	private HttpRequest request(final URI place) throws IOException {
		final HttpRequest.Builder request = HttpRequest.newBuilder(place)
			.header("User-Agent", "gradiscope").header("Accept-Encoding", "identity");
		final String mark = part.mark(address.toString());
		if (!mark.isEmpty())
			request.header("Range", "bytes=" + part.length() + "-").header("If-Range", mark);
		return request.build();
	}

	/** Waits for the whole answer, as long as enough of it comes. */
	private HttpResponse<Void> await(final HttpRequest request) throws Broken, IOException {
		sink = null;
		over = false;
		final CompletableFuture<HttpResponse<Void>> future = client.sendAsync(request, this::body);
		try {
			final Download.StallDetector stall = new Download.StallDetector(retry);
			while (true) {
				listener.check();
				final HttpResponse<Void> response = poll(future);
				if (response != null) return response;
				final long now = sink == null ? 0 : sink.length();
				stall.check(now);
				listener.report(now, size, "downloading");
			}
		}
		finally {
			over = true;
			future.cancel(true);
			if (sink != null) sink.close();
		}
	}

	private static HttpResponse<Void> poll(final CompletableFuture<HttpResponse<Void>> future)
		throws Broken, IOException {
		try {
			return future.get(50, TimeUnit.MILLISECONDS);
		}
		catch (final TimeoutException e) {
			return null;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (final ExecutionException e) {
			for (Throwable t = e; t != null; t = t.getCause())
				if (t instanceof DownloadSink.TooLong || t instanceof DownloadSink.NotWritten ||
					t instanceof UnknownLength) throw (IOException) t;
			throw new Broken("the connection broke off (" + FileTrees.reason(e.getCause()) + ")",
				e.getCause());
		}
	}

	/** Called by the client when the head of the answer is there. */
	private HttpResponse.BodySubscriber<Void> body(final HttpResponse.ResponseInfo info) {
		try {
			if (over) throw new IOException("the download was abandoned");
			if (info.statusCode() == OK && !hasEnd(info.headers())) throw new UnknownLength();
			if (info.statusCode() == OK) part.restart(address.toString(), mark(info.headers()));
			else if (info.statusCode() != PARTIAL || !continuesPart(info.headers()))
				return HttpResponse.BodySubscribers.discarding();
			if (announced(info) > limit - part.length()) throw new DownloadSink.TooLong();
			final DownloadSink opened = new DownloadSink(part, limit);
			sink = opened;
			return opened;
		}
		catch (final DownloadSink.TooLong | UnknownLength e) {
			throw new UncheckedIOException(e);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(new DownloadSink.NotWritten(e));
		}
	}

	private static long announced(final HttpResponse.ResponseInfo info) {
		return info.headers().firstValueAsLong("Content-Length").orElse(0);
	}

	/** What is certain to be of this version only; a weak mark is not. */
	private static String mark(final HttpHeaders headers) {
		final String tag = headers.firstValue("ETag").orElse("");
		return tag.startsWith("\"") ? tag : headers.firstValue("Last-Modified").orElse("");
	}

	/** Whether a broken connection can be told from the end of the file. */
	private boolean hasEnd(final HttpHeaders headers) {
		return size > 0 || headers.firstValue("Content-Length").isPresent() ||
			headers.firstValue("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked");
	}

	/** Whether what comes follows on what is there, up to the end of the file. */
	private boolean continuesPart(final HttpHeaders headers) throws IOException {
		final Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
		return isSameVersion(headers) && range.matches() &&
			range.group(1).equals(String.valueOf(part.length())) &&
			Long.parseLong(range.group(2)) + 1 == Long.parseLong(range.group(3));
	}

	/** A part has the tag of the whole; a date may be left out there. */
	private boolean isSameVersion(final HttpHeaders headers) throws IOException {
		final String known = part.mark(address.toString());
		final String now = mark(headers);
		return now.equals(known) ||
			now.isEmpty() && !known.startsWith("\"") && headers.firstValue("ETag").isEmpty();
	}

	private void check(final HttpResponse<Void> response) throws Broken, IOException {
		final int status = response.statusCode();
		if (sink == null && (status == PARTIAL || status == RANGE_NOT_SATISFIABLE)) {
			part.delete();
			throw new Broken("the server answered another part than was asked for", null);
		}
		if (status >= 500 || status == 408 || status == 429)
			throw new Broken("the server answered with status " + status, null);
		if (sink == null) throw new ModelException("The address " + address + " answers with status " +
			status + " instead of a file; put the right address into the " +
			"catalogue, or get the file by hand.");
		if (size > 0 && part.length() < size)
			throw new Broken("only " + part.length() + " of " + size + " bytes came", null);
	}
}
