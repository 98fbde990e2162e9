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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.engine.Network;
import org.gradiscope.files.Checksums;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelCache;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyOnnx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;

/** A network in ONNX computes the same wherever it is found, and what is beside it is heeded. */
class OnnxPackagesTest {

	private static final byte[] NETWORK = TinyOnnx.network().toByteArray();

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

	private Path put(final String name, final byte[] content) throws IOException {
		return Files.write(model.resolve(name), content);
	}

	/** Of an image that is {@code value} all over, between 0 and 1. */
	private static float[] scores(final Path place, final float value) {
		final Tensor image = Tensor.zeros(Shape.of(1, 8, 8, 1));
		Arrays.fill(image.data(), value);
		try (Network network = new TensorFlowEngine().open(ModelStore.find(place.toString()))) {
			return network.activation(new Pixels(image, ValueRange.UNIT), network.descriptor().logits())
				.data();
		}
	}

	/** Each place has 9 neighbours, itself among them, at a side 6 and in a corner 4: 22 in 8 in each direction. */
	private static float[] expected(final float value) {
		final float average = 22 * 22 / (9 * 64f) * value;
		return new float[] { average, 1, average + 2 };
	}

	private static void assertScores(final float value, final Path place) {
		assertArrayEquals(expected(value), scores(place, value), 1e-5f);
	}

	@Test
	void aloneInAFolderAndInAnArchive() throws IOException {
		final Path file = put("tiny.onnx", NETWORK);
		put("gradiscope.yaml", "graph: tiny.onnx\ninput: {range: [0, 1]}\n".getBytes());
		final Path archive = folder.resolve("packed.onnx");
		try (OutputStream out = Files.newOutputStream(archive);
			ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final String name : List.of("tiny.onnx", "gradiscope.yaml")) {
				zip.putNextEntry(new ZipEntry("inner/" + name));
				Files.copy(model.resolve(name), zip);
				zip.closeEntry();
			}
		}
		for (final Path place : List.of(file, model, archive))
			assertScores(0.5f, place);
	}

	@Test
	void weightsInAnotherFile() throws IOException {
		put("tiny.onnx", TinyOnnx.network("tiny.onnx.data").toByteArray());
		put("tiny.onnx.data", TinyOnnx.bytes(TinyOnnx.FILTERS));
		put("gradiscope.yaml", "input: {range: [0, 1]}\n".getBytes());
		assertScores(0.25f, model);
	}

	/** Which takes the grey levels, and says so; the axes are those of the file. */
	@Test
	void theWeightsOfAModelZoo() throws IOException {
		put("tiny.onnx", NETWORK);
		put("rdf.yaml", ("format_version: 0.5.3\ntype: model\nname: zoo\ninputs: [{id: image, axes: [" +
			"{type: batch}, {type: channel, channel_names: [grey]}, {id: y, type: space, size: 8}, " +
			"{id: x, type: space, size: 8}], data: {type: float32}, preprocessing: [{id: scale_linear, " +
			"kwargs: {gain: 2, offset: 1}}]}]\noutputs: [{id: scores, axes: [{type: batch}, {type: " +
			"channel, channel_names: [a, b, c]}]}]\nweights: {onnx: {source: tiny.onnx, sha256: " +
			Checksums.of(NETWORK) + "}, torchscript: {source: tiny.pt}}\n").getBytes());
		assertArrayEquals(expected(2 * 0.25f + 1), scores(model, 0.25f), 1e-5f);
		try (Network network = new TensorFlowEngine().open(ModelStore.find(model.toString()))) {
			assertEquals(List.of("a", "b", "c"), network.descriptor().labels().names());
			assertTrue(network.descriptor().preprocessing().size().fixed());
			assertEquals(8, network.descriptor().preprocessing().size().height());
		}
	}

	/** As Azure's and Ultralytics' exports have it; a descriptor goes before. */
	@Test
	void theMetadataOfTheFile() throws IOException {
		final byte[] file = TinyOnnx.network().toBuilder()
			.addMetadataProps(entry("Image.NominalPixelRange", "NominalRange_0_255"))
			.addMetadataProps(entry("Image.BitmapPixelFormat", "Bgr8"))
			.addMetadataProps(entry("names", "{0: 'round', 1: 'long', 2: 'none'}")).build().toByteArray();
		put("tiny.onnx", file);
		assertScores(0.5f * 255, 0.5f);
		try (Network network = new TensorFlowEngine().open(ModelStore.find(model.toString()))) {
			final ModelDescriptor descriptor = network.descriptor();
			assertEquals(List.of("round", "long", "none"), descriptor.labels().names());
			assertEquals("stated by the file's metadata (names)", descriptor.sources().get("labels"));
			assertEquals(1, descriptor.preprocessing().channels().count());
			assertTrue(descriptor.remarks().stream().anyMatch(
				remark -> remark.startsWith("'Image.BitmapPixelFormat' in the file's metadata (Bgr8)")));
		}
		put("gradiscope.yaml", "input: {range: [0, 2]}\nlabels: [a, b, c]\n".getBytes());
		assertScores(1, 0.5f);
		try (Network network = new TensorFlowEngine().open(ModelStore.find(model.toString()))) {
			assertEquals(List.of("a", "b", "c"), network.descriptor().labels().names());
		}
	}

	private static StringStringEntryProto entry(final String key, final String value) {
		return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
	}

	private void assertScores(final float seen, final float value) {
		assertArrayEquals(expected(seen), scores(model, value), 1e-4f);
	}
}
