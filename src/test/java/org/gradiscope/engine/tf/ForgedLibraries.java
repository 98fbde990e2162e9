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

package org.gradiscope.engine.tf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Libraries that have a head and nothing else, as far as their platform's check goes. */
final class ForgedLibraries {

	/** Bytes of each. */
	static final int LENGTH = 1000;

	private ForgedLibraries() {}

	/** A library of 1000 bytes for a platform by JavaCPP's name. */
	static byte[] library(final String platform) {
		final boolean arm = platform.endsWith("arm64");
		final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
		if (platform.startsWith("linux")) elf(bytes, arm ? 0xB7 : 0x3E);
		else if (platform.startsWith("macosx")) machO(bytes, arm ? 0x0100000C : 0x01000007);
		else pe(bytes, arm ? 0xAA64 : 0x8664);
		return bytes.array();
	}

	/** Two sections of 64 bytes at the end. */
	private static void elf(final ByteBuffer bytes, final int machine) {
		bytes.putInt(0, 0x464C457F).putShort(18, (short) machine).putLong(40, LENGTH - 128)
			.putShort(58, (short) 64).putShort(60, (short) 2);
	}

	/** A segment, and a command that is none. */
	private static void machO(final ByteBuffer bytes, final int machine) {
		bytes.putInt(0, 0xFEEDFACF).putInt(4, machine).putInt(16, 2);
		bytes.putInt(32, 2).putInt(36, 24);
		bytes.putInt(56, 0x19).putInt(60, 72).putLong(96, 100).putLong(104, LENGTH - 100);
	}

	/** Two sections; the first ends the file. */
	private static void pe(final ByteBuffer bytes, final int machine) {
		bytes.putShort(0, (short) 0x5A4D).putInt(0x3C, 128).putInt(128, 0x4550);
		bytes.putShort(132, (short) machine).putShort(134, (short) 2).putShort(148, (short) 240);
		final int table = 128 + 24 + 240;
		bytes.putInt(table + 16, 200).putInt(table + 20, LENGTH - 200);
		bytes.putInt(table + 56, 100).putInt(table + 60, 100);
	}

	/** All libraries of a platform in a folder, which is made. */
	static Path write(final Path folder, final NativePlatform platform) throws IOException {
		Files.createDirectories(folder);
		for (final String library : platform.libraries())
			Files.write(folder.resolve(library), library(platform.name()));
		return folder;
	}

	/** A jar as on Maven Central, with a class, a licence and a folder besides. */
	static Path jar(final Path folder, final NativePlatform platform) throws IOException {
		final Path jar = Files.createDirectories(folder).resolve(platform.jar());
		try (OutputStream out = Files.newOutputStream(jar);
			ZipOutputStream zip = new ZipOutputStream(out)) {
			entry(zip, "org/tensorflow/internal/c_api/presets/A.class", new byte[9]);
			entry(zip, platform.inside(), new byte[0]);
			entry(zip, platform.inside() + "MORE/LICENSE", new byte[9]);
			entry(zip, platform.inside() + "LICENSE", new byte[9]);
			for (final String library : platform.libraries())
				entry(zip, platform.inside() + library, library(platform.name()));
		}
		return jar;
	}

	private static void entry(final ZipOutputStream zip, final String name, final byte[] content)
		throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content);
		zip.closeEntry();
	}
}
