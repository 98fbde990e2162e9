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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarConstants;
import org.gradiscope.files.FileTrees;
import org.gradiscope.model.ModelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is good comes out whole; what is forged leaves nothing, inside or outside. */
class ArchivesTest {

	private static final Archives.Limits SMALL = new Archives.Limits(20, 1000, 3000);

	@TempDir
	private Path folder;
	private Path home;

	@BeforeEach
	void makeHome() throws IOException {
		home = Files.createDirectories(folder.resolve("a/home"));
	}

	private Path target() {
		return home.resolve("model");
	}

	private Path forged(final String kind, final ForgedArchives.Filling filling) throws IOException {
		return ForgedArchives.write(folder, kind, filling);
	}

	/** Unpacks what must be refused, and sees that nothing but the archive is there afterwards. */
	private String refusal(final Path archive) throws IOException {
		final String message =
			assertThrows(ModelException.class, () -> Archives.unpack(archive, target(), SMALL))
				.getMessage();
		assertFalse(message.contains("\n"), message);
		assertEquals(List.of(archive), files());
		return message;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			return all.filter(p -> !Files.isDirectory(p) || p.startsWith(home) && !p.equals(home))
				.toList();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void filesAndFoldersComeOut(final String kind) throws IOException {
		final byte[] bytes = new byte[900];
		new Random(1).nextBytes(bytes);
		Archives.unpack(forged(kind, out -> {
			out.folder("variables");
			out.file("variables/data", bytes);
			out.file("./saved_model.pb");
			out.file("deep/in/a/tree.txt");
			out.file("__MACOSX/._saved_model.pb");
			out.file("variables/._data");
			out.file("variables/.DS_Store");
		}), target(), SMALL);
		assertArrayEquals(bytes, Files.readAllBytes(target().resolve("variables/data")));
		assertEquals("content of ./saved_model.pb",
			Files.readString(target().resolve("saved_model.pb")));
		assertEquals(4, files().stream().filter(Files::isRegularFile).count());
		assertTrue(Files.exists(target().resolve("deep/in/a/tree.txt")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void pathsThatLeadOutAreRefused(final String kind) throws IOException {
		for (final String path : List.of("../evil", "a/../../evil", "..", "/tmp/evil", "C:/evil",
			"a/b\\..\\..\\evil", "evil:stream", "a/.. /evil", "nul\nline")) {
			final String message = refusal(forged(kind, out -> {
				out.file("good");
				out.file(path);
			}));
			assertTrue(message.contains("is refused: the path '"), message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void linksAreRefusedEvenInsideTheFolder(final String kind) throws IOException {
		for (final String target : List.of("good", "/etc", "../.."))
			assertTrue(refusal(forged(kind, out -> {
				out.file("good");
				out.symbolicLink("link", target);
				out.file("link/evil");
			})).contains("'link' is a link or a device"));
	}

	@ParameterizedTest
	@ValueSource(bytes = { TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK,
		TarConstants.LF_FIFO })
	void hardLinksAndDevicesAreRefused(final byte type) throws IOException {
		assertTrue(refusal(ForgedArchives.special(folder, type)).contains("is a link or a device"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void bombsAreRefused(final String kind) throws IOException {
		final byte[] zeros = new byte[700];
		assertTrue(refusal(forged(kind, out -> out.file("zeros", new byte[1001])))
			.contains("'zeros' is larger than 1000 bytes"));
		assertTrue(refusal(forged(kind, out -> {
			for (int i = 0; i < 5; i++)
				out.file("zeros" + i, zeros);
		})).contains("larger than 3000 bytes together"));
		assertTrue(refusal(forged(kind, out -> out.file("__MACOSX/._zeros", new byte[1001])))
			.contains("larger than 1000 bytes"));
		assertTrue(refusal(forged(kind, out -> {
			for (int i = 0; i < 21; i++)
				out.folder("folder" + i);
		})).contains("more than 20 entries"));
	}

	@Test
	void aNameOfGigabytesIsNotReadIntoMemory() throws IOException {
		assertTrue(
			refusal(ForgedArchives.longName(folder, 2L << 30)).contains("headers are larger than"));
	}

	@Test
	void aZipOfManyEntriesIsNotReadIntoMemory() throws IOException {
		final Path zip = forged("zip", out -> {
			for (int i = 0; i < 30; i++)
				out.file("file" + i);
		});
		final String message =
			assertThrows(IOException.class, () -> Archives.ZipCentralDirectory.check(zip, 29))
				.getMessage();
		assertEquals("it has more than 29 entries", message);
		Archives.ZipCentralDirectory.check(zip, 30);
	}

	@Test
	void aZipOfLongNamesAndCommentsIsNotReadIntoMemory() throws IOException {
		final Path zip = ForgedArchives.longLines(folder, 130, 65_000);
		assertEquals("its directory is larger than 16777216 bytes",
			assertThrows(IOException.class, () -> Archives.ZipCentralDirectory.check(zip, 130))
				.getMessage());
		Archives.ZipCentralDirectory.check(ForgedArchives.longLines(folder, 120, 65_000), 130);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 6, 9, 12, 14, 93, 95, 96, 97, 98, 99 })
	void aZipOfOtherMethodsIsRefused(final int method) throws IOException {
		assertEquals(
			"'a.pb' in the archive is packed by method " + method +
				", but stored (0) or deflated (8) was expected; pack it again as a plain zip.",
			refusal(ForgedArchives.packedBy(folder, method)));
	}

	@Test
	void whatAZipSaysOfItsSizesIsNotBelieved() throws IOException {
		final Path zip = forged("zip", out -> out.file("zeros", new byte[2000]));
		final byte[] bytes = Files.readAllBytes(zip);
		int changed = 0;
		for (int i = 0; i + 4 <= bytes.length; i++)
			if (bytes[i] == (byte) 0xd0 && bytes[i + 1] == 7 && bytes[i + 2] == 0 && bytes[i + 3] == 0) {
				bytes[i] = 9;
				bytes[i + 1] = 0;
				changed++;
			}
		assertTrue(changed > 0);
		Files.write(zip, bytes);
		assertTrue(refusal(zip).contains("larger than 1000 bytes"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void namesThatAreThereTwiceAreRefused(final String kind) throws IOException {
		assertTrue(refusal(forged(kind, out -> {
			out.file("graph.pb");
			out.file("graph.pb");
		})).contains("'graph.pb' is there twice"));
		assertTrue(refusal(forged(kind, out -> {
			out.file("graph.pb");
			out.file("./Graph.PB");
		})).contains("'graph.pb' and 'Graph.PB' are one file on a system that ignores case"));
		assertTrue(refusal(forged(kind, out -> {
			out.file("Data/x");
			out.file("data/y");
		})).contains("'Data' and 'data' are one file"));
		assertTrue(refusal(forged(kind, out -> {
			out.file("a");
			out.file("a/b");
		})).contains("'a' is both a file and a folder"));
		assertTrue(refusal(forged(kind, out -> {
			out.file("a/b");
			out.file("a");
		})).contains("'a' is there twice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar", "tar.gz" })
	void whatIsCutOffLeavesNothing(final String kind) throws IOException {
		final byte[] noise = new byte[900];
		new Random(2).nextBytes(noise);
		final Path archive = forged(kind, out -> {
			out.file("first", noise);
			out.file("second", noise);
		});
		final byte[] bytes = Files.readAllBytes(archive);
		for (final double part : new double[] { 0.3, 0.6 }) {
			Files.write(archive, Arrays.copyOf(bytes, (int) (bytes.length * part)));
			final String message = refusal(archive);
			assertTrue(message.contains("cannot be unpacked"), message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "tar.gz" })
	void aChangedByteIsNoticed(final String kind) throws IOException {
		final byte[] noise = new byte[900];
		new Random(3).nextBytes(noise);
		final Path archive = forged(kind, out -> out.file("noise", noise));
		final byte[] bytes = Files.readAllBytes(archive);
		bytes[bytes.length / 2 - 60] ^= 1;
		Files.write(archive, bytes);
		assertTrue(refusal(archive).contains("cannot be unpacked"));
	}

	@Test
	void mutatedArchivesNeitherEscapeNorCrash() throws IOException {
		final Random random = new Random(4);
		for (final String kind : List.of("zip", "tar", "tar.gz")) {
			final Path archive = forged(kind, out -> {
				out.folder("variables");
				out.file("variables/data", new byte[500]);
				out.file("saved_model.pb");
			});
			final byte[] bytes = Files.readAllBytes(archive);
			for (int i = 0; i < 100; i++) {
				final byte[] mutated = bytes.clone();
				for (int flips = 1 + random.nextInt(6); flips > 0; flips--)
					mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
				Files.write(archive, mutated);
				try {
					Archives.unpack(archive, target(), SMALL);
				}
				catch (final ModelException e) {
					assertFalse(Files.exists(target()));
				}
				FileTrees.delete(target());
				assertEquals(List.of(), files().stream().filter(f -> f.startsWith(home)).toList());
			}
			Files.delete(archive);
		}
		assertEquals(List.of(), files());
	}

	@Test
	void whatIsNoArchiveIsSaid() throws IOException {
		final Path text = Files.writeString(folder.resolve("graph.zip"), "no archive");
		assertFalse(Archives.isArchive(text));
		assertTrue(refusal(text).contains("not a zip, tar.gz or tar file"));
		Files.delete(text);
		assertTrue(refusal(forged("zip", out -> {})).contains("holds no file"));
	}

	@Test
	void aFolderThatIsThereIsKept() throws IOException {
		Files.createDirectories(target());
		Files.writeString(target().resolve("mine"), "kept");
		final Path archive = forged("zip", out -> out.file("graph.pb"));
		assertThrows(ModelException.class, () -> Archives.unpack(archive, target(), SMALL));
		assertEquals("kept", Files.readString(target().resolve("mine")));
		assertEquals(2, files().stream().filter(Files::isRegularFile).count());
	}
}
