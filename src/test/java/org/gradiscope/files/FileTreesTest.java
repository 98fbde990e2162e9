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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that several processes use. */
class FileTreesTest {

	@TempDir
	private Path folder;

	@Test
	void whatIsInsideComesDeepestFirst() throws IOException {
		final Path inner = Files.createDirectories(folder.resolve("inner"));
		final Path file = Files.createFile(inner.resolve("file"));
		assertEquals(List.of(file, inner, folder), FileTrees.list(folder, 5));
		assertEquals(List.of(inner, folder), FileTrees.list(folder, 1));
		assertEquals(List.of(), FileTrees.list(folder.resolve("none"), 1));
	}

	/** Files that come and go were once an error for whoever cleared the folder. */
	@Test
	void filesMayVanishMeanwhile() throws IOException {
		final AtomicBoolean done = new AtomicBoolean();
		final CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(done));
		int seen = 0;
		// On a busy machine the others may begin late.
		for (int i = 0; i < 3000 || seen == 0 && i < 3_000_000; i++)
			seen += FileTrees.list(folder, 2).size() - 1;
		done.set(true);
		others.join();
		assertTrue(seen > 0, "no file was ever seen, so nothing was tried");
	}

	private void comeAndGo(final AtomicBoolean done) {
		try {
			while (!done.get()) {
				final Path inner = Files.createDirectories(folder.resolve("archive.tmp"));
				for (int i = 0; i < 20; i++)
					Files.createFile(inner.resolve("file" + i));
				FileTrees.delete(inner);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
