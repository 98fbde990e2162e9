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

package org.gradiscope.imagej;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a text means: one, all images of a folder, or what a glob matches. */
public final class ImagePaths {

	private ImagePaths() {}

	/**
	 * @param text a file, a folder, or a folder and a glob for names ({@code *}, <code>?</code>,
	 *          <code>[ab]</code>, <code>{a,b}</code>)
	 * @return in the order of names, at least one
	 * @throws IOException if there is no such file
	 */
	public static List<Path> find(final String text) throws IOException {
		return search(text).images();
	}

	/** The same, and what is left out. */
	public static ImageSearchResult search(final String text) throws IOException {
		final int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf(java.io.File.separatorChar));
		final Path path = path(text);
		if (path != null && Files.isDirectory(path))
			return some(all(path, "*", text), "The folder " + text + " holds no image.");
		if (path != null && Files.exists(path))
			return new ImageSearchResult(List.of(path), List.of(), text);
		if (!text.substring(slash + 1).matches(".*[*?\\[{].*"))
			throw new IOException("There is no file " + text + (text.indexOf('\uFFFD') < 0 ? "."
				: ": its name has letters that this locale does not know; set LC_ALL=C.UTF-8."));
		final Path folder = path(slash < 0 ? "." : text.substring(0, slash + 1));
		if (folder == null || !Files.isDirectory(folder))
			throw new IOException("There is no folder " + text.substring(0, slash + 1) + ".");
		return some(all(folder, text.substring(slash + 1), text),
			"No image is named like " + text + ".");
	}

	/**
	 * The same, but of a folder also what is in the folders in it, as classes often have one each; what is
	 * hidden is left out.
	 *
	 * @return in the order of paths, at least one
	 * @throws IOException if there is no such file
	 */
	public static ImageSearchResult searchDeep(final String text) throws IOException {
		final Path folder = path(text);
		if (folder == null || !Files.isDirectory(folder)) return search(text);
		try (Stream<Path> entries = Files.walk(folder)) {
			return some(
				ImageSearchResult.of(entries.filter(entry -> !isHidden(folder.relativize(entry))).toList(),
					"the folder " + text),
				"The folder " + text + " holds no image.");
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static boolean isHidden(final Path path) {
		for (final Path part : path)
			if (part.toString().startsWith(".")) return true;
		return false;
	}

	/** Whether a text means a folder. */
	public static boolean isFolder(final String text) {
		final Path path = path(text);
		return path != null && Files.isDirectory(path);
	}

	/** Whether a text means a folder or a glob, and no single file. */
	public static boolean areSeveral(final String text) {
		final Path path = path(text);
		return path == null || !Files.isRegularFile(path);
	}

	/** None where the text can be no path, as globs in Windows. */
	private static Path path(final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException e) {
			return null;
		}
	}

	private static ImageSearchResult all(final Path folder, final String glob, final String text)
		throws IOException {
		final List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
			for (final Path entry : entries)
				if (!isHidden(entry.getFileName()) || glob.startsWith(".")) files.add(entry);
		}
		catch (final PatternSyntaxException e) {
			throw new IllegalArgumentException(
				"'" + glob + "' is not a valid glob: " + e.getDescription() + ".", e);
		}
		return ImageSearchResult.of(files, (glob.equals("*") ? "the folder " : "") + text);
	}

	private static ImageSearchResult some(final ImageSearchResult found, final String otherwise)
		throws IOException {
		if (found.images().isEmpty()) throw new IOException(otherwise);
		return found;
	}
}
