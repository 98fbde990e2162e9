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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.gradiscope.model.ModelException;

/** What is in an archive, one member after the other. */
final class ArchiveReader {

	/** The mask and the values of a Unix file type; an archive made elsewhere states none. */
	private static final int TYPE = 0xF000;
	private static final int REGULAR = 0x8000;
	private static final int FOLDER = 0x4000;
	private static final int PADDING = 1 << 16;

	private ArchiveReader() {}

	/** What a member is. */
	enum Type {
		FILE, FOLDER, OTHER
	}

	/** Opens a member's content. */
	@FunctionalInterface
	interface Content {

		InputStream open() throws IOException;
	}

	/** Shown each member in turn. */
	@FunctionalInterface
	interface Visitor {

		void visit(String name, Type type, Content content) throws IOException;
	}

	/** @param most the number of members that a visitor takes */
	static void visit(final Path archive, final Archives.Kind kind, final int most,
		final Visitor visitor) throws IOException {
		switch (kind) {
			case ZIP:
				Archives.ZipCentralDirectory.check(archive, most);
				zip(archive, visitor);
				break;
			case TAR_GZ:
				tar(archive, true, visitor);
				break;
			case TAR:
				tar(archive, false, visitor);
				break;
			default:
				throw new IOException("it is not a zip, tar.gz or tar file");
		}
	}

	/** By the central directory, which alone tells links from files. */
	private static void zip(final Path archive, final Visitor visitor) throws IOException {
		try (ZipFile zip = ZipFile.builder().setPath(archive).setIgnoreLocalFileHeader(true).get()) {
			final Enumeration<ZipArchiveEntry> entries = zip.getEntries();
			while (entries.hasMoreElements()) {
				final ZipArchiveEntry entry = entries.nextElement();
				visitor.visit(entry.getName(), type(entry), () -> checked(zip, entry));
			}
		}
	}

	/** A stream whose end is an error where the content is not what was packed. */
	private static InputStream checked(final ZipFile zip, final ZipArchiveEntry entry)
		throws IOException {
		checkMethod(entry);
		return new CheckedInputStream(zip.getInputStream(entry), new CRC32()) {

			@Override
			public int read(final byte[] bytes, final int from, final int count) throws IOException {
				final int n = super.read(bytes, from, count);
				if (n < 0 && getChecksum().getValue() != entry.getCrc()) throw new IOException(
					"the content of '" + SafePath.shown(entry.getName()) + "' is damaged");
				return n;
			}
		};
	}

	/** The library hands other methods to libraries that are not there. */
	private static void checkMethod(final ZipArchiveEntry entry) {
		final int method = entry.getMethod();
		if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED) throw new ModelException(
			"'" + SafePath.shown(entry.getName()) + "' in the archive is packed by method " + method +
				", but stored (0) or deflated (8) was expected; pack it again as a plain zip.");
	}

	private static Type type(final ZipArchiveEntry entry) {
		final int type = entry.getUnixMode() & TYPE;
		if (type != 0 && type != REGULAR && type != FOLDER) return Type.OTHER;
		return entry.isDirectory() ? Type.FOLDER : Type.FILE;
	}

	private static void tar(final Path archive, final boolean zipped, final Visitor visitor)
		throws IOException {
		try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
			TarHeaderLimit plain = new TarHeaderLimit(zipped ? new GZIPInputStream(file) : file);
			TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
			for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
				plain.content();
				visitor.visit(e.getName(), type(e), () -> tar);
				plain.headers();
			}
			// At the end the checksum of gzip is looked at; no more than the padding of tar is left.
			plain.readNBytes(PADDING);
		}
	}

	private static Type type(final TarArchiveEntry entry) {
		if (entry.isDirectory()) return Type.FOLDER;
		final boolean plain = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() &&
			!entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO();
		return plain ? Type.FILE : Type.OTHER;
	}

	/**
	 * Between two members of a tar file there are headers only. A forged one can say that a name is
	 * gigabytes long, and would be read into memory: this stream ends it.
	 */
	private static final class TarHeaderLimit extends FilterInputStream {

		private static final long HEADERS = 1 << 20;

		private long left = HEADERS;

		TarHeaderLimit(final InputStream in) {
			super(in);
		}

		/** Content comes, and others count it. */
		void content() {
			left = Long.MAX_VALUE;
		}

		/** The next headers come. */
		void headers() {
			left = HEADERS;
		}

		@Override
		public int read() throws IOException {
			count(1);
			return super.read();
		}

		@Override
		public int read(final byte[] bytes, final int from, final int count) throws IOException {
			count(count);
			return super.read(bytes, from, count);
		}

		@Override
		public long skip(final long count) throws IOException {
			count(count);
			return super.skip(count);
		}

		private void count(final long bytes) throws IOException {
			left -= bytes;
			if (left < 0) throw new IOException("its headers are larger than " + HEADERS + " bytes");
		}
	}
}
