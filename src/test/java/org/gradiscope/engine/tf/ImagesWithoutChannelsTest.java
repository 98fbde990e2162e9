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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** Three axes, or two, are an image, a time series or a list of pixels; none is seen transposed unsaid. */
class ImagesWithoutChannelsTest {

	private static final ValueRange UNIT = ValueRange.UNIT;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static Model model(final Description stated,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body, final long... axes) {
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final long[] shape = new long[axes.length + 1];
			shape[0] = -1;
			System.arraycopy(axes, 0, shape, 1, axes.length);
			tf.withName("scores").identity(body.apply(tf, tf.withName("input").placeholder(TFloat32.class,
				Placeholder.shape(org.tensorflow.ndarray.Shape.of(shape)))));
			return new Model(
				stated.with(Fact.NAME, "tiny", "the test").with(Fact.RANGE, UNIT, "the test"),
				new ModelSource.Graph(graph.toGraphDef().toByteArray()));
		}
	}

	/** A number of the flattened input, and its double: which one is seen tells how the image lies. */
	private static BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> dense(final int length,
		final int place) {
		return (tf, input) -> {
			final float[][] weights = new float[length][2];
			weights[place] = new float[] { 1, 2 };
			return tf.linalg.matMul(tf.reshape(input, tf.constant(new int[] { -1, length })),
				tf.constant(weights));
		};
	}

	/** As Keras' Conv1D: filters of 3 points along the first axis, over all features of the second. */
	private static BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> along(final int features) {
		return (tf, input) -> {
			final float[][][][] filters = new float[1][3][features][2];
			filters[0][0][0] = new float[] { 1, 2 };
			final Operand<TFloat32> sums = tf.squeeze(tf.nn.conv2d(tf.expandDims(input, tf.constant(1)),
				tf.constant(filters), List.of(1L, 1L, 1L, 1L), "VALID"), Squeeze.axis(List.of(1L)));
			return tf.max(sums, tf.constant(1));
		};
	}

	private static Pixels image(final int height, final int width, final int channels) {
		final Tensor image = Tensor.zeros(Shape.of(1, height, width, channels));
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = i * 37 % 101 / 101f;
		return new Pixels(image, UNIT);
	}

	private static float at(final Pixels image, final int y, final int x) {
		return image.values().get(0, y, x, 0);
	}

	/** That row 3 and column 20 of what the network takes are those of the image. */
	private static void assertUpright(final Network network, final int height, final int width) {
		final Pixels image = image(height, width, 1);
		final float wanted = at(image, 3, 20);
		assertArrayEquals(new float[] { wanted, 2 * wanted },
			network.activation(image, "logits").data(), 1e-6f);
		final Tensor gradient = network.evaluate(image, Objectives.logit(1)).gradient();
		assertEquals(2, gradient.get(0, 3, 20, 0), 1e-6);
	}

	private static void assertRemark(final Network network, final String part) {
		assertTrue(network.descriptor().remarks().stream().anyMatch(said -> said.contains(part)),
			() -> "Found: " + network.descriptor().remarks());
	}

	@ParameterizedTest
	@CsvSource({ "28, 28", "64, 48", "20, 24" })
	void twoAxesThatAreAlikeAreAnImageAndThatIsSaid(final int height, final int width) {
		final Model model =
			model(Description.NONE, dense(height * width, 3 * width + 20), height, width);
		try (Network network = ModelLoader.open(model)) {
			assertEquals(InputSize.fixed(height, width), network.descriptor().preprocessing().size());
			assertRemark(network,
				"The input 'input' takes " + height + "x" + width +
					" numbers without an axis for channels, which are taken for images of " + width + "x" +
					height + " pixels, row by row; if they are a time series, let gradiscope.yaml say so " +
					"(input: {series: true}).");
			assertUpright(network, height, width);
		}
	}

	@Test
	void aConvolutionOverBothAxesIsThatOfAnImageWhateverTheirLengths() {
		final Model model = model(Description.NONE, (tf, input) -> {
			final float[][][][] filters = new float[3][3][1][1];
			filters[1][1][0][0] = 1;
			final Operand<TFloat32> same = tf.nn.conv2d(tf.expandDims(input, tf.constant(-1)),
				tf.constant(filters), List.of(1L, 1L, 1L, 1L), "SAME");
			return dense(12 * 40, 3 * 40 + 20).apply(tf,
				tf.reshape(same, tf.constant(new int[] { -1, 480 })));
		}, 12, 40);
		try (Network network = ModelLoader.open(model)) {
			assertEquals(InputSize.fixed(12, 40), network.descriptor().preprocessing().size());
			assertEquals(List.of(), network.descriptor().remarks());
			assertUpright(network, 12, 40);
		}
	}

	@Test
	void axesThatAreNotAlikeAreATimeSeriesAndThatIsSaid() {
		try (Network network =
			ModelLoader.open(model(Description.NONE, dense(128 * 9, 20 * 9 + 3), 128, 9))) {
			assertEquals(new InputSize(true, 9, 128, true), network.descriptor().preprocessing().size());
			assertRemark(network, "which are taken for time series, the first axis the time; if they " +
				"are an image, let gradiscope.yaml say so (input: {series: false}).");
			assertUpright(network, 9, 128);
		}
	}

	@Test
	void aFilterAlongOneAxisMakesATimeSeriesOfUnlikeAxes() {
		try (Network network = ModelLoader.open(model(Description.NONE, along(18), 30, 18))) {
			assertEquals(new InputSize(true, 18, 30, true), network.descriptor().preprocessing().size());
			assertEquals(List.of(), network.descriptor().remarks());
		}
	}

	/** A recurrent layer has the time first, and takes one point after the other. */
	@Test
	void whatBringsTheTimeToTheFrontIsATimeSeriesOfUnlikeAxes() {
		final Model recurrent = model(Description.NONE, (tf, input) -> {
			final Operand<TFloat32> points =
				tf.linalg.transpose(input, tf.constant(new int[] { 1, 0, 2 }));
			return tf.linalg.matMul(tf.reduceSum(points, tf.constant(0)), tf.constant(new float[20][2]));
		}, 30, 20);
		try (Network network = ModelLoader.open(recurrent)) {
			assertEquals(new InputSize(true, 20, 30, true), network.descriptor().preprocessing().size());
			assertEquals(List.of(), network.descriptor().remarks());
		}
	}

	@Test
	void aSquareIsAnImageUnlessTheDescriptionSaysSeries() {
		try (Network network = ModelLoader.open(model(Description.NONE, along(20), 20, 20))) {
			assertEquals(InputSize.fixed(20, 20), network.descriptor().preprocessing().size());
			assertRemark(network, "taken for images of 20x20 pixels, row by row");
			final Pixels image = image(20, 20, 1);
			float most = 0;
			for (int y = 0; y < 18; y++)
				most = Math.max(most, at(image, y, 0));
			assertEquals(most, network.activation(image, "logits").data()[0], 1e-6);
		}
		final Description series = Description.NONE.with(Fact.SERIES, true, "the test");
		try (Network network = ModelLoader.open(model(series, along(20), 20, 20))) {
			assertEquals(new InputSize(true, 20, 20, true), network.descriptor().preprocessing().size());
			assertEquals(List.of(), network.descriptor().remarks());
		}
	}

	@Test
	void theDescriptionMakesAnImageOfAnyAxes() {
		final Description image = Description.NONE.with(Fact.SERIES, false, "the test");
		try (Network network = ModelLoader.open(model(image, dense(12 * 40, 3 * 40 + 20), 12, 40))) {
			assertEquals(InputSize.fixed(12, 40), network.descriptor().preprocessing().size());
			assertEquals(List.of(), network.descriptor().remarks());
			assertUpright(network, 12, 40);
		}
		final Description coloured = image.with(Fact.CHANNELS, Channels.RGB, "the test");
		assertEquals(
			"The input 'input' has no axis for channels, so it takes grey images, but the channels " +
				"are said to be rgb; leave 'input.channels' out.",
			assertThrows(EngineException.class,
				() -> ModelLoader.open(model(coloured, dense(480, 0), 12, 40))).getMessage());
	}

	/** An image of another size is resized, which a time series of other features is not. */
	@Test
	void anImageOfAnotherSizeIsResized() {
		try (Network network =
			ModelLoader.open(model(Description.NONE, dense(784, 3 * 28 + 20), 28, 28))) {
			assertEquals(2, network.activation(image(56, 56, 1), "logits").size());
		}
	}

	@ParameterizedTest
	@CsvSource({ "784, grey, byxc", "2352, rgb, byxc", "2352, rgb, bcyx" })
	void aListOfAStatedSizeIsAnImage(final int length, final String channels, final String axes) {
		final int count = length / 784;
		final Description sized = Description.NONE.with(Fact.SIZE, InputSize.fixed(28, 28), "the test")
			.with(Fact.AXES, axes, "the test");
		final int place = axes.equals("bcyx") ? 3 * 28 + 20 : (3 * 28 + 20) * count;
		try (Network network = ModelLoader.open(model(sized, dense(length, place), length))) {
			assertEquals(channels, network.descriptor().preprocessing().channels().toString());
			final Pixels image = image(28, 28, count);
			assertEquals(at(image, 3, 20), network.activation(image, "logits").data()[0], 1e-6);
			final Tensor gradient = network.evaluate(image, Objectives.logit(0)).gradient();
			assertEquals(1, gradient.get(0, 3, 20, 0), 1e-6);
		}
	}

	@Test
	void aListOfNoStatedSizeIsRefusedWithTheKeyThatStatesIt() {
		final String message = assertThrows(EngineException.class,
			() -> ModelLoader.open(model(Description.NONE, dense(784, 0), 784))).getMessage();
		assertTrue(message.contains("'input' takes a list of 784 numbers; if that is an image, state " +
			"its size: input: {size: [height, width]}"), message);
	}
}
