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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.gradiscope.testing.TinyOnnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in a file are told by what is in it, else by its name. */
class NetworkFormatTest {

	private static final byte[] HDF5 = HexFormat.of().parseHex("894844460d0a1a0a00");

	@TempDir
	private Path folder;

	private Path file(final String name, final byte[] content) throws IOException {
		return Files.write(folder.resolve(name), content);
	}

	private Optional<NetworkFormat> in(final String hex) throws IOException {
		return NetworkFormat.in(file("x", HexFormat.of().parseHex(hex)));
	}

	private Path zip(final String name, final String... members) throws IOException {
		final Path file = folder.resolve(name);
		try (OutputStream out = Files.newOutputStream(file);
			ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final String member : members) {
				zip.putNextEntry(new ZipEntry(member));
				zip.write(HDF5);
				zip.closeEntry();
			}
		}
		return file;
	}

	@ParameterizedTest
	@CsvSource({ "0a00, true", "0a026162, true", "0a0022021201, true", "220208010a00, true",
		"2200, false", "0a056162, false", "3c68746d6c3e, false", "0800, false", "1801, false",
		"18010a00, true", "'', false", "0affffffffffffffffff01, false", "12000a00, true",
		"0a002a00, true", "0a003200, false" })
	void theOutlineOfAGraph(final String hex, final boolean graph) throws IOException {
		assertEquals(graph, in(hex).equals(Optional.of(NetworkFormat.GRAPH)));
	}

	/** 08 ir_version, 12 producer_name, 3a graph, 42 opset_import, 72 metadata_props, ca01 functions. */
	@ParameterizedTest
	@CsvSource({ "08083a00, true", "3a0008084200, true", "08081201613a0442026162, true",
		"08083a004200720a0000000000000000000000ca0100, false", "08083a0042007200ca0100, true",
		"0808, false", "08081200, false", "3a0161, true", "3a0261, false", "08083a0261, false",
		"0a003a00, false", "08083a00e80700, true", "08083a00e507000000000000, false",
		"08083a00ed0700000000, true", "08083a0000, false" })
	void theOutlineOfOnnx(final String hex, final boolean onnx) throws IOException {
		assertEquals(onnx, in(hex).equals(Optional.of(NetworkFormat.ONNX)));
	}

	@Test
	void networksAreToldWhateverTheirName() throws IOException {
		for (final String name : new String[] { "a.onnx", "a.pb", "a", "A.ONNX", "a.keras" }) {
			final Path onnx = file(name, TinyOnnx.network().toByteArray());
			assertEquals(new ModelSource.OnnxFile(onnx), ModelSource.of(onnx));
			final Path graph = file(name, new byte[] { 10, 0 });
			assertEquals(new ModelSource.GraphFile(graph), ModelSource.of(graph));
			final Path keras = file(name, HDF5);
			assertEquals(new ModelSource.KerasFile(keras), ModelSource.of(keras));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 512, 1024, 2048, 1 << 20 })
	void hdf5MayBeginBehindSomethingElse(final int offset) throws IOException {
		final byte[] content = Arrays.copyOf(new byte[0], offset + HDF5.length);
		System.arraycopy(HDF5, 0, content, offset, HDF5.length);
		assertEquals(Optional.of(NetworkFormat.KERAS), NetworkFormat.in(file("x", content)));
		content[offset]++;
		assertEquals(Optional.empty(), NetworkFormat.in(file("x", content)));
	}

	@Test
	void hdf5ElsewhereIsNone() throws IOException {
		final byte[] content = new byte[2000];
		System.arraycopy(HDF5, 0, content, 100, HDF5.length);
		assertEquals(Optional.empty(), NetworkFormat.in(file("x", content)));
	}

	@Test
	void aZipFileOfKerasHasItsMembers() throws IOException {
		for (final String name : new String[] { "a.keras", "a.zip", "a" })
			assertEquals(Optional.of(NetworkFormat.KERAS), NetworkFormat
				.in(zip(name, "metadata.json", "config.json", "model.weights.h5", "assets/x")));
		for (final String[] members : new String[][] { { "config.json" }, { "model.weights.h5" },
			{ "inner/config.json", "inner/model.weights.h5" } })
			assertEquals(Optional.empty(), NetworkFormat.in(zip("a.zip", members)));
	}

	@Test
	void namesTellWhereTheContentDoesNot() throws IOException {
		final byte[] junk = "junk".getBytes(StandardCharsets.UTF_8);
		for (final String name : new String[] { "a.h5", "a.HDF5", "a.Keras" })
			assertEquals(Optional.of(NetworkFormat.KERAS), NetworkFormat.of(file(name, junk)));
		assertEquals(Optional.of(NetworkFormat.ONNX), NetworkFormat.of(file("a.b.OnnX", junk)));
		assertEquals(Optional.of(NetworkFormat.GRAPH), NetworkFormat.of(file("a.pb", junk)));
		assertEquals(Optional.empty(), NetworkFormat.of(file("onnx", junk)));
		assertEquals(Optional.empty(), NetworkFormat.in(folder));
	}

	@Test
	void withoutTheEnding() {
		assertEquals("cells", NetworkFormat.withoutEnding("cells.ONNX"));
		assertEquals("cells.v1", NetworkFormat.withoutEnding("cells.v1.hdf5"));
		assertEquals("cells.v1", NetworkFormat.withoutEnding("cells.v1"));
		assertEquals(".pb", NetworkFormat.withoutEnding(".pb"));
	}
}
