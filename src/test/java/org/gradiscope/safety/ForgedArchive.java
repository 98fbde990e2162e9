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

package org.gradiscope.safety;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An archive with an entry that wants to get out of its folder, and some bytes changed at times. */
final class ForgedArchive {

	private final Map<String, byte[]> files;
	private final SplittableRandom random;
	private final Path forbidden;

	ForgedArchive(final Map<String, byte[]> files, final SplittableRandom random,
		final Path forbidden) {
		this.files = files;
		this.random = random;
		this.forbidden = forbidden;
	}

	Path write(final Path folder) throws IOException {
		final boolean zip = random.nextBoolean();
		final Path archive = folder.resolve(zip ? "model.zip" : "model.tar.gz");
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive))) {
			if (zip) zip(out);
			else tar(out);
		}
		if (zip && random.nextInt(4) == 0) changeMethod(archive);
		if (random.nextInt(3) == 0) damage(archive);
		return archive;
	}

	/** A name outside the folder, or a usual one. */
	private String name() {
		final String[] names =
			{ "../" + forbidden.getFileName(), forbidden.toString(), "a/../../" + forbidden.getFileName(),
				"..\\" + forbidden.getFileName(), "C:\\evil", "harmless.txt", "", ".", "a\0b" };
		return names[random.nextInt(names.length)];
	}

	private void zip(final OutputStream out) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, byte[]> file : files.entrySet())
				add(zip, file.getKey(), file.getValue());
			if (random.nextInt(4) > 0) add(zip, name(), new byte[] { 1, 2, 3 });
		}
	}

	private static void add(final ZipOutputStream zip, final String name, final byte[] bytes)
		throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(bytes);
		zip.closeEntry();
	}

	private void tar(final OutputStream out) throws IOException {
		try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
			tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
			for (final Map.Entry<String, byte[]> file : files.entrySet())
				add(tar, new TarArchiveEntry(file.getKey()), file.getValue());
			if (random.nextInt(4) == 0) return;
			final byte[] types = { TarConstants.LF_NORMAL, TarConstants.LF_SYMLINK, TarConstants.LF_LINK,
				TarConstants.LF_FIFO, TarConstants.LF_CHR };
			final TarArchiveEntry evil =
				new TarArchiveEntry(name(), types[random.nextInt(types.length)], true);
			evil.setLinkName(forbidden.toString());
			add(tar, evil, new byte[0]);
			if (random.nextBoolean())
				add(tar, new TarArchiveEntry(evil.getName() + "/through", true), new byte[] { 1, 2 });
		}
	}

	private static void add(final TarArchiveOutputStream tar, final TarArchiveEntry entry,
		final byte[] bytes) throws IOException {
		entry.setSize(bytes.length);
		tar.putArchiveEntry(entry);
		tar.write(bytes);
		tar.closeArchiveEntry();
	}

	/** Of all entries: Zstandard (93), XZ (95), or none that there is. */
	private void changeMethod(final Path archive) throws IOException {
		final byte[] bytes = Files.readAllBytes(archive);
		final int[] methods = { 1, 6, 9, 12, 14, 93, 95, 97, 255 };
		final byte method = (byte) methods[random.nextInt(methods.length)];
		for (int i = 0; i + 12 < bytes.length; i++)
			if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4)
				bytes[i + 8] = method;
			else if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2)
				bytes[i + 10] = method;
		Files.write(archive, bytes);
	}

	private void damage(final Path archive) throws IOException {
		final byte[] bytes = Files.readAllBytes(archive);
		for (int i = 0; i < 5; i++)
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
		Files.write(archive, bytes);
	}
}
