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

package org.gradiscope.engine.tf.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.GraphErrors;

/** Tensors whose numbers are in a file beside that of the network, and nowhere else. */
final class ExternalTensors {

	private final Path network;
	private final Path folder;

	/** @param network its file, which may itself be a link to elsewhere */
	ExternalTensors(final Path network) {
		this.network = network;
		folder = network.getParent();
	}

	/**
	 * @param entries {@code location}, a path within the folder; {@code offset} and {@code length} in bytes
	 * @param bytes that are needed
	 * @throws org.gradiscope.engine.EngineException if the file is not in the folder, or too short
	 */
	WeightSource source(final Map<String, String> entries, final String name, final long bytes) {
		final Path file = inside(entries.getOrDefault("location", ""), name);
		final long offset = number(entries, "offset", 0, name);
		final long length = number(entries, "length", bytes, name);
		try {
			if (length != bytes || offset < 0 || offset > Files.size(file) - bytes)
				throw GraphErrors.damaged("The tensor '" + name + "' takes " + bytes + " bytes, but " +
					length + " from " + offset + " of " + file.getFileName() + ", which has " +
					Files.size(file) + ", are said to hold it");
		}
		catch (final IOException e) {
			throw GraphErrors.of("The file " + file + " cannot be read; see that it is yours to read", e);
		}
		return WeightSource.of(file, offset, bytes);
	}

	private Path inside(final String location, final String name) {
		try {
			final Path file = folder.resolve(location).normalize();
			if (file.equals(network.normalize())) return file;
			if (location.isEmpty() || !file.startsWith(folder.normalize()) ||
				!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath()))
				throw GraphErrors.of("The numbers of '" + name + "' should be in '" + location +
					"', but no such file is in the folder of the network; put it there, or export the network " +
					"again, as one file");
			return file;
		}
		catch (final InvalidPathException | IOException e) {
			throw GraphErrors.of("The numbers of '" + name + "' should be in '" + location +
				"', which is not the name of a file; export the network again", e);
		}
	}

	private static long number(final Map<String, String> entries, final String key,
		final long otherwise, final String name) {
		try {
			return entries.containsKey(key) ? Long.parseLong(entries.get(key).strip()) : otherwise;
		}
		catch (final NumberFormatException e) {
			throw GraphErrors.damaged("The " + key + " of '" + name + "' is no number");
		}
	}
}
