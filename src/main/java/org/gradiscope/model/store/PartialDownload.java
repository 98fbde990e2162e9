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
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has come of a file so far, and beside it the address that it is from and the server's mark for
 * this very version (an {@code ETag} or a date), without which it cannot be gone on with.
 */
final class PartialDownload {

	private final Path file;
	private final Path mark;

	PartialDownload(final Path file) {
		this.file = file;
		this.mark = file.resolveSibling(file.getFileName() + ".mark");
	}

	Path file() {
		return file;
	}

	long length() throws IOException {
		return Files.exists(file) ? Files.size(file) : 0;
	}

	/** Whether what is there came from that address. */
	boolean isFrom(final String address) throws IOException {
		return Files.exists(mark) && Files.readString(mark).startsWith(address + "\n");
	}

	/** The server's mark for the version at that address, or empty where nothing can be gone on with. */
	String mark(final String address) throws IOException {
		if (length() == 0 || !isFrom(address)) return "";
		return Files.readString(mark).substring(address.length() + 1);
	}

	/** Begins anew, with a mark that may be empty. */
	void restart(final String address, final String newMark) throws IOException {
		delete();
		Files.createFile(file);
		Files.writeString(mark, address + "\n" + newMark);
	}

	void delete() throws IOException {
		Files.deleteIfExists(file);
		Files.deleteIfExists(mark);
	}
}
