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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders whole or not at all, and their checksums. */
class AtomicFilesTest {

	/** Of {@code abc} (FIPS 180-2, appendix B.1). */
	private static final String ABC =
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	@TempDir
	private Path folder;

	private List<Path> content() throws IOException {
		final List<Path> all = new ArrayList<>(FileTrees.list(folder, 5));
		all.remove(folder);
		return all;
	}

	@Test
	void aFileIsReplacedWholeOrNotAtAll() throws IOException {
		final Path file = folder.resolve("new").resolve("a.txt");
		AtomicFiles.write(file, "one".getBytes(StandardCharsets.UTF_8));
		assertThrows(IOException.class, () -> AtomicFiles.write(file, temporary -> {
			Files.writeString(temporary, "half");
			throw new IOException("no room");
		}));
		assertEquals("one", Files.readString(file));
		AtomicFiles.write(file, "two".getBytes(StandardCharsets.UTF_8));
		assertEquals("two", Files.readString(file));
		assertEquals(List.of(file, file.getParent()), content());
	}

	@Test
	void aFolderIsThereWholeOrNotAtAll() throws IOException {
		final Path target = folder.resolve("model");
		assertThrows(IOException.class, () -> AtomicFiles.writeFolder(target, temporary -> {
			Files.writeString(temporary.resolve("half"), "half");
			throw new IOException("no room");
		}));
		assertEquals(List.of(), content());
		AtomicFiles.writeFolder(target, temporary -> Files.writeString(temporary.resolve("a"), "a"));
		assertThrows(IOException.class, () -> AtomicFiles.writeFolder(target,
			temporary -> Files.writeString(temporary.resolve("b"), "b")));
		assertEquals(List.of(target.resolve("a"), target), content());
	}

	@Test
	void whatThisProcessHasNotFinishedGoesWithIt() throws IOException {
		final Path file = folder.resolve("a.txt");
		assertThrows(IOException.class, () -> AtomicFiles.write(file, temporary -> {
			assertEquals(List.of(temporary), content());
			AtomicFiles.deleteUnfinished();
			assertEquals(List.of(), content());
		}));
		assertEquals(List.of(), content());
	}

	@Test
	void leftoversOfOneFolderGoAndNoOthers() throws IOException {
		final Path left = Files.createDirectories(folder.resolve(".model-12-34.tmp").resolve("deep"));
		final Path other = Files.createDirectory(folder.resolve(".model-2-12-34.tmp"));
		assertEquals(3, content().size());
		AtomicFiles.deleteLeftovers(folder.resolve("model"));
		assertEquals(List.of(other), content());
		assertEquals(false, Files.exists(left));
	}

	@Test
	void checksumsAreThoseOfTheStandard() throws IOException {
		final byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);
		final Path file = Files.write(folder.resolve("abc"), abc);
		final ByteArrayOutputStream copy = new ByteArrayOutputStream();
		final List<Long> progress = new ArrayList<>();
		assertEquals(ABC, Checksums.of(abc));
		assertEquals(ABC, Checksums.of(file, progress::add));
		assertEquals(ABC, Checksums.copy(new ByteArrayInputStream(abc), copy, progress::add));
		assertEquals("abc", copy.toString(StandardCharsets.UTF_8));
		assertEquals(List.of(3L, 3L), progress);
	}
}
