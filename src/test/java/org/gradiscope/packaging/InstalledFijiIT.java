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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageStatistics;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.testing.TinyJars;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the install script to a saliency map, without a network: a folder with what Fiji has of the jars
 * that Gradiscope builds on, and a Java that knows this folder alone.
 */
class InstalledFijiIT {

	private static final String IMAGE = "test-images/nuclei-8bit.tif";
	private static final String PROBE = FijiProbe.class.getName().replace('.', '/') + ".class";

	@TempDir
	private static Path folder;
	private static Path fiji;

	@BeforeAll
	static void install() throws IOException, InterruptedException {
		Shell.needs("bash");
		Shell.needs("mvn");
		assumeTrue(classPath().anyMatch(entry -> entry.contains("tensorflow-core-native")),
			"skipped: TensorFlow has no natives for this platform");
		fiji = Files.createDirectories(folder.toRealPath().resolve("Fiji"));
		final Path jars = Files.createDirectory(fiji.resolve("jars"));
		for (final String jar : classPath().filter(entry -> Path.of(entry).getFileName().toString()
			.matches("(ij|scijava-common|parsington|imglib2)-\\d.*\\.jar")).toList())
			Files.copy(Path.of(jar), jars.resolve(Path.of(jar).getFileName()));
		Files.write(jars.resolve("imagej-legacy-2.0.3.jar"), TinyJars.jar(Map.of(PROBE, probe())));
		final Checkout project = Checkout.packed(folder.resolve("project"));
		final Shell.Result result = new Shell(folder).run(Map.of("MAVEN_OPTS", Shell.repository()), List
			.of(project.folder().resolve("scripts/install-into-fiji.sh").toString(), fiji.toString()));
		assertEquals(0, result.status(), () -> result.err().toString());
		assertEquals(2, result.out().size());
		assertTrue(
			result.out().get(0)
				.startsWith(fiji.resolve("lib/gradiscope/tensorflow-core-native-").toString()),
			() -> result.out().toString());
		assertEquals(jars.resolve(Checkout.jar().getFileName()).toString(), result.out().get(1));
	}

	private static Stream<String> classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
	}

	private static byte[] probe() throws IOException {
		return FijiProbe.class.getClassLoader().getResourceAsStream(PROBE).readAllBytes();
	}

	@Test
	void aMenuEntryGivesASaliencyMap() throws IOException, InterruptedException {
		final Path cache = Files.createDirectory(folder.resolve("cache"));
		final Path map = folder.resolve("map.tif");
		final List<String> command =
			new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.awt.headless=true", "-Dimagej.dir=" + fiji, "-Dplugins.dir=" + fiji,
				"-Duser.home=" + cache, "-cp", fiji.resolve("jars") + "/*"));
		command.addAll(Shell.NO_NETWORK);
		command.addAll(List.of(FijiProbe.class.getName(), Path.of(IMAGE).toAbsolutePath().toString(),
			map.toString()));
		final Shell.Result result = new Shell(folder)
			.run(Map.of("XDG_CACHE_HOME", cache.toString(), "TF_CPP_MIN_LOG_LEVEL", "2"), command);
		assertEquals(0, result.status(), () -> result.err().toString());
		assertSensible(IJ.openImage(map.toString()));
		assertFalse(Files.exists(cache.resolve("gradiscope/natives")));
		try (Stream<Path> unpacked = Files.list(fiji.resolve("lib/gradiscope"))) {
			assertEquals(1, unpacked.filter(Files::isDirectory).count());
		}
	}

	private static void assertSensible(final ImagePlus map) {
		final ImagePlus image = IJ.openImage(IMAGE);
		assertEquals(image.getWidth(), map.getWidth());
		assertEquals(image.getHeight(), map.getHeight());
		final ImageStatistics values = map.getStatistics();
		assertTrue(Double.isFinite(values.mean) && values.max > values.min);
		assertTrue(map.getInfoProperty().contains("micropatterns"), map::getInfoProperty);
	}
}
