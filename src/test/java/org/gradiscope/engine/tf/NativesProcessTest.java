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

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.cli.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A machine without TensorFlow's libraries, as a process of its own whose every way to the network
 * leads through a proxy of ours.
 */
class NativesProcessTest {

	private static final NativePlatform PLATFORM = NativePlatform.of(Loader.getPlatform());
	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	Path folder;
	private Path natives;

	@BeforeEach
	void home() throws IOException {
		natives = folder.resolve("natives");
		Files.createDirectories(folder.resolve("home"));
	}

	private int run(final Map<String, String> variables, final List<String> options,
		final Class<?> program, final String... arguments) throws IOException, InterruptedException {
		final List<String> command =
			new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.awt.headless=true", "-Duser.home=" + folder.resolve("home"),
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp",
				Stream.of(CLASS_PATH.split(File.pathSeparator))
					.filter(p -> !p.contains(NativePlatform.ARTIFACT))
					.collect(Collectors.joining(File.pathSeparator))));
		command.addAll(options);
		command.add(program.getName());
		command.addAll(List.of(arguments));
		final ProcessBuilder builder =
			new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
				.redirectError(folder.resolve("err").toFile()).directory(folder.toFile());
		builder.environment().keySet()
			.removeIf(v -> v.startsWith("GRADISCOPE") || v.startsWith("TENSORFLOW") ||
				v.startsWith("DJL") || v.contains("CACHE") || v.equals("LOCALAPPDATA"));
		builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
		builder.environment().putAll(variables);
		return builder.start().waitFor();
	}

	/** The one line that says what failed; on a slow machine there are lines of progress before. */
	private String error() throws IOException {
		// Java itself tells that it makes a folder for preferences, which SciJava asks for.
		final List<String> lines = Files.readAllLines(folder.resolve("err")).stream()
			.filter(l -> !l.matches(" *\\d+% .*|.* java\\.util\\.prefs\\..*|INFO: .*")).toList();
		assertEquals(1, lines.size(), lines.toString());
		return lines.get(0);
	}

	private List<Path> left() throws IOException {
		if (!Files.exists(natives)) return List.of();
		try (Stream<Path> all = Files.list(natives)) {
			return all.filter(p -> !p.endsWith("." + PLATFORM + ".lock")).toList();
		}
	}

	/** The variable would let DJL go online, if it were asked for anything. */
	@ParameterizedTest
	@CsvSource({ "engine,", "command,", "cli,feature-visualization output=picture.png",
		"cli,download-model name=tensorflow", "cli,download-model name=tensorflow download=false" })
	void withoutConsentNoConnectionIsMade(final String way, final String call)
		throws IOException, InterruptedException {
		try (RecordingProxy proxy = new RecordingProxy(0)) {
			final boolean cli = way.equals("cli");
			assertEquals(1, run(Map.of("DJL_OFFLINE", "false"), proxy.options(),
				cli ? Main.class : OpensANetwork.class, cli ? call.split(" ") : new String[] { way }));
			final String expected = "TensorFlow's libraries for " + PLATFORM +
				" are not on this machine; they were looked for in ";
			assertTrue(error().replaceFirst("^gradiscope: ", "").startsWith(expected), error());
			assertTrue(error().contains(PLATFORM.jar()) && error().contains("install script") &&
				error().contains("download-model name=tensorflow download=true"), error());
			assertEquals(List.of(), proxy.requests());
		}
	}

	@Test
	void listingThemAsksNobody() throws IOException, InterruptedException {
		try (RecordingProxy proxy = new RecordingProxy(0)) {
			assertEquals(0, run(Map.of(), proxy.options(), Main.class, "download-model"));
			final String listed = Files.readString(folder.resolve("out"));
			assertTrue(listed.lines().anyMatch(l -> l.matches("tensorflow\\s.*about 150 MB.*\\sno\\s.*")),
				listed);
			assertEquals(List.of(), proxy.requests());
		}
	}

	/** The proxy refuses. */
	private String hostThatIsAsked(final Map<String, String> variables, final String... call)
		throws IOException, InterruptedException {
		try (RecordingProxy proxy = new RecordingProxy(0)) {
			final List<String> options = new ArrayList<>(proxy.options());
			options.add("-Dgradiscope.natives=" + natives);
			assertEquals(1, run(variables, options, Main.class, call));
			assertEquals(1, proxy.requests().size(), proxy.requests().toString());
			final String request = proxy.requests().get(0);
			assertTrue(request.matches("CONNECT [\\w.-]+:443 HTTP/1.1"), request);
			assertTrue(
				error().startsWith("gradiscope: DJL could not download TensorFlow's libraries for " +
					PLATFORM + " (IOException: Unable to tunnel through proxy."),
				error());
			assertTrue(error().contains("Lay " + PLATFORM.jar() + " from Maven Central into " + natives),
				error());
			assertEquals(List.of(), left());
			return request.split("[ :]")[1];
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "download-model name=tensorflow download=true",
		"feature-visualization output=picture.png" })
	void withConsentDjlsServerIsAskedAndARefusalIsOneLine(final String call)
		throws IOException, InterruptedException {
		final Map<String, String> setting =
			call.contains("true") ? Map.of() : Map.of("GRADISCOPE_DOWNLOAD", "true");
		assertTrue(hostThatIsAsked(setting, call.split(" ")).endsWith("djl.ai"));
	}

	private int download(final int cut) throws Exception {
		final String host =
			hostThatIsAsked(Map.of(), "download-model", "name=tensorflow", "download=true");
		try (ForgedServer server = new ForgedServer(host, folder, PLATFORM, cut);
			RecordingProxy proxy = new RecordingProxy(server.port())) {
			final List<String> options = new ArrayList<>(proxy.options());
			options.addAll(server.options());
			options.add("-Dgradiscope.natives=" + natives);
			return run(Map.of(), options, Main.class, "download-model", "name=tensorflow",
				"download=true");
		}
	}

	@Test
	void whatDjlDownloadsLandsInTheFolderOfTheSetting() throws Exception {
		assertEquals(0, download(0), () -> folder.resolve("err").toString());
		final Path place = natives.resolve(PLATFORM.name());
		assertEquals(List.of(place), left());
		assertEquals(Optional.empty(), PLATFORM.fault(place));
		assertTrue(Files.readString(folder.resolve("out")).contains(place.toString()));
		assertFalse(Files.exists(folder.resolve("home").resolve(".djl.ai")));
	}

	@Test
	void aDownloadThatBreaksOffLeavesNothing() throws Exception {
		assertEquals(1, download(9));
		assertTrue(error().contains(" (EOFException: "), error());
		assertEquals(List.of(), left());
	}

	/** The real ones, unpacked once; then one is cut off, which would end the process if it were loaded. */
	@Test
	void theJarInTheApplicationsFolderRunsTheEmbeddedNetwork()
		throws IOException, InterruptedException {
		final Path real = Stream.of(CLASS_PATH.split(File.pathSeparator)).map(Path::of)
			.filter(p -> p.endsWith(PLATFORM.jar())).findFirst().get();
		natives =
			Files.createDirectories(folder.resolve("Fiji.app").resolve("lib").resolve("gradiscope"));
		final Path laid = natives.resolve(PLATFORM.jar());
		Files.copy(real, laid);
		final Path picture = folder.resolve("picture.png");
		final String[] call = { "feature-visualization", "steps=1", "size=32", "output=" + picture };
		try (RecordingProxy proxy = new RecordingProxy(0)) {
			final List<String> options = new ArrayList<>(proxy.options());
			options.add("-Dimagej.dir=" + folder.resolve("Fiji.app"));
			assertEquals(0, run(Map.of(), options, Main.class, call),
				() -> folder.resolve("err").toString());
			assertEquals(List.of(picture.toString()), Files.readAllLines(folder.resolve("out")));
			Files.delete(laid);
			assertEquals(0, run(Map.of(), options, Main.class, call));
			final Path library = natives.resolve(PLATFORM.name()).resolve(PLATFORM.libraries().get(1));
			try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
				file.setLength(file.length() - 1);
			}
			assertEquals(1, run(Map.of(), options, Main.class, call));
			assertTrue(error().contains(natives + ", where " + PLATFORM + " has a fault: " +
				PLATFORM.libraries().get(1) + " is truncated: it has "), error());
			assertEquals(List.of(), proxy.requests());
		}
	}
}
