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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.gradiscope.model.ModelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that stalls, cuts off, sends elsewhere, and lies about its length. */
class DownloadTest {

	private static final Download.RetryPolicy SHORT = new Download.RetryPolicy(Duration.ofSeconds(2),
		Duration.ofMillis(400), Duration.ofSeconds(20), 1, 3, Duration.ofMillis(20));
	private static final String TAG = "\"v1\"";

	private final byte[] content = new byte[300_000];

	@TempDir
	private Path folder;
	private PartialDownload part;

	@BeforeEach
	void makeContent() {
		new Random(5).nextBytes(content);
		part = new PartialDownload(folder.resolve("file.part"));
	}

	private void download(final FaultyServer server, final long size,
		final DownloadListener listener) {
		new Download(URI.create(server.address("/file")), size, 1_000_000, part, SHORT, listener).run();
	}

	private void download(final FaultyServer server, final Download.RetryPolicy retry) {
		new Download(URI.create(server.address("/file")), content.length, 0, part, retry,
			DownloadListener.NONE).run();
	}

	private void download(final FaultyServer server) {
		download(server, content.length, DownloadListener.NONE);
	}

	private String error(final FaultyServer server, final long size) {
		final String message =
			assertThrows(ModelException.class, () -> download(server, size, DownloadListener.NONE))
				.getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}

	private void assertWhole() throws IOException {
		assertArrayEquals(content, Files.readAllBytes(part.file()));
	}

	@ParameterizedTest
	@ValueSource(longs = { 300_000, 0 })
	void aFileComesWhole(final long size) throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(content, TAG, true))) {
			download(server, size, DownloadListener.NONE);
			assertWhole();
			assertEquals(1, server.requests().size());
			assertEquals("", server.requests().get(0).header("range"));
		}
	}

	@Test
	void aBrokenConnectionIsGoneOnWith() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(content, TAG, true, 100_000),
			FaultyServer.cut(content, TAG, true, 50_000), FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
			assertEquals("bytes=100000-", server.requests().get(1).header("range"));
			assertEquals(TAG, server.requests().get(1).header("if-range"));
			assertEquals("bytes=150000-", server.requests().get(2).header("range"));
		}
	}

	@Test
	void withoutRangesTheFileIsBegunAnew() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(content, TAG, false, 100_000),
			FaultyServer.file(content, TAG, false))) {
			download(server);
			assertWhole();
			assertEquals("bytes=100000-", server.requests().get(1).header("range"));
		}
	}

	@Test
	void anotherVersionIsNotGluedToTheFirst() throws IOException {
		final byte[] old = new byte[content.length];
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(old, "\"v0\"", true, 100_000),
			FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ETag: W/\"weak\"", "X-None: 1" })
	void withoutASureMarkNothingIsGoneOnWith(final String header) throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, "Content-Length: 300000", header));
			out.write(content, 0, 100_000);
		}, FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
			assertEquals("", server.requests().get(1).header("range"));
		}
	}

	@Test
	void aPartOfAnotherPlaceIsBegunAnew() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(content, TAG, true, 100_000),
			FaultyServer.status(206, "Content-Range: bytes 5-9/300000", "Content-Length: 0"),
			FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
			assertEquals("", server.requests().get(2).header("range"));
		}
	}

	/** A server that heeds no If-Range sends the rest of another version; one without a mark may as well. */
	@ParameterizedTest
	@ValueSource(strings = { "ETag: \"v2\"", "ETag: W/\"v1\"", "Server: x",
		"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT" })
	void theRestOfAnotherVersionIsNotTaken(final String mark) throws IOException {
		try (FaultyServer server =
			new FaultyServer(FaultyServer.cut(content, TAG, true, 100_000), (request, out) -> {
				out.write(FaultyServer.head(206, mark, "Content-Length: 200000",
					"Content-Range: bytes 100000-299999/300000"));
				out.write(new byte[200_000]);
			}, FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
			assertEquals("", server.requests().get(2).header("range"));
		}
	}

	@Test
	void aRangeThatIsNotThereIsBegunAnew() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(content, TAG, true, 100_000),
			FaultyServer.status(416), FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
		}
	}

	@Test
	void aServerThatStallsIsNoticedAndGoneOnWith() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			FaultyServer.cut(content, TAG, true, 100_000).answer(request, out);
			out.flush();
			Thread.sleep(10_000);
		}, FaultyServer.file(content, TAG, true))) {
			final long start = System.nanoTime();
			download(server);
			assertWhole();
			assertEquals("bytes=100000-", server.requests().get(1).header("range"));
			assertTrue(System.nanoTime() - start < 5e9);
		}
	}

	@Test
	void aServerThatNeverAnswersIsGivenUp() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> Thread.sleep(10_000))) {
			assertTrue(error(server, content.length)
				.contains("failed 3 times, the last time because the server sent nothing for 0.4 s"));
		}
	}

	@Test
	void aSlowServerIsNotAStalledOne() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, "Content-Length: 6"));
			for (int i = 0; i < 6; i++) {
				out.write(i);
				out.flush();
				Thread.sleep(150);
			}
		})) {
			download(server, 6, DownloadListener.NONE);
			assertEquals(6, part.length());
			assertEquals(1, server.requests().size());
		}
	}

	@Test
	void aServerThatTricklesIsNoticed() throws IOException {
		final Download.RetryPolicy strict = new Download.RetryPolicy(Duration.ofSeconds(2),
			Duration.ofSeconds(5), Duration.ofMillis(600), 100, 2, Duration.ofMillis(20));
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, "Content-Length: 300000"));
			for (final byte next : content) {
				out.write(next);
				out.flush();
				Thread.sleep(50);
			}
		})) {
			final String message =
				assertThrows(ModelException.class, () -> download(server, strict)).getMessage();
			assertTrue(message.matches(".* the server sent only \\d+ bytes in 0.6 s; .*"), message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-None: 1", "Content-Encoding: identity" })
	void withoutALengthNothingIsTaken(final String header) throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, header));
			out.write(content, 0, 1000);
		})) {
			assertTrue(error(server, 0).contains("put its 'size' in bytes"));
			assertEquals(1, server.requests().size());
			assertEquals(0, part.length());
		}
	}

	@Test
	void whatComesInChunksHasAnEnd() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, "Transfer-Encoding: chunked"));
			out.write("493e0\r\n".getBytes());
			out.write(content);
			if (request.header("range").isEmpty()) out.write("\r\n0\r\n\r\n".getBytes());
		})) {
			download(server, 0, DownloadListener.NONE);
			assertWhole();
		}
		part.delete();
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, "Transfer-Encoding: chunked"));
			out.write("493e0\r\n".getBytes());
			out.write(content);
		})) {
			assertTrue(error(server, 0).contains("failed 3 times"));
		}
	}

	@Test
	void aPieceOfTheRestIsNotTheRest() throws IOException {
		try (FaultyServer server =
			new FaultyServer(FaultyServer.cut(content, TAG, true, 100_000), (request, out) -> {
				out.write(FaultyServer.head(206, "Content-Range: bytes 100000-100009/300000",
					"Content-Length: 10", "ETag: " + TAG));
				out.write(content, 100_000, 10);
			}, FaultyServer.file(content, TAG, true))) {
			download(server, 0, DownloadListener.NONE);
			assertWhole();
		}
	}

	@Test
	void aWholePartIsTakenOnlyFromItsAddress() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(content, TAG, true))) {
			part.restart(server.address("/file"), "");
			Files.write(part.file(), content);
			download(server);
			assertEquals(List.of(), server.requests());
			part.restart(server.address("/other"), "");
			Files.write(part.file(), new byte[content.length]);
			download(server);
			assertWhole();
			assertEquals(1, server.requests().size());
		}
	}

	@Test
	void nobodyThere() throws IOException {
		final FaultyServer server = new FaultyServer();
		server.close();
		assertTrue(error(server, 10).contains("failed 3 times"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 503, 429 })
	void passingErrorsAreTriedAgain(final int status) throws IOException {
		try (FaultyServer server =
			new FaultyServer(FaultyServer.status(status), FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 403, 204, 304 })
	void lastingErrorsAreNot(final int status) throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.status(status))) {
			assertTrue(error(server, content.length).contains("answers with status " + status));
			assertEquals(1, server.requests().size());
		}
	}

	@Test
	void redirectsAreFollowed() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.status(302, "Location: /other"),
			FaultyServer.status(308, "Location: deeper/file"), FaultyServer.file(content, TAG, true))) {
			download(server);
			assertWhole();
			assertEquals("/deeper/file", server.requests().get(2).path());
		}
	}

	@Test
	void redirectsInACircleAreNot() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.status(301, "Location: /file"))) {
			assertTrue(error(server, 10).contains("redirects more than 10 times"));
			assertEquals(11, server.requests().size());
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://b.org/x,not encrypted", "ftp://b.org/x,not a web address",
		"file:///etc/passwd,not a web address", "//[bad,not an address" })
	void redirectsToWorsePlacesAreRefused(final String location, final String why) {
		final URI from = URI.create("https://a.org/x");
		assertTrue(assertThrows(ModelException.class, () -> Redirects.follow(from, location))
			.getMessage().contains(why));
		assertEquals("https://b.org/y",
			Redirects.follow(URI.create("http://a.org/x"), "https://b.org/y").toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:10.0.0.1]",
		"10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
		"[fe80::1]", "[fd00::1]", "localhost" })
	void redirectsToPlacesInsideAreRefused(final String host) {
		final URI inside = URI.create("http://" + host + "/x");
		final String message = assertThrows(ModelException.class,
			() -> Redirects.checkHost(URI.create("http://8.8.8.8/x"), inside)).getMessage();
		assertTrue(message.contains("an address inside this machine or its network"), message);
		Redirects.checkHost(URI.create("http://192.168.7.7/x"), inside);
		Redirects.checkHost(inside, URI.create("http://8.8.8.8/x"));
	}

	@Test
	void aServerThatSendsLessThanItSaysIsNoticed() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.cut(content, TAG, false, 1000))) {
			assertTrue(error(server, 0).contains("failed 3 times"));
		}
	}

	@Test
	void aServerThatSaysAndSendsTooLittleIsNoticed() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(new byte[1000], TAG, false))) {
			assertTrue(error(server, content.length).contains("only 1000 of 300000 bytes came"));
		}
	}

	@Test
	void aServerThatSaysTooMuchIsStopped() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(content, TAG, true))) {
			assertTrue(error(server, content.length - 1).contains("more than the 299999 bytes"));
			assertEquals(1, server.requests().size());
			assertEquals(0, part.length());
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 300_000, 0 })
	void anEndlessBodyIsStopped(final long size) throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200, size > 0 ? "X-None: 1" : "Transfer-Encoding: chunked"));
			while (true) {
				if (size == 0) out.write("493e0\r\n".getBytes());
				out.write(content);
				if (size == 0) out.write("\r\n".getBytes());
			}
		})) {
			assertTrue(error(server, size).contains("sends more than the"));
			assertEquals(0, part.length());
		}
	}

	@Test
	void whatIsCanceledIsGoneOnWithNextTime() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			FaultyServer.cut(content, TAG, true, 100_000).answer(request, out);
			out.flush();
			Thread.sleep(10_000);
		}, FaultyServer.file(content, TAG, true))) {
			assertThrows(CancellationException.class,
				() -> download(server, content.length, new CancelsAt(100_000)));
			assertEquals(100_000, part.length());
			download(server);
			assertWhole();
			assertEquals("bytes=100000-", server.requests().get(1).header("range"));
		}
	}

	@Test
	void aFolderThatCannotBeWrittenIsSaid() throws IOException {
		Files.writeString(folder.resolve("file"), "no folder");
		part = new PartialDownload(folder.resolve("file").resolve("part"));
		try (FaultyServer server = new FaultyServer(FaultyServer.file(content, TAG, true))) {
			final String message = error(server, content.length);
			assertTrue(message.contains("cannot be written") && message.contains("gradiscope.models"),
				message);
			assertEquals(1, server.requests().size());
		}
	}
}
