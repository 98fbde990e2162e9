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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.EngineHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the libraries are looked for, and what is said where they are not there. */
class TensorFlowLibrariesTest {

	private static final NativePlatform PLATFORM = NativePlatform.of(Loader.getPlatform());
	private static final NativePlatform OTHER =
		NativePlatform.all().stream().filter(p -> !p.name().equals(PLATFORM.name())).findFirst().get();

	@TempDir
	Path folder;
	private Path stated;
	private Path application;
	private Path cache;
	private Optional<Path> named = Optional.empty();
	private final List<String> asked = new ArrayList<>();
	private GraphicsCard card = Cards.none();

	@BeforeEach
	void places() {
		stated = folder.resolve("stated");
		application = folder.resolve("application");
		cache = folder.resolve("cache");
	}

	private TensorFlowLibraries libraries(final NativeSettings settings, final Path... classPath)
		throws IOException {
		final EngineHost host = new EngineHost() {

			@Override
			public List<Path> nativeFolders() {
				return List.of(application, application.resolveSibling("second"));
			}

			@Override
			public boolean agreesToDownload(final String terms) {
				asked.add(terms);
				return false;
			}
		};
		final URL[] urls = new URL[classPath.length];
		for (int i = 0; i < urls.length; i++)
			urls[i] = classPath[i].toUri().toURL();
		return new TensorFlowLibraries(host, settings,
			new ClassPathLibraries(new URLClassLoader(urls, null)), card);
	}

	private TensorFlowLibraries withSetting(final Path... classPath) throws IOException {
		return libraries(new NativeSettings(named, stated, true, false), classPath);
	}

	private TensorFlowLibraries withoutSetting(final Path... classPath) throws IOException {
		return libraries(new NativeSettings(named, cache, false, false), classPath);
	}

	private static String message(final TensorFlowLibraries libraries) {
		final String message = assertThrows(EngineException.class, libraries::obtain).getMessage();
		assertEquals(1, message.lines().count(), message);
		return message;
	}

	/** Each place in turn hides the ones before. */
	@Test
	void placesAreLookedAtInTheirOrder() throws IOException {
		final String name = PLATFORM.name();
		final Path jar = ForgedLibraries.jar(folder.resolve("lib"), PLATFORM);
		ForgedLibraries.write(cache.resolve(name), PLATFORM);
		assertEquals(Optional.of(cache.resolve(name)), withoutSetting().find());
		assertEquals(Optional.empty(), withSetting().find());
		assertEquals(Optional.of(jar), withoutSetting(jar).find());
		ForgedLibraries.write(folder.resolve("second").resolve(name), PLATFORM);
		assertEquals(Optional.of(folder.resolve("second").resolve(name)), withoutSetting(jar).find());
		final Path laid = ForgedLibraries.jar(application, PLATFORM);
		assertEquals(Optional.of(laid), withoutSetting(jar).find());
		ForgedLibraries.write(application.resolve(name), PLATFORM);
		assertEquals(Optional.of(application.resolve(name)), withoutSetting(jar).find());
		ForgedLibraries.write(stated.resolve(name), PLATFORM);
		assertEquals(Optional.of(stated.resolve(name)), withSetting(jar).find());
		named = Optional.of(ForgedLibraries.write(folder.resolve("named"), PLATFORM));
		assertEquals(named, withSetting(jar).find());
		assertEquals(named.get(), withSetting(jar).obtain());
		assertEquals(List.of(), asked);
	}

	@Test
	void aJarThatWasLaidIsUnpackedBesideIt() throws IOException {
		ForgedLibraries.jar(application, PLATFORM);
		final Path place = application.resolve(PLATFORM.name());
		assertEquals(place, withoutSetting().obtain());
		assertEquals(Optional.of(place), withoutSetting().find());
		assertEquals(Optional.empty(), PLATFORM.fault(place));
		assertFalse(Files.exists(cache));
	}

	/** As in an installation that several users share. */
	@Test
	void aJarInAFolderThatIsNotTheUsersIsUnpackedIntoTheCache() throws IOException {
		ForgedLibraries.jar(application, PLATFORM);
		assumeTrue(application.toFile().setWritable(false) && !Files.isWritable(application),
			"this user may write everywhere");
		assertEquals(cache.resolve(PLATFORM.name()), withoutSetting().obtain());
		assertTrue(application.toFile().setWritable(true));
	}

	@Test
	void missingLibrariesAreOneLineWithAllRemedies() throws IOException {
		assertEquals("TensorFlow's libraries for " + PLATFORM + " are not on this machine; they were " +
			"looked for in " + application + "; " + folder.resolve("second") + "; " + cache + ". Lay " +
			PLATFORM.jar() + " from Maven Central into " + application +
			" (see docs/install.md), or run " +
			"the install script, or agree to a download of about 150 MB (download-model name=tensorflow " +
			"download=true, or GRADISCOPE_DOWNLOAD=true).", message(withoutSetting()));
		assertEquals(List.of("TensorFlow's libraries for " + PLATFORM + " (about 150 MB, licence " +
			"Apache-2.0) from the server of DJL, the Deep Java Library, into " + cache), asked);
		assertTrue(message(withSetting()).contains(" into " + stated + " (see"));
		assertFalse(Files.exists(cache));
	}

	@Test
	void librariesOfAnotherPlatformAreNamed() throws IOException {
		ForgedLibraries.jar(application, OTHER);
		ForgedLibraries.write(cache.resolve(PLATFORM.name()), OTHER);
		for (int i = 0; i < PLATFORM.libraries().size(); i++)
			Files.write(cache.resolve(PLATFORM.name()).resolve(PLATFORM.libraries().get(i)),
				ForgedLibraries.library(OTHER.name()));
		final String message = message(withoutSetting());
		assertTrue(message.contains(application + ", where there is only " + OTHER.jar() + ";"),
			message);
		assertTrue(message.contains(cache + ", where " + PLATFORM + " has a fault: " +
			PLATFORM.libraries().get(0) + " is for " + OTHER + "."), message);
	}

	/** Whoever names the very folder means no other. */
	@Test
	void aNamedFolderWithoutThemIsAnErrorThoughTheyLieElsewhere() throws IOException {
		ForgedLibraries.write(application.resolve(PLATFORM.name()), PLATFORM);
		final Path place = ForgedLibraries.write(folder.resolve("named"), PLATFORM);
		final String library = PLATFORM.libraries().get(1);
		Files.delete(place.resolve(library));
		named = Optional.of(place);
		assertEquals(
			"TensorFlow's libraries for " + PLATFORM + " were looked for where " +
				"TENSORFLOW_LIBRARY_PATH says: in " + place + ", where " + library +
				" is missing. Lay them " + "there, or unset TENSORFLOW_LIBRARY_PATH.",
			message(withoutSetting()));
		assertEquals(List.of(), asked);
	}

	@Test
	void aPlatformWithoutLibrariesIsToldWhichThereAre() {
		assertEquals(
			"There is no TensorFlow library for linux-riscv64; it exists for linux-x86_64, " +
				"linux-arm64, macosx-arm64, macosx-x86_64, windows-x86_64: use a machine of one of these.",
			assertThrows(EngineException.class, () -> NativePlatform.of("linux-riscv64")).getMessage());
		assertEquals(Optional.empty(), NativePlatform.find("linux-riscv64"));
	}

	private static NativePlatform withCard() {
		assumeTrue(PLATFORM.withCard().isPresent(), "there are none for a card on " + PLATFORM);
		return PLATFORM.withCard().get();
	}

	/** In whatever place they lie; those for the processor lie in the first. */
	@Test
	void librariesForACardThatAnswersArePreferredWhereverTheyLie() throws IOException {
		card = Cards.named("Card");
		ForgedLibraries.write(application.resolve(PLATFORM.name()), PLATFORM);
		final Path jar = ForgedLibraries.jar(folder.resolve("lib"), withCard());
		assertEquals(Optional.of(jar), withoutSetting(jar).find());
		final Path laid = ForgedLibraries.jar(cache, withCard());
		assertEquals(Optional.of(laid), withoutSetting().find());
		assertEquals("tensorflow-core-native-1.0.0-linux-x86_64-gpu.jar",
			laid.getFileName().toString());
	}

	/** Forged ones do not load; they are unpacked to find out. */
	@Test
	void librariesForACardThatDoNotLoadGiveWayToThoseForTheProcessor() throws IOException {
		card = Cards.named("Card");
		final Path usual = ForgedLibraries.write(application.resolve(PLATFORM.name()), PLATFORM);
		final Path laid = ForgedLibraries.jar(application, withCard());
		final TensorFlowLibraries.Choice choice = withoutSetting().choose();
		assertEquals(usual, choice.folder());
		assertEquals(Optional.of(laid), choice.card());
		assertTrue(choice.fault().orElseThrow().startsWith("they do not load ("),
			choice.fault().toString());
		assertTrue(Files.isDirectory(application.resolve(withCard().name())));
	}

	/** Nothing is unpacked in vain. */
	@Test
	void withoutADriverTheProcessorDoesTheWork() throws IOException {
		final Path usual = ForgedLibraries.write(cache.resolve(PLATFORM.name()), PLATFORM);
		final Path laid = ForgedLibraries.jar(application, withCard());
		assertEquals(Optional.of(usual), withoutSetting().find());
		assertEquals(new TensorFlowLibraries.Choice(usual, Optional.of(laid),
			Optional.of("NVIDIA's driver (libcuda.so.1) is missing")), withoutSetting().choose());
		assertFalse(Files.exists(application.resolve(withCard().name())));
	}

	/** They compute on the processor too. */
	@Test
	void librariesForACardAreTakenWhereThereAreNoOthers() throws IOException {
		final Path laid = ForgedLibraries.jar(application, withCard());
		assertEquals(Optional.of(laid), withoutSetting().find());
		assertEquals(new TensorFlowLibraries.Choice(application.resolve(withCard().name()),
			Optional.of(laid), Optional.of("NVIDIA's driver (libcuda.so.1) is missing")),
			withoutSetting().choose());
	}

	@Test
	void withoutLibrariesForACardNothingIsSaidOfIt() throws IOException {
		card = Cards.named("Card");
		final Path usual = ForgedLibraries.write(cache.resolve(PLATFORM.name()), PLATFORM);
		assertEquals(new TensorFlowLibraries.Choice(usual, Optional.empty(), Optional.empty()),
			withoutSetting().choose());
	}
}
