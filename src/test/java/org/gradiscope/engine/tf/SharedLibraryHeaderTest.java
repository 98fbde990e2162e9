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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a library's head tells: its platform, and whether the file is whole. */
class SharedLibraryHeaderTest {

	@TempDir
	Path folder;

	private Optional<String> fault(final byte[] content, final String platform) throws IOException {
		return SharedLibraryHeader.fault(Files.write(folder.resolve("library"), content), platform);
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64" })
	void aLibraryIsTakenOnItsOwnPlatformOnly(final String platform) throws IOException {
		final byte[] library = ForgedLibraries.library(platform);
		assertEquals(Optional.empty(), fault(library, platform));
		for (final NativePlatform other : NativePlatform.all())
			if (!other.name().equals(platform))
				assertEquals(Optional.of("is for " + platform), fault(library, other.name()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "linux-x86_64", "macosx-arm64", "windows-x86_64" })
	void aLibraryThatWasCutOffAnywhereIsRefused(final String platform) throws IOException {
		final byte[] library = ForgedLibraries.library(platform);
		assertEquals(Optional.of("is truncated: it has 999 of 1000 bytes"),
			fault(Arrays.copyOf(library, 999), platform));
		for (int length = 1; length < library.length; length++) {
			final Optional<String> fault = fault(Arrays.copyOf(library, length), platform);
			assertTrue(fault.isPresent() && fault.get().startsWith("is "), length + " bytes: " + fault);
		}
	}

	/** A signature may follow the last section of a DLL. */
	@Test
	void whatFollowsTheLastPartDoesNoHarm() throws IOException {
		for (final String platform : new String[] { "linux-x86_64", "windows-x86_64" })
			assertEquals(Optional.empty(),
				fault(Arrays.copyOf(ForgedLibraries.library(platform), 1100), platform));
	}

	@Test
	void whatIsNoLibraryIsSaidToBeNone() throws IOException {
		assertEquals(Optional.of("is empty"), fault(new byte[0], "linux-x86_64"));
		assertEquals(Optional.of("is missing"),
			SharedLibraryHeader.fault(folder.resolve("none"), "linux-x86_64"));
		assertEquals(Optional.of("is missing"), SharedLibraryHeader.fault(folder, "linux-x86_64"));
		assertEquals(Optional.of("is for no platform that is known here"),
			fault("<html>".getBytes(), "linux-x86_64"));
		final byte[] strange = ForgedLibraries.library("linux-x86_64");
		strange[18] = (byte) 0xF3;
		assertEquals(Optional.of("is for linux-machine-0xf3"), fault(strange, "linux-x86_64"));
	}

	@Test
	void theRealLibrariesOfThisMachineAreTaken() {
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		final Path real = new TensorFlowLibraries(EngineHost.NONE).obtain();
		assertEquals(Optional.empty(), platform.fault(real));
		assertFalse(NativePlatform.of("windows-x86_64").fault(real).isEmpty());
	}
}
