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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NearestNames;
import org.gradiscope.model.format.YamlText;

/**
 * The networks that are known by name: those of the plugin, and a user's own in {@value #FILE} in the
 * folder of models ({@link ModelCache}), which win over the plugin's of the same name. The file is a
 * list in YAML:
 *
 * <pre>
 * - name: my-network                # a-z, 0-9, '.', '_', '-'
 *   description: Tells cells apart.
 *   licence: CC-BY-4.0
 *   homepage: https://...           # may be left out
 *   address: https://.../net.zip    # a zip, a tar.gz, or the network's file itself
 *   sha256: 6f1c...                 # may be left out: unverified, asks a second time
 *   verified-by: ...                # where that checksum is printed
 *   size: 49937555                  # bytes, exact; may be left out
 *   graph: inner/graph.pb           # in the archive; may be left out where there is only one
 *   labels: inner/labels.txt        # in the archive, one a line; may be left out
 *   tried: false                    # whether anybody ran this very file
 *   remedy: ...                     # without an address: how to get it
 *   descriptor:                     # the keys of gradiscope.yaml but name, graph and sha256
 *     input: {tensor: input, channels: rgb, range: [-1, 1], size: [224, 224]}
 *     output: {logits: logits}
 *     auto: {deep-dream: conv5}
 * </pre>
 */
public final class ModelCatalogue {

	/** The user's own catalogue, in the folder of models. */
	public static final String FILE = "catalogue.yaml";

	private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();

	private ModelCatalogue() {}

	/**
	 * The plugin's entries and a user's.
	 *
	 * @param folder where the user's file may be
	 * @throws ModelException if the user's file is wrong; the message names the entry
	 */
	public static ModelCatalogue load(final Path folder) {
		final ModelCatalogue catalogue = new ModelCatalogue();
		final Path own = folder.resolve(FILE);
		try (InputStream in = ModelCatalogue.class.getResourceAsStream(FILE)) {
			catalogue.add(new String(in.readAllBytes(), StandardCharsets.UTF_8), "of the plugin");
			if (Files.isRegularFile(own)) catalogue.add(Files.readString(own), own.toString());
			return catalogue;
		}
		catch (final IOException e) {
			throw new ModelException(
				"The catalogue " + own + " cannot be read: " + FileTrees.reason(e) + ".", e);
		}
	}

	private void add(final String text, final String where) {
		final Object root = YamlText.parse(text, where);
		if (root == null) return;
		if (!(root instanceof List)) throw new ModelException("The catalogue " + where +
			" is a list of entries, each beginning with '- name: ...', but something else was found.");
		for (final Object node : (List<?>) root) {
			final CatalogueEntry entry = new CatalogueEntryParser(node, where).entry();
			entries.put(entry.name(), entry);
		}
	}

	/** All of them, the plugin's first. */
	public List<CatalogueEntry> entries() {
		return List.copyOf(entries.values());
	}

	/** The entry of that name, whatever its case. */
	public Optional<CatalogueEntry> find(final String name) {
		return Optional.ofNullable(entries.get(name.trim().toLowerCase(Locale.ROOT)));
	}

	/**
	 * The entry of that name.
	 *
	 * @throws ModelException if there is none, with those that there are
	 */
	public CatalogueEntry get(final String name) {
		return find(name).orElseThrow(() -> new ModelException(
			"There is no network '" + name.trim() + "' in the catalogue; it has " +
				NearestNames.listed(name, List.copyOf(entries.keySet())) + "."));
	}
}
