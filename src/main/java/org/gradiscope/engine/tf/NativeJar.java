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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;

/** The jar of the libraries of one platform, as it is on Maven Central. */
final class NativeJar {

	private static final int STEPS = 1000;

	private final Path jar;
	private final NativePlatform platform;

	NativeJar(final Path jar, final NativePlatform platform) {
		this.jar = jar;
		this.platform = platform;
	}

	/** The names of the libraries and of what comes with them. */
	List<String> files() throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			return entries(zip).stream().map(this::name).toList();
		}
	}

	/**
	 * Unpacks it, unless that was done.
	 *
	 * @param folder in which the platform's folder is made
	 * @return the platform's folder
	 * @throws EngineException if the jar is damaged, or the folder cannot be written
	 */
	Path unpack(final Path folder, final Progress progress) {
		return new NativeInstaller(folder, platform).install(progress, target -> {
			try (ZipFile zip = new ZipFile(jar.toFile())) {
				unpack(zip, target, progress);
			}
			catch (final ZipException e) {
				throw new EngineException(
					"The file " + jar + " is damaged (" + TensorFlowErrors.of(e) + "); copy it there again.",
					e);
			}
		});
	}

	private void unpack(final ZipFile zip, final Path target, final Progress progress)
		throws IOException {
		final List<? extends ZipEntry> entries = entries(zip);
		final long total = entries.stream().mapToLong(ZipEntry::getSize).sum();
		long done = 0;
		for (final ZipEntry entry : entries)
			done = copy(zip, entry, target.resolve(name(entry)), done, total, progress);
	}

	/** Each file that lies directly in the platform's folder; classes and licences lie elsewhere. */
	private List<? extends ZipEntry> entries(final ZipFile zip) {
		return zip.stream().filter(e -> e.getName().startsWith(platform.inside()) &&
			!name(e).isEmpty() && !name(e).matches(".*[/\\\\:].*")).toList();
	}

	private String name(final ZipEntry entry) {
		return entry.getName().substring(platform.inside().length());
	}

	/** @return the bytes copied so far */
	private long copy(final ZipFile zip, final ZipEntry entry, final Path file, final long before,
		final long total, final Progress progress) throws IOException {
		final CRC32 sum = new CRC32();
		final byte[] buffer = new byte[1 << 20];
		long done = before;
		try (InputStream in = zip.getInputStream(entry);
			OutputStream out = Files.newOutputStream(file)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				progress.check();
				out.write(buffer, 0, n);
				sum.update(buffer, 0, n);
				done += n;
				progress.report((int) Math.min(STEPS - 1, STEPS * done / Math.max(1, total)), STEPS,
					"unpacking TensorFlow's libraries");
			}
		}
		if (sum.getValue() != entry.getCrc())
			throw new ZipException(entry.getName() + " has a wrong checksum");
		return done;
	}
}
