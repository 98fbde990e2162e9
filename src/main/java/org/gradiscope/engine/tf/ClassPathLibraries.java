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
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;

/** The libraries' jar on the class path, which is how the project builds and tests itself. */
final class ClassPathLibraries {

	private final ClassLoader loader;

	/** @param loader whose class path it is */
	ClassPathLibraries(final ClassLoader loader) {
		this.loader = loader;
	}

	/** The jar that has them. */
	Optional<NativeSearch.Location> find(final NativePlatform platform) {
		return Optional.ofNullable(loader.getResource(platform.inside() + platform.libraries().get(0)))
			.flatMap(ClassPathLibraries::jar)
			.map(jar -> new NativeSearch.Location(jar, progress -> unpacked(jar, platform)));
	}

	private static Optional<Path> jar(final URL library) {
		try {
			final URLConnection connection = library.openConnection();
			return connection instanceof JarURLConnection
				? Optional.of(Path.of(((JarURLConnection) connection).getJarFileURL().toURI()))
				: Optional.empty();
		}
		catch (final IOException | URISyntaxException | IllegalArgumentException e) {
			// Not a file of this machine.
			return Optional.empty();
		}
	}

	/** Into JavaCPP's cache, unless they are there; the folder that has them. */
	private Path unpacked(final Path jar, final NativePlatform platform) {
		try {
			Path folder = null;
			for (final String file : new NativeJar(jar, platform).files())
				folder =
					Loader.cacheResource(loader.getResource(platform.inside() + file)).toPath().getParent();
			final Optional<String> fault = platform.fault(folder);
			if (fault.isPresent()) throw new EngineException("TensorFlow's libraries in " + folder +
				" are damaged: " + fault.get() + "; delete that folder, and they will be unpacked again.");
			return folder;
		}
		catch (final IOException e) {
			throw new EngineException("TensorFlow's libraries could not be unpacked from " + jar +
				" into the cache folder (set org.bytedeco.javacpp.cachedir to another): " +
				TensorFlowErrors.of(e), e);
		}
	}
}
