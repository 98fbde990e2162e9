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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.files.StandIns;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NetworkFormat;

/** Where the network in a folder is. */
final class NetworkSearch {

	/** The file that makes a folder a SavedModel. */
	static final String SAVED_MODEL = "saved_model.pb";

	/** What Keras leaves behind; none is a graph. */
	private static final Set<String> COMPANIONS = Set.of("keras_metadata.pb", "fingerprint.pb");

	/** How Keras calls weights without a network. */
	private static final String WEIGHTS = ".weights.h5";

	private final Path folder;
	private final Description known;

	private NetworkSearch(final Path folder, final Description known) {
		this.folder = folder;
		this.known = known;
	}

	/**
	 * Adds the graph where it is not stated: the SavedModel that the folder is, else the only network in a
	 * file in it, else the SavedModel that one folder in it is.
	 */
	static Description completed(final Path folder, final Description known) {
		return new NetworkSearch(folder, known).completed();
	}

	private Description completed() {
		if (known.has(Fact.GRAPH) && Files.exists(stated())) return known;
		final List<String> found = candidates(folder);
		if (found.isEmpty() || known.has(Fact.GRAPH) && !mayBeAnother())
			throw new ModelException(missing());
		return known.with(Fact.GRAPH, only(found), "inferred: " + reason());
	}

	/** What lies beside the file of a SavedModel is its exporter's: notes, or the graph that was trained. */
	private String reason() {
		final List<String> beside = isSavedModel(folder) ? graphs(folder) : List.of();
		return beside.isEmpty() ? "the only network in the folder"
			: "the SavedModel in the folder, not " + String.join(", ", beside) + " beside it";
	}

	private Path stated() {
		final String graph = known.get(Fact.GRAPH).orElseThrow();
		return TextFiles.parsed(known.sources().get(Fact.GRAPH.toString()), graph,
			name -> TextFiles.inside(folder, name));
	}

	/**
	 * Whether an archive is stated, which somebody may have unpacked and thrown away, or a model zoo states
	 * weights, of which somebody may have others.
	 */
	private boolean mayBeAnother() {
		return known.get(Fact.GRAPH).orElseThrow().matches(".*\\.(zip|tgz|tar\\.gz)") ||
			BioImageIo.FILES.stream().anyMatch(known.sources().get(Fact.GRAPH.toString())::startsWith);
	}

	/**
	 * The SavedModel that a folder is, or else the networks in files in it, or the SavedModels that folders
	 * in it are.
	 */
	static List<String> candidates(final Path folder) {
		if (isSavedModel(folder)) return List.of(".");
		final List<String> graphs = graphs(folder);
		if (!graphs.isEmpty()) return graphs;
		return ModelFolder.list(folder).filter(NetworkSearch::isSavedModel).map(NetworkSearch::name)
			.toList();
	}

	private static List<String> graphs(final Path folder) {
		return ModelFolder.list(folder).filter(NetworkSearch::isNetwork).map(NetworkSearch::name)
			.toList();
	}

	/** HDF5 is what others keep their data in, too; Keras' weights alone are of a network beside them. */
	private static boolean isNetwork(final Path file) {
		final String name = name(file).toLowerCase(Locale.ROOT);
		return Files.isRegularFile(file) && NetworkFormat.named(file).isPresent() &&
			!name.equals(SAVED_MODEL) && !COMPANIONS.contains(name) && !name.endsWith(WEIGHTS) &&
			Hdf5Content.withoutNetwork(file).isEmpty();
	}

	private static String name(final Path path) {
		return path.getFileName().toString();
	}

	private static boolean isSavedModel(final Path path) {
		return Files.isRegularFile(path.resolve(SAVED_MODEL));
	}

	private String only(final List<String> candidates) {
		if (candidates.size() == 1) return candidates.get(0);
		throw new ModelException("The folder " + folder + " holds " + candidates.size() +
			" networks: " + candidates.stream().limit(10).collect(Collectors.joining(", ")) +
			"; name one as 'graph' in a " + ModelDescriptor.FILE + " there.");
	}

	private String missing() {
		final Map<String, Object> notes = known.get(Fact.NOTES).orElse(Map.of());
		if (known.has(Fact.GRAPH)) return "The network " + known.get(Fact.GRAPH).get() + ", which " +
			known.sources().get(Fact.GRAPH.toString()) + " names, is not in " + folder +
			"; put it there" + (notes.containsKey(BioImageIo.ADDRESS)
				? " (it is at " + notes.get(BioImageIo.ADDRESS) + ")." : ".");
		if (notes.containsKey(BioImageIo.OTHER_WEIGHTS)) return "The model in " + folder +
			" has weights as " + notes.get(BioImageIo.OTHER_WEIGHTS) + " only, but " +
			"tensorflow_saved_model_bundle, keras_v3, keras_hdf5 or onnx is needed; bioimageio.core can " +
			"convert some, and torch.onnx.export those of PyTorch.";
		return "The folder " + folder +
			" holds no network: it has no .onnx, .keras, .h5 or .pb file, " + "and no " + SAVED_MODEL +
			" of a SavedModel" + other().map(what -> ", only " + what).orElse("") + ".";
	}

	/** What is there instead, and the remedy. */
	private Optional<String> other() {
		final Path weights = folder.resolve("model" + WEIGHTS);
		if (Files.exists(folder.resolve("config.json")) && Files.exists(weights) &&
			StandIns.of(weights).isEmpty())
			return Optional
				.of("config.json and model.weights.h5, the parts of a network of Keras; pack " +
					"all files of the folder into a zip file, and call it network.keras");
		return ModelFolder.list(folder)
			.flatMap(file -> UnsupportedFormats.of(file).map(what -> name(file) + ", " + what).stream())
			.findFirst()
			.or(() -> ModelFolder.list(folder).map(NetworkSearch::name)
				.filter(name -> name.toLowerCase(Locale.ROOT).endsWith(WEIGHTS)).findFirst()
				.map(name -> name + ", which holds weights without a network; give what " +
					"model.save(\"network.keras\") of Keras writes"));
	}
}
