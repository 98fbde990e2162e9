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

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP server on this machine that answers the first request by the first answer, the second by the
 * second, and so on; the last answer stays. It remembers what it was asked.
 */
final class FaultyServer implements Closeable {

	/** One request: the path, and the headers by their names in lower case. */
	record Request(String path, Map<String, String> headers) {

		String header(final String name) {
			return headers.getOrDefault(name, "");
		}
	}

	/** Answers a request; the connection is closed afterwards. */
	@FunctionalInterface
	interface Response {

		void answer(Request request, OutputStream out) throws IOException, InterruptedException;
	}

	private final ServerSocket socket;
	private final List<Response> answers;
	private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

	FaultyServer(final Response... answers) throws IOException {
		this.answers = List.of(answers);
		socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		daemon(this::listen);
	}

	private static void daemon(final Runnable task) {
		final Thread thread = new Thread(task, "faulty server");
		thread.setDaemon(true);
		thread.start();
	}

	private void listen() {
		while (!socket.isClosed())
			try {
				final Socket connection = socket.accept();
				daemon(() -> serve(connection));
			}
			catch (final IOException e) {
				// Closed: the loop ends.
			}
	}

	private void serve(final Socket connection) {
		try (connection; OutputStream out = connection.getOutputStream()) {
			final Request request = read(connection);
			final int n;
			synchronized (requests) {
				n = requests.size();
				requests.add(request);
			}
			answers.get(Math.min(n, answers.size() - 1)).answer(request, out);
			out.flush();
		}
		catch (final IOException | InterruptedException e) {
			// The client has gone.
		}
	}

	private static Request read(final Socket connection) throws IOException {
		final BufferedReader in = new BufferedReader(
			new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
		final String path = in.readLine().split(" ")[1];
		final Map<String, String> headers = new LinkedHashMap<>();
		for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine())
			headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
				line.substring(line.indexOf(':') + 1).strip());
		return new Request(path, headers);
	}

	String address(final String path) {
		return "http://127.0.0.1:" + socket.getLocalPort() + path;
	}

	List<Request> requests() {
		return List.copyOf(requests);
	}

	/** The head of an answer. */
	static byte[] head(final int status, final String... headers) {
		return ("HTTP/1.1 " + status + " -\r\nConnection: close\r\n" +
			String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** The whole file, or the part that is asked for, if {@code ranges} and the mark is still right. */
	static Response file(final byte[] content, final String tag, final boolean ranges) {
		return cut(content, tag, ranges, content.length);
	}

	/** As {@link #file}, but the connection breaks off after so many bytes. */
	static Response cut(final byte[] content, final String tag, final boolean ranges,
		final int bytes) {
		return (request, out) -> {
			final String range = request.header("range");
			final boolean part = ranges && !range.isEmpty() && request.header("if-range").equals(tag);
			final int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
			final String length = "Content-Length: " + (content.length - from);
			out.write(part
				? head(206, length, "ETag: " + tag,
					"Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length)
				: head(200, length, "ETag: " + tag));
			out.write(content, from, Math.min(bytes, content.length - from));
		};
	}

	static Response status(final int status, final String... headers) {
		return (request, out) -> out.write(head(status, headers));
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
