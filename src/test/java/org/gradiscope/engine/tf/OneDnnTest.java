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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether oneDNN is on, in processes of their own, as TensorFlow says it while it loads. */
class OneDnnTest {

	private static final String SAID = "oneDNN custom operations are on";
	private static final List<String> NO_JNA =
		List.of("-Djna.noclasspath=true", "-Djna.nounpack=true", "-Djna.nosys=true");

	@TempDir
	Path folder;

	@BeforeEach
	void platform() {
		assumeTrue(Loader.getPlatform().equals("linux-x86_64"), "only on Linux on Intel and AMD");
	}

	/** What a process saw, and whether TensorFlow said that oneDNN is on. */
	private record Seen(String variable, boolean on, boolean said) {}

	/** @param value of the variable, if the user has set it */
	private Seen load(final Optional<String> value, final List<String> options,
		final String... arguments) throws IOException, InterruptedException {
		final List<String> command =
			new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path")));
		command.addAll(options);
		command.add(Load.class.getName());
		command.addAll(List.of(arguments));
		final Path errors = folder.resolve("err");
		final ProcessBuilder builder = new ProcessBuilder(command)
			.redirectOutput(folder.resolve("out").toFile()).redirectError(errors.toFile());
		builder.environment().remove(OneDnn.VARIABLE);
		builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "0");
		value.ifPresent(v -> builder.environment().put(OneDnn.VARIABLE, v));
		final int status = builder.start().waitFor();
		final String said = Files.readString(errors);
		assertEquals(0, status, said);
		final String[] out = Files.readString(folder.resolve("out")).strip().split(" ", -1);
		return new Seen(out[0], Boolean.parseBoolean(out[1]), said.contains(SAID));
	}

	@Test
	void itIsOnUnlessTheUserDecides() throws IOException, InterruptedException {
		assertEquals(new Seen("[1]", true, true), load(Optional.empty(), List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "false" })
	void theUserSwitchesItOff(final String value) throws IOException, InterruptedException {
		assertEquals(new Seen("[" + value + "]", false, false), load(Optional.of(value), List.of()));
	}

	/** By the same call as ours, so TensorFlow sees what is set from within Java. */
	@Test
	void aValueThatWasSetInTheProcessStays() throws IOException, InterruptedException {
		assertEquals(new Seen("[0]", false, false), load(Optional.empty(), List.of(), "0"));
	}

	/** TensorFlow takes none of these for a decision, and decides by the processor. */
	@ParameterizedTest
	@ValueSource(strings = { "", "maybe" })
	void anyValueStays(final String value) throws IOException, InterruptedException {
		final Seen seen = load(Optional.of(value), List.of());
		assertEquals("[" + value + "]", seen.variable);
		assertEquals(seen.said, seen.on);
	}

	/** The libraries load all the same; what is not known counts as off. */
	@Test
	void withoutJnaTensorFlowDecides() throws IOException, InterruptedException {
		final Seen seen = load(Optional.empty(), NO_JNA);
		assertEquals("unknown", seen.variable);
		assertFalse(seen.on);
	}

	/** Where JNA is broken the variable is as it was, whoever set it. */
	@Test
	void withoutJnaTheUsersValueCounts() throws IOException, InterruptedException {
		assertTrue(load(Optional.of("1"), NO_JNA).said);
	}

	/**
	 * Prints the variable as libraries see it, and what the engine knows; first sets the variable to its
	 * argument, if there is one.
	 */
	static final class Load {

		private Load() {}

		public static void main(final String... arguments) {
			for (final String value : arguments)
				NativeLibrary.getProcess().getFunction("setenv")
					.invokeInt(new Object[] { OneDnn.VARIABLE, value, 1 });
			NativeLoader.load();
			System.out.println(variable() + " " + OneDnn.isOn());
		}

		private static String variable() {
			try {
				return "[" + NativeLibrary.getProcess().getFunction("getenv")
					.invokeString(new Object[] { OneDnn.VARIABLE }, false) + "]";
			}
			catch (final LinkageError e) {
				return "unknown";
			}
		}
	}
}
