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

package org.gradiscope.engine.tf.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.DataType;

/** The gradients of operators of ONNX, against central differences of what the converted graph gives. */
class OnnxGradientsTest {

	private static final double STEP = 4e-3;

	/** Of the largest, or of 0.1. */
	private static final double TOLERANCE = 4e-3;

	@TempDir
	Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static List<String> lines(final boolean cases) throws IOException {
		try (InputStream table = OnnxGradientsTest.class.getResourceAsStream("gradients.txt")) {
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
				.filter(line -> !line.isEmpty() && !line.startsWith("#"))
				.filter(line -> cases != line.startsWith("none:")).toList();
		}
	}

	static Stream<String> cases() throws IOException {
		return lines(true).stream();
	}

	@Test
	void everyOperatorIsTriedOrHasNoGradient() throws IOException {
		final Set<String> named = new TreeSet<>();
		for (final String line : lines(true))
			named.add(line.split("[|@]")[0].strip());
		for (final String line : lines(false))
			named.addAll(List.of(line.substring(5).strip().split(" +")));
		assertEquals(new TreeSet<>(OnnxOperators.names()), named);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void gradientIsThatOfCentralDifferences(final String line) {
		final OnnxGradientCase what = OnnxGradientCase.of(line);
		try (OnnxRun run = what.open(folder)) {
			final List<OnnxConstant> weights = weights(run.outputs(what.inputs()));
			for (final String input : what.inputs().keySet()) {
				final double[] expected = differences(run, what, weights, input);
				final double[] found = run.gradient(what.inputs(), weights, input).values();
				compare(line + " by " + input, expected, found);
			}
		}
	}

	private static List<OnnxConstant> weights(final List<OnnxConstant> outputs) {
		final Random random = new Random(7);
		return outputs.stream().filter(output -> output.type() == DataType.DT_FLOAT)
			.map(output -> OnnxConstant
				.ofFloats(
					random.doubles(output.elements(), 0.5, 1.5).mapToObj(value -> (float) value).toList())
				.reshaped(output.shape()))
			.toList();
	}

	private static double[] differences(final OnnxRun run, final OnnxGradientCase what,
		final List<OnnxConstant> weights, final String input) {
		return IntStream.range(0, (int) what.inputs().get(input).elements())
			.mapToDouble(place -> (sum(run.outputs(what.moved(input, place, STEP)), weights) -
				sum(run.outputs(what.moved(input, place, -STEP)), weights)) / (2 * STEP))
			.toArray();
	}

	private static double sum(final List<OnnxConstant> all, final List<OnnxConstant> weights) {
		double sum = 0;
		int next = 0;
		for (final OnnxConstant output : all) {
			if (output.type() != DataType.DT_FLOAT) continue;
			final double[] values = output.values();
			final double[] factors = weights.get(next++).values();
			for (int i = 0; i < values.length; i++)
				sum += values[i] * factors[i];
		}
		return sum;
	}

	private static void compare(final String what, final double[] expected, final double[] found) {
		final String both = what + ": " + Arrays.toString(found) + ", by central differences " +
			Arrays.toString(expected);
		assertEquals(expected.length, found.length, both);
		final double scale = Math.max(0.1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
		for (int i = 0; i < expected.length; i++)
			assertTrue(Math.abs(expected[i] - found[i]) <= TOLERANCE * scale, both);
	}
}
