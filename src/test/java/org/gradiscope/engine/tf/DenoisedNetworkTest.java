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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks behind a denoiser, which changes nothing until it is trained. */
class DenoisedNetworkTest {

	private static final DenoiserArchitecture SMALL = new DenoiserArchitecture(2, 3);
	private static final List<String> DENOISER =
		List.of("denoise1", "denoise2", "denoise3", "denoise4", "denoise5", "denoised");

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Model model(final Preprocessing preprocessing) {
		return new TensorFlowEngine().create(new Architecture(preprocessing,
			List.of(new Convolution("first", 3, 4, true), new Convolution("second", 3, 6, false)),
			new Labels(List.of("dark", "bright"))), "small", 1);
	}

	private static Preprocessing plain(final Channels channels) {
		return Preprocessing.of(channels, new ValueRange(-1, 1), InputSize.atLeast(4, 4));
	}

	private static Network open(final Model model) {
		return new TensorFlowEngine().open(model);
	}

	private static Network denoised(final Network network) {
		return open(network.weights().denoised(SMALL, "both", 1));
	}

	/** The same with a denoiser of any weights; its biases keep most ReLUs open. */
	private static TrainableNetwork disturbed(final Network denoised) {
		final TrainableNetwork network = denoised.weights().trainable(DENOISER);
		network.values().forEach((name, weight) -> {
			final boolean bias = weight.shape().rank() == 1;
			final float size = (float) Math.sqrt(6.0 * weight.shape().dimension(-1) / weight.size());
			final ValueRange range = bias ? new ValueRange(0, 0.3f) : new ValueRange(-size, size);
			final float[] noise =
				Images.noise(range, name.hashCode(), 1, weight.size(), 1, 1).values().data();
			network.assign(Map.of(name, Tensor.of(weight.shape(), noise)));
		});
		return network;
	}

	private static float[] scores(final Network network, final Pixels images) {
		return network.activation(images, Expression.LOGITS).data();
	}

	static List<Preprocessing> preprocessings() {
		final Preprocessing rgb = plain(Channels.RGB);
		return List.of(plain(Channels.GREY), rgb, rgb.withAxes("bcyx"),
			new Preprocessing(Channels.RGB, ValueRange.EIGHT_BIT, List.of(120f, 110f, 100f),
				List.of(1f, 2f, 60f), InputSize.atLeast(4, 4)),
			rgb.withStandardization(Standardization.zeroMeanUnitVariance(1e-3)),
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, new InputSize(true, 12, 12)),
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, new InputSize(true, 12, 12))
				.withFit(ImageFit.CENTER_CROP));
	}

	/** A network of the axes that are stated: convolutions take the usual ones. */
	private static Model modelOf(final Preprocessing preprocessing) {
		if (preprocessing.axes().equals(Preprocessing.USUAL_AXES)) return model(preprocessing);
		return TinyNetworks.of("turned", preprocessing, List.of("a", "b", "c"), List.of(),
			(tf, images) -> tf.math.mean(tf.math.tanh(images), tf.constant(new int[] { 2, 3 })));
	}

	@ParameterizedTest
	@MethodSource("preprocessings")
	void anUntrainedDenoiserChangesNothing(final Preprocessing preprocessing) {
		try (Network network = open(modelOf(preprocessing)); Network both = denoised(network)) {
			for (final int side : new int[] { 4, 9, 14 }) {
				final Pixels images = Images.noise(ValueRange.EIGHT_BIT, side, 2, side, side + 1,
					preprocessing.channels().count());
				assertArrayEquals(scores(network, images), scores(both, images), 1e-6f);
			}
			assertEquals(network.descriptor().preprocessing(), both.descriptor().preprocessing());
			assertEquals(network.descriptor().labels(), both.descriptor().labels());
			assertEquals("both", both.descriptor().name());
		}
	}

	@Test
	void theLayersOfBothHaveTheirNames() {
		try (Network network = open(model(plain(Channels.RGB))); Network both = denoised(network)) {
			final List<String> names = both.descriptor().layerNames();
			assertEquals(DENOISER, names.subList(0, 6));
			assertEquals(network.descriptor().layerNames(), names.subList(6, names.size()));
			assertEquals(DENOISER.stream().sorted().toList(), both.weights().trainableLayers().stream()
				.filter(name -> name.startsWith("denoise")).sorted().toList());
			final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 3, 1, 7, 10, 3);
			assertEquals(Shape.of(1, 7, 10, 3), both.activation(images, "denoised").shape());
			assertEquals(Shape.of(1, 2, 3, 12), both.activation(images, "denoise3").shape());
			assertEquals(Shape.of(1, 7, 10, 3), both.activation(images, "denoise5").shape());
			assertEquals(1, both.descriptor().layer("denoised").stride());
			assertEquals(4, both.descriptor().layer("denoise3").stride());
			assertEquals(2, both.descriptor().layer("denoise4").stride());
			assertEquals(network.descriptor().layer("second").stride(),
				both.descriptor().layer("second").stride());
		}
	}

	/** What the network answers to the picture that the layer shows is what both answer to the image. */
	@ParameterizedTest
	@CsvSource({ "-1, 1, 0, 1", "0, 255, 100, 20" })
	void theNetworkSeesWhatIsDenoised(final float low, final float high, final float mean,
		final float deviation) {
		final Preprocessing preprocessing = new Preprocessing(Channels.GREY, new ValueRange(low, high),
			List.of(mean), List.of(deviation), InputSize.atLeast(4, 4));
		final Preprocessing asItIs =
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(4, 4));
		final Model model = model(preprocessing);
		final Model bare = new Model(model.description().with(asItIs, "the test"), model.source());
		try (Network network = open(model); Network seeing = open(bare);
			Network both = denoised(network); TrainableNetwork changed = disturbed(both)) {
			final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 3, 2, 9, 6, 1);
			final Tensor denoised = changed.activation(images, "denoised");
			assertArrayEquals(scores(changed, images),
				scores(seeing, new Pixels(denoised, ValueRange.UNIT)), 1e-4f);
			assertFalse(Math.abs(scores(network, images)[0] - scores(changed, images)[0]) < 1e-3);
		}
	}

	@Test
	void gradientsOfWeightsAreDifferencesOverSmallSteps() {
		try (Network network = open(model(plain(Channels.RGB))); Network both = denoised(network);
			TrainableNetwork trained = disturbed(both)) {
			final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 5, 2, 9, 7, 3);
			TrainedNetworkTest.requireDifferences(trained, images, Objectives.layer("denoised"), 2e-2);
		}
	}

	@Test
	void theNetworkStaysWhileItsDenoiserIsTrained() {
		try (Network network = open(model(plain(Channels.RGB))); Network both = denoised(network);
			TrainableNetwork trained = both.weights().trainable(DENOISER)) {
			assertEquals(21, trained.values().size(),
				"ten convolutions with their biases, and the last, which has none");
			assertTrue(trained.values().keySet().stream().allMatch(name -> name.startsWith("denoiser/")),
				trained.values().keySet().toString());
			try (Network reopened = open(trained.model("later"))) {
				assertEquals(both.descriptor().layerNames(), reopened.descriptor().layerNames());
			}
		}
	}

	@Test
	void equalSeedsGiveEqualBytes() {
		try (Network network = open(model(plain(Channels.RGB)))) {
			final byte[] one = bytes(network, 1);
			assertArrayEquals(one, bytes(network, 1));
			assertFalse(Arrays.equals(one, bytes(network, 2)));
		}
	}

	private static byte[] bytes(final Network network, final long seed) {
		return ((ModelSource.Graph) network.weights().denoised(SMALL, "both", seed).source()).bytes();
	}

	@Test
	void relevanceGoesThroughIt() {
		try (Network network = open(model(plain(Channels.RGB))); Network both = denoised(network);
			TrainableNetwork changed = disturbed(both)) {
			final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 5, 1, 9, 7, 3);
			assertEquals(image.shape(),
				changed.relevance(image, Objectives.logit(0), RelevanceRules.EPSILON).map().shape());
		}
	}

	/** What nothing states is inferred from the first operations, which would be the denoiser's. */
	@Test
	void whatWasAssumedIsStated() {
		final Model model = model(plain(Channels.RGB));
		final Description undescribed = Description.NONE.with(Fact.NAME, "unknown", "the test");
		try (Network network = open(new Model(undescribed, model.source()));
			Network both = denoised(network)) {
			assertTrue(network.descriptor().doubts().range().isPresent());
			final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 5, 2, 9, 7, 3);
			assertArrayEquals(scores(network, images), scores(both, images), 1e-6f);
			assertEquals(network.descriptor().preprocessing(), both.descriptor().preprocessing());
			assertEquals(6 + network.descriptor().layers().size(), both.descriptor().layers().size());
		}
	}

	@Tag("long")
	@ParameterizedTest
	@ValueSource(strings = { "cifar10-resnet8", "mobilenet-v1-0.25-224" })
	void othersNetworksToo(final String name) {
		final Model shared = ModelStore.find(SharedFiles.model(name).toString());
		try (Network network = open(shared); Network both = denoised(network)) {
			final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 5, 2, 50, 60, 3);
			assertArrayEquals(scores(network, images), scores(both, images), 1e-4f);
		}
	}

	static Map<String, UnaryOperator<Model>> refused() {
		return Map.of("steps of its rdf.yaml", model -> with(model, Fact.STEPS, List.of()),
			"it has one already", model -> {
				try (Network network = open(model)) {
					return network.weights().denoised(SMALL, "one", 1);
				}
			});
	}

	private static <T> Model with(final Model model, final Fact<T> fact, final T value) {
		return new Model(model.description().with(fact, value, "the test"), model.source());
	}

	@Test
	void whatTakesNoneIsRefusedInOneLine() {
		refused().forEach((reason, change) -> {
			try (Network network = open(change.apply(model(plain(Channels.RGB))))) {
				final String message =
					assertThrows(EngineException.class, () -> denoised(network)).getMessage();
				assertTrue(message.contains(reason), message);
				assertEquals(1, message.lines().count());
			}
		});
		assertThrows(IllegalArgumentException.class, () -> new DenoiserArchitecture(0, 8));
		assertThrows(IllegalArgumentException.class, () -> new DenoiserArchitecture(2, 0));
	}
}
