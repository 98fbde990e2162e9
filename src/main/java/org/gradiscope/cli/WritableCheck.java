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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.files.AtomicFiles;

/** Finds out, before anything is computed, whether outputs can be written. */
final class WritableCheck {

	/** Bytes of a name that every place takes. */
	private static final int SHORT = 64;

	private WritableCheck() {}

	/**
	 * Finds out, without leaving a trace, whether a file could be written.
	 *
	 * @throws IOException if not
	 */
	static void check(final Path file) throws IOException {
		if (Files.isDirectory(file)) throw new IOException("The output " + file + " is a folder.");
		if (Files.exists(file) && !Files.isRegularFile(file))
			throw new IOException("The output " + file + " cannot be written: it is a pipe or device.");
		Path folder = file.toAbsolutePath().getParent();
		while (folder != null && !Files.exists(folder))
			folder = folder.getParent();
		if (folder == null || !Files.isDirectory(folder)) throw new IOException(
			"The output " + file + " cannot be written: " + folder + " is not a folder.");
		checkLength(file, folder);
		try {
			Files.delete(AtomicFiles.createTemporary(folder));
		}
		catch (final IOException e) {
			throw new IOException(
				"The output " + file + " cannot be written: no file can be made in " + folder + ".", e);
		}
	}

	/**
	 * Whether the place takes names as long as those of a file and of the folders that will be made for it.
	 *
	 * @param there the folder on the way to it that is there
	 */
	private static void checkLength(final Path file, final Path there) throws IOException {
		for (final Path name : there.relativize(file.toAbsolutePath())) {
			final int length = name.toString().getBytes(StandardCharsets.UTF_8).length;
			if (length <= SHORT) continue;
			final String start = ".gradiscope-" + ProcessHandle.current().pid() + "-";
			try {
				Files.delete(Files
					.createFile(there.resolve(start + "x".repeat(Math.max(0, length - start.length())))));
			}
			catch (final IOException e) {
				throw new IOException("The output " + file + " cannot be written: its name of " + length +
					" bytes is too long for " + there +
					"; give a shorter one, or a shorter one to the input.", e);
			}
		}
	}

}
