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
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.tf.freeze.ModelFreezer;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelCache;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network is the same as a folder, a {@code .zip} and a {@code .tar.gz}, of whatever format. */
class ArchivedModelsTest {

	@TempDir
	Path folder;

	@BeforeEach
	void moveTheCache() {
		System.setProperty(ModelCache.PROPERTY, folder.resolve("cache").toString());
	}

	@AfterEach
	void forgetTheCache() {
		System.clearProperty(ModelCache.PROPERTY);
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "frozen", "tf1-variables", "tf1-resources", "tf2-module", "keras2", "keras3" })
	void anArchiveIsTheSameNetworkAsItsFolder(final String name) throws Exception {
		final Path model =
			name.equals("frozen") ? frozen() : Path.of(ModelFreezer.class.getResource(name).toURI());
		final Path zip = folder.resolve("model.zip");
		final Path tar = folder.resolve("model.tar.gz");
		pack(model, new ZipArchiveOutputStream(zip));
		pack(model, new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tar))));
		final float[] scores = scores(model);
		assertTrue(scores.length > 1);
		for (final Path archive : List.of(zip, tar)) {
			assertArrayEquals(scores, scores(archive));
			assertEquals(ModelStore.find(model.toString()).source().sha256(),
				ModelStore.find(archive.toString()).source().sha256());
		}
	}

	private Path frozen() throws IOException {
		final Path model = Files.createDirectory(folder.resolve("frozen"));
		Files.write(model.resolve("graph.pb"),
			((ModelSource.Graph) TinyNetworks.networkN().source()).bytes());
		return model;
	}

	private static float[] scores(final Path model) {
		try (Network network = new TensorFlowEngine().open(ModelStore.find(model.toString()))) {
			final int side = network.descriptor().preprocessing().size().fixed() ? 8 : 4;
			return network.activation(Images.noise(ValueRange.UNIT, 1, 1, side, side, 3), "logits")
				.data();
		}
	}

	private static <E extends ArchiveEntry> void pack(final Path model,
		final ArchiveOutputStream<E> archive) throws IOException {
		try (OutputStream out = archive; Stream<Path> all = Files.walk(model)) {
			for (final Path file : all.filter(Files::isRegularFile).toList()) {
				archive
					.putArchiveEntry(archive.createArchiveEntry(file, "model/" + model.relativize(file)));
				Files.copy(file, out);
				archive.closeArchiveEntry();
			}
		}
	}
}
