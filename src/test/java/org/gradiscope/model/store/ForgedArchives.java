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
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives as an attacker would write them, entry by entry, of one kind or another. */
final class ForgedArchives {

	private static final int SYMBOLIC_LINK = 0xA1FF;

	/** Adds an entry to an archive. */
	interface Writer {

		void file(String name, byte[] content) throws IOException;

		void folder(String name) throws IOException;

		void symbolicLink(String name, String target) throws IOException;

		default void file(final String name) throws IOException {
			file(name, ("content of " + name).getBytes(StandardCharsets.UTF_8));
		}
	}

	/** Fills an archive. */
	@FunctionalInterface
	interface Filling {

		void fill(Writer writer) throws IOException;
	}

	private ForgedArchives() {}

	/** @param kind {@code zip}, {@code tar} or {@code tar.gz} */
	static Path write(final Path folder, final String kind, final Filling filling)
		throws IOException {
		final Path file = folder.resolve("forged." + kind);
		if (kind.equals("zip")) zip(file, filling);
		else tar(file, kind.equals("tar.gz"), filling);
		return file;
	}

	private static void zip(final Path file, final Filling filling) throws IOException {
		try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
			filling.fill(new Writer() {

				@Override
				public void file(final String name, final byte[] content) throws IOException {
					put(new ZipArchiveEntry(name), content);
				}

				@Override
				public void folder(final String name) throws IOException {
					put(new ZipArchiveEntry(name + "/"), new byte[0]);
				}

				@Override
				public void symbolicLink(final String name, final String target) throws IOException {
					final ZipArchiveEntry entry = new ZipArchiveEntry(name);
					entry.setUnixMode(SYMBOLIC_LINK);
					put(entry, target.getBytes(StandardCharsets.UTF_8));
				}

				private void put(final ZipArchiveEntry entry, final byte[] content) throws IOException {
					out.putArchiveEntry(entry);
					out.write(content);
					out.closeArchiveEntry();
				}
			});
		}
	}

	private static void tar(final Path file, final boolean zipped, final Filling filling)
		throws IOException {
		try (OutputStream plain = Files.newOutputStream(file); TarArchiveOutputStream out =
			new TarArchiveOutputStream(zipped ? new GZIPOutputStream(plain) : plain)) {
			filling.fill(new Writer() {

				@Override
				public void file(final String name, final byte[] content) throws IOException {
					put(new TarArchiveEntry(name, true), content);
				}

				@Override
				public void folder(final String name) throws IOException {
					put(new TarArchiveEntry(name + "/", true), new byte[0]);
				}

				@Override
				public void symbolicLink(final String name, final String target) throws IOException {
					put(link(name, target, TarConstants.LF_SYMLINK), new byte[0]);
				}

				private void put(final TarArchiveEntry entry, final byte[] content) throws IOException {
					entry.setSize(content.length);
					out.putArchiveEntry(entry);
					out.write(content);
					out.closeArchiveEntry();
				}
			});
		}
	}

	/** The first kilobytes of a tar.gz whose first member's name is that long, of zeros. */
	static Path longName(final Path folder, final long length) throws IOException {
		final Path file = folder.resolve("long.tar.gz");
		final TarArchiveEntry entry =
			new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
		entry.setSize(length);
		final byte[] header = new byte[512];
		entry.writeEntryHeader(header);
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
			out.write(header);
			out.write(new byte[4 << 20]);
		}
		return file;
	}

	/** A tar file with a single member that is no file. */
	static Path special(final Path folder, final byte type) throws IOException {
		final Path file = folder.resolve("special.tar");
		try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(file))) {
			out.putArchiveEntry(link("odd", "/etc/passwd", type));
			out.closeArchiveEntry();
		}
		return file;
	}

	/** A zip file with as many empty members, their names and comments that long. */
	static Path longLines(final Path folder, final int members, final int length) throws IOException {
		final Path file = folder.resolve("lines.zip");
		try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
			for (int i = 0; i < members; i++) {
				final ZipArchiveEntry entry = new ZipArchiveEntry(i + "x".repeat(length));
				entry.setComment("x".repeat(length));
				out.putArchiveEntry(entry);
				out.closeArchiveEntry();
			}
		}
		return file;
	}

	/** A zip file of {@code a.pb} that says that it was packed by another method. */
	static Path packedBy(final Path folder, final int method) throws IOException {
		final Path file = write(folder, "zip", out -> out.file("a.pb"));
		final ByteBuffer bytes =
			ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putShort(8, (short) method);
		for (int i = 0; i + 12 < bytes.capacity(); i++)
			if (bytes.getInt(i) == 0x02014B50) bytes.putShort(i + 10, (short) method);
		return Files.write(file, bytes.array());
	}

	private static TarArchiveEntry link(final String name, final String target, final byte type) {
		final TarArchiveEntry entry = new TarArchiveEntry(name, type);
		entry.setLinkName(target);
		return entry;
	}
}
