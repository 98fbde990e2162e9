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

import static org.gradiscope.model.format.Told.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {

	private static final String RDF = """
		format_version: 0.4.9
		name: zoo
		inputs:
		- {name: raw, axes: byxc, data_type: uint8, shape: [1, 64, 64, 3],
		   preprocessing: [{name: scale_linear, kwargs: {gain: 0.5}}]}
		weights: {WEIGHTS}
		""".replace("\t", "");

	@TempDir
	private Path folder;

	private void write(final String name, final String text) throws IOException {
		Files.createDirectories(folder.resolve(name).getParent());
		Files.writeString(folder.resolve(name), text);
	}

	private void write(final String names) throws IOException {
		for (final String name : names.split(" "))
			write(name, "");
	}

	@Test
	void descriptionsAreLaidOverOneAnother() throws IOException {
		write("frozen.pb");
		write("gradiscope.yaml", "input: {range: [0, 1]}\nlicence: mine");
		write("rdf.yaml", RDF.replace("WEIGHTS", "onnx: {source: a.onnx}"));
		write("serving.properties", "modelName=served\nresize=true\nnormalize=true\nflag=GRAYSCALE");
		write("labels.txt", "cat\ndog\n");
		assertEquals("""
			name: zoo <- rdf.yaml
			graph: frozen.pb <- inferred: the only network in the folder
			input tensor: raw <- rdf.yaml
			axes: byxc <- rdf.yaml
			channels: rgb <- assumed: rdf.yaml has 3 channels and does not call them red, green and blue
			value range: 0..1 <- gradiscope.yaml
			size: resized to 64x64 <- rdf.yaml
			fit: resize <- serving.properties
			labels: Labels[names=[cat, dog]] <- labels.txt
			notes: {licence=mine} <- gradiscope.yaml
			""", Told.of(ModelFolder.describe(folder)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		a.pb keras_metadata.pb           | a.pb   | the only network in the folder
		a.pb saved_model.pb              | .      | the SavedModel in the folder, not a.pb beside it
		a.pb saved_model/saved_model.pb  | a.pb   | the only network in the folder
		saved_model.pb keras_metadata.pb fingerprint.pb | . | the only network in the folder
		1/saved_model.pb                 | 1      | the only network in the folder
		export/saved_model.pb other/x.pb | export | the only network in the folder
		""")
	void networkIsFound(final String files, final String graph, final String reason)
		throws IOException {
		write(files);
		final Description d = ModelFolder.describe(folder);
		assertEquals(graph, d.get(Fact.GRAPH).orElseThrow());
		assertEquals("inferred: " + reason, d.sources().get("graph"));
		assertEquals(folder.resolve(graph).normalize(), ModelFolder.network(folder, d));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		textBlock = """
			readme.txt                        | The folder DIR holds no network: it has no .onnx, .keras, .h5 or .pb file, and no saved_model.pb of a SavedModel.
			a.pb b.pb                         | The folder DIR holds 2 networks: a.pb, b.pb; name one as 'graph' in a gradiscope.yaml there.
			1/saved_model.pb 2/saved_model.pb | The folder DIR holds 2 networks: 1, 2; name one as 'graph' in a gradiscope.yaml there.
			""")
	void noneOrSeveralAreRefused(final String files, final String message) throws IOException {
		write(files);
		assertRefused(message.replace("DIR", folder.toString()), () -> ModelFolder.describe(folder));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			torchscript: {source: a.pt}, tensorflow_js: {source: a.zip} | The model in DIR has weights as torchscript, tensorflow_js only, but tensorflow_saved_model_bundle, keras_v3, keras_hdf5 or onnx is needed; bioimageio.core can convert some, and torch.onnx.export those of PyTorch.
			keras_hdf5: {source: a.h5}, onnx: {source: a.onnx} | The network a.h5, which rdf.yaml (its keras_hdf5, not its onnx) names, is not in DIR; put it there.
			tensorflow_saved_model_bundle: {source: tf.zip}    | The network tf.zip, which rdf.yaml names, is not in DIR; put it there.
			tensorflow_saved_model_bundle: {source: "https://example.org/f/tf.zip?download=1"} | The network tf.zip, which rdf.yaml names, is not in DIR; put it there (it is at https://example.org/f/tf.zip?download=1).
			tensorflow_saved_model_bundle: {source: ../tf.zip} | rdf.yaml: '../tf.zip' is not in the folder of the model; give a name beside the file that names it.
			""")
	void weightsThatAreNotThereAreNamed(final String weights, final String message)
		throws IOException {
		write("rdf.yaml", RDF.replace("WEIGHTS", weights));
		assertRefused(message.replace("DIR", folder.toString()), () -> ModelFolder.describe(folder));
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "gradiscope.yaml", "rdf.yaml", "serving.properties", "labels.txt", "names.txt" })
	void smallFilesBehindALinkThatLeadsOutAreRefused(final String name) throws IOException {
		write("secret", "root:x");
		write("model/a.pb model/inside");
		final Path model = folder.resolve("model");
		final Path link = Files.createSymbolicLink(model.resolve(name), folder.resolve("secret"));
		if (name.equals("names.txt")) write("model/gradiscope.yaml", "labels: names.txt");
		assertRefused("The file " + link + " is a link that leads out of the folder of the model; " +
			"put the file itself there.", () -> ModelFolder.describe(model));
	}

	@Test
	void linksInsideAndLinksToAGraphAreFollowed() throws IOException {
		write("large.pb");
		write("model/v1/names.txt", "cat\ndog");
		final Path model = folder.resolve("model");
		Files.createSymbolicLink(model.resolve("labels.txt"), Path.of("v1/names.txt"));
		Files.createSymbolicLink(model.resolve("net.pb"), folder.resolve("large.pb"));
		final Path linked = Files.createSymbolicLink(folder.resolve("linked"), model);
		final Description d = ModelFolder.describe(linked);
		assertEquals(2, d.get(Fact.LABELS).orElseThrow().count());
		assertEquals(linked.resolve("net.pb"), ModelFolder.network(linked, d));
	}

	@Test
	void archiveIsTheNetworkUntilItIsUnpacked() throws IOException {
		write("bioimageio.yaml",
			RDF.replace("WEIGHTS", "tensorflow_saved_model_bundle: {source: tf.zip}"));
		write("tf.zip");
		final Description packed = ModelFolder.describe(folder);
		assertEquals("tf.zip", packed.get(Fact.GRAPH).orElseThrow());
		assertEquals("bioimageio.yaml", packed.sources().get("graph"));
		Files.delete(folder.resolve("tf.zip"));
		write("tf/saved_model.pb");
		assertEquals("tf", ModelFolder.describe(folder).get(Fact.GRAPH).orElseThrow());
	}

	@Test
	void fileThatIsNamedIsTheNetwork() throws IOException {
		write("a.pb b.pb saved_model.pb");
		write("labels.txt", "cat\ndog\n");
		final Path file = folder.resolve("b.pb");
		final Description d = ModelFolder.describe(file);
		assertEquals("""
			graph: b.pb <- the file that was named
			labels: Labels[names=[cat, dog]] <- labels.txt
			""", Told.of(d));
		assertEquals(file, ModelFolder.network(file, d));
		write("gradiscope.yaml", "graph: a.pb");
		assertRefused("The gradiscope.yaml in " + folder +
			" describes a.pb, not b.pb; keep b.pb in a " + "folder of its own.",
			() -> ModelFolder.describe(file));
		assertEquals("a.pb", ModelFolder.describe(folder).get(Fact.GRAPH).orElseThrow());
	}

	@Test
	void graphThatIsStatedMustBeThere() throws IOException {
		write("a.pb");
		write("gradiscope.yaml", "graph: c.pb");
		assertRefused(
			"The network c.pb, which gradiscope.yaml names, is not in " + folder + "; put it there.",
			() -> ModelFolder.describe(folder));
		assertRefused(
			"There is no file or folder " + folder.resolve("no") +
				"; give the folder of a model, or the file of its network.",
			() -> ModelFolder.describe(folder.resolve("no")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		mobilenet-v1-0.25-224  | frozen_graph.pb | 1001
		mobilenet-v2-1.0-224   | frozen_graph.pb | 1001
		gestures-mobilenet-tf2 | .               | 5
		mnist-conv-tf1         | .               | 10
		cifar10-resnet8        | frozen_graph.pb | 10
		""")
	void realNetworksAreFound(final String model, final String graph, final int labels) {
		final Description d = ModelFolder.describe(SharedFiles.model(model));
		assertEquals(graph, d.get(Fact.GRAPH).orElseThrow());
		assertEquals(labels, d.get(Fact.LABELS).orElseThrow().count());
		assertEquals("labels.txt", d.sources().get("labels"));
	}
}
