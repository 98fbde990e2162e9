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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NumbersFile;
import org.gradiscope.model.format.LabelFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pointer of Git where an image, labels or numbers should be is said to be one. */
class StandInReadersTest {

	private static final String POINTER =
		"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12300000\n";
	private static final String SAID =
		" is a pointer of Git LFS, which stands for a file of 12.3 MB " +
			"that was not downloaded; get the file itself by 'git lfs pull', or from its page in a browser.";

	@TempDir
	private Path folder;

	private Path pointer(final String name) throws IOException {
		return Files.writeString(folder.resolve(name), POINTER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cells.tif", "cells.png", "cells.dcm", "cells" })
	void images(final String name) throws IOException {
		final Path file = pointer(name);
		assertEquals("The file " + file + SAID,
			assertThrows(IOException.class, () -> ImageFileReader.open(file)).getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "labels.txt", "labels.csv", "labels.json" })
	void labels(final String name) throws IOException {
		final Path file = pointer(name);
		assertEquals("The file " + file + SAID,
			assertThrows(ModelException.class, () -> LabelFiles.read(file)).getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "numbers.csv", "numbers.txt" })
	void numbers(final String name) throws IOException {
		final Path file = pointer(name);
		assertTrue(NumbersFile.is(name));
		assertEquals("The file " + file + SAID,
			assertThrows(ModelException.class, () -> NumbersFile.read(file)).getMessage());
	}
}
