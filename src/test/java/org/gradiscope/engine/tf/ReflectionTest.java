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

import org.gradiscope.attribution.ActivationMap;
import org.gradiscope.attribution.ScoreCam;
import org.gradiscope.attribution.Upsampling;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.gradiscope.visualization.FeatureObjective;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.visualization.FeatureVisualizer;
import org.gradiscope.visualization.LayerActivations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;

/**
 * A network that goes down by 4 and up again and adds what it began with, so that it takes multiples of 4
 * only: each pixel and the mean of its block of 4x4.
 */
class ReflectionTest {

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		network = new TensorFlowEngine().open(model(InputSize.atLeast(1, 1), Standardization.NONE));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static Model model(final InputSize size, final Standardization standardization) {
		return TinyNetworks.of("blocks",
			new Preprocessing(Channels.GREY, ValueRange.UNIT, List.of(0f), List.of(1f), size,
				ImageFit.RESIZE, standardization, Preprocessing.USUAL_AXES),
			List.of("a"), List.of("skip", "down", "sum"),
			(tf, image) -> tf.withName("sum").math.add(
				tf.withName("skip").nn.conv2d(image, tf.constant(new float[][][][] { { { { 1 } } } }),
					List.of(1L, 1L, 1L, 1L), "SAME"),
				up(tf, tf.withName("down").nn.avgPool(image, List.of(1L, 4L, 4L, 1L),
					List.of(1L, 4L, 4L, 1L), "VALID"))));
	}

	private static Operand<TFloat32> up(final Ops tf, final Operand<TFloat32> blocks) {
		return tf.image.resizeNearestNeighbor(blocks,
			tf.math.mul(
				tf.slice(tf.shape(blocks), tf.constant(new int[] { 1 }), tf.constant(new int[] { 2 })),
				tf.constant(new int[] { 4, 4 })),
			new ResizeNearestNeighbor.Options[0]);
	}

	private static Pixels image(final int height, final int width) {
		return Images.noise(ValueRange.UNIT, 1, 1, height, width, 1);
	}

	/** With NumPy's words: mode reflect. */
	private static Pixels reflected(final Pixels image, final int height, final int width) {
		final int[] rows = Reflection.lines(image.height(), height);
		final int[] columns = Reflection.lines(image.width(), width);
		final Tensor all = Tensor.zeros(Shape.of(1, height, width, 1));
		for (int i = 0; i < all.size(); i++)
			all.data()[i] = image.values().data()[rows[i / width] * image.width() + columns[i % width]];
		return image.with(all);
	}

	private static Tensor cut(final Tensor whole, final int height, final int width) {
		final Tensor part = Tensor.zeros(Shape.of(1, height, width, 1));
		for (int i = 0; i < part.size(); i++)
			part.data()[i] = whole.get(0, i / width, i % width, 0);
		return part;
	}

	@Test
	void theBorderIsNotRepeated() {
		assertArrayEquals(new int[] { 0, 1, 2, 3, 2, 1 }, Reflection.lines(4, 6));
		assertArrayEquals(new int[] { 0, 1, 2, 1, 0, 1, 2, 1, 0 }, Reflection.lines(3, 9));
		assertArrayEquals(new int[] { 0, 1, 0, 1 }, Reflection.lines(2, 4));
		assertArrayEquals(new int[] { 0, 0, 0 }, Reflection.lines(1, 3));
		assertArrayEquals(new int[] { 0, 1, 2 }, Reflection.lines(3, 3));
	}

	@ParameterizedTest
	@CsvSource({ "5, 7, 8, 8", "8, 9, 8, 12", "3, 4, 4, 4", "1, 2, 4, 4", "2, 13, 4, 16" })
	void thePictureIsThatOfTheReflectedImageCutBack(final int height, final int width,
		final int seenHeight, final int seenWidth) {
		final Pixels image = image(height, width);
		assertEquals(Shape.of(seenHeight, seenWidth),
			network.seen(height, width, List.of(Expression.LOGITS)));
		final Tensor whole =
			network.activation(reflected(image, seenHeight, seenWidth), Expression.LOGITS);
		final Tensor scores = network.activation(image, Expression.LOGITS);
		assertEquals(Shape.of(1, height, width, 1), scores.shape());
		assertArrayEquals(cut(whole, height, width).data(), scores.data(), 1e-6f);
	}

	@Test
	void aSizeThatFitsIsLeftAlone() {
		assertEquals(Shape.of(8, 12), network.seen(8, 12, List.of(Expression.LOGITS)));
		assertEquals(Shape.of(5, 7), network.seen(5, 7, List.of("skip")));
		assertEquals(Shape.of(1, 5, 7, 1), network.activation(image(5, 7), "skip").shape());
	}

	/** A pixel that is reflected counts as often as it is seen. */
	private static void assertIsDerivative(final Network network, final Pixels image,
		final Objective objective, final double within) {
		final Tensor gradient = network.evaluate(image, objective).gradient();
		assertEquals(image.shape(), gradient.shape());
		final float step = 0.02f;
		for (int i = 0; i < gradient.size(); i++) {
			final Tensor up = image.values().copy();
			final Tensor down = image.values().copy();
			up.data()[i] += step;
			down.data()[i] -= step;
			final double slope = (network.values(image.with(up), objective)[0] -
				network.values(image.with(down), objective)[0]) / (2.0 * step);
			assertEquals(slope, gradient.data()[i], within, "pixel " + i);
		}
	}

	private static Objective region(final int height, final int width) {
		final Tensor weights = Tensor.zeros(Shape.of(height, width, 1));
		for (int i = 0; i < weights.size(); i++)
			weights.data()[i] = 1 + i;
		return Objectives.region(weights, -1, Score.LOGIT);
	}

	@ParameterizedTest
	@CsvSource({ "5, 7", "1, 2", "3, 9" })
	void theGradientIsOfTheUsersPixels(final int height, final int width) {
		assertIsDerivative(network, image(height, width), region(height, width), 2e-3);
		assertIsDerivative(network, image(height, width),
			Objectives.layer("down").plus(region(height, width)), 2e-3);
	}

	/** The statistics by which an image is standardised are its own. */
	@Test
	void whatIsReflectedHasNoPartInTheStatistics() {
		try (Network standardized = new TensorFlowEngine()
			.open(model(InputSize.atLeast(1, 1), Standardization.zeroMeanUnitVariance(1e-6)))) {
			final Pixels image = image(5, 6);
			final Tensor own = standardized.activation(image, "skip");
			final Pixels whole = reflected(image.with(own), 8, 8);
			final Tensor expected = network.activation(whole, Expression.LOGITS);
			assertArrayEquals(cut(expected, 5, 6).data(),
				standardized.activation(image, Expression.LOGITS).data(), 1e-5f);
			assertIsDerivative(standardized, image, region(5, 6), 0.05);
		}
	}

	@Test
	void withoutPaddingItIsRefusedByTheOperationsName() {
		final String message = assertThrows(EngineException.class,
			() -> network.answer(Query.of(image(5, 7)).withScores().withoutPadding())).getMessage();
		assertTrue(message.startsWith("An image of 7x5 pixels is too small or too large for blocks: '"),
			message);
	}

	@Test
	void aStatedStepIsKeptTo() {
		try (Network stated = new TensorFlowEngine()
			.open(model(InputSize.atLeast(8, 8).inSteps(8, 8), Standardization.NONE))) {
			assertEquals(Shape.of(16, 8), stated.seen(12, 5, List.of(Expression.LOGITS)));
			assertEquals(Shape.of(1, 12, 5, 1),
				stated.activation(image(12, 5), Expression.LOGITS).shape());
			assertFalse(stated.takes(5, 5, List.of(Expression.LOGITS)));
		}
	}

	@Test
	void mapsOfALayerAreThoseOfTheReflectedImageCutBack() {
		final Pixels image = image(5, 7);
		final Tensor weights = Tensor.zeros(Shape.of(8, 8, 1));
		for (int i = 0; i < 35; i++)
			weights.data()[i / 7 * 8 + i % 7] = 1 + i;
		final ActivationMap method =
			new ActivationMap(ActivationMap.Kind.GRAD_CAM, "down", false, Upsampling.BILINEAR);
		final Tensor whole = method.attribute(network, reflected(image, 8, 8),
			Objectives.region(weights, -1, Score.LOGIT), Progress.NONE).map();
		assertArrayEquals(cut(whole, 5, 7).data(),
			method.attribute(network, image, region(5, 7), Progress.NONE).map().data(), 1e-3f);
		assertEquals(Shape.of(1, 5, 7, 1),
			ScoreCam.of("down").attribute(network, image, region(5, 7), Progress.NONE).map().shape());
	}

	@Test
	void layersCoverWhatTheNetworkSaw() {
		final LayerActivations sum =
			LayerActivations.of(network, image(5, 7), List.of(network.descriptor().layer("sum"))).get(0);
		assertEquals(Shape.of(1, 8, 8, 1), sum.values().shape());
		assertEquals(0, sum.left());
		assertEquals(1, sum.spacingX());
		final Tensor over = sum.over(image(5, 7), 0, Upsampling.NEAREST);
		assertEquals(Shape.of(1, 5, 7, 1), over.shape());
		assertEquals(sum.values().get(0, 4, 6, 0), over.get(0, 4, 6, 0));
	}

	@Test
	void relevanceGoesBackToTheImage() {
		final Pixels image = image(5, 7);
		final Relevance relevance = network.relevance(image, region(5, 7), RelevanceRules.COMPOSITE);
		double sum = 0;
		for (final float part : relevance.map().data())
			sum += part;
		assertEquals(image.shape(), relevance.map().shape());
		assertEquals(relevance.value(), sum + relevance.biases(), 1e-3 * Math.abs(relevance.value()));
	}

	@Test
	void severalImagesGoTogether() {
		final Pixels two = Images.batch(image(5, 7), Images.noise(ValueRange.UNIT, 2, 1, 5, 7, 1));
		final Tensor both = network.activation(two, Expression.LOGITS);
		assertArrayEquals(network.activation(two.item(1), Expression.LOGITS).data(),
			both.item(1).data(), 1e-6f);
	}

	@Test
	void octavesOfAnySizeAreDreamt() {
		final DeepDreamOptions options = DeepDreamOptions.of("down").withLayers(Map.of("down", 1.0))
			.withOctaves(3, 1.4).withSteps(2, 0.01);
		final Pixels image = image(21, 30);
		final Objective both = Objectives.layer("down").plus(Objectives.layer(Expression.LOGITS));
		assertEquals("[15x11, 21x15, 30x21]",
			DeepDreamer.octaves(network, image, both, options).toString());
		assertEquals(image.shape(),
			DeepDreamer.dream(network, image, both, options, Progress.NONE).shape());
	}

	/** The picture has the size asked for; the canvas that the network sees fits. */
	@Test
	void aFeatureIsDrawnAtAnySize() {
		final FeatureVisualizationOptions options =
			FeatureVisualizationOptions.standard().withSize(18, 21).withSteps(3);
		assertEquals(Shape.of(1, 18, 21, 1),
			FeatureVisualizer
				.render(network, FeatureObjective.channel(Expression.LOGITS, 0), options, Progress.NONE)
				.pictures().shape());
	}

	@Test
	void boundsAreSaid() {
		assertThrows(IllegalArgumentException.class, () -> InputSize.atLeast(1, 1).inSteps(0, 1));
		assertEquals("from 8x4 in steps of 16x2", InputSize.atLeast(4, 8).inSteps(2, 16).toString());
		assertArrayEquals(new int[] { 24, 9 }, InputSize.atLeast(8, 8).inSteps(16, 1).next(9, 9));
		assertArrayEquals(new int[] { 24, 3 }, InputSize.atLeast(24, 1).inSteps(16, 1).next(3, 3));
	}
}
