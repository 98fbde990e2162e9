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

package org.gradiscope.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.gradiscope.files.Checksums;
import org.gradiscope.files.AtomicFiles;

/**
 * The jars that lie within the plugin's own jar, as an index there lists them: one line each, with the
 * SHA-256 and the file's name.
 *
 * @param archive the jar around them
 * @param checksums SHA-256 in lower-case hexadecimal, by the file's name
 */
record NestedJars(Path archive, Map<String, String> checksums) {

	/** Where they lie. */
	static final String FOLDER = "META-INF/gradiscope/engine/";

	/** What lists them. */
	static final String INDEX = FOLDER + "index";

	/** Empty if there is no index. */
	static Optional<NestedJars> in(final Path archive) throws IOException {
		try (JarFile jar = new JarFile(archive.toFile())) {
			final ZipEntry index = jar.getEntry(INDEX);
			if (index == null) return Optional.empty();
			final Map<String, String> checksums = new LinkedHashMap<>();
			final String text =
				new String(jar.getInputStream(index).readAllBytes(), StandardCharsets.UTF_8);
			text.lines().filter(line -> !line.isBlank()).map(line -> line.split("\\s+", 2))
				.forEach(words -> checksums.put(words[1], words[0]));
			return Optional.of(new NestedJars(archive, checksums));
		}
	}

	/** A name for this very set of jars. */
	String name() {
		return Checksums.of(checksums.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
	}

	/**
	 * Copies each jar into a folder, unless it is there with the right checksum. Each appears there whole
	 * or not at all, so several processes may do this at once.
	 *
	 * @return the copies
	 * @throws IOException if the folder cannot be written
	 * @throws EngineException if the archive is damaged
	 */
	List<Path> copyTo(final Path folder) throws IOException {
		Files.createDirectories(folder);
		final List<Path> copies = new ArrayList<>();
		for (final String name : checksums.keySet()) {
			final Path copy = folder.resolve(name);
			if (!isWhole(copy)) install(name, copy);
			copies.add(copy);
		}
		return copies;
	}

	private boolean isWhole(final Path copy) throws IOException {
		return Files.isRegularFile(copy) &&
			Checksums.of(copy, done -> {}).equals(checksums.get(copy.getFileName().toString()));
	}

	private void install(final String name, final Path copy) throws IOException {
		try {
			AtomicFiles.write(copy, part -> extract(name, part));
		}
		catch (final IOException e) {
			// Where open files cannot be replaced: another process was first.
			if (!isWhole(copy)) throw e;
		}
	}

	private void extract(final String name, final Path part) throws IOException {
		try (JarFile jar = new JarFile(archive.toFile())) {
			final ZipEntry entry = jar.getEntry(FOLDER + name);
			if (entry == null) throw damaged(name, "is missing");
			try (InputStream in = jar.getInputStream(entry);
				OutputStream out = Files.newOutputStream(part)) {
				if (!Checksums.copy(in, out, done -> {}).equals(checksums.get(name)))
					throw damaged(name, "has another checksum than is stated");
			}
		}
	}

	private EngineException damaged(final String name, final String how) {
		return new EngineException(
			"The file " + archive + " is damaged: " + name + " in it " + how + "; reinstall Gradiscope.");
	}

}
