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

package org.gradiscope.engine.tf.keras;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Files of Keras 3 with another configuration than Keras wrote. */
final class ForgedKeras {

	private static final String CONFIG = "config.json";

	private ForgedKeras() {}

	/** @return the changed file, beside the other one */
	static Path of(final Path sound, final UnaryOperator<String> change) throws IOException {
		final Path forged = Files.createTempFile(sound.getParent(), "forged", ".keras");
		try (ZipFile from = new ZipFile(sound.toFile());
			OutputStream out = Files.newOutputStream(forged);
			ZipOutputStream to = new ZipOutputStream(out)) {
			for (final ZipEntry entry : from.stream().toList()) {
				final byte[] content = from.getInputStream(entry).readAllBytes();
				write(to, entry.getName(),
					entry.getName().equals(CONFIG) ? change.apply(new String(content, StandardCharsets.UTF_8))
						.getBytes(StandardCharsets.UTF_8) : content);
			}
		}
		return forged;
	}

	/** As Python does, uncompressed, unless it is large. */
	private static void write(final ZipOutputStream to, final String name, final byte[] content)
		throws IOException {
		final ZipEntry entry = new ZipEntry(name);
		if (content.length < 1 << 20) {
			final CRC32 sum = new CRC32();
			sum.update(content);
			entry.setMethod(ZipEntry.STORED);
			entry.setSize(content.length);
			entry.setCrc(sum.getValue());
		}
		to.putNextEntry(entry);
		to.write(content);
		to.closeEntry();
	}
}
