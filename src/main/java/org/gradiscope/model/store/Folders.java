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
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files and folders that are there whole or not at all. */
public final class Folders {

	private Folders() {}

	/** A name beside {@code target} that nobody else uses. */
	public static Path temporary(final Path target) {
		return target.toAbsolutePath().resolveSibling("." + target.getFileName() + "-" + ProcessHandle
			.current().pid() + "-" + System.nanoTime() + ".tmp");
	}

	/** Replaces a file; a folder must not be there yet. */
	public static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	static void write(final Path file, final String text) throws IOException {
		final Path temporary = temporary(file);
		try {
			Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
			move(temporary, file);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Deletes a file or a folder with all that is in it; what is not there is none's fault. */
	public static void delete(final Path path) throws IOException {
		for (final Path p : inside(path, Integer.MAX_VALUE))
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
	public static List<Path> inside(final Path folder, final int depth) throws IOException {
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
		if (e instanceof FileSystemException && ((FileSystemException) e).getReason() != null) text =
			((FileSystemException) e).getFile() + ": " + ((FileSystemException) e).getReason();
		else if (e instanceof FileSystemException || text == null) text = e.toString().replaceFirst(
			"^[\\w.]*\\.", "");
		return text.replaceAll("\\s+", " ");
	}
}
