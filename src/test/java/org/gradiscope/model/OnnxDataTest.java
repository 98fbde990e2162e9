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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.files.Checksums;
import org.gradiscope.testing.TinyOnnx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** The weights of a network in ONNX that are in files beside it. */
class OnnxDataTest {

	@TempDir
	private Path outer;
	private Path folder;

	@BeforeEach
	void makeFolder() throws IOException {
		folder = Files.createDirectory(outer.resolve("model"));
	}

	private Path write(final ModelProto network) throws IOException {
		return Files.write(folder.resolve("model.onnx"), network.toByteArray());
	}

	private Path data(final String name) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.write(file, TinyOnnx.bytes(TinyOnnx.FILTERS));
	}

	private static String refusal(final Path network) {
		final ModelSource source = ModelSource.of(network);
		final String message = assertThrows(ModelException.class, source::sha256).getMessage();
		assertEquals(message, assertThrows(ModelException.class, source::size).getMessage());
		assertEquals(1, message.lines().count());
		return message;
	}

	@Test
	void theChecksumOfAFileAloneIsItsOwn() throws IOException {
		final Path network = write(TinyOnnx.network());
		assertEquals(List.of(), OnnxData.of(network));
		assertEquals(Checksums.of(Files.readAllBytes(network)), ModelSource.of(network).sha256());
		assertEquals(Files.size(network), ModelSource.of(network).size());
	}

	@Test
	void theChecksumCoversTheOtherFiles() throws IOException {
		final Path network = write(TinyOnnx.network("model.onnx.data"));
		final Path data = data("model.onnx.data");
		final ModelSource source = ModelSource.of(network);
		assertEquals(List.of(data), OnnxData.of(network));
		assertEquals(Files.size(network) + Files.size(data), source.size());
		final String before = source.sha256();
		assertNotEquals(Checksums.of(Files.readAllBytes(network)), before);
		final byte[] changed = Files.readAllBytes(data);
		changed[3]++;
		Files.write(data, changed);
		assertNotEquals(before, source.sha256());
		changed[3]--;
		Files.write(data, changed);
		assertEquals(before, source.sha256());
	}

	@Test
	void theyMayBeInFoldersInTheFolder() throws IOException {
		final Path data = data("weights/w 1.bin");
		assertEquals(List.of(data), OnnxData.of(write(TinyOnnx.network("./weights/w 1.bin"))));
		assertEquals(List.of(data), OnnxData.of(write(TinyOnnx.network("weights/../weights/w 1.bin"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret", "weights/../../secret", "/etc/passwd", "", ".", "a\0b" })
	void whatLeadsOutsideIsRefused(final String location) throws IOException {
		Files.writeString(outer.resolve("secret"), "x");
		final String message = refusal(write(TinyOnnx.network(location)));
		assertTrue(message.contains("leads out of its folder") ||
			location.equals(".") && message.contains("is not in its folder"), message);
	}

	@Test
	void linksThatLeadOutsideAreRefused() throws IOException {
		final Path secret = Files.writeString(outer.resolve("secret"), "x");
		Files.createSymbolicLink(folder.resolve("data"), secret);
		final Path network = write(TinyOnnx.network("data"));
		assertTrue(refusal(network).contains("'data', which leads out of its folder"));
		Files.createSymbolicLink(folder.resolve("all"), outer);
		assertTrue(refusal(write(TinyOnnx.network("all/secret"))).contains("leads out of its folder"));
		Files.delete(folder.resolve("data"));
		data("real");
		Files.createSymbolicLink(folder.resolve("data"), Path.of("real"));
		assertEquals(1, OnnxData.of(write(TinyOnnx.network("data"))).size());
	}

	@Test
	void whatIsMissingOrAPointerIsSaid() throws IOException {
		final Path network = write(TinyOnnx.network("model.onnx.data"));
		assertEquals("The network " + network +
			" keeps weights in model.onnx.data, which is not in its " + "folder; put both files there.",
			refusal(network));
		Files.writeString(folder.resolve("model.onnx.data"),
			"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5000000\n");
		assertTrue(refusal(network).contains("model.onnx.data is a pointer of Git LFS"));
	}

	/** In graphs of graphs, attributes, functions and sparse tensors. */
	@Test
	void allTensorsAreLookedAt() throws IOException {
		final TensorProto tensor = TinyOnnx.tensor("t", new float[2], 2);
		final GraphProto inner =
			GraphProto.newBuilder().addInitializer(TinyOnnx.external(tensor, "a")).build();
		final NodeProto node =
			NodeProto.newBuilder()
				.addAttribute(AttributeProto.newBuilder().setG(inner)
					.addGraphs(GraphProto.newBuilder().addSparseInitializer(SparseTensorProto.newBuilder()
						.setValues(TinyOnnx.external(tensor, "b")).setIndices(TinyOnnx.external(tensor, "c"))))
					.setT(TinyOnnx.external(tensor, "d")).addTensors(TinyOnnx.external(tensor, "e")))
				.build();
		final FunctionProto function = FunctionProto.newBuilder().addNode(NodeProto.newBuilder()
			.addAttribute(AttributeProto.newBuilder().setT(TinyOnnx.external(tensor, "f")))).build();
		for (final String name : List.of("a", "b", "c", "d", "e", "f", "x"))
			data(name);
		final TensorProto within =
			TinyOnnx.external(tensor, "x").toBuilder().clearDataLocation().build();
		final Path network = write(ModelProto.newBuilder().addFunctions(function)
			.setGraph(GraphProto.newBuilder().addNode(node).addInitializer(within)).build());
		assertEquals(List.of("a", "b", "c", "d", "e", "f"),
			OnnxData.of(network).stream().map(file -> file.getFileName().toString()).toList());
	}

	@Test
	void depthEndsSomewhere() throws IOException {
		GraphProto graph = GraphProto.getDefaultInstance();
		for (int i = 0; i < 200; i++)
			graph = GraphProto.newBuilder()
				.addNode(NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setG(graph)))
				.build();
		assertEquals(List.of(), OnnxData.of(write(ModelProto.newBuilder().setGraph(graph).build())));
	}

	@Test
	void whatIsCutOffHasNone() throws IOException {
		final byte[] whole = TinyOnnx.network("../secret").toByteArray();
		for (int length = 0; length < whole.length; length += 7) {
			final Path cut =
				Files.write(folder.resolve("model.onnx"), java.util.Arrays.copyOf(whole, length));
			assertEquals(List.of(), OnnxData.of(cut));
		}
	}
}
