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

import ai.djl.util.Platform;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Plays the server that DJL downloads from, with forged libraries and a forged certificate. */
final class ForgedServer implements AutoCloseable {

	private static final String PASSWORD = "forged";

	private final HttpsServer server;
	private final Path keys;
	private final NativePlatform platform;
	/** Bytes that are left out at the end of each library. */
	private final int cut;

	/** @param host whose name the certificate bears */
	ForgedServer(final String host, final Path folder, final NativePlatform platform, final int cut)
		throws IOException, GeneralSecurityException, InterruptedException {
		this.platform = platform;
		this.cut = cut;
		keys = folder.resolve("keys.p12");
		forge(host);
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context()));
		server.createContext("/", exchange -> {
			final byte[] answer = answer(exchange.getRequestURI().getPath());
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		server.start();
	}

	/** By the JDK's own tool, since it has no public class for it. */
	private void forge(final String host) throws IOException, InterruptedException {
		final int status =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "forged", "-keyalg", "EC", "-dname", "CN=" + host, "-ext",
				"san=dns:" + host, "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass",
				PASSWORD).redirectErrorStream(true)
				.redirectOutput(keys.resolveSibling("keytool.log").toFile()).start().waitFor();
		if (status != 0) throw new IOException(
			"keytool failed: " + Files.readString(keys.resolveSibling("keytool.log")));
	}

	private SSLContext context() throws IOException, GeneralSecurityException {
		final KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
		final KeyManagerFactory factory =
			KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, PASSWORD.toCharArray());
		final SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context;
	}

	private byte[] answer(final String path) throws IOException {
		if (path.endsWith("/files.txt")) return files().getBytes(StandardCharsets.US_ASCII);
		final ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(packed)) {
			out.write(ForgedLibraries.library(platform.name()));
		}
		return Arrays.copyOf(packed.toByteArray(), packed.size() - cut);
	}

	/** Also those of a graphics card, which nobody is to ask for. */
	private String files() {
		final String classifier = Platform.fromSystem("tensorflow").getClassifier();
		return List.of("cpu", "cu121").stream()
			.flatMap(flavor -> platform.libraries().stream()
				.map(library -> flavor + "/" + classifier + "/native/lib/" + library + ".gz\n"))
			.collect(Collectors.joining());
	}

	int port() {
		return server.getAddress().getPort();
	}

	/** The options of a Java that trusts the forged certificate. */
	List<String> options() {
		return List.of("-Djavax.net.ssl.trustStore=" + keys,
			"-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
	}

	@Override
	public void close() {
		server.stop(0);
	}
}
