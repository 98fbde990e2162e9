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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gradiscope.files.ProcessLock;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.format.YamlText;

/**
 * The checksums that were seen when addresses without a stated one were first downloaded from, in
 * {@value #FILE}: {@code address: sha256}.
 */
final class KnownChecksums {

	static final String FILE = "pins.yaml";

	private final Path folder;

	KnownChecksums(final Path folder) {
		this.folder = folder;
	}

	/** What was seen there first. */
	Optional<String> of(final String address) throws IOException {
		return Optional.ofNullable(all().get(address));
	}

	/** Remembers what was seen, for all processes. */
	void add(final String address, final String sha256) throws IOException {
		try (ProcessLock lock =
			ProcessLock.acquire(folder.resolve(".pins.lock"), DownloadListener.NONE::waiting)) {
			final Map<String, String> all = all();
			all.put(address, sha256);
			AtomicFiles.write(folder.resolve(FILE), YamlText.dump(all).getBytes(StandardCharsets.UTF_8));
		}
	}

	private Map<String, String> all() throws IOException {
		final Path file = folder.resolve(FILE);
		final Map<String, String> all = new TreeMap<>();
		if (!Files.exists(file)) return all;
		final Object root = YamlText.parse(Files.readString(file), file.toString());
		if (!(root instanceof Map)) throw new ModelException("The file " + file +
			" is not a list of 'address: sha256'; correct it, or delete it to trust the next download.");
		((Map<?, ?>) root).forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
		return all;
	}
}
