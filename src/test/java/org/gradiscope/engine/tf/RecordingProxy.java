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

package org.gradiscope.engine.tf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that remembers what was asked for; it refuses, or leads all to one server of this machine. */
final class RecordingProxy implements AutoCloseable {

	private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final List<String> requests = new CopyOnWriteArrayList<>();
	private final int server;

	/** @param server the port that connections lead to, or 0: they are refused */
	RecordingProxy(final int server) throws IOException {
		this.server = server;
		start(this::accept);
	}

	/** The options of a Java that goes through this proxy, whatever it wants. */
	List<String> options() {
		return List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + socket.getLocalPort(),
			"-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + socket.getLocalPort(),
			"-Dhttp.nonProxyHosts=");
	}

	/** The first line of each request, for example {@code CONNECT a.server:443 HTTP/1.1}. */
	List<String> requests() {
		return List.copyOf(requests);
	}

	private void accept() throws IOException {
		while (!socket.isClosed()) {
			final Socket client = socket.accept();
			start(() -> answer(client));
		}
	}

	private void answer(final Socket client) throws IOException {
		try (client) {
			requests.add(head(client.getInputStream()).lines().findFirst().orElse(""));
			final OutputStream out = client.getOutputStream();
			if (server == 0) {
				out.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
				return;
			}
			out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
				start(() -> client.getInputStream().transferTo(target.getOutputStream()));
				target.getInputStream().transferTo(out);
			}
		}
	}

	/** Up to the empty line, and not a byte more. */
	private static String head(final InputStream in) throws IOException {
		final ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			final int next = in.read();
			if (next < 0) break;
			head.write(next);
		}
		return head.toString(StandardCharsets.US_ASCII);
	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;
	}

	private static void start(final Task task) {
		final Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (final IOException e) {
				// The other side is gone, or the test is over.
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}
