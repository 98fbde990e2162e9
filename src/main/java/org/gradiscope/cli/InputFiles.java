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

package org.gradiscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.imagej.ImagePaths;
import org.gradiscope.model.NetworkFormat;

/**
 * The files that a call reads: images, models, tables. Whatever name leads to one of them, through
 * links or in other letters, nothing is written there.
 */
final class InputFiles {

	/** By what tells files apart: their place on the disk. */
	private final Map<Object, Path> files = new HashMap<>();
	private final List<Path> folders = new ArrayList<>();

	private InputFiles() {}

	/** @param inputs all images; of keys whose values name files or folders these are added */
	static InputFiles of(final CommandLine call, final List<Path> inputs) throws IOException {
		final InputFiles read = new InputFiles();
		for (final Path input : inputs)
			read.add(input);
		for (final Object value : call.values().values())
			if (value instanceof final String text) {
				read.addNamed(text);
				for (final String part : text.split("[;,]"))
					read.addNamed(part.trim());
			}
		return read;
	}

	private void addNamed(final String text) throws IOException {
		if (text.isBlank() || text.indexOf('\0') >= 0) return;
		try {
			final Path path = Path.of(text);
			if (Files.isDirectory(path)) folders.add(path.toRealPath());
			else if (Files.exists(path)) {
				add(path);
				addLabels(path);
			}
		}
		catch (final InvalidPathException e) {
			// No path, so no file.
		}
		if (text.matches(".*[*?\\[{].*")) addAll(text);
	}

	private void addAll(final String glob) {
		try {
			for (final Path file : ImagePaths.find(glob))
				add(file);
		}
		catch (final IOException | IllegalArgumentException e) {
			// A wildcard for layers, or for nothing.
		}
	}

	/** A model of one file may read tables of labels beside it. */
	private void addLabels(final Path model) throws IOException {
		final Path parent = model.toAbsolutePath().getParent();
		if (NetworkFormat.named(model).isEmpty() || parent == null) return;
		try (var beside = Files.newDirectoryStream(parent, "*{abel,lass,ynset}*.csv")) {
			for (final Path file : beside)
				add(file);
		}
	}

	private void add(final Path file) throws IOException {
		if (Files.exists(file)) files.put(key(file), file);
	}

	private static Object key(final Path file) throws IOException {
		final Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
		return key == null ? file.toRealPath() : key;
	}

	/** The file that would be replaced, if a call reads it. */
	Optional<Path> at(final Path target) throws IOException {
		if (!Files.exists(target)) return Optional.empty();
		final Path read = files.get(key(target));
		if (read != null) return Optional.of(read);
		final Path real = target.toRealPath();
		return folders.stream().anyMatch(real::startsWith) ? Optional.of(real) : Optional.empty();
	}

	/**
	 * Refuses a file to be written.
	 *
	 * @throws IllegalArgumentException if the call reads it
	 */
	void check(final Path target) throws IOException {
		final Optional<Path> read = at(target);
		if (read.isPresent())
			throw new IllegalArgumentException("The output " + target + " is an input: it is " +
				(read.get().equals(target) ? "read" : "the same file as " + read.get()) +
				" by this call; name another.");
	}

	/**
	 * The same path for the same file: links followed, letters as the folder takes them.
	 *
	 * @param file that need not be there, nor its folder
	 */
	static Path canonical(final Path file) throws IOException {
		if (Files.exists(file)) return file.toRealPath();
		final Path folder = file.toAbsolutePath().normalize().getParent();
		if (folder == null) return file.toAbsolutePath();
		final Path real = canonical(folder);
		final String name = String.valueOf(file.getFileName());
		return real.resolve(isBlindToCase(real) ? name.toLowerCase(Locale.ROOT) : name);
	}

	/** Whether a folder takes capital and small letters for the same, seen on its own name. */
	private static boolean isBlindToCase(final Path folder) throws IOException {
		if (folder.getFileName() == null || !Files.exists(folder)) return false;
		final String name = folder.getFileName().toString();
		final String other = name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT)
			: name.toUpperCase(Locale.ROOT);
		final Path same = folder.resolveSibling(other);
		return !other.equals(name) && Files.exists(same) && Files.isSameFile(folder, same);
	}
}
