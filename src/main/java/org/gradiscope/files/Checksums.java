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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** SHA-256, as text in lower-case hexadecimal. */
public final class Checksums {

	private Checksums() {}

	/** A digest to be fed. */
	public static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256.", e);
		}
	}

	/** The checksum of what a digest was fed. */
	public static String of(final MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	public static String of(final byte[] bytes) {
		final MessageDigest digest = sha256();
		digest.update(bytes);
		return of(digest);
	}

	/** @param progress told the bytes read so far; what it throws ends the reading */
	public static String of(final Path file, final LongConsumer progress) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return copy(in, OutputStream.nullOutputStream(), progress);
		}
	}

	/**
	 * Copies a stream to its end.
	 *
	 * @param progress told the bytes copied so far; what it throws ends the copying
	 * @return the checksum of the very bytes written
	 */
	public static String copy(final InputStream in, final OutputStream out,
		final LongConsumer progress) throws IOException {
		final MessageDigest digest = sha256();
		final byte[] buffer = new byte[1 << 20];
		long done = 0;
		for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
			digest.update(buffer, 0, n);
			out.write(buffer, 0, n);
			done += n;
			progress.accept(done);
		}
		return of(digest);
	}
}
