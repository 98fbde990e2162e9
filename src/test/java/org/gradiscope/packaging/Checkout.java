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

package org.gradiscope.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the project, so that what is run there does not build anew what the tests are run from. */
final class Checkout {

	private static final Path JAR = Path.of(System.getProperty("gradiscope.update-site"), "jars");

	private final Path folder;

	private Checkout(final Path folder) {
		this.folder = folder;
	}

	/** With the scripts, and packed as this build has packed it. */
	static Checkout packed(final Path folder) throws IOException {
		final Checkout copy = new Checkout(folder);
		copy.take(Path.of("pom.xml"), Path.of("scripts"));
		Files.createDirectories(folder.resolve("src/main"));
		Files.createDirectories(folder.resolve("src/tools"));
		Files.createDirectories(folder.resolve("target/classes"));
		// Last: what is older than the sources would be built anew.
		final Path jars = Files.createDirectories(folder.resolve("target/update-site/jars"));
		Files.copy(jar(), jars.resolve(jar().getFileName()));
		return copy;
	}

	/** With all that is needed to build it. */
	static Checkout sources(final Path folder) throws IOException {
		final Checkout copy = new Checkout(folder);
		copy.take(Path.of("pom.xml"), Path.of("src/main"), Path.of("src/tools"), Path.of("src/build"));
		return copy;
	}

	/** The one jar that an update site would carry. */
	static Path jar() throws IOException {
		try (Stream<Path> jars = Files.list(JAR)) {
			return jars.reduce((a, b) -> {
				throw new IllegalStateException(
					"Only one jar is expected, but there are " + a + " and " + b);
			}).orElseThrow();
		}
	}

	Path folder() {
		return folder;
	}

	private void take(final Path... parts) throws IOException {
		for (final Path part : parts) {
			Files.createDirectories(folder.resolve(part).getParent());
			try (Stream<Path> all = Files.walk(part)) {
				for (final Path file : all.toList())
					Files.copy(file, folder.resolve(file));
			}
		}
	}
}
