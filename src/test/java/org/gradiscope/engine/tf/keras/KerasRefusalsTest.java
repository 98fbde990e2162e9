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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be opened says why, in one line, and what helps. */
class KerasRefusalsTest {

	@TempDir
	static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TestNatives.load();
		KerasCases.unpacked(folder);
	}

	private static String refusal(final Path file) {
		final String said =
			assertThrows(EngineException.class, () -> KerasFreezer.of(file)).getMessage();
		assertFalse(said.contains("\n"), said);
		return said;
	}

	private static String refusal(final String name, final UnaryOperator<String> change)
		throws IOException {
		return refusal(ForgedKeras.of(folder.resolve(name), change));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"dense.keras | \"Dense\" | \"Lambda\" | (Lambda) is a program of its author's", //
		"dense.keras | \"Dense\" | \"Embedding\" | looks words up by their numbers, so there is no gradient", //
		"dense.keras | \"Dense\" | \"Sharpened\" | (Sharpened) is of a class that is not known", //
		"dense.keras | \"keras.layers\", \"class_name\": \"Dense\" | \"mine\", \"class_name\": \"Dense\" | " +
			"(Dense) is of a class of its author's own, which is a program", //
		"dense.keras | \"linear\" | \"wobbly\" | has the activation 'wobbly', which is not known", //
		"conv-lstm2d.keras | \"channels_last\" | \"channels_first\" | takes its channels first", //
		"lstm.keras | \"batch_shape\": [null, 7, 3] | \"batch_shape\": [null, null, 3] | " +
			"takes series of any length, but can be written out for one only", //
		"operators.keras | \"Power\" | \"Cumsum\" | is an operation of keras.ops that is not known", //
		"dense.keras | \"name\": \"float32\" | \"name\": \"int8_from_float32\" | is quantized (int8_from_float32)" })
	void whatIsNoPlainNetworkHasAWay(final String file, final String from, final String to,
		final String said) throws IOException {
		final String refusal = refusal(file, config -> config.replace(from, to));
		assertTrue(refusal.contains(said), refusal);
		assertTrue(refusal.contains("scripts/export-keras-model.py"), refusal);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"dense.keras | \"Dense\" | \"RMSNormalization\" | needs the weights 'scale' [5], but the file has none for it, " +
			"as where a network shares a layer with one within it", //
		"dense.keras | \"units\": 4 | \"units\": 5 | needs the weights 'kernel' [5, 5], but the file has [5, 4] for them", //
		"dense.keras | \"units\": 4 | \"units\": 1e30 | has the argument 'units' = 1e30, which it cannot have", //
		"dense.keras | \"units\": 4 | \"units\": -1 | has the argument 'units' = -1", //
		"conv2d.keras | \"kernel_size\": [3, 2] | \"kernel_size\": [3] | has the argument 'kernel_size'", //
		"conv2d.keras | \"strides\": [2, 1] | \"strides\": [0, 1] | has the argument 'strides'", //
		"dense.keras | \"batch_shape\": [null, 5] | \"batch_shape\": [null, 5, 2.5] | no whole number", //
		"dense.keras | \"batch_shape\": [null, 5] | \"batch_shape\": null | does not say the shape", //
		"nested.keras | [\"image\", 0, 0]}}], \"kwargs\" | [\"first\", 0, 0]}}], \"kwargs\" | takes what it gives itself", //
		"nested.keras | [\"image\", 0, 0]}}], \"kwargs\" | [\"nowhere\", 0, 0]}}], \"kwargs\" | " +
			"'nowhere', which it does not have", //
		"nested.keras | [\"image\", 0, 0]}}], \"kwargs\" | [\"image\", 0, 9]}}], \"kwargs\" | a result that it does not give", //
		"permute.keras | \"dims\": [3, 1, 2] | \"dims\": [3, 3, 2] | has the argument 'dims'", //
		"conv2d.keras | \"kernel_size\": [3, 2] | \"kernel_size\": [3, 9] | needs the weights 'kernel'" })
	void whatKerasWouldNotWriteIsSaid(final String file, final String from, final String to,
		final String said) throws IOException {
		final String refusal = refusal(file, config -> config.replace(from, to));
		assertTrue(refusal.contains(said), refusal);
		assertTrue(refusal.contains("export it again") || refusal.contains("export the network again"),
			refusal);
	}

	@Test
	void networksWithinNetworksEnd() throws IOException {
		final String open =
			"{\"class_name\": \"Sequential\", \"config\": {\"name\": \"n\", \"layers\": [";
		final String refusal = refusal("dense.keras", config -> open.repeat(50) + "]}}".repeat(50));
		assertTrue(refusal.contains("is a network within more than 16 others"), refusal);
		final String deep = refusal("dense.keras", config -> "[".repeat(200_000));
		assertTrue(deep.contains("is no JSON"), deep);
	}

	/** Each calls the next one twice: the calls become more than anybody waits for. */
	@Test
	void callsEnd() throws IOException {
		final String refusal = refusal("lstm.keras", config -> config
			.replace("\"batch_shape\": [null, 7, 3]", "\"batch_shape\": [null, 30000, 3]"));
		assertTrue(refusal.contains("calls its layers more than 20000 times"), refusal);
	}

	@Test
	void largeConfigurationsAreNotRead() throws IOException {
		final String refusal = refusal("dense.keras", config -> " ".repeat((1 << 26) + 1) + config);
		assertTrue(refusal.contains("'config.json' of the network has more than"), refusal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "only.weights.h5", "only.2.h5" })
	void weightsWithoutANetworkAreToldApart(final String name) {
		assertEquals(
			name + " holds weights without a network; build the network in Python, load them by " +
				"model.load_weights, and save all by model.save(\"network.keras\").",
			refusal(folder.resolve(name)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dense.keras", "lstm-backwards.h5" })
	void whatIsCutOffIsSaid(final String name) throws IOException {
		final byte[] all = Files.readAllBytes(folder.resolve(name));
		for (int part = 1; part < 8; part++) {
			final Path cut = folder.resolve("cut" + part + name);
			Files.write(cut, Arrays.copyOf(all, all.length * part / 8));
			final String refusal = refusal(cut);
			assertTrue(refusal.contains("again"), refusal);
		}
	}

	@Test
	void otherFilesAreSaid() throws IOException {
		final Path text =
			Files.writeString(folder.resolve("text.h5"), "no network", StandardCharsets.UTF_8);
		assertTrue(refusal(text).contains("cannot be read"));
		final Path empty = Files.write(folder.resolve("empty.keras"), new byte[0]);
		assertTrue(refusal(empty).contains("cannot be read"));
	}

	@Test
	void whatIsLeftOutOrConvertedIsSaid() throws IOException {
		final var nested = KerasFreezer.of(folder.resolve("nested.keras")).remarks();
		assertTrue(nested.contains("Left out, for they act in training only: Dropout, RandomFlip."),
			nested.toString());
		final var mixed = KerasFreezer
			.of(ForgedKeras.of(folder.resolve("conv2d.keras"),
				config -> config.replace("\"name\": \"float32\"", "\"name\": \"mixed_float16\"")))
			.remarks();
		assertTrue(mixed.toString().contains("numbers of mixed_float16 are computed in float32"),
			mixed.toString());
	}
}
