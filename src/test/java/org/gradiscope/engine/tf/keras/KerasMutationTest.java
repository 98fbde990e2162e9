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

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken and forged files of Keras: each is opened, or refused in one line. A mutant is its number;
 * {@code gradiscope.keras.mutants} sets how many there are.
 */
class KerasMutationTest {

	private static final int MUTANTS = Integer.getInteger("gradiscope.keras.mutants", 300);
	private static final List<String> SOUND =
		List.of("nested.keras", "nested.h5", "nested.2.h5", "bidirectional.keras", "operators.keras",
			"attention.keras", "conv2d.keras", "conv-lstm2d.h5", "separable2d.2.h5", "resizing.keras");
	private static final String[] VALUES = { "0", "-1", "null", "true", "1e300", "2147483647", "[]",
		"{}", "\"x\"", "9007199254740993", "0.5", "[[[3]]]", "\"\u00e9\\n\"" };
	private static final Pattern VALUE =
		Pattern.compile("(?<=: )(-?[0-9.e]+|null|true|false|\"[^\"]*\"|\\[[^\\[\\]{}]*\\])");

	@TempDir
	static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TestNatives.load();
		KerasCases.unpacked(folder);
	}

	@Test
	void eachIsOpenedOrRefusedInOneLine() throws IOException {
		int opened = 0;
		for (int number = 0; number < MUTANTS; number++) {
			final SplittableRandom random = new SplittableRandom(number);
			final Path sound = folder.resolve(SOUND.get(random.nextInt(SOUND.size())));
			final boolean text = sound.toString().endsWith(".keras") && random.nextBoolean();
			final Path mutant =
				text ? ForgedKeras.of(sound, config -> changed(config, random)) : flipped(sound, random);
			final int mutantNumber = number;
			if (assertTimeoutPreemptively(Duration.ofSeconds(30), () -> isOpened(mutant, mutantNumber)))
				opened++;
			Files.delete(mutant);
		}
		assertTrue(opened > MUTANTS / 20 && opened < MUTANTS - MUTANTS / 20, opened + " were opened");
	}

	private static boolean isOpened(final Path mutant, final int number) {
		try {
			KerasFreezer.of(mutant);
			return true;
		}
		catch (final EngineException e) {
			assertFalse(e.getMessage().isBlank() || e.getMessage().contains("\n"),
				number + ": " + e.getMessage());
			return false;
		}
	}

	/** Some values of the configuration are others. */
	private static String changed(final String config, final SplittableRandom random) {
		final int every = 1 + random.nextInt(200);
		final Matcher values = VALUE.matcher(config);
		return values.replaceAll(value -> Matcher.quoteReplacement(
			random.nextInt(every) > 0 ? value.group() : VALUES[random.nextInt(VALUES.length)]));
	}

	/** Some bytes are others, mostly among the first, where the structure is. */
	private static Path flipped(final Path sound, final SplittableRandom random) throws IOException {
		final byte[] bytes = Files.readAllBytes(sound);
		final int most = random.nextBoolean() ? Math.min(bytes.length, 4096) : bytes.length;
		for (int i = 1 + random.nextInt(20); i > 0; i--)
			bytes[random.nextInt(most)] = (byte) (random.nextBoolean() ? random.nextInt(256) : 255);
		return Files.write(folder.resolve("mutant" + (bytes[0] == 'P' ? ".keras" : ".h5")), bytes);
	}
}
