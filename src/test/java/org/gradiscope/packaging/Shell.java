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

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs programs and keeps what they say. */
final class Shell {

	/** What a refused connection is reached by: nothing listens there. */
	static final List<String> NO_NETWORK = List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=9",
		"-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=9");

	private final Path folder;

	/** @param folder the working directory */
	Shell(final Path folder) {
		this.folder = folder;
	}

	/** What a run said and how it ended. */
	record Result(int status, List<String> out, List<String> err) {

		/** The only line on standard error but those of progress, which end in dots. */
		String complaint() {
			final List<String> lines = err.stream().filter(line -> !line.endsWith("...")).toList();
			return lines.size() == 1 ? lines.get(0) : String.valueOf(lines);
		}
	}

	/** The test is skipped where this is missing. */
	static void needs(final String program) {
		assumeTrue(
			File.separatorChar == '/' && Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
				.anyMatch(f -> Files.isExecutable(Path.of(f, program))),
			() -> "skipped: there is no " + program + " here");
	}

	/** Options for a Maven that is run by a test: the repository that this build uses. */
	static String repository() {
		final String known =
			System.getProperty("maven.repo.local", System.getProperty("localRepository"));
		return known == null ? "" : "-Dmaven.repo.local=" + known;
	}

	Result run(final Map<String, String> environment, final List<String> command)
		throws IOException, InterruptedException {
		final Path out = Files.createTempFile(folder, "out", ".txt");
		final Path err = Files.createTempFile(folder, "err", ".txt");
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
			.redirectOutput(out.toFile()).redirectError(err.toFile());
		builder.environment().keySet()
			.removeIf(name -> name.startsWith("GRADISCOPE_") || name.equals("TENSORFLOW_LIBRARY_PATH"));
		builder.environment().putAll(environment);
		return new Result(builder.start().waitFor(), Files.readAllLines(out), Files.readAllLines(err));
	}
}
