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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SciJava's own {@code populate-app}, run by Maven on a copy of the project. As Maven holds that it
 * needs a network, it is not run offline; yet nothing is fetched that this build has not fetched.
 */
@Tag("long")
class PopulateAppIT {

	@TempDir
	private Path folder;

	@Test
	void onlyOurOwnJarComes() throws IOException, InterruptedException {
		Shell.needs("mvn");
		final FakeFiji fiji = FakeFiji.in(folder.resolve("Fiji"));
		final Map<String, String> before = fiji.files();
		fiji.add("jars/gradiscope-0.0.9.jar", "old");
		final Checkout project = Checkout.sources(folder.resolve("project"));

		final Shell.Result result =
			new Shell(project.folder()).run(Map.of("MAVEN_OPTS", Shell.repository()),
				List.of("mvn", "-q", "-B", "-ntp", "-Dmaven.test.skip", "-Dmaven.source.skip",
					"-Denforcer.skip", "-Dformatter.skip", "-Dlicense.skipCheckLicense", "package",
					"org.scijava:scijava-maven-plugin:populate-app@populate-app",
					"-Dscijava.app.directory=" + fiji.folder()));
		assertEquals(0, result.status(), () -> result.out().toString() + result.err());
		final Map<String, String> after = fiji.files();
		final String jar = "jars/" + Checkout.jar().getFileName();
		assertNotNull(after.remove(jar), after::toString);
		assertEquals(before, after);
		assertSelfContained(fiji.folder().resolve(jar));
	}

	/** Not the jar before the engine was laid into it. */
	private static void assertSelfContained(final Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			assertNotNull(file.getEntry("META-INF/gradiscope/engine/index"));
			assertNotNull(file.getEntry("org/gradiscope/shaded/snakeyaml/Yaml.class"));
		}
		assertTrue(Files.size(jar) > 10_000_000);
	}
}
