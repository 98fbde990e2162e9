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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.format.GradiscopeYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {

	@TempDir
	Path folder;

	private Path model;

	@BeforeEach
	void makeFolders() throws IOException {
		model = Files.createDirectory(folder.resolve("model"));
		System.setProperty(ModelCache.PROPERTY, folder.resolve("cache").toString());
	}

	@AfterEach
	void forgetTheCache() {
		System.clearProperty(ModelCache.PROPERTY);
	}

	private static String refusal(final Object name) {
		return assertThrows(ModelException.class, () -> ModelStore.find(name.toString())).getMessage();
	}

	private static byte[] graph() {
		return ((ModelSource.Graph) ModelStore.find(ModelStore.EMBEDDED).source()).bytes();
	}

	/** The embedded network as a folder of its own. */
	private void writeModel() throws IOException {
		final Model embedded = ModelStore.find(ModelStore.EMBEDDED);
		Files.writeString(model.resolve(ModelDescriptor.FILE),
			GradiscopeYaml.format(embedded.description()));
		Files.write(model.resolve("frozen_graph.pb"), graph());
	}

	private Path zipped(final Path from, final String top, final Path archive) throws IOException {
		try (OutputStream out = Files.newOutputStream(archive);
			ZipOutputStream zip = new ZipOutputStream(out); var all = Files.walk(from)) {
			for (final Path file : all.filter(Files::isRegularFile).toList()) {
				zip.putNextEntry(new ZipEntry(top + from.relativize(file)));
				Files.copy(file, zip);
				zip.closeEntry();
			}
		}
		return archive;
	}

	@Test
	void theEmbeddedNetworkIsThereAndIsTheOneDescribed() {
		final Model embedded = ModelStore.find("Micropatterns");
		assertEquals(12, embedded.description().get(Fact.LABELS).orElseThrow().count());
		assertEquals(embedded.source().sha256(), embedded.description().get(Fact.SHA256).orElseThrow());
		final Model robust = ModelStore.find("Micropatterns-Robust");
		assertEquals(ModelStore.ROBUST, robust.name());
		assertEquals(embedded.description().get(Fact.LABELS), robust.description().get(Fact.LABELS));
		assertFalse(embedded.source().sha256().equals(robust.source().sha256()));
		assertTrue(graph().length < 4 << 20, "at most 4 MB");
	}

	@Test
	void aModelThatCannotBeReadIsNamedWithTheReason() {
		final Path gone = folder.resolve("gone");
		final String expected =
			"The model in " + gone + " cannot be read (NoSuchFileException: " + gone;
		for (final ModelSource source : List.of(new ModelSource.GraphFile(gone),
			new ModelSource.SavedModel(gone))) {
			final String message = assertThrows(ModelException.class, source::sha256).getMessage();
			assertTrue(message.startsWith(expected), message);
			assertTrue(message.endsWith("; see that the file is whole and yours to read."), message);
			assertEquals(message, assertThrows(ModelException.class, source::size).getMessage());
		}
	}

	@Test
	void theSha256IsTheStandards() {
		assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
			new ModelSource.Graph(new byte[] { 'a', 'b', 'c' }).sha256());
	}

	@Test
	void aNameThatIsNothingIsRefused() {
		assertEquals("There is no model 'alexnet'; give micropatterns, a network of the catalogue " +
			"(Download Model lists them), or the path of a model.", refusal("alexnet"));
	}

	@Test
	void aNetworkOfTheCatalogueHasToBeDownloadedFirst() {
		assertEquals("The network inception-v1 is not on this machine yet; get it by Download Model " +
			"(download-model name=inception-v1).", refusal("inception-v1"));
	}

	/** Where nobody writes, a pipe would be waited for for ever. */
	@Test
	void pipesAreRefused() throws Exception {
		for (final String name : List.of("pipe", "pipe.pb", "pipe.zip")) {
			final Path pipe = folder.resolve(name);
			assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
				"skipped: this system makes no pipes");
			assertTimeoutPreemptively(Duration.ofSeconds(20),
				() -> assertTrue(assertThrows(ModelException.class, () -> ModelStore.find(pipe.toString()))
					.getMessage().contains("is a pipe or device")));
		}
	}

	@Test
	void aFolderWithoutANetworkIsRefused() throws IOException {
		assertTrue(refusal(model).startsWith("The folder " + model + " holds no network"),
			refusal(model));
	}

	@Test
	void aGraphWithAnotherChecksumIsRefused() throws IOException {
		writeModel();
		Files.write(model.resolve("frozen_graph.pb"), new byte[] { 1, 2, 3 });
		assertTrue(refusal(model).startsWith("The graph of micropatterns is not the one described"));
	}

	@Test
	void aFolderItsGraphAndItsArchiveAreTheSameModel() throws IOException {
		writeModel();
		final Model found = ModelStore.find(model.toString());
		assertEquals("micropatterns", found.name());
		assertEquals(found.name(), ModelStore.find(model.resolve("frozen_graph.pb").toString()).name());
		final Model archived =
			ModelStore.find(zipped(model, "inside/", folder.resolve("net.zip")).toString());
		assertEquals(found.source().sha256(), archived.source().sha256());
		assertEquals("micropatterns", archived.name());
	}

	@Test
	void anArchiveIsUnpackedOnce() throws IOException {
		Files.write(model.resolve("net.pb"), graph());
		final Path archive = zipped(model, "", folder.resolve("my net.zip"));
		assertEquals("my net", ModelStore.find(archive.toString()).name());
		final Path unpacked = folder.resolve("cache").resolve("unpacked");
		final Path file;
		try (var all = Files.walk(unpacked)) {
			file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
		}
		Files.write(file, new byte[] { 10, 0 });
		assertEquals(2, ModelStore.find(archive.toString()).source().size(),
			"what was unpacked is used again");
	}

	private Path unpacked() {
		return folder.resolve("cache").resolve("unpacked");
	}

	@Test
	void anArchiveThatIsNoModelIsNotKept() throws IOException {
		Files.writeString(model.resolve("readme.txt"), "no network");
		final Path archive = zipped(model, "", folder.resolve("no.zip"));
		assertTrue(refusal(archive).contains("holds no network"), refusal(archive));
		final Path outer = Files.createDirectory(folder.resolve("outer"));
		Files.move(archive, outer.resolve("graph.pb"));
		refusal(zipped(outer, "", folder.resolve("outer.zip")));
		assertEquals(0, unpacked().toFile().list().length);
	}

	/** Whoever states another, or has something else beside it, has no say in what others work with. */
	@Test
	void whatOthersWorkWithIsNotDeleted() throws IOException {
		writeModel();
		final Path archive = zipped(model, "", folder.resolve("net.zip"));
		ModelStore.find(archive.toString());
		final List<Path> before = FileTrees.list(unpacked(), 3);
		final Path stated = Files.createDirectory(folder.resolve("stated"));
		Files.copy(archive, stated.resolve("net.zip"));
		for (final String wrong : List.of("graph: net.zip\nsha256: " + "0".repeat(64) + "\n",
			"graph: net.zip\n" + "notes: {archive-sha256: " + "0".repeat(64) + "}\n")) {
			Files.writeString(stated.resolve(ModelDescriptor.FILE), wrong);
			assertTrue(refusal(stated).contains("is not the one described"));
			assertEquals(before, FileTrees.list(unpacked(), 3));
		}
	}

	/** With a wrong checksum nothing is even unpacked. */
	@Test
	void whatIsNotTheOneDescribedIsNotUnpacked() throws IOException {
		writeModel();
		final Path stated = Files.createDirectory(folder.resolve("stated"));
		zipped(model, "", stated.resolve("net.zip"));
		Files.writeString(stated.resolve(ModelDescriptor.FILE),
			"graph: net.zip\nsha256: " + "0".repeat(64) + "\n");
		assertTrue(refusal(stated).contains("is not the one described"));
		assertFalse(Files.exists(unpacked()));
	}

	/** Beside a bare graph the published checksum is the graph's, named or not. */
	@ParameterizedTest
	@ValueSource(strings = { "", "frozen_graph.pb" })
	void thePublishedChecksumOfAGraphIsHeeded(final String named) throws IOException {
		Files.write(model.resolve("frozen_graph.pb"), graph());
		final String rdf =
			"format_version: 0.5.3\ntype: model\nname: n\ninputs: [{id: input, axes: [{type: " +
				"batch}, {id: y, type: space, size: 64}, {id: x, type: space, size: 64}, {type: channel, " +
				"channel_names: [a, b, c]}], data: {type: uint8}}]\noutputs: []\nweights: " +
				"{tensorflow_saved_model_bundle: {source: ./frozen_graph.pb, sha256: ";
		Files.writeString(model.resolve("rdf.yaml"),
			rdf + new ModelSource.Graph(graph()).sha256() + "}}\n");
		ModelStore.find(model.resolve(named).toString());
		Files.writeString(model.resolve("rdf.yaml"), rdf + "0".repeat(64) + "}}\n");
		assertTrue(refusal(model.resolve(named)).contains("0".repeat(64) + " was expected"));
	}

	@Test
	void whatWasLeftADayAgoIsCleared() throws IOException {
		final Path old = Files.createDirectories(unpacked().resolve(".old-1-2.tmp"));
		Files.createFile(old.resolve("half"));
		Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
		final Path recent = Files.createDirectory(unpacked().resolve(".new-1-2.tmp"));
		Files.write(model.resolve("net.pb"), graph());
		ModelStore.find(zipped(model, "", folder.resolve("net.zip")).toString());
		assertFalse(Files.exists(old));
		assertTrue(Files.exists(recent));
		assertEquals(2, unpacked().toFile().list().length);
	}

	@Test
	void anArchiveThatIsSwappedPutsNothingUnderAnothersChecksum() throws Exception {
		final Path archive = folder.resolve("net.zip");
		final Map<String, byte[]> contents = new HashMap<>();
		final List<Path> sources = new ArrayList<>();
		for (final byte content : new byte[] { 1, 2 }) {
			final byte[] bytes = new byte[1000];
			Arrays.fill(bytes, content);
			Files.write(model.resolve("net.pb"), bytes);
			sources.add(zipped(model, "", folder.resolve(content + ".zip")));
			contents.put(new ModelSource.Graph(Files.readAllBytes(sources.get(content - 1))).sha256(),
				bytes);
		}
		Files.copy(sources.get(0), archive);
		final AtomicBoolean over = new AtomicBoolean();
		final Thread swapper = new Thread(() -> swap(sources, archive, over));
		swapper.start();
		for (int i = 0; i < 100; i++) {
			final UnpackedArchive found = UnpackedArchive.of(archive, sha256 -> {});
			assertArrayEquals(contents.get(found.sha256()),
				Files.readAllBytes(found.folder().resolve("net.pb")));
			FileTrees.delete(unpacked());
		}
		over.set(true);
		swapper.join();
	}

	private void swap(final List<Path> sources, final Path archive, final AtomicBoolean over) {
		final Path next = folder.resolve("next");
		try {
			for (int i = 1; !over.get(); i++) {
				Files.copy(sources.get(i % 2), next);
				Files.move(next, archive, StandardCopyOption.ATOMIC_MOVE);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void noNameIsNotTheCurrentFolder(final String name) {
		assertEquals(
			"No model was given; give micropatterns, a network of the catalogue, or the path " +
				"of a model ('.' is the current folder).",
			refusal(name));
	}

	@Test
	void aDownloadedNetworkWinsOverAPathWithoutASeparator() throws IOException {
		final Path cache = Files.createDirectories(folder.resolve("cache"));
		Files.writeString(cache.resolve(ModelCatalogue.FILE),
			"- {name: src, description: x, " + "licence: y, address: 'https://a.org/b'}");
		assertTrue(refusal("src").startsWith("The folder src holds no network"), refusal("src"));
		writeModel();
		Files.move(model, cache.resolve("src"));
		assertEquals("micropatterns", ModelStore.find(" src").name());
		assertTrue(refusal("./src").startsWith("The folder ./src holds no network"), refusal("./src"));
	}

	@Test
	void theChecksumBesideAnArchiveIsTheArchives() throws IOException {
		Files.write(model.resolve("net.pb"), graph());
		final Path whole = Files.createDirectory(folder.resolve("whole"));
		final Path archive = zipped(model, "", whole.resolve("weights.zip"));
		final String sha256 = new ModelSource.Graph(Files.readAllBytes(archive)).sha256();
		final Path description = whole.resolve(ModelDescriptor.FILE);
		Files.writeString(description, "graph: weights.zip\nsha256: " + sha256 + "\n");
		final Model found = ModelStore.find(whole.toString());
		assertEquals("whole", found.name());
		assertEquals(found.source().sha256(), found.description().get(Fact.SHA256).orElseThrow());
		Files.writeString(description, "graph: weights.zip\nsha256: " + "0".repeat(64) + "\n");
		assertTrue(refusal(whole).contains("is not the one described"), refusal(whole));
	}
}
