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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Score;
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

	/** Only the value range is stated; all else is what the engine finds by itself. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"mobilenet-v1-0.25-224  | frozen_graph.pb | -1 | 1   | LOGIT", //
		"mobilenet-v2-1.0-224   | frozen_graph.pb | -1 | 1   | LOGIT", //
		"cifar10-resnet8        | frozen_graph.pb | 0  | 255 | PROBABILITY", //
		"cifar10-resnet8        | saved_model     | 0  | 255 | PROBABILITY", //
		"mnist-conv-tf1         | .               | 0  | 1   | PROBABILITY", //
		"gestures-mobilenet-tf2 | .               | 0  | 255 | LOGIT" })
	void aRealNetworkAgreesWithPython(final String name, final String file, final float min,
		final float max, final Score differentiated) throws IOException {
		final Map<String, Object> oracle = oracle(name);
		final Pixels image = image(oracle);
		final ValueRange range = new ValueRange(min, max);
		try (Network network = open(SharedFiles.model(name).resolve(file), range)) {
			final int best = (Integer) oracle.get("argmax");
			assertOutputs(oracle, network.activation(image, network.descriptor().output()).data(), best);
			if (oracle.containsKey("grad_l2")) assertGradient(oracle,
				network.evaluate(image, differentiated.of(best)).gradient(), 255 / range.extent());
		}
	}

	private static void assertOutputs(final Map<String, Object> oracle, final float[] output,
		final int best) {
		final List<Double> first = numbers(oracle, "out_first5");
		for (int i = 0; i < first.size(); i++)
			assertEquals(first.get(i), output[i], 1e-4 * first.get(i) + 1e-9);
		int found = 0;
		for (int i = 0; i < output.length; i++)
			if (output[i] > output[found]) found = i;
		assertEquals(best, found);
		if (oracle.containsKey("max")) assertEquals((Double) oracle.get("max"), output[best], 1e-4);
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

	private static Network open(final Path path, final ValueRange range) {
		final Model found = ModelStore.find(path.toString());
		return new TensorFlowEngine()
			.open(new Model(found.description().with(Fact.RANGE, range, "the test"), found.source()));
	}

	/** The image of the oracle's formula. */
	private static Pixels image(final Map<String, Object> oracle) {
		final List<?> shape = (List<?>) oracle.get("input_shape");
		final int width = (Integer) shape.get(2);
		final int channels = (Integer) shape.get(3);
		final Tensor image = Tensor.zeros(Shape.of(1, (Integer) shape.get(1), width, channels));
		for (int i = 0; i < image.size(); i++) {
			final int y = i / channels / width;
			final int x = i / channels % width;
			image.data()[i] = (7 * y + 13 * x + 29 * (i % channels) + (y / 16 + x / 16) % 2 * 64) % 256;
		}
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}

	private static Map<String, Object> oracle(final String name) throws IOException {
		final Map<String, Map<String, Object>> oracle =
			new Yaml().load(Files.readString(SharedFiles.model("oracle.json")).replace('\t', ' '));
		return oracle.get(name);
	}

	@SuppressWarnings("unchecked")
	private static List<Double> numbers(final Map<String, Object> oracle, final String key) {
		return (List<Double>) oracle.get(key);
	}
}
