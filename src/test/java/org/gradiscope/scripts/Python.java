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

package org.gradiscope.scripts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python, and what a run of it gave. */
final class Python {

	private static final String VARIABLE = "GRADISCOPE_PYTHON";

	private final String program;
	private final Path folder;

	/** @param folder the working directory */
	private Python(final String program, final Path folder) {
		this.program = program;
		this.folder = folder;
	}

	/** What a run said and how it ended. */
	record Result(int status, List<String> out, List<String> err) {}

	/** The test is skipped where there is no Python with Keras. */
	static Python withKeras(final Path folder) {
		final Python python = named(folder);
		assumeTrue(
			python.holds("importlib.util.find_spec('tensorflow') and importlib.util.find_spec('keras')"),
			() -> "skipped: " + python.program + " has no tensorflow and keras; " + VARIABLE +
				" can name a Python that has them");
		return python;
	}

	/** The test is skipped where there is no Python 3.10 or newer. */
	static Python plain(final Path folder) {
		final Python python = named(folder);
		assumeTrue(python.holds("sys.version_info >= (3, 10)"), () -> "skipped: " + python.program +
			" is no Python 3.10 or newer; " + VARIABLE + " can name one");
		return python;
	}

	private static Python named(final Path folder) {
		final String named = System.getenv(VARIABLE);
		return new Python(named == null ? "python3" : named, folder);
	}

	private boolean holds(final String condition) {
		try {
			return run("-c", "import importlib.util, sys; sys.exit(not (" + condition + "))").status() ==
				0;
		}
		catch (final IOException e) {
			return false;
		}
	}

	Result run(final String... arguments) throws IOException {
		final List<String> command = new ArrayList<>(List.of(program));
		command.addAll(List.of(arguments));
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		final Process process = new ProcessBuilder(command).directory(folder.toFile())
			.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		try {
			if (!process.waitFor(2, TimeUnit.MINUTES))
				throw new IOException(command + " did not end within 2 minutes.");
			return new Result(process.exitValue(), lines(out), lines(err));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException(e);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> lines(final Path file) throws IOException {
		return Files.readAllLines(file, StandardCharsets.UTF_8);
	}
}
