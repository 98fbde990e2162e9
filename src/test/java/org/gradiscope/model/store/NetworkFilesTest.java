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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.files.Checksums;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.testing.TinyOnnx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in ONNX and of Keras are found wherever they are, and what is none says what it is. */
class NetworkFilesTest {

	private static final String POINTER =
		"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12300000\n";
	private static final byte[] ONNX = TinyOnnx.network().toByteArray();
	private static final byte[] GRAPH = { 10, 0 };
	private static final byte[] HDF5 = hdf5("model_config");

	@TempDir
	private Path folder;

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

	private static byte[] hdf5(final String names) {
		return (new String(HexFormat.of().parseHex("894844460d0a1a0a"), StandardCharsets.ISO_8859_1) +
			names).getBytes(StandardCharsets.ISO_8859_1);
	}

	private static byte[] bytes(final String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private Path put(final String name, final byte[] content) throws IOException {
		Files.createDirectories(model.resolve(name).getParent());
		return Files.write(model.resolve(name), content);
	}

	private static byte[] keras() throws IOException {
		return zip(Map.of("config.json", bytes("{}"), "metadata.json", bytes("{}"), "model.weights.h5",
			hdf5("")));
	}

	private static byte[] zip(final Map<String, byte[]> members) throws IOException {
		final var bytes = new java.io.ByteArrayOutputStream();
		try (OutputStream out = bytes; ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, byte[]> member : new TreeMap<>(members).entrySet()) {
				zip.putNextEntry(new ZipEntry(member.getKey()));
				zip.write(member.getValue());
				zip.closeEntry();
			}
		}
		return bytes.toByteArray();
	}

	private static Model find(final Path place) {
		return ModelStore.find(place.toString());
	}

	private static String refusal(final Path place) {
		final String message = assertThrows(ModelException.class, () -> find(place)).getMessage();
		assertEquals(1, message.lines().count(), message);
		return message;
	}

	@ParameterizedTest
	@ValueSource(strings = { "cells.onnx", "CELLS.ONNX", "cells.pb", "cells" })
	void onnxInAFile(final String name) throws IOException {
		final Path file = put(name, ONNX);
		final Model found = find(file);
		assertEquals(new ModelSource.OnnxFile(file.toAbsolutePath()), found.source());
		assertEquals(name.replaceFirst("\\..*", ""), found.name());
		assertEquals(Checksums.of(ONNX), found.description().get(Fact.SHA256).orElseThrow());
	}

	@ParameterizedTest
	@ValueSource(strings = { "cells.h5", "cells.HDF5", "cells.keras", "Cells.Keras" })
	void kerasInAFile(final String name) throws IOException {
		for (final byte[] content : new byte[][] { HDF5, keras() }) {
			final Path file = put(name, content);
			assertEquals(new ModelSource.KerasFile(file.toAbsolutePath()), find(file).source());
			assertEquals(new ModelSource.KerasFile(file), find(model).source());
		}
	}

	@Test
	void aFileOfKerasIsNoArchiveWhateverItsName() throws IOException {
		final Path file = put("cells.zip", keras());
		assertEquals(new ModelSource.KerasFile(file), find(file).source());
		Files.writeString(model.resolve("gradiscope.yaml"), "graph: cells.zip\n");
		assertEquals(new ModelSource.KerasFile(file), find(model).source());
		assertTrue(Files.notExists(folder.resolve("cache")));
	}

	@Test
	void withADescriptorAndInArchives() throws IOException {
		for (final byte[] content : new byte[][] { ONNX, HDF5, keras() }) {
			final byte[] descriptor =
				bytes("name: described\ngraph: net/cells.x\nsha256: " + Checksums.of(content) + "\n");
			put("net/cells.x", content);
			put("gradiscope.yaml", descriptor);
			assertEquals("described", find(model).name());
			final Path archive = Files.write(folder.resolve("all.zip"),
				zip(Map.of("top/gradiscope.yaml", descriptor, "top/net/cells.x", content)));
			final Model unpacked = find(archive);
			assertEquals("described", unpacked.name());
			assertEquals(find(model).source().getClass(), unpacked.source().getClass());
		}
	}

	@Test
	void anArchiveOfOneWhateverItsName() throws IOException {
		final Path file = put("cells.onnx", zip(Map.of("inner.onnx", ONNX)));
		assertEquals("cells", find(file).name());
		assertTrue(find(file).source() instanceof ModelSource.OnnxFile);
		final Path outer = put("outer.zip", zip(Map.of("a/cells.keras", keras())));
		assertTrue(find(outer).source() instanceof ModelSource.KerasFile);
	}

	@Test
	void weightsBesideAnOnnxFile() throws IOException {
		final Path network = put("model.onnx", TinyOnnx.network("model.onnx.data").toByteArray());
		assertTrue(refusal(model).contains("keeps weights in model.onnx.data, which is not in"));
		final byte[] weights = TinyOnnx.bytes(TinyOnnx.FILTERS);
		put("model.onnx.data", weights);
		assertEquals(Files.size(network) + weights.length, find(model).source().size());
		final Path archive = Files.write(folder.resolve("a.zip"),
			zip(Map.of("model.onnx", Files.readAllBytes(network), "model.onnx.data", weights)));
		assertEquals(find(model).source().sha256(), find(archive).source().sha256());
	}

	@Test
	void severalNetworksAreListed() throws IOException {
		put("a.onnx", ONNX);
		put("b.pb", GRAPH);
		put("C.H5", HDF5);
		put("d.weights.h5", HDF5);
		put("images.h5", hdf5("pixels"));
		assertTrue(
			refusal(model).contains("holds 3 networks: C.H5, a.onnx, b.pb; name one as 'graph'"));
		assertTrue(find(model.resolve("a.onnx")).source() instanceof ModelSource.OnnxFile);
	}

	@Test
	void aSavedModelWinsOverWhatIsBesideIt() throws IOException {
		put("a.onnx", ONNX);
		put("saved_model.pb", bytes("x"));
		final Model found = find(model);
		assertEquals(new ModelSource.SavedModel(model), found.source());
		assertEquals("inferred: the SavedModel in the folder, not a.onnx beside it",
			found.description().sources().get("graph"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.onnx", "a.pb", "a.h5", "a.keras", "a.zip", "a.tar.gz", "a" })
	void pointersOfGitAreSaidToBe(final String name) throws IOException {
		final Path file = put(name, bytes(POINTER));
		assertEquals("The file " + file +
			" is a pointer of Git LFS, which stands for a file of 12.3 MB " +
			"that was not downloaded; get the file itself by 'git lfs pull', or from its page in a browser.",
			refusal(file));
	}

	@ParameterizedTest
	@ValueSource(strings = { "saved_model.pb", "variables/variables.data-00000-of-00001",
		"variables/variables.index", "labels.txt", "gradiscope.yaml" })
	void pointersInAFolderAreSaidToBe(final String name) throws IOException {
		put("saved_model.pb", bytes("x"));
		put("variables/variables.index", bytes("x"));
		put(name, bytes(POINTER));
		assertTrue(refusal(model).contains(name.replaceFirst(".*/", "") + " is a pointer of Git LFS"),
			refusal(model));
	}

	@Test
	void anEmptyFileIsSaidToBe() throws IOException {
		for (final String name : new String[] { "a.onnx", "a.keras", "a.h5", "a.pb" }) {
			final Path file = put(name, new byte[0]);
			assertEquals("The file " + file + " is empty; download it again, or export it again.",
				refusal(file));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"ilastikVersion | a project of ilastik, which holds no network", //
		"DataSetInfo ImarisDataSet | an image of Imaris, which holds no network", //
		"raw | data in HDF5, which holds no network" })
	void dataInHdf5IsNoNetwork(final String names, final String what) throws IOException {
		final Path file = put("cells.h5", hdf5("x".repeat(1 << 20) + names));
		assertTrue(refusal(file).contains(what), refusal(file));
		assertTrue(refusal(model).contains("holds no network") && refusal(model).contains(what),
			refusal(model));
	}

	@Test
	void pyTorchIsToldByWhatIsInIt() throws IOException {
		for (final String name : new String[] { "a.pt", "model.bin", "a.zip", "a.onnx" }) {
			final Path file =
				put(name, zip(Map.of("archive/data.pkl", new byte[3], "archive/version", new byte[1])));
			assertTrue(
				refusal(file).contains("is a network of PyTorch, which only PyTorch can open; in " +
					"PyTorch, run network.eval()"),
				refusal(file));
			Files.delete(file);
		}
		assertTrue(refusal(put("a.zip", zip(Map.of("arr_0.npy", new byte[1])))).contains("of NumPy"));
	}

	@Test
	void halvesOfNetworksAreSaidToBe() throws IOException {
		put("model.json",
			bytes("{\"format\": \"layers-model\", \"modelTopology\": {}, \"weightsManifest\": []}"));
		put("group1-shard1of1.bin", new byte[4]);
		assertTrue(refusal(model).contains("only model.json, a network of TensorFlow.js"));
		put("model.json", bytes("{\"class_name\": \"Sequential\", \"config\": {}}"));
		assertTrue(refusal(model).contains("architecture of a network of Keras, without its weights"));
		Files.delete(model.resolve("model.json"));
		put("cells.weights.h5", HDF5);
		assertTrue(refusal(model).contains("only cells.weights.h5, which holds weights without a"));
		put("config.json", bytes("{}"));
		put("model.weights.h5", HDF5);
		assertTrue(refusal(model).contains("pack all files of the folder into a zip file"));
		put("model.weights.h5", bytes(POINTER));
		Files.delete(model.resolve("cells.weights.h5"));
		assertTrue(refusal(model).contains("only model.weights.h5, a pointer of Git LFS"));
	}

	@Test
	void aFolderMayBeOfAnotherFormat() throws IOException {
		put("cells.mlpackage/Manifest.json", bytes("{}"));
		assertTrue(refusal(model.resolve("cells.mlpackage")).contains("is a network of Core ML"));
		assertTrue(refusal(model).contains("only cells.mlpackage, a network of Core ML"));
	}

	private void zoo(final String weights) throws IOException {
		put("rdf.yaml",
			bytes("format_version: 0.5.3\ntype: model\nname: n\ninputs: [{id: input, axes: [" +
				"{type: batch}, {type: channel, channel_names: [a]}, {id: y, type: space, size: 8}, {id: x, " +
				"type: space, size: 8}], data: {type: uint8}}]\noutputs: []\nweights: {" + weights +
				"}\n"));
	}

	private static String entry(final String format, final String source, final byte[] content) {
		return format + ": {source: " + source + ", sha256: " + Checksums.of(content) + "}";
	}

	@Test
	void ofAModelZooTheBestWeightsAreTaken() throws IOException {
		put("a.onnx", ONNX);
		put("b.h5", HDF5);
		put("c.keras", keras());
		zoo(entry("onnx", "a.onnx", ONNX) + ", " + entry("keras_hdf5", "./b.h5", HDF5));
		assertEquals(new ModelSource.KerasFile(model.resolve("b.h5")), find(model).source());
		assertEquals("rdf.yaml (its keras_hdf5, not its onnx)",
			find(model).description().sources().get("graph"));
		zoo(entry("onnx", "a.onnx", ONNX) + ", pytorch_state_dict: {source: x.pt}");
		assertEquals(new ModelSource.OnnxFile(model.resolve("a.onnx")), find(model).source());
		assertEquals("rdf.yaml", find(model).description().sources().get("graph"));
		assertEquals("bcyx", find(model).description().get(Fact.AXES).orElseThrow());
		zoo(entry("keras_v3", "c.keras", keras()) + ", " + entry("keras_hdf5", "b.h5", HDF5));
		assertEquals(new ModelSource.KerasFile(model.resolve("c.keras")), find(model).source());
	}

	/** Those that are there, where those that are stated are not. */
	@Test
	void ofAModelZooOnlyOneMayHaveBeenDownloaded() throws IOException {
		put("a.onnx", ONNX);
		zoo(entry("onnx", "a.onnx", ONNX) + ", " + entry("keras_hdf5", "b.h5", HDF5));
		assertEquals(new ModelSource.OnnxFile(model.resolve("a.onnx")), find(model).source());
		Files.delete(model.resolve("a.onnx"));
		assertTrue(refusal(model).startsWith("The network b.h5, which rdf.yaml (its keras_hdf5"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a.onnx" })
	void ofAModelZooTheChecksumIsThatOfTheFile(final String named) throws IOException {
		final byte[] network = TinyOnnx.network("a.onnx.data").toByteArray();
		put("a.onnx.data", TinyOnnx.bytes(TinyOnnx.FILTERS));
		for (final byte[] content : new byte[][] { ONNX, network }) {
			put("a.onnx", content);
			zoo(entry("onnx", "a.onnx", content));
			final Model found = find(model.resolve(named));
			assertEquals(found.source().sha256(), found.description().get(Fact.SHA256).orElseThrow());
			zoo(entry("onnx", "a.onnx", bytes("another")));
			assertTrue(refusal(model.resolve(named)).contains("is not the one described"));
		}
	}
}
