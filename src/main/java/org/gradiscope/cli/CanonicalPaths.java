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
import java.nio.file.Path;
import java.util.Locale;

/** Names of files to be, the same for the same file: links followed, letters as the folder takes them. */
final class CanonicalPaths {

	private CanonicalPaths() {}

	/** @param file that need not be there, nor its folder */
	static Path of(final Path file) throws IOException {
		if (Files.exists(file)) return file.toRealPath();
		final Path folder = file.toAbsolutePath().normalize().getParent();
		if (folder == null) return file.toAbsolutePath();
		final Path real = of(folder);
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
