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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.format.GradiscopeYaml;

/**
 * Finds a model, whatever analysts have: a network inside the plugin, one of the catalogue that was
 * downloaded, a folder, a network in a file, or an archive of any of these. Nothing is sent
 * over the network.
 * <p>
 * A network of the catalogue that was downloaded wins over a file or folder of the same name in the
 * current folder; with a separator, as in {@code ./inception-v1}, the path is meant.
 */
public final class ModelStore {

	/** The network inside the plugin that every command takes unasked. */
	public static final String EMBEDDED = "micropatterns";
	/** Its sister, trained on what would fool it too. */
	public static final String ROBUST = "micropatterns-robust";

	private ModelStore() {}

	/**
	 * @param name {@value #EMBEDDED}, {@value #ROBUST}, a name of the catalogue, or a path
	 * @return the model, its checksum known
	 * @throws ModelException if there is no such model, it cannot be read, or it has another checksum
	 *           than is stated
	 */
	public static Model find(final String name) {
		final String wanted = name.trim();
		if (isEmbedded(wanted)) return embedded(wanted.toLowerCase(Locale.ROOT)).verified();
		if (wanted.isEmpty()) throw new ModelException("No model was given; give " + EMBEDDED +
			", a network of the catalogue, or the path of a model ('.' is the current folder).");
		final Optional<Path> place = named(wanted).or(() -> path(wanted));
		if (place.isPresent()) return ModelFile.at(place.get()).verified();
		return downloaded(wanted).verified();
	}

	/** The names of the networks inside the plugin. */
	public static List<String> embedded() {
		return List.of(EMBEDDED, ROBUST);
	}

	/** Whether a name, in whatever case, is that of a network inside the plugin. */
	public static boolean isEmbedded(final String name) {
		return embedded().stream().anyMatch(name.strip()::equalsIgnoreCase);
	}

	/**
	 * The file or folder that a name means, from wherever one looks; empty of embedded networks, and of one
	 * that is not there under this very name.
	 */
	public static Optional<Path> place(final String name) {
		final String wanted = name.trim();
		if (wanted.isEmpty() || isEmbedded(wanted)) return Optional.empty();
		return named(wanted).or(() -> path(wanted)).map(Path::toAbsolutePath);
	}

	/** A network of the catalogue that was downloaded, by its exact name. */
	private static Optional<Path> named(final String name) {
		if (name.contains("/") || name.contains("\\")) return Optional.empty();
		final CatalogueStore store = CatalogueStore.open();
		return store.catalogue().find(name).filter(entry -> entry.name().equals(name))
			.flatMap(store::find);
	}

	private static Model embedded(final String name) {
		final String yaml = new String(resource(name, ModelDescriptor.FILE), StandardCharsets.UTF_8);
		final Description description = GradiscopeYaml.parse(yaml, ModelDescriptor.FILE);
		return new Model(description,
			new ModelSource.Graph(resource(name, description.get(Fact.GRAPH).orElseThrow())));
	}

	private static byte[] resource(final String name, final String file) {
		try (InputStream in = ModelException.class.getResourceAsStream(name + "/" + file)) {
			if (in == null) throw new ModelException("The network " + name +
				" is missing from the plugin (" + file + "); reinstall the plugin.");
			return in.readAllBytes();
		}
		catch (final IOException e) {
			throw new ModelException(
				"The network " + name + " cannot be read from the plugin: " + e.getMessage(), e);
		}
	}

	private static Optional<Path> path(final String name) {
		try {
			return Optional.of(Path.of(name)).filter(Files::exists);
		}
		catch (final InvalidPathException e) {
			return Optional.empty();
		}
	}

	private static Model downloaded(final String name) {
		final CatalogueStore store = CatalogueStore.open();
		final CatalogueEntry entry = store.catalogue().find(name)
			.orElseThrow(() -> new ModelException("There is no model '" + name + "'; give " + EMBEDDED +
				", a network of the catalogue (Download Model lists them), or the path of a model."));
		return ModelFile.at(store.find(entry)
			.orElseThrow(() -> new ModelException("The network " + entry.name() +
				" is not on this machine yet; get it by Download Model (download-model name=" +
				entry.name() + ").")));
	}
}
