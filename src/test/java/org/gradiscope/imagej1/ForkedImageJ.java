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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** ImageJ with all its windows in a separate process, which runs {@link Scenarios} when asked. */
final class ForkedImageJ implements AutoCloseable {

	private static final List<String> OWN =
		List.of("plugins.config", "org/gradiscope/imagej1/Gradiscope_.class");

	private final VirtualDisplay display;
	private final Process process;
	private final PrintStream questions;
	private final BufferedReader answers;

	/** @param folder for ImageJ's own files and its plugins */
	ForkedImageJ(final Path folder) throws IOException {
		display = VirtualDisplay.open();
		install(Files.createDirectories(folder.resolve("plugins")).resolve("Gradiscope_.jar"));
		// Found in the working folder, it stands before the user's own.
		Files.writeString(folder.resolve("IJ_Prefs.txt"), ".recorder.mode=Macro\n");
		final ProcessBuilder builder =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx2g", "-Djava.awt.headless=false", "-Dplugins.dir=" + folder, "-cp", classPath(),
				Scenarios.class.getName(), Path.of("test-images").toAbsolutePath().toString(),
				screenshots().toString());
		builder.environment().put("DISPLAY", display.name());
		builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
		process =
			builder.directory(folder.toFile()).redirectError(folder.resolve("err").toFile()).start();
		questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
		answers =
			new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/** In another folder, its parts have to be absolute. */
	private static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(part -> Path.of(part).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** Where pictures of the dialogs go. */
	private static Path screenshots() throws IOException {
		return Files.createDirectories(
			Path.of(System.getProperty("gradiscope.screenshots", "target/screenshots")).toAbsolutePath());
	}

	/** The same two files as the build puts into the small jar. */
	private static void install(final Path jar) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar);
			JarOutputStream entries = new JarOutputStream(file)) {
			for (final String name : OWN) {
				entries.putNextEntry(new JarEntry(name));
				entries.write(ForkedImageJ.class.getClassLoader().getResourceAsStream(name).readAllBytes());
			}
		}
	}

	/** @return empty if the scenario went well, else what went wrong */
	String run(final String scenario) throws IOException {
		questions.println(scenario);
		final StringBuilder problem = new StringBuilder();
		for (String line = answers.readLine(); !Scenarios.END.equals(line); line = answers.readLine()) {
			if (line == null) return problem + "ImageJ has ended.";
			problem.append(line).append('\n');
		}
		return problem.toString();
	}

	@Override
	public void close() {
		process.destroyForcibly();
		display.close();
	}

	/** A display of its own for a test, as large as a small laptop's: an X server that draws into memory. */
	private static final class VirtualDisplay implements AutoCloseable {

		private final Process server;
		private final String name;

		private VirtualDisplay(final Process server, final String name) {
			this.server = server;
			this.name = name;
		}

		/** The test is skipped where there is no Xvfb, or a Java without windows. */
		public static VirtualDisplay open() throws IOException {
			final Path windows = Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so");
			assumeTrue(Files.exists(windows),
				() -> "skipped: this Java has no windows: there is no " + windows);
			final Process server = start();
			final String number =
				new BufferedReader(new InputStreamReader(server.getInputStream())).readLine();
			if (number == null) throw new IOException("Xvfb ended with status " + waitFor(server));
			return new VirtualDisplay(server, ":" + number.trim());
		}

		/** The server takes the first display that is free, and prints it once it is ready. */
		private static Process start() {
			try {
				return new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24",
					"-nolisten", "tcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
			}
			catch (final IOException e) {
				return abort(
					"skipped: Xvfb does not start; Debian has it in the package xvfb: " + e.getMessage());
			}
		}

		private static int waitFor(final Process process) throws IOException {
			try {
				return process.waitFor();
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IOException("Interrupted.", e);
			}
		}

		/** For the environment variable DISPLAY. */
		public String name() {
			return name;
		}

		@Override
		public void close() {
			server.destroy();
		}
	}
}
