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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import java.util.Set;
import java.util.zip.ZipFile;

import org.gradiscope.testing.TinyOnnx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar in a Java of its own, with jars on the class path before it that Fiji installations
 * with StarDist, CSBDeep or other plugins of deep learning have.
 */
class PackagedJarIT {

	private static final Path JAR = Path.of(System.getProperty("gradiscope.jar"));
	private static final Path CLASHING = Path.of(System.getProperty("gradiscope.clash"));
	private static final List<String> CLASS_PATH =
		List.of(System.getProperty("java.class.path").split(File.pathSeparator));
	private static final Optional<String> NATIVES =
		CLASS_PATH.stream().filter(entry -> entry.contains("tensorflow-core-native")).findFirst();

	private static final String TENSORFLOW_1 = "libtensorflow-1.15.0.jar";
	private static final String PROTOBUF_3 = "protobuf-java-3.21.12.jar";

	@TempDir
	static Path folder;

	/** What the class path does, which all else is compared with. */
	private static Path expected;
	private static Path model;

	@BeforeAll
	static void runFromTheClassPath() throws IOException, InterruptedException {
		assumeTrue(NATIVES.isPresent(), "TensorFlow has no natives for this platform.");
		model = folder.resolve("model.zip");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(model))) {
			for (final String file : List.of("frozen_graph.pb", "gradiscope.yaml")) {
				zip.putNextEntry(new ZipEntry(file));
				Files.copy(Path.of("src/main/resources/org/gradiscope/model/micropatterns", file), zip);
			}
		}
		Files.write(folder.resolve("tiny.onnx"), TinyOnnx.network().toByteArray());
		for (final String keras : List.of("tiny.keras", "tiny.h5"))
			Files.copy(Path.of("src/test/resources/org/gradiscope/safety/keras", keras),
				folder.resolve(keras));
		expected = probe("expected", CLASS_PATH);
	}

	@Test
	void worksAmongOldTensorFlowProtobufAndJavaCpp() throws IOException, InterruptedException {
		final Path found = probe("clash",
			Stream.of(clashing(TENSORFLOW_1, "proto-1.15.0.jar", PROTOBUF_3, "javacpp-1.5.4.jar"),
				installed(), NATIVES.stream()).flatMap(s -> s).toList());
		assertSameResults(found);
		final Map<String, String> report = report(found);
		assertEquals(TENSORFLOW_1, report.get("org.tensorflow.TensorFlow"));
		assertEquals(PROTOBUF_3, report.get("com.google.protobuf.Message"));
		assertEquals("javacpp-1.5.4.jar", report.get("org.bytedeco.javacpp.Loader"));
		assertEquals("true", report.get("message"));
		for (final String hidden : List.of("org.tensorflow.proto.GraphDef", "ai.djl.engine.Engine",
			"ai.djl.tensorflow.engine.TfEngine", "com.google.gson.Gson", "com.sun.jna.Native",
			"org.slf4j.LoggerFactory", "org.yaml.snakeyaml.Yaml", "io.airlift.compress.Decompressor",
			"com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi"))
			assertEquals("none", report.get(hidden), hidden);
		assertNothingIsLeftBehind(report);
		assertFalse(Files.readString(found.resolve("err.txt")).contains("SLF4J"));
	}

	@Test
	void anOldDjlAndItsEnginesStayTheApplications() throws IOException, InterruptedException {
		final Path found = probe("djl",
			Stream.of(clashing("api-0.20.0.jar", "pytorch-engine-0.20.0.jar", "slf4j-api-1.7.36.jar"),
				installed(), NATIVES.stream()).flatMap(s -> s).toList());
		assertSameResults(found);
		final Map<String, String> report = report(found);
		assertEquals("api-0.20.0.jar", report.get("ai.djl.engine.Engine"));
		assertEquals("none", report.get("ai.djl.tensorflow.engine.TfEngine"));
		assertEquals("slf4j-api-1.7.36.jar", report.get("org.slf4j.LoggerFactory"));
		assertNothingIsLeftBehind(report);
	}

	@Test
	void hasNoClassOfTheTools() throws IOException {
		final Path root = Path.of("src/tools/java");
		final Set<String> packages;
		try (Stream<Path> files = Files.walk(root)) {
			packages = files.filter(Files::isRegularFile).map(
				file -> root.relativize(file.getParent()).toString().replace(File.separatorChar, '/') + "/")
				.collect(Collectors.toSet());
		}
		assertTrue(packages.contains("org/gradiscope/tools/"), packages.toString());
		try (ZipFile jar = new ZipFile(JAR.toFile())) {
			assertNotNull(jar.getEntry("org/gradiscope/cli/Main.class"));
			assertEquals(List.of(), jar.stream().map(ZipEntry::getName)
				.filter(name -> packages.stream().anyMatch(name::startsWith)).toList());
		}
	}

	private static void assertNothingIsLeftBehind(final Map<String, String> report) {
		for (final String property : List.of("TENSORFLOW_LIBRARY_PATH", "ai.djl.offline",
			"OPT_OUT_TRACKING", "org.bytedeco.javacpp.platform.preloadpath",
			"org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes"))
			assertEquals("null", report.get(property), property);
		assertEquals("true", report.get("context"));
	}

	private static void assertSameResults(final Path found) throws IOException {
		for (final String table : List.of("classes.csv", "archived.csv"))
			assertEquals(Files.readString(expected.resolve(table)),
				Files.readString(found.resolve(table)));
		for (final List<String> files : List.of(ApplicationProbe.FILES, ApplicationProbe.NETWORKS))
			for (final String file : files)
				assertEquals(Files.readString(expected.resolve(file + ".csv")),
					Files.readString(found.resolve(file + ".csv")));
		for (final String image : List.of("saliency.tif", "dream.tif", "visualization.tif")) {
			final float[] wanted = pixels(expected.resolve(image));
			assertArrayEquals(wanted, pixels(found.resolve(image)), 1e-5f * largest(wanted), image);
		}
	}

	private static float[] pixels(final Path file) {
		final ImagePlus image = IJ.openImage(file.toString());
		final float[] all = new float[image.getStackSize() * image.getWidth() * image.getHeight()];
		for (int slice = 0; slice < image.getStackSize(); slice++) {
			final var values = image.getStack().getProcessor(slice + 1);
			for (int i = 0; i < values.getPixelCount(); i++)
				all[slice * values.getPixelCount() + i] = values.getf(i);
		}
		return all;
	}

	private static float largest(final float[] values) {
		float largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		assertTrue(largest > 0);
		return largest;
	}

	private static Stream<String> clashing(final String... jars) {
		return Arrays.stream(jars).map(jar -> CLASHING.resolve(jar).toString());
	}

	/** What an application has that Gradiscope builds on, and the probe. */
	private static Stream<String> installed() {
		return Stream.concat(Stream.of(JAR.toString()),
			CLASS_PATH.stream().filter(entry -> entry.endsWith("test-classes") || Path.of(entry)
				.getFileName().toString().matches("(ij|scijava-common|parsington|imglib2)-\\d.*\\.jar")));
	}

	/** Runs the probe; the results are in the folder returned. */
	private static Path probe(final String name, final List<String> classPath)
		throws IOException, InterruptedException {
		final Path results = Files.createDirectory(folder.resolve(name));
		final List<String> command =
			new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.awt.headless=true", "-Dgradiscope.engine=" + folder.resolve("cache"),
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp",
				String.join(File.pathSeparator, classPath), ApplicationProbe.class.getName(),
				"test-images/nuclei-8bit.tif", model.toString(), results.toString()));
		final Path errors = results.resolve("err.txt");
		final ProcessBuilder process = new ProcessBuilder(command)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
		process.environment().put("XDG_CACHE_HOME", results.resolve("cache").toString());
		process.environment().remove("GRADISCOPE_TRIAL");
		assertEquals(0, process.start().waitFor(), () -> name + ": " + read(errors));
		assertTried(results, errors);
		return results;
	}

	/** The networks of files in a separate process, and well; the embedded one not at all. */
	private static void assertTried(final Path results, final Path errors) throws IOException {
		try (Stream<Path> tried = Files.list(results.resolve("cache/gradiscope/tried"))) {
			assertEquals(1 + ApplicationProbe.NETWORKS.size(), tried.count(), () -> read(errors));
		}
		assertFalse(read(errors).contains("without a trial"), () -> read(errors));
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			return e.toString();
		}
	}

	private static Map<String, String> report(final Path results) throws IOException {
		return Files.readAllLines(results.resolve("report.txt")).stream()
			.map(line -> line.split("=", 2))
			.collect(Collectors.toMap(words -> words[0], words -> words[1]));
	}
}
