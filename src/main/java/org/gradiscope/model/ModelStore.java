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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds a model by its name (one that the plugin brings) or by its folder, and verifies it. */
public final class ModelStore {

	/** The network inside the plugin. */
	public static final String EMBEDDED = "micropatterns";

	private ModelStore() {}

	/**
	 * @param name {@value #EMBEDDED}, or a folder with a {@code gradiscope.yaml} and the graph it names
	 * @throws ModelException if there is no such model, or its graph has another checksum
	 */
	public static Model find(final String name) {
		return name.trim().equalsIgnoreCase(EMBEDDED) ? embedded() : inFolder(folder(name.trim()));
	}

	private static Model embedded() {
		final String yaml = new String(resource(ModelDescriptor.FILE), StandardCharsets.UTF_8);
		final ModelDescriptor descriptor = DescriptorFile.parse(yaml, EMBEDDED);
		return new Model(descriptor, resource(descriptor.graph())).verified();
	}

	private static byte[] resource(final String file) {
		try (InputStream in = ModelStore.class.getResourceAsStream(EMBEDDED + "/" + file)) {
			if (in == null) throw new ModelException("The network " + EMBEDDED +
				" is missing from the plugin (" + file + "); install the plugin anew.");
			return in.readAllBytes();
		}
		catch (final IOException e) {
			throw new ModelException("The network " + EMBEDDED + " cannot be read from the plugin: " + e
				.getMessage(), e);
		}
	}

	private static Path folder(final String name) {
		try {
			final Path path = Path.of(name);
			if (Files.isDirectory(path)) return path;
		}
		catch (final InvalidPathException e) {
			// No path, so no folder: the message below says what a model is.
		}
		throw new ModelException("There is no model '" + name + "'; give " + EMBEDDED +
			" or the folder of a model.");
	}

	private static Model inFolder(final Path folder) {
		final Path file = folder.resolve(ModelDescriptor.FILE);
		if (!Files.isRegularFile(file)) throw new ModelException("The folder " + folder +
			" holds no model: it has no " + ModelDescriptor.FILE + ".");
		try {
			final ModelDescriptor descriptor = DescriptorFile.parse(Files.readString(file), file
				.toString());
			final Path graph = folder.resolve(descriptor.graph());
			if (!Files.isRegularFile(graph)) throw new ModelException("The folder " + folder +
				" holds no model: its graph " + descriptor.graph() + " is missing.");
			return new Model(descriptor, Files.readAllBytes(graph)).verified();
		}
		catch (final IOException e) {
			throw new ModelException("The model in " + folder + " cannot be read: " + e, e);
		}
	}
}
