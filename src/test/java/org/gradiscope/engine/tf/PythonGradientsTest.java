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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks whose gradients TensorFlow's C++ code lacks or gets wrong, against TensorFlow in Python. The
 * figures are from {@code scripts/reference/gradients.py}.
 */
class PythonGradientsTest {

	private static byte[] resource(final String name) throws IOException {
		try (InputStream in = PythonGradientsTest.class.getResourceAsStream("gradients/" + name)) {
			return in.readAllBytes();
		}
	}

	private static List<String> lines(final String name) throws IOException {
		return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
	}

	private static float[] numbers(final String line) {
		final double[] numbers =
			Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
		final float[] floats = new float[numbers.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) numbers[i];
		return floats;
	}

	/** Of the script's formula, {@code x[i] = 37 i mod 101}, over what the range ends with. */
	private static Pixels image(final Shape shape, final ValueRange range, final float divisor) {
		final Tensor image = Tensor.zeros(shape);
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = i * 37 % 101 / divisor;
		return new Pixels(image, range);
	}

	@ParameterizedTest
	@ValueSource(strings = { "grouped", "grouped-strided", "grouped-valid", "grouped-dilated",
		"grouped-multiplier", "lrn", "gelu-exact", "gelu-tanh", "log-softmax-channels",
		"log-softmax-rows", "dilated-depthwise", "atrous-pyramid", "explicit-padding", "largest",
		"volume", "running-product" })
	void networkAndGradientAreThoseOfPython(final String name) throws IOException {
		final Model model = new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"),
			new ModelSource.Graph(resource(name + ".pb")));
		final float[] scores = numbers(lines(name + ".txt").get(0));
		final float[] gradient = numbers(lines(name + ".txt").get(1));
		final Pixels image = image(Shape.of(1, 12, 12, 3), ValueRange.UNIT, 101);
		Objective objective = Objectives.logit(0);
		for (int i = 1; i < scores.length; i++)
			objective = objective.plus(Objectives.logit(i).times(i + 1));
		try (Network network = Engine.load().open(model)) {
			float value = 0;
			for (int i = 0; i < scores.length; i++) {
				assertEquals(scores[i], network.values(image, Objectives.logit(i))[0],
					1e-4 * Math.max(0.1, Math.abs(scores[i])));
				value += (i + 1) * scores[i];
			}
			final Evaluation found = network.evaluate(image, objective, Backpropagation.PLAIN);
			assertEquals(value, found.values()[0], 1e-4 * Math.max(1, Math.abs(value)));
			assertArrayEquals(gradient, found.gradient().data(), 1e-4f * largest(gradient));
		}
	}

	private static Tensor ones(final int side) {
		final Tensor ones = Tensor.zeros(Shape.of(side, side, 1));
		Arrays.fill(ones.data(), 1);
		return ones;
	}

	private static float largest(final float[] of) {
		float largest = 0;
		for (final float value : of)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	@ParameterizedTest
	@ValueSource(strings = { "lrn", "gelu-erfc", "log-softmax-picture", "grouped-convolution" })
	void caseAgreesWithPython(final String name) throws IOException {
		final Model model = ModelStore.find(SharedFiles.networkCase(name).toString());
		final float[] expected =
			numbers(lines("cases.txt").stream().filter(line -> line.startsWith(name + " ")).findFirst()
				.orElseThrow().substring(name.length() + 1));
		try (Network network = Engine.load().open(model)) {
			final int side = network.descriptor().preprocessing().size().height();
			final Pixels image =
				image(Shape.of(1, side, side, network.descriptor().preprocessing().channels().count()),
					ValueRange.EIGHT_BIT, 1);
			final Objective objective = name.equals("log-softmax-picture")
				? Objectives.region(ones(side), 1, Score.LOGIT) : Objectives.logProbability(1);
			final Evaluation found = network.evaluate(image, objective, Backpropagation.PLAIN);
			assertEquals(expected[0], found.values()[0], 1e-4 * Math.abs(expected[0]));
			final float[] gradient = found.gradient().data();
			double sum = 0;
			double squares = 0;
			for (final float value : gradient) {
				sum += value;
				squares += value * value;
			}
			assertEquals(expected[2], Math.sqrt(squares), 1e-4 * expected[2]);
			assertEquals(expected[1], sum, 1e-3 * expected[2]);
			for (int i = 0; i < 5; i++)
				assertEquals(expected[3 + i], gradient[gradient.length / 5 * i], 1e-3 * largest(gradient));
		}
	}
}
