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

package org.gradiscope.safety;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.freeze.ModelFreezer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.testing.TinyOnnx;

/** The sound models of which mutants are made: small, and one of each kind. */
final class Bases {

	private static final List<String> SAVED_MODELS =
		List.of("tf1-variables", "tf1-resources", "tf2-module", "keras2", "keras3");

	private static final String DESCRIPTION = """
		name: tiny
		graph: frozen_graph.pb
		input: {tensor: input, channels: grey, range: [0, 1], minimum-size: [4, 4]}
		output: {tensor: logits, logits: logits}
		labels: [a, b, c, d]
		layers: {conv: conv}
		notes: {licence: none}
		""".replace("\t", "");

	private Bases() {}

	/** One folder each. */
	static Path write(final Path folder) throws IOException, URISyntaxException {
		writeFrozen(folder.resolve("frozen-described"), true);
		writeFrozen(folder.resolve("frozen-alone"), false);
		for (final String name : SAVED_MODELS)
			copy(Path.of(ModelFreezer.class.getResource(name).toURI()), folder.resolve(name));
		return folder;
	}

	/** Those of formats that are made graphs of TensorFlow. */
	static Path writeConverted(final Path folder) throws IOException, URISyntaxException {
		for (final String name : List.of("onnx", "onnx-described"))
			Files.createDirectories(folder.resolve(name));
		Files.write(folder.resolve("onnx/tiny.onnx"), TinyOnnx.network().toByteArray());
		final Path described = folder.resolve("onnx-described");
		Files.write(described.resolve("tiny.onnx"), TinyOnnx.network("filters.bin").toByteArray());
		Files.write(described.resolve("filters.bin"), TinyOnnx.bytes(TinyOnnx.FILTERS));
		Files.writeString(described.resolve("gradiscope.yaml"),
			"graph: tiny.onnx\ninput: {range: [0, 1]}\n");
		for (final String name : List.of("tiny.keras", "tiny.h5")) {
			final Path from = Path.of(Bases.class.getResource("keras/" + name).toURI());
			Files.copy(from, Files.createDirectories(folder.resolve(name)).resolve(name));
		}
		return folder;
	}

	private static void writeFrozen(final Path folder, final boolean described) throws IOException {
		final Model model = TinyNetworks.networkN();
		Files.createDirectories(folder);
		Files.write(folder.resolve("frozen_graph.pb"), ((ModelSource.Graph) model.source()).bytes());
		if (described) Files.writeString(folder.resolve("gradiscope.yaml"), DESCRIPTION);
	}

	private static void copy(final Path from, final Path to) throws IOException {
		try (Stream<Path> all = Files.walk(from)) {
			for (final Path file : all.filter(Files::isRegularFile).toList()) {
				final Path target = to.resolve(from.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.copy(file, target);
			}
		}
	}
}
