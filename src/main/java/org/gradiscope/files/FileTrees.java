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

package org.gradiscope.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Folders with all that is in them, while other processes may change them. */
public final class FileTrees {

	private FileTrees() {}

	/** Deletes a file or a folder with all that is in it, if it is there. */
	public static void delete(final Path path) throws IOException {
		for (final Path p : list(path, Integer.MAX_VALUE))
			Files.deleteIfExists(p);
	}

	/** Where an error is already on its way. */
	public static void deleteQuietly(final Path path) {
		try {
			delete(path);
		}
		catch (final IOException e) {
			// The error on its way says more.
		}
	}

	/**
	 * All paths under a folder and itself, the deepest first. What another process deletes meanwhile is
	 * left out.
	 */
	public static List<Path> list(final Path folder, final int depth) throws IOException {
		final List<Path> all = new ArrayList<>();
		Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
				all.add(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(final Path file, final IOException e)
				throws IOException {
				return unlessGone(e);
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path visited, final IOException e)
				throws IOException {
				all.add(visited);
				return e == null ? FileVisitResult.CONTINUE : unlessGone(e);
			}
		});
		return all;
	}

	private static FileVisitResult unlessGone(final IOException e) throws IOException {
		if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
		throw e;
	}

	/** Why something failed, in one line. */
	public static String reason(final Throwable e) {
		String text = e.getMessage();
		if (e instanceof final FileSystemException f && f.getReason() != null)
			text = f.getFile() + ": " + f.getReason();
		else if (e instanceof FileSystemException || text == null)
			text = e.toString().replaceFirst("^[\\w.]*\\.", "");
		return text.replaceAll("\\s+", " ");
	}
}
