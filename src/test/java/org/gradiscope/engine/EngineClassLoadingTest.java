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

import static org.gradiscope.testing.TinyJars.file;
import static org.gradiscope.testing.TinyJars.indexed;
import static org.gradiscope.testing.TinyJars.jar;
import static org.gradiscope.testing.TinyJars.saying;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An application with a library of its own version, and a plugin that brings another inside. */
class EngineClassLoadingTest {

	private static final String LIBRARY = "library.Library";
	private static final String SERVICE = "META-INF/services/" + LIBRARY;
	private static final String ENGINE = "org.gradiscope.engine.tf.Anything";

	private static byte[] oldJar;
	private static byte[] nested;
	private static byte[] pluginJar;

	// Loaders keep their jars open, and some systems do not delete open files.
	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	Path folder;

	private Path cache;
	private Path plugin;
	private URLClassLoader application;
	private final List<ClassLoader> made = new ArrayList<>();

	@BeforeAll
	static void compile(@TempDir final Path scratch) throws IOException {
		oldJar = jar(saying(scratch, LIBRARY, "old"), saying(scratch, "library.Removed", "old"),
			saying(scratch, "other.Other", "shared"),
			saying(scratch, "org.slf4j.LoggerFactory", "application"), file("library/text", "old"),
			file(SERVICE, "old"), file("native/lib/library.properties", "old"),
			file("other/text", "shared"));
		nested =
			jar(saying(scratch, LIBRARY, "new"), saying(scratch, "org.slf4j.LoggerFactory", "nested"),
				file("library/text", "new"), file("text", "new"), file(SERVICE, "new"));
		pluginJar = jar(saying(scratch, ENGINE, "engine"),
			saying(scratch, "org.gradiscope.engine.Anything", "shared"), nest("new.jar", nested));
	}

	@BeforeEach
	void makeApplicationAndPlugin() throws IOException {
		cache = folder.resolve("cache");
		final Path old = Files.write(folder.resolve("old.jar"), oldJar);
		plugin = Files.write(folder.resolve("plugin.jar"), pluginJar);
		application = new URLClassLoader(new URL[] { old.toUri().toURL(), plugin.toUri().toURL() },
			ClassLoader.getPlatformClassLoader());
	}

	private static Map<String, byte[]> nest(final String name, final byte[] jar) {
		final var files = new HashMap<>(file(NestedJars.INDEX, indexed(name, jar)));
		files.put(NestedJars.FOLDER + name, jar);
		return files;
	}

	@AfterEach
	void close() throws IOException {
		application.close();
		for (final ClassLoader loader : made)
			if (loader instanceof URLClassLoader closeable) closeable.close();
	}

	private ClassLoader loader() {
		return loader(application);
	}

	private ClassLoader loader(final ClassLoader parent) {
		final ClassLoader loader = EngineClassLoading.make(Optional.of(plugin), cache, parent);
		made.add(loader);
		return loader;
	}

	private static String say(final ClassLoader loader, final String type) throws Exception {
		return loader.loadClass(type).getConstructor().newInstance().toString();
	}

	private static String text(final URL resource) throws IOException {
		try (InputStream in = resource.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void eachSideHasItsOwnLibrary() throws Exception {
		final ClassLoader loader = loader();
		assertEquals("new", say(loader, LIBRARY));
		assertEquals("old", say(application, LIBRARY));
		assertSame(loader.loadClass(LIBRARY), loader.loadClass(LIBRARY));
	}

	@Test
	void whatTheNewVersionHasNoLongerIsNotTakenFromTheOld() {
		final ClassLoader loader = loader();
		assertThrows(ClassNotFoundException.class, () -> loader.loadClass("library.Removed"));
	}

	@Test
	void theEngineIsDefinedAnewAndAllElseIsShared() throws Exception {
		final ClassLoader loader = loader();
		assertEquals("engine", say(loader, ENGINE));
		assertNotSame(application.loadClass(ENGINE), loader.loadClass(ENGINE));
		for (final String shared : List.of("org.gradiscope.engine.Anything", "other.Other",
			"java.util.ArrayList"))
			assertSame(application.loadClass(shared), loader.loadClass(shared));
	}

	@Test
	void loggingIsTheApplicationsWhereItHasAny() throws Exception {
		assertEquals("application", say(loader(), "org.slf4j.LoggerFactory"));
		try (URLClassLoader plain = new URLClassLoader(new URL[] { plugin.toUri().toURL() },
			ClassLoader.getPlatformClassLoader())) {
			assertEquals("nested", say(loader(plain), "org.slf4j.LoggerFactory"));
		}
	}

	@Test
	void resourcesOfTheLibraryAreItsOwn() throws IOException {
		final ClassLoader loader = loader();
		for (final String name : List.of("library/text", SERVICE)) {
			assertEquals("new", text(loader.getResource(name)));
			assertEquals(1, Collections.list(loader.getResources(name)).size(), name);
		}
		assertEquals("new", text(loader.getResource("text")));
		assertNull(loader.getResource("native/lib/library.properties"));
		assertNull(loader.getResource("library/none"));
		assertEquals("shared", text(loader.getResource("other/text")));
		assertEquals(1, Collections.list(loader.getResources("other/text")).size());
	}

	@Test
	void aDamagedCopyIsMadeAnewAndAWholeOneIsKept() throws Exception {
		loader();
		final Path copy = onlyCopy();
		final Object first = Files.getLastModifiedTime(copy);
		loader();
		assertEquals(first, Files.getLastModifiedTime(copy));
		Files.write(copy, new byte[] { 1, 2, 3 });
		assertEquals("new", say(loader(), LIBRARY));
		assertEquals(nested.length, Files.size(onlyCopy()));
	}

	/** The one file in the cache, the name of whose folder is not for others to know. */
	private Path onlyCopy() throws IOException {
		try (Stream<Path> files = Files.walk(cache)) {
			final List<Path> copies = files.filter(Files::isRegularFile).toList();
			assertEquals(1, copies.size(), copies.toString());
			return copies.get(0);
		}
	}

	@Test
	void manyAtOnceFindOneWholeCopy() throws Exception {
		final ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			final Callable<String> start =
				() -> say(EngineClassLoading.make(Optional.of(plugin), cache, application), LIBRARY);
			for (final Future<String> said : threads.invokeAll(Collections.nCopies(16, start)))
				assertEquals("new", said.get());
		}
		finally {
			threads.shutdown();
		}
		assertEquals(nested.length, Files.size(onlyCopy()));
	}

	@Test
	void aCacheThatCannotBeMadeIsNoObstacle() throws Exception {
		Files.writeString(cache, "a file where the folder should be");
		assertEquals("new", say(loader(), LIBRARY));
	}

	@Test
	void aDamagedPluginIsRefusedInOneLine() throws IOException {
		plugin = Files.write(folder.resolve("damaged.jar"),
			jar(file(NestedJars.INDEX, indexed("new.jar", nested)),
				file(NestedJars.FOLDER + "new.jar", "not what it was")));
		final String message = assertThrows(EngineException.class, this::loader).getMessage();
		assertTrue(message
			.endsWith("damaged.jar is damaged: new.jar in it has another checksum than is stated; " +
				"reinstall Gradiscope."),
			message);
		try (Stream<Path> files = Files.walk(cache)) {
			assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
		}
	}

	@Test
	void theCacheIsTheUsersOwnOrWhereTheUserWantsIt() {
		final Map<String, String> set =
			new HashMap<>(Map.of("os.name", "Linux", "user.home", "/home/a"));
		assertEquals(Path.of("/home/a/.cache/gradiscope/engine"),
			EngineClassLoading.cache(set::get, set::get));
		set.put(EngineClassLoading.VARIABLE, "/variable");
		assertEquals(Path.of("/variable"), EngineClassLoading.cache(set::get, set::get));
		set.put(EngineClassLoading.PROPERTY, "/property");
		assertEquals(Path.of("/property"), EngineClassLoading.cache(set::get, set::get));
	}

	@Test
	void withoutNestedJarsTheLoaderIsTheApplications() throws IOException {
		plugin = Files.write(folder.resolve("bare.jar"), jar(file("text", "bare")));
		assertSame(application, loader());
		assertSame(application, EngineClassLoading.make(Optional.empty(), cache, application));
		assertSame(Engine.class.getClassLoader(), EngineClassLoading.loader());
	}
}
