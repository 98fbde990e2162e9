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

package org.gradiscope.model.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.ModelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of other formats are named, with the remedy, by how they begin or by their name. */
class UnsupportedFormatsTest {

	@TempDir
	private Path folder;

	private Path file(final String name, final String content) throws IOException {
		return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"net.tflite | of TensorFlow Lite | SavedModel", //
		"net.pt | of PyTorch | torch.onnx.export(network, image, \"network.onnx\")", //
		"NET.PTH | of PyTorch | network.eval()", //
		"net.safetensors | safetensors | whole network", //
		"net.mlmodel | of Core ML | SavedModel", //
		"net.gguf | in GGUF | whole network", //
		"net.caffemodel | of Caffe | ONNX", //
		"net.pdmodel | of PaddlePaddle | paddle2onnx", //
		"net.trt | of TensorRT | ONNX", //
		"net.ort | of ONNX Runtime | ONNX", //
		"net.mat | of MATLAB | exportONNXNetwork", //
		"net.pkl | pickled | ONNX", //
		"net.npz | NumPy | whole network", //
		"net.ckpt.index | checkpoint | whole network", //
		"net.pbtxt | text format | binary .pb" })
	void byName(final String name, final String format, final String remedy) throws IOException {
		final Path file = file(name, "PK\u0003\u0004 whatever it begins with");
		final String line =
			assertThrows(ModelException.class, () -> ModelStore.find(file.toString())).getMessage();
		assertTrue(line.contains(name) && line.contains(format) && line.contains(remedy), line);
		assertEquals(1, line.lines().count());
		final String alone =
			assertThrows(ModelException.class, () -> ModelStore.find(folder.toString())).getMessage();
		assertTrue(alone.contains("holds no network") && alone.contains(format), alone);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"89 48 44 46 0d 0a 1a 0a 00 | data in HDF5, which holds no network", //
		"80 02 8a 0a 6c fc 9c 46 f9 20 6a a8 50 19 2e | of PyTorch", //
		"50 00 00 00 00 00 00 00 7b 22 | safetensors", //
		"4d 41 54 4c 41 42 20 37 2e 33 | of MATLAB", //
		"7b 22 66 6f 72 6d 61 74 22 3a 20 22 6c 61 79 65 72 73 2d 6d 6f 64 65 6c 22 | TensorFlow.js", //
		"1c 00 00 00 54 46 4c 33 | of TensorFlow Lite", //
		"47 47 55 46 03 | in GGUF", //
		"93 4e 55 4d 50 59 01 | NumPy" })
	void byTheFirstBytes(final String bytes, final String format) throws IOException {
		final StringBuilder content = new StringBuilder();
		for (final String hex : bytes.split(" "))
			content.append((char) Integer.parseInt(hex, 16));
		final Path file = file("frozen_graph.pb", content.toString());
		assertTrue(assertThrows(ModelException.class, () -> ModelStore.find(file.toString()))
			.getMessage().contains(format));
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "<html>404</html>", "\n <!DOCTYPE HTML>\n<p>", "<?xml version='1.0'?>\n<html>" })
	void aPageOfTheWebIsSaidToBeOne(final String page) throws IOException {
		assertTrue(
			UnsupportedFormats.of(file("net.pb", page)).orElseThrow().startsWith("a page of the web"));
	}

	@Test
	void whatCanBeReadIsNone() throws IOException {
		for (final String name : new String[] { "net.pb", "net.zip", "labels.txt", "labels.json" })
			assertEquals(Optional.empty(), UnsupportedFormats.of(file(name, "\n\u0005abcde")));
		assertEquals(Optional.empty(), UnsupportedFormats.of(folder));
	}
}
