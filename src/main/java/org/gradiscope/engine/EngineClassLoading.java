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

package org.gradiscope.engine;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

import org.gradiscope.files.UserCache;

/**
 * The class loader that the engine lives in. As installed, the engine's libraries lie within the
 * plugin's own jar, out of sight of the application, and the engine has a loader of its own; on a
 * class path that holds the libraries themselves, as in a build, it is the application's.
 * <p>
 * The libraries are laid into {@code engine} in the {@link UserCache}, or the folder that the system
 * property {@value #PROPERTY}, or else the environment variable {@value #VARIABLE}, names; one folder
 * there for each set of them. They are checked each time. Where that cannot be written they go into a
 * temporary folder for this process.
 * </p>
 */
public final class EngineClassLoading {

	/** The system property that moves the folder of libraries. */
	static final String PROPERTY = "gradiscope.engine";

	/** The environment variable that moves it. */
	static final String VARIABLE = "GRADISCOPE_ENGINE";

	/** The package of the engine, which is known by its service alone. */
	private static final String PACKAGE = "org.gradiscope.engine.tf";

	/** Logging is the application's, where it has any. */
	private static final String LOGGING = "org.slf4j";

	private static ClassLoader loader;

	private EngineClassLoading() {}

	/** Made once: native libraries cannot be loaded by two class loaders. */
	static synchronized ClassLoader loader() {
		if (loader == null) loader = make(home(EngineClassLoading.class),
			cache(System::getProperty, System::getenv), EngineClassLoading.class.getClassLoader());
		return loader;
	}

	/**
	 * What another Java has to have on its class path for the engine to be found there as it is here: the
	 * plugin's own jar, where the libraries lie within it, or else all that this Java has.
	 *
	 * @throws IOException if the jar cannot be read
	 */
	public static String classPath() throws IOException {
		final Optional<Path> home = home(EngineClassLoading.class);
		if (home.isPresent() && NestedJars.in(home.get()).isPresent()) return home.get().toString();
		return System.getProperty("java.class.path");
	}

	static Path cache(final UnaryOperator<String> property, final UnaryOperator<String> variable) {
		return new UserCache(property, variable).folder("engine", PROPERTY, VARIABLE);
	}

	/** The jar that a class is from; empty if it is from a folder. */
	private static Optional<Path> home(final Class<?> type) {
		final CodeSource source = type.getProtectionDomain().getCodeSource();
		try {
			if (source == null || !"file".equals(source.getLocation().getProtocol()))
				return Optional.empty();
			return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
		}
		catch (final URISyntaxException e) {
			return Optional.empty();
		}
	}

	/**
	 * @param home the plugin's own jar
	 * @param cache where its libraries go
	 * @param parent the application's loader, returned if there are no such libraries
	 */
	static ClassLoader make(final Optional<Path> home, final Path cache, final ClassLoader parent) {
		try {
			final Optional<NestedJars> nested =
				home.isPresent() ? NestedJars.in(home.get()) : Optional.empty();
			return nested.isEmpty() ? parent : make(nested.get(), install(nested.get(), cache), parent);
		}
		catch (final IOException e) {
			throw new EngineException(
				"The engine could not be read from " + home.get() + " (" + e + "); reinstall Gradiscope.",
				e);
		}
	}

	private static ClassLoader make(final NestedJars nested, final List<Path> libraries,
		final ClassLoader parent) throws IOException {
		final Set<String> packages =
			libraries.stream().flatMap(jar -> packages(jar).stream()).collect(Collectors.toSet());
		if (has(parent, LOGGING + ".LoggerFactory"))
			packages.removeIf(p -> (p + ".").startsWith(LOGGING + "."));
		final List<URL> urls = new ArrayList<>();
		for (final Path jar : libraries)
			urls.add(jar.toUri().toURL());
		urls.add(nested.archive().toUri().toURL());
		return new EngineClassLoader(urls, packages, PACKAGE, parent);
	}

	private static List<Path> install(final NestedJars nested, final Path cache) {
		final Path folder = cache.resolve(nested.name());
		try {
			return nested.copyTo(folder);
		}
		catch (final IOException e) {
			return installTemporarily(nested, folder, e);
		}
	}

	/** Where only this process looks, so that nobody else can put anything there. */
	private static List<Path> installTemporarily(final NestedJars nested, final Path folder,
		final IOException why) {
		try {
			final Path temporary = Files.createTempDirectory("gradiscope-engine");
			final List<Path> libraries = nested.copyTo(temporary);
			temporary.toFile().deleteOnExit();
			libraries.stream().map(Path::toFile).forEach(File::deleteOnExit);
			return libraries;
		}
		catch (final IOException e) {
			throw new EngineException("The engine's files could not be laid into " + folder + " (" + why +
				") nor into a temporary folder (" + e + "); name a folder that can be written by the " +
				"system property " + PROPERTY + ".", e);
		}
	}

	private static Set<String> packages(final Path library) {
		try (JarFile jar = new JarFile(library.toFile())) {
			return jar.stream().map(ZipEntry::getName)
				.filter(
					name -> name.endsWith(".class") && name.indexOf('/') > 0 && !name.startsWith("META-INF/"))
				.map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
				.collect(Collectors.toSet());
		}
		catch (final IOException e) {
			throw new EngineException("The engine's file " + library + " could not be read: " + e, e);
		}
	}

	private static boolean has(final ClassLoader loader, final String className) {
		return loader.getResource(className.replace('.', '/') + ".class") != null;
	}
}
