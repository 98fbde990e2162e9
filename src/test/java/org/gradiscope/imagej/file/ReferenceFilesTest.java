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

package org.gradiscope.imagej.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of many kinds show what tifffile and Pillow read in them (scripts/reference/image_files.py). */
class ReferenceFilesTest {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	private static Path folder;

	static Stream<Reference> readable() {
		return Reference.all().stream().filter(file -> file.values() != null);
	}

	static Stream<Reference> refused() {
		return Reference.all().stream().filter(file -> file.values() == null);
	}

	@ParameterizedTest
	@MethodSource("readable")
	void showsWhatOthersRead(final Reference reference) throws IOException {
		reference.check(ImageFileReader.open(reference.file()));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void isRefusedInOneLine(final Reference reference) {
		final String message =
			assertThrows(IOException.class, () -> ImageFileReader.open(reference.file())).getMessage();
		assertTrue(message.contains(reference.word()), message);
		assertEquals(1, message.lines().count(), message);
	}

	/** Cut anywhere, a file is refused, or what it shows was there before the cut. */
	@ParameterizedTest
	@MethodSource("readable")
	void cutFilesAreNeverFilledUp(final Reference reference) throws IOException {
		final byte[] whole = Files.readAllBytes(reference.file());
		final List<Integer> lengths = new ArrayList<>(
			List.of(1, 4, 9, whole.length / 2, whole.length - 1, whole.length - 2, whole.length - 9));
		new Random(1).ints(9, 0, whole.length).forEach(lengths::add);
		// Of numbers in letters nobody can tell whether the last one has ended.
		if (reference.name().equals("text.pgm")) lengths.removeIf(length -> length > whole.length - 4);
		for (final int length : lengths) {
			final Path cut = Files.write(folder.resolve(reference.name()),
				java.util.Arrays.copyOf(whole, Math.max(0, length)));
			assertTimeoutPreemptively(PATIENCE, () -> {
				try {
					reference.check(ImageFileReader.open(cut));
				}
				catch (final IOException e) {
					assertEquals(1, e.getMessage().lines().count(), e.getMessage());
					assertTrue(e.getMessage().contains(cut.toString()), e.getMessage());
				}
			}, reference + " cut to " + length + " of " + whole.length);
		}
	}

	/** Whatever bytes are wrong, there is an image or one line. */
	@ParameterizedTest
	@MethodSource("readable")
	void damagedFilesAreRefusedOrRead(final Reference reference) throws IOException {
		final byte[] whole = Files.readAllBytes(reference.file());
		final Random random = new Random(2);
		for (int n = 0; n < 24; n++) {
			final byte[] damaged = whole.clone();
			for (int k = 0; k < 1 + n % 4; k++)
				damaged[random.nextInt(n % 2 == 0 ? damaged.length : Math.min(200, damaged.length))] =
					(byte) random.nextInt();
			final Path file = Files.write(folder.resolve(reference.name()), damaged);
			assertTimeoutPreemptively(PATIENCE, () -> {
				try {
					final ImagePlus image = ImageFileReader.open(file);
					assertTrue(image.getWidth() > 0);
				}
				catch (final IOException e) {
					assertEquals(1, e.getMessage().lines().count(), e.getMessage());
				}
			}, reference + " damaged");
		}
	}
}
