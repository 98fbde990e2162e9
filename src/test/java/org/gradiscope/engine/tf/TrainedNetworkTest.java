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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose weights can be changed while they are open. */
class TrainedNetworkTest {

	private static final Objective FIRST = Objectives.logProbability(0);

	private static Network small() {
		final TensorFlowEngine engine = new TensorFlowEngine();
		return engine.open(engine.create(new Architecture(
			Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
			List.of(new Convolution("first", 3, 4, true), new Convolution("second", 3, 6, false)),
			new Labels(List.of("dark", "bright"))), "small", 1));
	}

	private static TrainableNetwork trainable(final Network network) {
		return network.weights().trainable(network.weights().trainableLayers());
	}

	private static Pixels images(final int count, final int side) {
		return Images.noise(ValueRange.EIGHT_BIT, 5, count, side, side, 3);
	}

	private static Answer gradients(final TrainableNetwork network, final Pixels images,
		final Objective objective) {
		return network.answer(Query.of(images).objective(objective).withValues()
			.withWeightGradients(network.values().keySet()));
	}

	@Test
	void kernelsAndBiasesCanBeChanged() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			assertEquals(List.of("logits", "second", "first"), network.weights().trainableLayers());
			assertEquals(List.of("dense.kernel", "dense.bias", "second.kernel", "second.bias",
				"first.kernel", "first.bias"), List.copyOf(trained.values().keySet()));
		}
		try (Network network = small();
			TrainableNetwork trained = network.weights().trainable(List.of("first"))) {
			assertEquals(List.of("first.kernel", "first.bias"), List.copyOf(trained.values().keySet()));
		}
	}

	@Test
	void gradientsAreDifferencesOverSmallSteps() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			requireDifferences(trained, images(3, 8), FIRST, 1e-3);
		}
	}

	@Tag("long")
	@ParameterizedTest
	@ValueSource(strings = { "cifar10-resnet8", "mobilenet-v1-0.25-224" })
	void gradientsOfOthersNetworksToo(final String model) {
		final Model shared = ModelStore.find(SharedFiles.model(model).toString());
		try (Network network = new TensorFlowEngine().open(shared);
			TrainableNetwork trained = trainable(network)) {
			requireDifferences(trained, images(2, 64), FIRST, 2e-2);
		}
	}

	/**
	 * Along the gradient itself, by central differences: long ones cross the bends of ReLUs, and short ones
	 * drown in rounding, so one of some lengths has to fit.
	 */
	static void requireDifferences(final TrainableNetwork network, final Pixels images,
		final Objective objective, final double tolerance) {
		final Answer answer = gradients(network, images, objective);
		network.values().forEach((name, weight) -> {
			final Tensor gradient = answer.weightGradient(name);
			final double norm = norm(gradient);
			if (norm == 0) return;
			final double error = DoubleStream.of(1e-3, 3e-4, 1e-4, 3e-5, 1e-5).map(length -> {
				final float step = (float) (length * Math.max(norm(weight), 0.1) / norm);
				final double rise = sum(network, images, objective, name, weight.plus(gradient, step)) -
					sum(network, images, objective, name, weight.plus(gradient, -step));
				return Math.abs(rise / (2 * step * norm) - norm) / norm;
			}).min().orElseThrow();
			network.assign(Map.of(name, weight));
			assertEquals(0, error, tolerance, name);
		});
	}

	private static double sum(final TrainableNetwork network, final Pixels images,
		final Objective objective, final String name, final Tensor weight) {
		network.assign(Map.of(name, weight));
		double sum = 0;
		for (final float value : network.values(images, objective))
			sum += value;
		return sum;
	}

	private static double norm(final Tensor tensor) {
		double sum = 0;
		for (final float value : tensor.data())
			sum += (double) value * value;
		return Math.sqrt(sum);
	}

	@Test
	void aBatchHasTheSumOfItsImagesGradients() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			final Pixels images = images(5, 8);
			final Tensor whole = gradients(trained, images, FIRST).weightGradient("first.kernel");
			final Tensor sum = Tensor.zeros(whole.shape());
			for (int n = 0; n < 5; n++) {
				final Tensor one = gradients(trained, images.item(n), FIRST).weightGradient("first.kernel");
				for (int i = 0; i < sum.size(); i++)
					sum.data()[i] += one.data()[i];
			}
			assertArrayEquals(sum.data(), whole.data(), (float) (1e-5 * norm(whole)));
		}
	}

	@Test
	void pixelsAndWeightsInOneRun() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			final Pixels images = images(2, 8);
			final Answer both = trained.answer(Query.of(images).objective(FIRST).withGradient()
				.withWeightGradients(List.of("first.kernel")));
			assertArrayEquals(network.evaluate(images, FIRST).gradient().data(), both.gradient().data(),
				1e-7f);
			assertArrayEquals(gradients(trained, images, FIRST).weightGradient("first.kernel").data(),
				both.weightGradient("first.kernel").data(), 1e-6f);
		}
	}

	@Test
	void answersAreByTheWeightsAsTheyAre() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			final Pixels images = images(2, 8);
			final float[] before = trained.activation(images, Expression.LOGITS).data();
			assertArrayEquals(network.activation(images, Expression.LOGITS).data(), before, 1e-6f);
			final Tensor bias = trained.values().get("dense.bias");
			bias.data()[1] += 3;
			trained.assign(Map.of("dense.bias", bias));
			final float[] after = trained.activation(images, Expression.LOGITS).data();
			assertEquals(before[0], after[0], 1e-6);
			assertEquals(before[1] + 3, after[1], 1e-5);
			assertArrayEquals(before, network.activation(images, Expression.LOGITS).data(), 1e-6f,
				"the network that it is from stays");
			try (Network reopened = new TensorFlowEngine().open(trained.model("later"))) {
				assertArrayEquals(after, reopened.activation(images, Expression.LOGITS).data(), 1e-5f);
				assertEquals("later", reopened.descriptor().name());
				assertEquals(network.descriptor().labels(), reopened.descriptor().labels());
				assertEquals(network.descriptor().preprocessing(), reopened.descriptor().preprocessing());
				assertEquals(network.descriptor().layerNames(), reopened.descriptor().layerNames());
			}
		}
	}

	@Test
	void anUnknownLayerOrWeightIsRefused() {
		try (Network network = small(); TrainableNetwork trained = trainable(network)) {
			final String layers = assertThrows(IllegalArgumentException.class,
				() -> network.weights().trainable(List.of("third"))).getMessage();
			assertTrue(layers.contains("second"), layers);
			final Tensor bias = trained.values().get("dense.bias");
			assertThrows(IllegalArgumentException.class, () -> trained.assign(Map.of("bias", bias)));
			assertThrows(IllegalArgumentException.class,
				() -> trained.assign(Map.of("first.bias", bias)));
		}
	}

	/** Which a description written by us cannot state. */
	@Test
	void stepsOfTheModelZooAreRefused() {
		final Model model = new TensorFlowEngine().create(
			new Architecture(
				Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
				List.of(new Convolution("first", 3, 4, false)), new Labels(List.of("dark", "bright"))),
			"zoo", 1);
		final Model withSteps =
			new Model(model.description().with(Fact.STEPS, List.of(), "the test"), model.source());
		try (Network network = new TensorFlowEngine().open(withSteps)) {
			final String message =
				assertThrows(EngineException.class, () -> trainable(network)).getMessage();
			assertTrue(message.contains("rdf.yaml"), message);
		}
	}

	@Test
	void normalizationsStay() {
		final Model shared = ModelStore.find(SharedFiles.model("cifar10-resnet8").toString());
		try (Network network = new TensorFlowEngine().open(shared);
			TrainableNetwork trained = trainable(network)) {
			for (final String name : trained.values().keySet()) {
				final int rank = trained.values().get(name).shape().rank();
				assertFalse(name.matches(".*(gamma|beta|moving).*") || rank == 3, name);
			}
			assertEquals(10, trained.values().values().stream().filter(w -> w.shape().rank() > 1).count(),
				"nine convolutions and a matrix");
			assertFalse(network.weights().fixedLayers().isEmpty());
		}
		try (Network plain = small()) {
			assertEquals(List.of(), plain.weights().fixedLayers());
		}
	}
}
