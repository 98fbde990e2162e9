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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.gradiscope.files.AtomicFiles;
import org.gradiscope.files.FileTrees;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NetworkFormat;

/**
 * Unpacks archives that nobody has looked into: {@code .zip}, {@code .tar.gz}, {@code .tgz} and
 * {@code .tar}. What a file is shows in its first bytes, whatever its name.
 */
public final class Archives {

	private static final int HEAD = 512;
	private static final int TAR_MAGIC = 257;

	private Archives() {}

	/**
	 * How much an archive may hold. Sizes are counted while the files are written, whatever the archive
	 * says of itself.
	 *
	 * @param entries files and folders, at most
	 * @param file bytes of one file, at most
	 * @param total bytes of all files, at most
	 */
	public record Limits(int entries, long file, long total) {

		/** More than any network of today needs: 10,000 entries, 4 GiB. */
		public static final Limits USUAL = new Limits(10_000, 4L << 30, 4L << 30);

		/** @throws IllegalArgumentException if one of them is under 1 */
		public Limits {
			if (entries < 1 || file < 1 || total < 1)
				throw new IllegalArgumentException("The limits of an archive are at least 1, but " +
					entries + ", " + file + " and " + total + " were given.");
		}
	}

	/** What a file is. */
	enum Kind {
		ZIP, TAR_GZ, TAR, NONE
	}

	/** Whether a file begins like an archive; a network of Keras does too, but is none. */
	public static boolean isArchive(final Path file) {
		try {
			return Files.isRegularFile(file) && kind(file) != Kind.NONE &&
				!NetworkFormat.in(file).equals(Optional.of(NetworkFormat.KERAS));
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	/**
	 * Unpacks an archive into a new folder. Refused are paths that lead out of the folder, links,
	 * devices, names that are there twice or differ in case only, and more than the limits allow. The
	 * leftovers of macOS ({@code __MACOSX}, {@code ._x}) are skipped. The folder is there whole or not
	 * at all.
	 *
	 * @param target must not exist
	 * @throws ModelException if the archive is refused or damaged, or the folder cannot be written
	 */
	public static void unpack(final Path archive, final Path target, final Limits limits) {
		unpack(archive, archive, target, limits);
	}

	/** As {@link #unpack(Path, Path, Limits)}, with {@code named} in the messages. */
	static void unpack(final Path archive, final Path named, final Path target, final Limits limits) {
		try {
			AtomicFiles.writeFolder(target, folder -> {
				final Unpacker unpacker = new Unpacker(named.getFileName().toString(), folder, limits);
				ArchiveReader.visit(archive, kind(archive), limits.entries(), unpacker);
				unpacker.finish();
			});
		}
		catch (final IOException e) {
			throw unreadable(named, e);
		}
		// The library answers some forged headers so.
		catch (final IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException
			| IllegalStateException | NegativeArraySizeException e) {
			throw unreadable(named, e);
		}
	}

	private static ModelException unreadable(final Path archive, final Exception e) {
		return new ModelException("The archive " + archive + " cannot be unpacked (" +
			FileTrees.reason(e) + "); download it again, or check that there is room to write.", e);
	}

	private static Kind kind(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] head = in.readNBytes(HEAD);
			if (begins(head, 0, 'P', 'K', 3, 4) || begins(head, 0, 'P', 'K', 5, 6)) return Kind.ZIP;
			if (begins(head, 0, 0x1f, 0x8b)) return Kind.TAR_GZ;
			return begins(head, TAR_MAGIC, 'u', 's', 't', 'a', 'r') ? Kind.TAR : Kind.NONE;
		}
	}

	private static boolean begins(final byte[] head, final int offset, final int... magic) {
		if (head.length < offset + magic.length) return false;
		for (int i = 0; i < magic.length; i++)
			if ((head[offset + i] & 0xff) != magic[i]) return false;
		return true;
	}

	/**
	 * The list of members at the end of a zip file, which is read into memory before any of them. What
	 * the file says of the list's length is not believed: its lines are counted wherever they are.
	 */
	static final class ZipCentralDirectory {

		/** {@code PK 1 2}, with which each of its lines begins. */
		private static final int SIGNATURE = 0x504B0102;
		/** Of a line without its name, extra field and comment, behind the signature. */
		private static final int LINE = 42;
		/** Where a line has the lengths of these three, behind the signature. */
		private static final int LENGTHS = 24;
		/** Of all lines together, in bytes. */
		private static final long LARGEST = 16L << 20;

		private ZipCentralDirectory() {}

		/**
		 * @throws IOException if it has more lines than {@code most}, by their signatures, or they are
		 *           larger than 16 MB together
		 */
		static void check(final Path zip, final int most) throws IOException {
			int found = 0;
			long size = 0;
			int last = 0;
			try (InputStream in = new BufferedInputStream(Files.newInputStream(zip), 1 << 16)) {
				for (int next = in.read(); next >= 0; next = in.read()) {
					last = last << 8 | next;
					if (last != SIGNATURE) continue;
					if (++found > most) throw new IOException("it has more than " + most + " entries");
					size += line(in);
					if (size > LARGEST)
						throw new IOException("its directory is larger than " + LARGEST + " bytes");
				}
			}
		}

		/** The bytes of the line whose signature was read; the stream stays where it is. */
		private static long line(final InputStream in) throws IOException {
			in.mark(LINE);
			final byte[] line = in.readNBytes(LINE);
			in.reset();
			long size = Integer.BYTES + LINE;
			for (int i = LENGTHS; i < LENGTHS + 6 && i + 1 < line.length; i += 2)
				size += line[i] & 0xff | (line[i + 1] & 0xff) << 8;
			return size;
		}
	}
}
