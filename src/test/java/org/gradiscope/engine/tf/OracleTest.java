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

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Outputs and gradients of real networks, against the figures of TensorFlow 2.21 in Python. */
class OracleTest {

	@ParameterizedTest
	@CsvSource({ "mobilenet-v1-0.25-224, MobilenetV1/Logits/SpatialSqueeze, " +
		"MobilenetV1/Predictions/Reshape_1, 224, -1, 1",
		"mobilenet-v2-1.0-224, " +
			"MobilenetV2/Logits/Reshape, MobilenetV2/Predictions/Softmax, 224, -1, 1",
		"cifar10-resnet8, Identity, Identity, 32, 0, 255" })
	void aRealNetworkAgreesWithPython(final String name, final String logits,
		final String probabilities, final int side, final float min, final float max)
		throws IOException {
		final Map<String, Object> oracle = oracle(name);
		final ValueRange range = new ValueRange(min, max);
		try (Network network = open(name, logits, new Preprocessing(Channels.RGB, range, List.of(0f, 0f,
			0f), List.of(1f, 1f, 1f), InputSize.fixed(side, side)), (Integer) oracle.get("out_size"))) {
			final Pixels image = image(side);
			final float[] output = network.activation(image, probabilities).data();
			final List<Double> first = numbers(oracle, "out_first5");
			for (int i = 0; i < 5; i++)
				assertEquals(first.get(i), output[i], 1e-4 * first.get(i) + 1e-9);
			final int best = (Integer) oracle.get("argmax");
			assertEquals((Double) oracle.get("max"), output[best], 1e-4);
			assertGradient(oracle, network.evaluate(image, Objectives.logit(best)).gradient(), 255 / range
				.extent());
		}
	}

	/** @param grey grey levels per unit of the network's input, in which the oracle counts */
	private static void assertGradient(final Map<String, Object> oracle, final Tensor gradient,
		final float grey) {
		double squares = 0;
		double sum = 0;
		for (final float value : gradient.data()) {
			squares += Math.pow(value * grey, 2);
			sum += value * grey;
		}
		final double norm = (Double) oracle.get("grad_l2");
		assertEquals(norm, Math.sqrt(squares), 1e-3 * norm);
		assertEquals((Double) oracle.get("grad_sum"), sum, 1e-3 * norm);
		final List<Double> sample = numbers(oracle, "grad_at_0_10_20");
		for (int c = 0; c < sample.size(); c++)
			assertEquals(sample.get(c), gradient.get(0, 10, 20, c) * grey,
				1e-3 * Math.abs(sample.get(c)));
	}

	private static Network open(final String name, final String logits,
		final Preprocessing preprocessing, final int classes) throws IOException {
		final List<String> labels = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
		return new TensorFlowEngine().open(new Model(new ModelDescriptor(name, "", "", "input",
			preprocessing, logits, new Labels(labels), List.of(), Map.of(), Map.of()),
			Files.readAllBytes(
				SharedFiles.model(name + "/frozen_graph.pb"))));
	}

	/** The image of the oracle's formula. */
	private static Pixels image(final int side) {
		final Tensor image = Tensor.zeros(Shape.of(1, side, side, 3));
		for (int i = 0; i < image.size(); i++) {
			final int y = i / 3 / side;
			final int x = i / 3 % side;
			image.data()[i] = (7 * y + 13 * x + 29 * (i % 3) + (y / 16 + x / 16) % 2 * 64) % 256;
		}
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}

	private static Map<String, Object> oracle(final String name) throws IOException {
		final Map<String, Map<String, Object>> oracle = new Yaml().load(Files.readString(SharedFiles
			.model("oracle.json")).replace('\t', ' '));
		return oracle.get(name);
	}

	@SuppressWarnings("unchecked")
	private static List<Double> numbers(final Map<String, Object> oracle, final String key) {
		return (List<Double>) oracle.get(key);
	}
}
