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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.gradiscope.model.store.ModelCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command as Fiji runs it headless, against a server on this machine. */
class DownloadModelTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	@TempDir
	private Path folder;
	private final AtomicInteger requests = new AtomicInteger();
	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", exchange -> {
			requests.incrementAndGet();
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write(new byte[] { 10, 0 });
			exchange.close();
		});
		server.start();
		Files.writeString(folder.resolve("catalogue.yaml"),
			"- {name: net, description: A net., licence: MIT, size: 2, address: 'http://127.0.0.1:" +
				server.getAddress().getPort() + "/net.pb'}\n");
		System.setProperty(ModelCache.PROPERTY, folder.toString());
	}

	@AfterEach
	void stop() {
		System.clearProperty(ModelCache.PROPERTY);
		server.stop(0);
	}

	private static ResultsTable run(final Map<String, Object> values) throws Exception {
		return (ResultsTable) COMMANDS.run(DownloadModel.class, values).getOutput("table");
	}

	@Test
	void withoutANameTheCatalogueIsListed() throws Exception {
		final ResultsTable table = run(Map.of());
		assertEquals("name size licence verified tried downloaded where",
			String.join(" ", table.getHeadings()));
		assertEquals(11, table.size());
		assertEquals("in the plugin", table.getStringValue("where", 0));
		assertEquals("in the plugin", table.getStringValue("where", 1));
		assertEquals("49.9 MB", table.getStringValue("size", 2));
		assertEquals("yes", table.getStringValue("verified", 2));
		assertEquals("no", table.getStringValue("tried", 2));
		assertEquals("no", table.getStringValue("downloaded", 9));
		assertEquals("tensorflow", table.getStringValue("name", 10));
		assertEquals("about 150 MB", table.getStringValue("size", 10));
		assertEquals("yes", table.getStringValue("downloaded", 10));
		assertEquals(0, requests.get());
	}

	/** They are on the class path here. */
	@Test
	void theLibrariesThatRunNetworksAreListedByTheirName() throws Exception {
		final ResultsTable table = run(Map.of("name", "TensorFlow"));
		assertEquals(1, table.size());
		assertEquals("Apache-2.0", table.getStringValue("licence", 0));
		assertTrue(table.getStringValue("where", 0).endsWith(".jar"), table.getStringValue("where", 0));
	}

	@Test
	void aNetworkComesOnlyWithBothConsents() throws Exception {
		for (final Map<String, Object> values : List.<Map<String, Object>>of(Map.of("name", "net"),
			Map.of("name", "net", "unverified", true), Map.of("name", "net", "download", true))) {
			final String message = QuietCommands.error(() -> run(values));
			assertTrue(message.contains("download=true"), message);
		}
		assertEquals(0, requests.get());
		final ResultsTable table = run(Map.of("name", "net", "download", true, "unverified", true));
		assertEquals(1, requests.get());
		assertEquals(1, table.size());
		assertEquals("yes", table.getStringValue("downloaded", 0));
		assertEquals(folder.resolve("net").toString(), table.getStringValue("where", 0));
		assertEquals(2, Files.size(folder.resolve("net").resolve("frozen_graph.pb")));
		run(Map.of("name", "net"));
		assertEquals(1, requests.get());
	}
}
