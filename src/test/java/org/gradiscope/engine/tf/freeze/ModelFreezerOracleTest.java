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

package org.gradiscope.engine.tf.freeze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Real SavedModels against TensorFlow in Python, and against DJL, which runs them as programs. */
class ModelFreezerOracleTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	@ParameterizedTest
	@CsvSource({ "mnist-conv-tf1, mnist-conv-tf1", "cifar10-resnet8, cifar10-resnet8/saved_model",
		"gestures-mobilenet-tf2, gestures-mobilenet-tf2" })
	@SuppressWarnings("unchecked")
	void aRealNetworkAgreesWithPython(final String name, final String folder) throws IOException {
		final Map<String, Object> oracle = ((Map<String, Map<String, Object>>) new Yaml()
			.load(Files.readString(SharedFiles.model("oracle.json")).replace('\t', ' '))).get(name);
		final long[] shape =
			((List<Integer>) oracle.get("input_shape")).stream().mapToLong(Integer::longValue).toArray();
		final FrozenModel frozen = ModelFreezer.ofSavedModel(SharedFiles.model(folder));
		final float[] input = formula(shape, ((Number) oracle.get("scale")).doubleValue());
		final float[] output = GraphRunner.output(frozen, shape, input);
		final List<Double> first = (List<Double>) oracle.get("out_first5");
		for (int i = 0; i < 5; i++)
			assertEquals(first.get(i), output[i], 1e-4 * first.get(i) + 1e-9);
		final int best = (Integer) oracle.get("argmax");
		for (final float value : output)
			assertTrue(value <= output[best]);
		if (oracle.containsKey("grad_l2")) assertGradient(oracle, shape,
			GraphRunner.figures(frozen, shape, input, oneHot(output.length, best)).gradient());
	}

	@SuppressWarnings("unchecked")
	private static void assertGradient(final Map<String, Object> oracle, final long[] shape,
		final float[] gradient) {
		double squares = 0;
		double sum = 0;
		for (final float value : gradient) {
			squares += value * value;
			sum += value;
		}
		final double norm = (Double) oracle.get("grad_l2");
		assertEquals(norm, Math.sqrt(squares), 1e-3 * norm);
		assertEquals((Double) oracle.get("grad_sum"), sum, 1e-3 * norm);
		final List<Double> sample = (List<Double>) oracle.get("grad_at_0_10_20");
		for (int c = 0; c < sample.size(); c++)
			assertEquals(sample.get(c), gradient[(int) ((10 * shape[2] + 20) * shape[3]) + c],
				1e-3 * Math.abs(sample.get(c)));
	}

	private static float[] oneHot(final int size, final int index) {
		final float[] weights = new float[size];
		weights[index] = 1;
		return weights;
	}

	/** The image of the oracle's formula, which it takes from 0. */
	private static float[] formula(final long[] shape, final double scale) {
		final float[] values = new float[(int) (shape[1] * shape[2] * shape[3])];
		for (int i = 0; i < values.length; i++) {
			final int channels = (int) shape[3];
			final int y = i / channels / (int) shape[2];
			final int x = i / channels % (int) shape[2];
			values[i] =
				(float) ((7 * y + 13 * x + 29 * (i % channels) + (y / 16 + x / 16) % 2 * 64) % 256 * scale);
		}
		return values;
	}

	@Test
	void aFixtureAgreesWithDjl() throws Exception {
		assertAgreesWithDjl(ModelFreezerTest.fixture("keras2"), 1, 8, 8, 3);
		assertAgreesWithDjl(ModelFreezerTest.fixture("tf2-module"), 1, 8, 8, 3);
	}

	@Test
	void aRealNetworkAgreesWithDjl() throws Exception {
		assertAgreesWithDjl(SharedFiles.model("gestures-mobilenet-tf2"), 1, 160, 120, 1);
	}

	private static void assertAgreesWithDjl(final Path folder, final long... shape) throws Exception {
		final float[] input = GraphRunner.formula(shape);
		assertArrayEquals(djl(folder, shape, input),
			GraphRunner.output(ModelFreezer.ofSavedModel(folder), shape, input), 1e-6f);
	}

	private static float[] djl(final Path folder, final long[] shape, final float[] input)
		throws Exception {
		try (
			ZooModel<NDList, NDList> model = Criteria.builder().setTypes(NDList.class, NDList.class)
				.optEngine("TensorFlow").optDevice(Device.cpu()).optModelPath(folder).build().loadModel();
			Predictor<NDList, NDList> predictor = model.newPredictor();
			NDManager manager = model.getNDManager().newSubManager()) {
			return predictor.predict(new NDList(manager.create(input, new Shape(shape))))
				.singletonOrThrow().toFloatArray();
		}
	}
}
