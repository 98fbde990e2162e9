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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.gradiscope.files.Checksums;
import org.gradiscope.files.FileTrees;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.model.ModelException;

/**
 * What is in an archive, unpacked once into the folder of models under the archive's checksum.
 *
 * @param folder what was unpacked
 * @param sha256 of the very bytes that were unpacked, in lower-case hexadecimal
 * @param isNew whether it was unpacked just now, so that nobody else works with it
 */
record UnpackedArchive(Path folder, String sha256, boolean isNew) {

	/** In the folder of models. */
	static final String FOLDER = "unpacked";

	/** Ends where the thread is interrupted. */
	private static final LongConsumer CHECKING = DownloadListener.NONE.checking(0);

	/** Of a process that still unpacks, at most. */
	private static final Duration OLDEST = Duration.ofDays(1);

	/**
	 * A new archive is copied first: whoever changes it meanwhile changes nothing under its checksum.
	 *
	 * @param check told the checksum before anything is unpacked; what it throws is thrown
	 * @throws ModelException if it is refused or damaged, or there is no room
	 */
	static UnpackedArchive of(final Path archive, final Consumer<String> check) throws IOException {
		final Path all = ModelCache.folder().resolve(FOLDER);
		final String sha256 = Checksums.of(archive, CHECKING);
		check.accept(sha256);
		if (Files.isDirectory(all.resolve(sha256)))
			return new UnpackedArchive(all.resolve(sha256), sha256, false);
		Files.createDirectories(all);
		clear(all);
		final Path copy = AtomicFiles.temporary(all.resolve("archive"));
		try {
			return unpacked(copy, archive, all, check);
		}
		finally {
			FileTrees.deleteQuietly(copy);
		}
	}

	private static UnpackedArchive unpacked(final Path copy, final Path archive, final Path all,
		final Consumer<String> check) throws IOException {
		final String sha256;
		try (InputStream in = Files.newInputStream(archive);
			OutputStream out = Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW)) {
			sha256 = Checksums.copy(in, out, CHECKING);
		}
		check.accept(sha256);
		final Path folder = all.resolve(sha256);
		try {
			if (Files.isDirectory(folder)) return new UnpackedArchive(folder, sha256, false);
			Archives.unpack(copy, archive, folder, Archives.Limits.USUAL);
			return new UnpackedArchive(folder, sha256, true);
		}
		catch (final ModelException e) {
			// Another process may have been faster.
			if (!Files.isDirectory(folder)) throw e;
			return new UnpackedArchive(folder, sha256, false);
		}
	}

	/** What processes left that were ended while they unpacked. */
	private static void clear(final Path all) throws IOException {
		final Instant oldest = Instant.now().minus(OLDEST);
		for (final Path path : FileTrees.list(all, 1))
			if (path.getFileName().toString().endsWith(".tmp") && isOlder(path, oldest))
				FileTrees.deleteQuietly(path);
	}

	private static boolean isOlder(final Path path, final Instant than) throws IOException {
		try {
			return Files.getLastModifiedTime(path).toInstant().isBefore(than);
		}
		catch (final NoSuchFileException e) {
			// Whose it is has just deleted it.
			return false;
		}
	}

	/**
	 * Only what is new: another process may work with what was there. Nobody is to find half of it, so it
	 * is moved away first.
	 */
	void delete() {
		if (!isNew) return;
		final Path gone = AtomicFiles.temporary(folder);
		try {
			AtomicFiles.move(folder, gone);
			FileTrees.delete(gone);
		}
		catch (final IOException e) {
			// The error on its way says more.
		}
	}
}
