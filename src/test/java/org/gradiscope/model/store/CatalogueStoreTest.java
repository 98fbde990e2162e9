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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.format.ModelFolder;
import org.gradiscope.model.format.YamlText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a name to a folder, with consent, checksums and pins, against a server on this machine. */
class CatalogueStoreTest {

	private static final Download.RetryPolicy SHORT = new Download.RetryPolicy(Duration.ofSeconds(2),
		Duration.ofMillis(500), Duration.ofSeconds(20), 1, 3, Duration.ofMillis(20));
	private static final DownloadConsent YES = DownloadConsent.of(true, true);
	private static final String TAG = "\"v1\"";

	@TempDir
	private Path folder;
	private Path cache;
	private byte[] archive;
	private String sha256;

	@BeforeEach
	void makeArchive() throws IOException {
		cache = folder.resolve("cache");
		archive = Files.readAllBytes(ForgedArchives.write(folder, "zip", out -> {
			out.file("inner/graph.pb");
			out.file("inner/labels.txt", "cat\ndog\n".getBytes());
		}));
		sha256 = new ModelSource.Graph(archive).sha256();
	}

	private static String checksum(final String hex) {
		return ", sha256: " + hex + ", verified-by: nobody";
	}

	/** A store whose catalogue has one entry more, {@code net}, with more keys. */
	private CatalogueStore store(final FaultyServer server, final String more) throws IOException {
		Files.createDirectories(cache);
		Files.writeString(cache.resolve(ModelCatalogue.FILE), "- {name: net, description: A net., " +
			"licence: MIT, address: '" + server.address("/net.zip") + "'" + more + "}\n");
		return new CatalogueStore(cache, SHORT);
	}

	private Path obtain(final FaultyServer server, final String more) throws IOException {
		return store(server, more).obtain("net", YES, DownloadListener.NONE);
	}

	private String error(final FaultyServer server, final String more, final DownloadConsent consent)
		throws IOException {
		final CatalogueStore store = store(server, more);
		final String message =
			assertThrows(ModelException.class, () -> store.obtain("net", consent, DownloadListener.NONE))
				.getMessage();
		assertFalse(message.contains("\n"), message);
		assertTrue(store.find(store.catalogue().get("net")).isEmpty());
		return message;
	}

	private List<String> left() throws IOException {
		try (Stream<Path> all = Files.list(cache)) {
			return all.map(p -> p.getFileName().toString()).filter(n -> !n.endsWith(".lock")).sorted()
				.toList();
		}
	}

	@Test
	void aNetworkLandsWithItsDescriptor() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			final Path place = obtain(server, checksum(sha256) + ", size: " + archive.length +
				", labels: inner/labels.txt, descriptor: {input: {tensor: x, channels: bgr}}");
			assertEquals(cache.resolve("net"), place);
			final Map<?, ?> yaml =
				(Map<?, ?>) YamlText.parse(Files.readString(place.resolve("gradiscope.yaml")), "");
			assertEquals("net", yaml.get("name"));
			assertEquals("inner/graph.pb", yaml.get("graph"));
			assertEquals(
				new ModelSource.Graph(Files.readAllBytes(place.resolve("inner/graph.pb"))).sha256(),
				yaml.get("sha256"));
			assertEquals(Map.of("tensor", "x", "channels", "bgr"), yaml.get("input"));
			assertEquals("inner/labels.txt", yaml.get("labels"));
			assertEquals("MIT", ((Map<?, ?>) yaml.get("notes")).get("licence"));
			assertEquals("nobody", ((Map<?, ?>) yaml.get("notes")).get("checksum"));
			assertEquals(List.of("catalogue.yaml", "net"), left());
			obtain(server, checksum(sha256));
			assertEquals(1, server.requests().size());
		}
	}

	@Test
	void withoutConsentNothingIsAsked() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			final String message =
				error(server, checksum(sha256) + ", size: 49937555", DownloadConsent.NONE);
			for (final String part : List.of("net (49.9 MB, licence MIT)", server.address("/net.zip"),
				"download=true"))
				assertTrue(message.contains(part), message);
			assertTrue(error(server, "", DownloadConsent.of(true, false))
				.contains("download=true unverified=true"));
			assertEquals(List.of(), server.requests());
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	@Test
	void whatIsVerifiedIsNotAskedTwice() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			assertTrue(Files.exists(store(server, checksum(sha256)).obtain("NET",
				DownloadConsent.of(true, false), DownloadListener.NONE)));
		}
	}

	@Test
	void wrongBytesAreDeletedAndBothChecksumsSaid() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			final String other = "ab".repeat(32);
			final String message = error(server, checksum(other), YES);
			assertTrue(message.contains(other) && message.contains(sha256), message);
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	/** Its publisher vouches for it; whoever else sends the same, does not. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void onlyWhatIsVerifiedNeedsNoTrial(final boolean verified) throws IOException {
		final TrialRecord tried = new TrialRecord(folder.resolve("tried"));
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			store(server, verified ? checksum(sha256) : "");
			final Path place =
				new CatalogueStore(cache, SHORT, tried).obtain("net", YES, DownloadListener.NONE);
			assertEquals(verified, tried.has(ModelFile.at(place).verified()));
		}
	}

	@Test
	void whatCameFirstIsPinned() throws IOException {
		final byte[] other = archive.clone();
		other[40] ^= 1;
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true),
			FaultyServer.file(other, "\"v2\"", true), FaultyServer.file(archive, TAG, true))) {
			final Path place = obtain(server, "");
			assertTrue(Files.readString(place.resolve("gradiscope.yaml")).contains("unverified"));
			assertEquals(sha256, new KnownChecksums(cache).of(server.address("/net.zip")).get());
			FileTrees.delete(place);
			final String message = error(server, "", YES);
			assertTrue(message.contains(sha256 + " came the first time"), message);
			assertTrue(Files.exists(obtain(server, "")));
		}
	}

	@Test
	void aDescriptorThatCannotBeReadDoesNotLand() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			for (final String wrong : List.of("{input: {chanels: bgr}}", "{input: {channels: pink}}",
				"{labels: nowhere.txt}", "{unknown: 1}"))
				assertTrue(
					error(server, ", descriptor: " + wrong, YES).startsWith(wrong.startsWith("{labels")
						? "There is no label file" : "The descriptor of net in the catalogue: "));
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	@Test
	void whatTheCatalogueSaysIsWhatIsRead() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			final Path place = obtain(server, ", descriptor: {input: {standardization: {kind: " +
				"zero-mean-unit-variance, epsilon: 1e-5}}, output: {tensor: no, logits: '1e3'}}");
			final Description read = ModelFolder.describe(place);
			assertEquals(1e-5, read.get(Fact.STANDARDIZATION).get().epsilon());
			assertEquals("no", read.get(Fact.OUTPUT).get());
			assertEquals("1e3", read.get(Fact.LOGITS).get());
		}
	}

	@Test
	void theNetworkIsTheOneThatAFolderOfOnesOwnWouldHave() throws IOException {
		final byte[] both = Files.readAllBytes(ForgedArchives.write(folder, "tar.gz", out -> {
			out.file("net/frozen.pb");
			out.file("net/saved_model.pb");
			out.file("net/keras_metadata.pb");
		}));
		final byte[] two = Files.readAllBytes(ForgedArchives.write(folder, "tar.gz", out -> {
			out.file("1/saved_model.pb");
			out.file("2/saved_model.pb");
		}));
		try (FaultyServer server =
			new FaultyServer(FaultyServer.file(two, TAG, true), FaultyServer.file(both, TAG, true))) {
			assertTrue(error(server, "", YES).contains("it has 2 networks"));
			assertEquals("net", ModelFolder.describe(obtain(server, "")).get(Fact.GRAPH).get());
		}
	}

	@Test
	void whatMayBeBrokenIsNotPinned() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			out.write(FaultyServer.head(200));
			out.write(archive, 0, 100);
		})) {
			assertTrue(error(server, "", YES).contains("does not say how long the file is"));
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	@Test
	void whatDoesNotLandIsNotPinned() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			error(server, ", labels: other.txt", YES);
			assertTrue(new KnownChecksums(cache).of(server.address("/net.zip")).isEmpty());
		}
	}

	@Test
	void aWholePartOfAnotherAddressIsNotTaken() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			final CatalogueStore store = store(server, ", size: " + archive.length);
			final PartialDownload part = new PartialDownload(cache.resolve(".net.part"));
			part.restart("http://127.0.0.1:1/other.zip", TAG);
			Files.write(part.file(), new byte[archive.length]);
			assertTrue(Files.exists(store.obtain("net", YES, DownloadListener.NONE)));
			assertEquals("", server.requests().get(0).header("range"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "../evil", "/evil" })
	void aForgedArchiveLandsNowhere(final String path) throws IOException {
		final byte[] forged = Files.readAllBytes(ForgedArchives.write(folder, "tar.gz", out -> {
			out.file("graph.pb");
			out.file(path);
		}));
		try (FaultyServer server = new FaultyServer(FaultyServer.file(forged, TAG, true))) {
			assertTrue(error(server, "", YES).contains("is refused"));
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	@Test
	void aBareGraphLandsToo() throws IOException {
		try (
			FaultyServer server = new FaultyServer(FaultyServer.file(new byte[] { 10, 0 }, TAG, true))) {
			assertEquals(2, Files.size(obtain(server, "").resolve("frozen_graph.pb")));
		}
	}

	/** Nor is it pinned. */
	@ParameterizedTest
	@ValueSource(
		strings = { "<html>gone</html>", "Not Found", "{\"error\": 404}", "\n\u0005cut", "" })
	void whatIsNoNetworkLandsNowhere(final String page) throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(page.getBytes(), TAG, true))) {
			final String message = error(server, "", YES);
			assertTrue(
				message.contains("neither an archive nor a network of TensorFlow, ONNX or Keras (" +
					page.length() + " bytes)"),
				message);
			assertTrue(new KnownChecksums(cache).of(server.address("/net.zip")).isEmpty());
			assertEquals(List.of("catalogue.yaml"), left());
		}
		final byte[] inside = Files.readAllBytes(ForgedArchives.write(folder, "zip",
			out -> out.file("graph.pb", ("<!DOCTYPE html>" + page).getBytes())));
		try (FaultyServer server = new FaultyServer(FaultyServer.file(inside, TAG, true))) {
			assertTrue(error(server, "", YES).contains("a page of the web"));
		}
	}

	@Test
	void theOnlySavedModelIsFound() throws IOException {
		final byte[] saved = Files.readAllBytes(ForgedArchives.write(folder, "tar.gz", out -> {
			out.file("resnet/saved_model.pb");
			out.file("resnet/variables/variables.index");
			out.file("resnet/keras_metadata.pb");
		}));
		try (FaultyServer server = new FaultyServer(FaultyServer.file(saved, TAG, true))) {
			final Path place = obtain(server, "");
			final String yaml = Files.readString(place.resolve("gradiscope.yaml"));
			assertTrue(yaml.contains("graph: resnet\n"), yaml);
			assertTrue(yaml.contains(new ModelSource.SavedModel(place.resolve("resnet")).sha256()), yaml);
		}
	}

	@Test
	void whatIsNotAsDescribedIsSaid() throws IOException {
		try (FaultyServer server = new FaultyServer(FaultyServer.file(archive, TAG, true))) {
			assertTrue(error(server, ", graph: other.pb", YES).contains("it has no other.pb"));
			assertTrue(error(server, ", labels: other.txt", YES).contains("it has no other.txt"));
			assertEquals(List.of("catalogue.yaml"), left());
		}
	}

	@Test
	void whatCannotBeDownloadedSaysHowElse() {
		final CatalogueStore store = new CatalogueStore(cache, SHORT);
		assertTrue(
			assertThrows(ModelException.class, () -> store.obtain("vgg-16", YES, DownloadListener.NONE))
				.getMessage().contains("scripts/export-keras-model.py"));
		assertTrue(assertThrows(ModelException.class,
			() -> store.obtain("micropatterns", YES, DownloadListener.NONE)).getMessage()
			.contains("model=micropatterns"));
		assertFalse(Files.exists(cache));
	}

	@Test
	void aFolderThatCannotBeIsSaid() throws IOException {
		Files.writeString(cache, "no folder");
		final CatalogueStore store = new CatalogueStore(cache, SHORT);
		final String message = assertThrows(ModelException.class,
			() -> store.obtain("inception-v1", YES, DownloadListener.NONE)).getMessage();
		assertTrue(message.contains("cannot be written into " + cache), message);
	}

	@Test
	void whatIsCanceledKeepsWhatCame() throws IOException {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			FaultyServer.cut(archive, TAG, true, 100).answer(request, out);
			out.flush();
			Thread.sleep(5_000);
		}, FaultyServer.file(archive, TAG, true))) {
			final CatalogueStore store = store(server, checksum(sha256));
			assertThrows(CancellationException.class, () -> store.obtain("net", YES, new CancelsAt(100)));
			assertTrue(left().contains(".net.part"));
			assertTrue(Files.exists(obtain(server, checksum(sha256))));
			assertEquals("bytes=100-", server.requests().get(1).header("range"));
		}
	}

	/** What a second process does: {@code FOLDER}, which holds the catalogue. */
	static final class SecondProcess {

		private SecondProcess() {}

		public static void main(final String... arguments) {
			System.out.println(new CatalogueStore(Path.of(arguments[0]), Download.RetryPolicy.USUAL)
				.obtain("net", YES, DownloadListener.NONE));
		}
	}

	private Process second() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx128m", "-cp", System.getProperty("java.class.path"), SecondProcess.class.getName(),
			cache.toString()).redirectErrorStream(true).start();
	}

	@Test
	void whatAProcessLeftThatWasKilledIsGoneOnWith() throws Exception {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			FaultyServer.cut(archive, TAG, true, 100).answer(request, out);
			out.flush();
			Thread.sleep(20_000);
		}, FaultyServer.file(archive, TAG, true))) {
			final CatalogueStore store = store(server, checksum(sha256));
			Files.createDirectories(cache.resolve(".net.new-12-34.tmp/inner"));
			final Process process = second();
			final Path part = cache.resolve(".net.part");
			for (int i = 0; i < 500 && (!Files.exists(part) || Files.size(part) < 100); i++)
				Thread.sleep(20);
			process.destroyForcibly().waitFor();
			assertTrue(Files.exists(store.obtain("net", YES, DownloadListener.NONE)));
			assertEquals("bytes=100-", server.requests().get(1).header("range"));
			assertEquals(List.of("catalogue.yaml", "net"), left());
		}
	}

	@Test
	void twoProcessesAndTwoThreadsDownloadOnce() throws Exception {
		try (FaultyServer server = new FaultyServer((request, out) -> {
			Thread.sleep(1_500);
			FaultyServer.file(archive, TAG, true).answer(request, out);
		})) {
			final CatalogueStore store = store(server, checksum(sha256));
			final List<Process> processes = new ArrayList<>();
			for (int i = 0; i < 2; i++)
				processes.add(second());
			final CatalogueStore patient = new CatalogueStore(cache, Download.RetryPolicy.USUAL);
			final Thread thread = new Thread(() -> patient.obtain("net", YES, DownloadListener.NONE));
			thread.start();
			assertTrue(Files.exists(patient.obtain("net", YES, DownloadListener.NONE)));
			thread.join(10_000);
			for (final Process process : processes) {
				assertTrue(process.waitFor(20, TimeUnit.SECONDS));
				assertEquals(cache.resolve("net").toString(),
					new String(process.getInputStream().readAllBytes()).strip());
			}
			assertEquals(1, server.requests().size());
			assertEquals(List.of("catalogue.yaml", "net"), left());
			assertTrue(store.find(store.catalogue().get("net")).isPresent());
		}
	}
}
