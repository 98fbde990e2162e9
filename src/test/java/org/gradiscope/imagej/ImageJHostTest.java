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

package org.gradiscope.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where ImageJ keeps libraries, and what it agrees to where nobody can be asked. */
class ImageJHostTest {

	private static final Path ROOT = Path.of("fiji").toAbsolutePath();

	private final ImageJHost host = new ImageJHost(false, UserPrompt.DIALOG, () -> Progress.NONE);

	@AfterEach
	void clear() {
		System.clearProperty("imagej.dir");
		System.clearProperty("plugins.dir");
	}

	/** The folder that Java was started in least of all. */
	@Test
	void withoutAnInstallationThereIsNoFolder() {
		assertEquals(List.of(), host.nativeFolders());
	}

	@Test
	void theInstallationIsStatedInOneOfSeveralWays() {
		System.setProperty("plugins.dir", ROOT.resolve("plugins").toString());
		assertEquals(List.of(ROOT.resolve("lib").resolve("gradiscope")), host.nativeFolders());
		System.setProperty("plugins.dir", ROOT.toString());
		assertEquals(List.of(ROOT.resolve("lib").resolve("gradiscope")), host.nativeFolders());
		System.setProperty("imagej.dir", ROOT.resolve("..").resolve("other").toString());
		assertEquals(List.of(ROOT.resolveSibling("other").resolve("lib").resolve("gradiscope"),
			ROOT.resolve("lib").resolve("gradiscope")), host.nativeFolders());
	}

	@Test
	void aJarKnowsTheInstallationThatItLiesIn() {
		for (final String place : List.of("jars/g.jar", "plugins/g.jar", "plugins/gradiscope/g.jar"))
			assertEquals(Optional.of(ROOT), ImageJHost.installation(ROOT.resolve(place)), place);
		assertEquals(Optional.empty(), ImageJHost.installation(Path.of("/home/a/lib/g.jar")));
	}

	@Test
	void headlessItAgreesToWhatWasAgreedToBeforehandOnly() {
		assertFalse(host.agreesToDownload("something"));
		assertTrue(
			new ImageJHost(true, UserPrompt.NONE, () -> Progress.NONE).agreesToDownload("something"));
		assertSame(Progress.NONE, host.progress());
	}

	@Test
	void whoIsThereIsAskedOnce() {
		final List<String> asked = new ArrayList<>();
		final UserPrompt yes = (title, question) -> asked.add(title + ": " + question);
		assertTrue(new ImageJHost(true, yes, () -> Progress.NONE).agreesToDownload("something"));
		assertEquals(List.of(), asked);
		assertTrue(new ImageJHost(false, yes, () -> Progress.NONE).agreesToDownload("something"));
		assertEquals(List.of("Gradiscope: Download something?"), asked);
	}
}
