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
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.transform.Resize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.proto.NodeDef;

/** What a network gets to see of the caller's pixels: here its logits are its input. */
class PreprocessorTest {

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Network seeing(final Preprocessing preprocessing) {
		final List<String> labels =
			List.of("a", "b", "c", "d").subList(0, preprocessing.channels().count());
		return new TensorFlowEngine().open(TinyNetworks.of("input", preprocessing, labels, List.of(),
			(tf, input) -> tf.identity(input)));
	}

	private static float[] seen(final Preprocessing preprocessing, final Pixels image) {
		try (Network network = seeing(preprocessing)) {
			return network.activation(image, "logits").data();
		}
	}

	private static Pixels pixel(final ValueRange range, final float... channels) {
		return new Pixels(Tensor.of(Shape.of(1, 1, 1, channels.length), channels), range);
	}

	@Test
	void theRangeIsMappedAndTheMeanSubtracted() {
		final Preprocessing p = new Preprocessing(Channels.RGB, new ValueRange(0, 255),
			List.of(104f, 117f, 124f), List.of(1f, 2f, 4f), InputSize.atLeast(1, 1));
		assertArrayEquals(new float[] { -104, (127.5f - 117) / 2, (255 - 124) / 4f },
			seen(p, pixel(new ValueRange(1000, 3000), 1000, 2000, 3000)), 1e-4f);
	}

	@Test
	void channelsComeInTheNetworksOrder() {
		final Preprocessing p =
			Preprocessing.of(Channels.BGR, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1));
		assertArrayEquals(new float[] { 30, 20, 10 }, seen(p, pixel(ValueRange.EIGHT_BIT, 10, 20, 30)),
			1e-4f);
	}

	@Test
	void greyIsCopiedAndColourIsWeighed() {
		final InputSize any = InputSize.atLeast(1, 1);
		assertArrayEquals(new float[] { 51, 51, 51 },
			seen(Preprocessing.of(Channels.RGB, ValueRange.EIGHT_BIT, any),
				pixel(ValueRange.EIGHT_BIT, 51)),
			1e-4f);
		final float[] grey = seen(Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, any),
			pixel(ValueRange.EIGHT_BIT, 100, 50, 200));
		assertArrayEquals(new float[] { 0.2989f * 100 + 0.587f * 50 + 0.114f * 200 }, grey, 1e-3f);
	}

	@Test
	void anImageOfAnotherSizeIsResizedWithAntialiasing() {
		final Pixels image = Images.noise(ValueRange.UNIT, 3, 1, 13, 22, 3);
		final float[] seen =
			seen(Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(5, 30)), image);
		assertArrayEquals(Resize.to(image.values(), 5, 30).data(), seen, 1e-5f);
	}

	/** A resize to the size that an image has would be a tenth of a step. */
	@Test
	void anImageOfTheNetworksSizeIsNotResized() {
		final Preprocessing p = Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(5, 30));
		assertFalse(operations(p, 5, 30).contains("ScaleAndTranslate"));
		assertTrue(operations(p, 30, 5).contains("ScaleAndTranslate"));
		final Pixels image = Images.noise(ValueRange.UNIT, 3, 1, 5, 30, 3);
		assertArrayEquals(image.values().data(), seen(p, image));
	}

	/** Of the graph that prepares images of a size. */
	private static Set<String> operations(final Preprocessing p, final int height, final int width) {
		try (Graph graph = new Graph()) {
			final Query query = Query.of(Images.noise(ValueRange.UNIT, 1, 1, height, width, 3));
			new Preprocessor(GraphOps.of(graph)).add(p, ImageSource.of(query, p.size()), true);
			return graph.toGraphDef().getNodeList().stream().map(NodeDef::getOp)
				.collect(Collectors.toSet());
		}
	}

	@Test
	void theGradientIsInTheCallersGreyLevelsAtTheCallersSize() {
		final Preprocessing p =
			Preprocessing.of(Channels.GREY, new ValueRange(-1, 1), InputSize.fixed(4, 4));
		try (Network network = meanOf(p)) {
			final Pixels image = Images.noise(new ValueRange(0, 4095), 1, 1, 8, 8, 1);
			final Tensor gradient = network.evaluate(image, Objectives.logit(0)).gradient();
			assertEquals(image.shape(), gradient.shape());
			double sum = 0;
			for (final float value : gradient.data())
				sum += value;
			assertEquals(2.0 / 4095, sum, 1e-8, "one grey level more everywhere adds 2 / 4095");
		}
	}

	@Test
	void theCentreOfAnImageIsSeenAtTheNetworksProportions() {
		final Pixels image = Images.noise(ValueRange.UNIT, 5, 1, 12, 26, 3);
		final float[] seen = seen(Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(6, 6))
			.withFit(ImageFit.CENTER_CROP), image);
		final Tensor centre = Tensor.zeros(Shape.of(1, 12, 12, 3));
		for (int i = 0; i < centre.size(); i++)
			centre.data()[i] = image.values().get(0, i / 36, 7 + i / 3 % 12, i % 3);
		// The outermost positions also see what lies just outside of the centre.
		final float[] expected = Resize.to(centre, 6, 6).data();
		for (int y = 0; y < 6; y++)
			for (int x = 1; x < 5; x++)
				assertEquals(expected[(y * 6 + x) * 3], seen[(y * 6 + x) * 3], 1e-5f);
	}

	@Test
	void whatIsCutOffHasNoGradient() {
		final Preprocessing p = Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(4, 4))
			.withFit(ImageFit.CENTER_CROP);
		final Tensor gradient = gradientOfTheMean(p, Images.noise(ValueRange.UNIT, 5, 1, 8, 40, 1));
		assertEquals(0, gradient.get(0, 4, 3, 0));
		assertTrue(gradient.get(0, 4, 20, 0) > 0);
	}

	@Test
	void tilesCoverTheImageAndTheirScoresAreAveraged() {
		final Preprocessing p = Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(4, 4))
			.withFit(ImageFit.TILE);
		final Pixels images = Images.noise(ValueRange.UNIT, 5, 2, 6, 8, 1);
		try (Network network = meanOf(p)) {
			final Tensor scores = network.activation(images, "logits");
			assertArrayEquals(new int[] { 2, 1 }, scores.shape().toArray());
			// Rows 0 to 3 and 2 to 5: those in the middle count twice.
			for (int n = 0; n < 2; n++) {
				double sum = 0;
				for (int i = 0; i < 48; i++)
					sum += (i / 8 == 2 || i / 8 == 3 ? 2 : 1) * images.values().get(n, i / 8, i % 8, 0);
				assertEquals(sum / 64, scores.data()[n], 1e-5);
			}
			final Tensor gradient = network.evaluate(images, Objectives.logit(0)).gradient();
			assertEquals(2 / 64f, gradient.get(1, 3, 0, 0), 1e-6f);
			assertEquals(1 / 64f, gradient.get(0, 5, 7, 0), 1e-6f);
			assertThrows(IllegalArgumentException.class, () -> network.activation(images, "input"));
		}
	}

	@Test
	void tilesEndAtTheBorders() {
		assertArrayEquals(new int[] { 0 }, Tiling.starts(3, 4));
		assertArrayEquals(new int[] { 0, 1 }, Tiling.starts(5, 4));
		assertArrayEquals(new int[] { 0, 3, 6 }, Tiling.starts(10, 4));
	}

	@Test
	void alphaIsOpaque() {
		final Preprocessing p =
			Preprocessing.of(Channels.RGBA, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1));
		assertArrayEquals(new float[] { 10, 20, 30, 255 },
			seen(p, pixel(ValueRange.EIGHT_BIT, 10, 20, 30)), 1e-4f);
		assertArrayEquals(new float[] { 10, 10, 10, 255 }, seen(p, pixel(ValueRange.EIGHT_BIT, 10)),
			1e-4f);
	}

	@Test
	void anImageIsStandardisedByItsOwnMeanAndVariance() {
		final Preprocessing p =
			Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1))
				.withStandardization(Standardization.zeroMeanUnitVariance(0));
		final Pixels two =
			new Pixels(Tensor.of(Shape.of(2, 1, 2, 1), 10, 30, 5, 6), ValueRange.EIGHT_BIT);
		assertArrayEquals(new float[] { -1, 1, -1, 1 }, seen(p, two), 1e-3f);
	}

	@Test
	void percentilesBecomeZeroAndOne() {
		final Preprocessing p =
			Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1))
				.withStandardization(Standardization.percentiles(12.5, 75, 0));
		// Interpolated: half way from 10 to 20, and the fourth of five.
		final Pixels image =
			new Pixels(Tensor.of(Shape.of(1, 1, 5, 1), 40, 10, 30, 20, 50), ValueRange.EIGHT_BIT);
		assertArrayEquals(new float[] { 1, -0.2f, 0.6f, 0.2f, 1.4f }, seen(p, image), 1e-5f);
	}

	@Test
	void theGradientGoesThroughMeanAndVarianceToo() {
		final Preprocessing p =
			Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1))
				.withStandardization(Standardization.zeroMeanUnitVariance(0));
		// The mean of what is standardised is 0 whatever the image is.
		for (final float slope : gradientOfTheMean(p, Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1))
			.data())
			assertEquals(0, slope, 1e-7f);
	}

	@Test
	void axesComeInTheNetworksOrder() {
		final Preprocessing p = Preprocessing
			.of(Channels.RGB, ValueRange.EIGHT_BIT, InputSize.atLeast(1, 1)).withAxes("bcyx");
		final Pixels image =
			new Pixels(Tensor.of(Shape.of(1, 1, 2, 3), 1, 2, 3, 4, 5, 6), ValueRange.EIGHT_BIT);
		try (Network network = new TensorFlowEngine().open(TinyNetworks.of("list", p, List.of("a"),
			List.of(), (tf, input) -> tf.reshape(input, tf.constant(new int[] { -1, 6 }))))) {
			assertArrayEquals(new float[] { 1, 4, 2, 5, 3, 6 },
				network.activation(image, Expression.LOGITS).data(), 1e-4f);
		}
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, seen(p, image), 1e-4f,
			"what comes out is in the usual order");
	}

	private static Network meanOf(final Preprocessing p) {
		return new TensorFlowEngine().open(TinyNetworks.of("mean", p, List.of("a"), List.of(),
			(tf, input) -> tf.math.mean(input, tf.constant(new int[] { 1, 2 }))));
	}

	private static Tensor gradientOfTheMean(final Preprocessing p, final Pixels image) {
		try (Network network = meanOf(p)) {
			return network.evaluate(image, Objectives.logit(0)).gradient();
		}
	}
}
