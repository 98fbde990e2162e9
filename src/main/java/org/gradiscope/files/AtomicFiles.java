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
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files and folders that are there whole or not at all: they are written under a temporary name beside
 * their own, then moved.
 */
public final class AtomicFiles {

	/** Files that this process has begun and not yet moved. */
	private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

	private AtomicFiles() {}

	/** What a file or folder is to hold. */
	@FunctionalInterface
	public interface Content {

		/** @param temporary an empty file or folder that is there */
		void writeTo(Path temporary) throws IOException;
	}

	/** As {@link #write(Path, Content)}. */
	public static void write(final Path file, final byte[] content) throws IOException {
		write(file, temporary -> Files.write(temporary, content));
	}

	/** Writes or replaces a file; the folders above it are made. */
	public static void write(final Path file, final Content content) throws IOException {
		final Path temporary =
			createTemporary(Files.createDirectories(file.toAbsolutePath().getParent()));
		UNFINISHED.add(temporary);
		try {
			content.writeTo(temporary);
			move(temporary, file);
		}
		finally {
			if (UNFINISHED.remove(temporary)) Files.deleteIfExists(temporary);
		}
	}

	/**
	 * Makes a folder, and those above it.
	 *
	 * @throws IOException if it is there already, or cannot be written
	 */
	public static void writeFolder(final Path folder, final Content content) throws IOException {
		final Path temporary = temporary(folder);
		try {
			content.writeTo(Files.createDirectories(temporary));
			move(temporary, folder);
		}
		finally {
			FileTrees.deleteQuietly(temporary);
		}
	}

	/** Deletes the files that are not whole yet, as this process ends. */
	public static void deleteUnfinished() {
		UNFINISHED.forEach(FileTrees::deleteQuietly);
	}

	/** Deletes what processes left that ended while they wrote {@code folder}. */
	public static void deleteLeftovers(final Path folder) throws IOException {
		final String left = Pattern.quote("." + folder.getFileName()) + "-\\d+-\\d+\\.tmp";
		for (final Path path : FileTrees.list(folder.toAbsolutePath().getParent(), 1))
			if (path.getFileName().toString().matches(left)) FileTrees.delete(path);
	}

	/** An empty file whose name nobody else uses, and which is short enough for every file system. */
	public static Path createTemporary(final Path folder) throws IOException {
		// Not a temporary file of Java's, which others may not read.
		return Files.createFile(folder.resolve(".gradiscope-" + unique()));
	}

	/** A name beside {@code target} that nobody else uses. */
	public static Path temporary(final Path target) {
		return target.toAbsolutePath().resolveSibling("." + target.getFileName() + "-" + unique());
	}

	private static String unique() {
		return ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp";
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
}
