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

package org.gradiscope.engine.tf.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of each layer of Keras, as Keras 2 and 3 write them, against TensorFlow in Python. */
class KerasFreezerTest {

	@TempDir
	static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TestNatives.load();
		KerasCases.unpacked(folder);
	}

	static List<KerasCases.Case> cases() throws IOException {
		return KerasCases.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void outputAndGradientAreThoseOfPython(final KerasCases.Case expected) {
		final FrozenRun found = FrozenRun.of(KerasFreezer.of(folder.resolve(expected.file())), expected,
			KerasCases::input, KerasCases::outputWeights);
		assertClose(expected.output(), found.output());
		assertClose(expected.gradient(), found.gradient());
	}

	/** A file that is mapped into memory cannot be deleted on Windows. */
	@ParameterizedTest
	@ValueSource(strings = { "nested.keras", "nested.h5" })
	void filesAreLetGoOnceTheyAreRead(final String name) throws IOException {
		final Path maps = Path.of("/proc/self/maps");
		assumeTrue(Files.exists(maps), "the system does not list what is mapped");
		final FrozenModel network = KerasFreezer.of(folder.resolve(name));
		assertFalse(Files.readString(maps).contains(folder.resolve(name).toRealPath().toString()));
		assertFalse(network.outputs().isEmpty());
	}

	private static void assertClose(final KerasCases.Figures expected, final float[] found) {
		assertEquals(expected.count(), found.length);
		float largest = 1;
		for (final float value : found)
			largest = Math.max(largest, Math.abs(value));
		assertArrayEquals(expected.some(), expected.of(found), 2e-5f * largest);
	}
}
