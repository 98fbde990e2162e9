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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.NetworkFormat;
import org.gradiscope.model.format.GradiscopeYaml;
import org.gradiscope.model.format.ModelFolder;
import org.gradiscope.model.format.UnsupportedFormats;
import org.gradiscope.model.format.YamlText;

/** Makes a folder of a model from what was downloaded and what the catalogue says. */
final class ModelInstaller {

	private static final String FROZEN = "frozen_graph.pb";

	private ModelInstaller() {}

	/**
	 * @param target the folder, which is not there yet
	 * @throws ModelException if it is not as the catalogue says, or the descriptor cannot be read
	 */
	static void install(final CatalogueEntry entry, final Path download, final Path target)
		throws IOException {
		if (Archives.isArchive(download)) Archives.unpack(download, target, Archives.Limits.USUAL);
		else {
			final String file = file(entry, download);
			final Path graph = target.resolve(entry.graph().isEmpty() ? file : entry.graph());
			Files.createDirectories(graph.getParent());
			Files.copy(download, graph);
		}
		final Path graph = graph(entry, target);
		UnsupportedFormats.refuse(graph);
		final String text = YamlText.dump(descriptor(entry, target, graph));
		GradiscopeYaml.parse(text, "The descriptor of " + entry.name() + " in the catalogue", target);
		Files.write(target.resolve(ModelDescriptor.FILE), text.getBytes(StandardCharsets.UTF_8));
	}

	/** What a file that was downloaded is to be called, by what is in it. */
	private static String file(final CatalogueEntry entry, final Path download) throws IOException {
		final NetworkFormat format =
			NetworkFormat.in(download).orElseThrow(() -> noNetwork(entry, download));
		if (format == NetworkFormat.GRAPH) return FROZEN;
		return "network." + (NetworkFormat.isHdf5(download) ? "h5" : format.ending());
	}

	private static ModelException noNetwork(final CatalogueEntry entry, final Path download) {
		return new ModelException("What was downloaded for " + entry.name() +
			" is neither an archive nor a network of TensorFlow, ONNX or Keras (" +
			download.toFile().length() +
			" bytes), perhaps a page of the web; see whether the address is that of the file itself.");
	}

	/** The network's file or the SavedModel's folder. */
	private static Path graph(final CatalogueEntry entry, final Path target) throws IOException {
		if (!entry.graph().isEmpty()) {
			final Path stated = target.resolve(entry.graph());
			if (Files.exists(stated)) return stated;
			throw wrong(entry, "it has no " + entry.graph());
		}
		final List<Path> found = ModelFolder.networks(ModelFile.root(target));
		if (found.size() == 1) return found.get(0);
		throw wrong(entry, "it has " + found.size() + " networks, and no 'graph' is stated");
	}

	private static Map<String, Object> descriptor(final CatalogueEntry entry, final Path target,
		final Path graph) throws IOException {
		final Map<String, Object> root = new LinkedHashMap<>();
		root.put("name", entry.name());
		root.put("graph", relative(target, graph));
		root.put("sha256", ModelSource.of(graph).sha256());
		root.putAll(entry.descriptor());
		if (!entry.labels().isEmpty()) root.put("labels", labels(entry, target));
		root.put("notes", notes(entry));
		return root;
	}

	private static String relative(final Path target, final Path graph) {
		final String path = target.relativize(graph).toString().replace('\\', '/');
		return path.isEmpty() ? "." : path;
	}

	/** The file's name; who reads the descriptor reads the file. */
	private static String labels(final CatalogueEntry entry, final Path target) {
		if (Files.isRegularFile(target.resolve(entry.labels()))) return entry.labels();
		throw wrong(entry, "it has no " + entry.labels());
	}

	private static Map<String, Object> notes(final CatalogueEntry entry) {
		final Map<String, Object> notes = new LinkedHashMap<>();
		notes.put("description", entry.description());
		notes.put("licence", entry.licence());
		notes.put("homepage", entry.homepage());
		entry.origin().ifPresent(o -> notes.put("source", o.address().toString()));
		entry.origin().ifPresent(o -> notes.put("checksum",
			o.isVerified() ? o.verifiedBy() : "unverified: no publisher has printed one"));
		notes.put("tried", entry.tried());
		return notes;
	}

	private static ModelException wrong(final CatalogueEntry entry, final String what) {
		return new ModelException(
			"What was downloaded is not " + entry.name() + " as the catalogue " + "describes it: " +
				what + "; correct the entry in a " + ModelCatalogue.FILE + " of your own.");
	}
}
