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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Expression.Part;
import org.gradiscope.objective.Expression.Placeholder;
import org.gradiscope.objective.Expression.Product;
import org.gradiscope.objective.Expression.Projection;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Every objective on a small smooth network, in TensorFlow. */
class ObjectivesTest {

	private static final int LAYER_CHANNELS = 3;
	private static final Expression LAYER = new Activation("conv");
	private static Network network;
	private static Pixels image;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		network = new TensorFlowEngine().open(TinyNetworks.of("smooth",
			Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(5, 5)),
			List.of("a", "b", "c"), List.of("conv"), ObjectivesTest::body));
		image = Images.noise(ValueRange.EIGHT_BIT, 11, 1, 6, 7, 3);
	}

	/** One convolution, a hyperbolic tangent, and the means of its channels. */
	private static Operand<TFloat32> body(final Ops tf, final Operand<TFloat32> input) {
		final float[][][][] kernel = new float[3][3][3][LAYER_CHANNELS];
		final float[] noise = Images.noise(new ValueRange(-0.4f, 0.5f), 4, 1, 81, 1, 1).values().data();
		for (int i = 0; i < noise.length; i++)
			kernel[i / 27][i / 9 % 3][i / 3 % 3][i % 3] = noise[i];
		final Operand<TFloat32> layer = tf.withName("conv").math
			.tanh(tf.nn.conv2d(input, tf.constant(kernel), List.of(1L, 1L, 1L, 1L), "SAME"));
		return tf.math.mul(tf.math.mean(layer, tf.constant(new int[] { 1, 2 })), tf.constant(5f));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	static Stream<Objective> objectives() {
		final Tensor style = Tensor.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
		return Stream.of(Objectives.channel("conv", 1), Objectives.neuron("conv", 2, 3, 0),
			Objectives.layer("conv"), Objectives.direction("conv", 1, -2, 0.5f), Objectives.logit(2),
			Objectives.logProbability(1), Objectives.probability(0), Objectives.channelPower("conv", 2),
			Objectives.guided("conv", style), Objectives.power(), Objectives.totalVariation(),
			gramDistance(style), positionMean(), roots(), aPartOfWhatIsGiven(),
			Objectives.logit(0).minus(Objectives.logit(1).times(0.5)),
			Objectives.logits(row(1, -2, 0.5f)), Objectives.logProbabilities(row(0, -1, 0)),
			Objectives.margin(row(0, 1, 0)), Objectives.marginRatio(row(0, 0, 1)),
			Objectives.squareDistance("logits", row(9, -9, 9)),
			Objectives.squareDistance("conv", activations(1)));
	}

	/** For so many images, between those that the layer may have. */
	private static Tensor activations(final int count) {
		return Images.noise(new ValueRange(-1, 1), 7, count, 6, 7, LAYER_CHANNELS).values();
	}

	private static Objective gramDistance(final Tensor style) {
		return new Objective(Function.SUM.of(
			Function.SQUARE.of(new Add(Function.GRAM.of(LAYER), new Scale(new Constant(style), -1)))));
	}

	private static Objective positionMean() {
		return new Objective(Function.SUM
			.of(new Product(Function.POSITION_MEAN.of(LAYER), new Constant(row(1, -2, 0.5f)))));
	}

	/** The root mean squares of the channels. */
	private static Objective roots() {
		return new Objective(
			Function.SUM.of(Function.ROOT.of(Function.POSITION_MEAN.of(Function.SQUARE.of(LAYER)))));
	}

	/** The numbers 2 to 4 of seven, as the weights of three channels. */
	private static Objective aPartOfWhatIsGiven() {
		return new Objective(
			Function.SUM.of(
				new Product(new Part(new Placeholder(), 2, Shape.of(3)), Function.POSITION_MEAN.of(LAYER))),
			Optional.of(row(9, 9, 1, -2, 0.5f, 9, 9)));
	}

	@ParameterizedTest
	@MethodSource("objectives")
	void theGradientIsThatOfFiniteDifferences(final Objective objective) {
		final float[] gradient = network.evaluate(image, objective).gradient().data();
		for (int i = 0; i < gradient.length; i += 13) {
			final double difference = (value(objective, i, 2) - value(objective, i, -2)) / 4;
			assertEquals(difference, gradient[i], 1e-2 * Math.abs(difference) + 2e-6, "pixel " + i);
		}
	}

	private static double value(final Objective objective, final int index, final float change) {
		final Tensor changed = image.values().copy();
		changed.data()[index] += change;
		return network.evaluate(image.with(changed), objective).value();
	}

	@ParameterizedTest
	@MethodSource("objectives")
	void everyObjectiveClimbs(final Objective objective) {
		final Evaluation before = network.evaluate(image, objective);
		final Tensor moved = image.values().copy();
		for (int i = 0; i < moved.size(); i++)
			moved.data()[i] += Math.signum(before.gradient().data()[i]);
		assertTrue(network.evaluate(image.with(moved), objective).value() > before.value());
	}

	@Test
	void objectivesAddAndScaleLikeNumbers() {
		final Objective a = Objectives.channel("conv", 0);
		final Objective b = Objectives.logProbability(2);
		final Evaluation one = network.evaluate(image, a);
		final Evaluation other = network.evaluate(image, b);
		final Evaluation both = network.evaluate(image, a.times(3).minus(b));
		assertEquals(3 * one.value() - other.value(), both.value(), 1e-5);
		for (int i = 0; i < both.gradient().size(); i++)
			assertEquals(3 * one.gradient().data()[i] - other.gradient().data()[i],
				both.gradient().data()[i], 1e-7);
	}

	@Test
	void valuesAreThoseOfTheFormulas() {
		final Tensor activation = network.activation(image, "conv");
		final float[] a = activation.data();
		double squares = 0;
		final double[] mean = new double[3];
		for (int i = 0; i < a.length; i++) {
			squares += a[i] * a[i] / a.length;
			mean[i % 3] += 3.0 * a[i] / a.length;
		}
		assertEquals(squares, network.evaluate(image, Objectives.layer("conv")).value(), 1e-5);
		assertEquals(mean[1], network.evaluate(image, Objectives.channel("conv", 1)).value(), 1e-5);
		assertEquals(mean[0] - 2 * mean[1] + 0.5 * mean[2],
			network.evaluate(image, Objectives.direction("conv", 1, -2, 0.5f)).value(), 1e-5);
		assertEquals(activation.get(0, 3, 2, 0),
			network.evaluate(image, Objectives.neuron("conv", 2, 3, 0)).value(), 1e-6);
		assertEquals(5 * mean[2], network.evaluate(image, Objectives.logit(2)).value(), 1e-4);
	}

	/** What an objective is given for one image of three classes. */
	private static Tensor row(final float... weights) {
		return Tensor.of(Shape.of(1, weights.length), weights);
	}

	@Test
	void marginsCompareAClassWithTheBestOther() {
		final float[] z = network.activation(image, "logits").data();
		final float[] sorted = z.clone();
		Arrays.sort(sorted);
		for (int c = 0; c < 3; c++) {
			final float[] chosen = new float[3];
			chosen[c] = 1;
			final double margin = z[c] - (z[c] == sorted[2] ? sorted[1] : sorted[2]);
			assertEquals(margin, network.evaluate(image, Objectives.margin(row(chosen))).value(), 1e-5);
			assertEquals(margin / (sorted[2] - sorted[0]),
				network.evaluate(image, Objectives.marginRatio(row(chosen))).value(), 1e-5);
		}
	}

	@Test
	void eachImageOfABatchIsGivenItsOwnActivations() {
		final Pixels other = Images.noise(ValueRange.EIGHT_BIT, 12, 1, 6, 7, 3);
		final Tensor targets = activations(2);
		final Pixels both = Images.batch(image, other);
		final float[] a = network.activation(both, "conv").data();
		final double[] sums = new double[2];
		for (int i = 0; i < a.length; i++)
			sums[2 * i / a.length] += Math.pow(a[i] - targets.data()[i], 2) * 2 / a.length;
		final float[] found = network.values(both, Objectives.squareDistance("conv", targets));
		assertEquals(sums[0], found[0], 1e-5 * sums[0]);
		assertEquals(sums[1], found[1], 1e-5 * sums[1]);
	}

	@Test
	void eachImageOfABatchIsGivenItsOwnWeights() {
		final Pixels other = Images.noise(ValueRange.EIGHT_BIT, 12, 1, 6, 7, 3);
		final Tensor weights = Tensor.of(Shape.of(2, 3), 1, 0, 0, 0, 0, -3);
		final Answer both = network.answer(Query.of(Images.batch(image, other))
			.objective(Objectives.logits(weights)).withValues().withGradient().withScores());
		final float[] z = both.scores().data();
		assertArrayEquals(network.activation(Images.batch(image, other), "logits").data(), z, 1e-6f);
		assertArrayEquals(new float[] { z[0], -3 * z[5] }, both.values(), 1e-5f);
		assertArrayEquals(network.evaluate(image, Objectives.logit(0)).gradient().data(),
			both.gradient().item(0).data(), 1e-7f);
		assertArrayEquals(network.evaluate(other, Objectives.logit(2).times(-3)).gradient().data(),
			both.gradient().item(1).data(), 1e-7f);
	}

	@Test
	void whatIsGivenTwiceIsRefused() {
		final Objective one = Objectives.logits(row(1, 0, 0));
		assertEquals(one.expression(), Objectives.logits(row(0, 1, 0)).expression());
		assertThrows(IllegalArgumentException.class, () -> one.plus(Objectives.logits(row(0, 1, 0))));
		assertEquals(0, network.evaluate(image, one.minus(one)).value());
	}

	@Test
	void aTargetedRatioNeedsFourClasses() {
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> network.evaluate(image, Objectives.targetRatio(row(1, -1, 0))));
		assertEquals("The objective compares 4 classes, but the network has 3; take another loss.",
			e.getMessage());
	}

	@Test
	void aGuidedPositionAimsAtTheVectorItAnswersToBest() {
		final Tensor vectors = Tensor.of(Shape.of(2, 3), 1, 0, -2, 0.5f, 3, 1);
		final float[] a = network.activation(image, "conv").data();
		double mean = 0;
		double channel = 0;
		for (int p = 0; p < a.length; p += 3) {
			mean +=
				Math.max(a[p] - 2 * a[p + 2], 0.5 * a[p] + 3 * a[p + 1] + a[p + 2]) / (a.length / 3.0);
			channel += a[p + 1] * a[p + 1] / (a.length / 3.0);
		}
		final Objective guided = Objectives.guided("conv", vectors);
		assertEquals(mean, network.evaluate(image, guided).value(), 1e-5);
		assertEquals("mean(max_j(conv . constant 2x3_j))", guided.toString());
		assertEquals(channel, network.evaluate(image, Objectives.channelPower("conv", 1)).value(),
			1e-5);
	}

	@Test
	void totalVariationIsTheMeanSquaredDifference() {
		final Pixels steps = new Pixels(Tensor.of(Shape.of(1, 5, 5, 1), 0, 0, 0, 255, 255, 0, 0, 0, 255,
			255, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255), ValueRange.EIGHT_BIT);
		assertEquals(5 / 20f, network.evaluate(steps, Objectives.totalVariation()).value(), 1e-6);
		assertEquals(10 / 25f, network.evaluate(steps, Objectives.power()).value(), 1e-6);
	}

	private static float[] valueOf(final Expression expression) {
		return network.answer(Query.of(image).withExpressions(List.of(expression)))
			.expression(expression).data();
	}

	@Test
	void statisticsAreThoseOfTheChannels() {
		final float[] a = network.activation(image, "conv").data();
		final float[] gram = new float[9];
		final float[] mean = new float[3];
		for (int p = 0; p < a.length; p += 3)
			for (int i = 0; i < 3; i++) {
				mean[i] += a[p + i] / (a.length / 3f);
				for (int j = 0; j < 3; j++)
					gram[3 * i + j] += a[p + i] * a[p + j] / (a.length / 3f);
			}
		assertArrayEquals(gram, valueOf(Function.GRAM.of(LAYER)), 1e-5f);
		assertArrayEquals(mean, valueOf(Function.POSITION_MEAN.of(LAYER)), 1e-5f);
		for (int i = 0; i < 3; i++)
			assertEquals(Math.sqrt(Math.max(0, mean[i])),
				valueOf(Function.ROOT.of(Function.POSITION_MEAN.of(LAYER)))[i], 1e-5, "under 0 that of 0");
		assertEquals(network.evaluate(image, positionMean()).value(),
			network.evaluate(image, aPartOfWhatIsGiven()).value(), 1e-6);
	}

	/** Along each direction by itself; a value that is moved takes its weight, that of its rank, along. */
	@Test
	void projectionsAreSortedAndRemainThoseOfTheirPositions() {
		final Tensor directions = Tensor.of(Shape.of(2, 3), 1, 0, -2, 0.5f, 3, 1);
		final Expression projection = new Projection(LAYER, new Constant(directions));
		final float[] a = network.activation(image, "conv").data();
		final int positions = a.length / 3;
		final Tensor weights = Images.noise(ValueRange.UNIT, 6, 1, 2, positions, 1).values()
			.reshape(Shape.of(1, 2, positions));
		final Tensor byPosition = Tensor.zeros(Shape.of(1, 6, 7, 2));
		final float[] sorted = valueOf(Function.SORTED.of(projection));
		for (int j = 0; j < 2; j++) {
			final int direction = j;
			final double[] along = IntStream.range(0, positions).mapToDouble(p -> IntStream.range(0, 3)
				.mapToDouble(c -> a[3 * p + c] * directions.get(direction, c)).sum()).toArray();
			final Integer[] order = IntStream.range(0, positions).boxed()
				.sorted((p, q) -> Double.compare(along[q], along[p])).toArray(Integer[]::new);
			for (int rank = 0; rank < positions; rank++) {
				assertEquals(along[order[rank]], sorted[j * positions + rank], 1e-5);
				byPosition.data()[2 * order[rank] + j] = weights.data()[j * positions + rank];
			}
		}
		final Evaluation ranked =
			network.evaluate(image, weighted(Function.SORTED.of(projection), weights));
		final Evaluation placed = network.evaluate(image, weighted(projection, byPosition));
		assertEquals(placed.value(), ranked.value(), 1e-4);
		assertArrayEquals(placed.gradient().data(), ranked.gradient().data(), 1e-6f);
	}

	private static Objective weighted(final Expression of, final Tensor weights) {
		return new Objective(Function.SUM.of(new Product(of, new Constant(weights))));
	}

	@Test
	void eachImageOfABatchHasItsOwnValueAndGradient() {
		final Pixels other = Images.noise(ValueRange.EIGHT_BIT, 12, 1, 6, 7, 3);
		final Objective objective = Objectives.logProbability(1);
		final Evaluation batch = network.evaluate(Images.batch(image, other), objective);
		final Evaluation first = network.evaluate(image, objective);
		final Evaluation second = network.evaluate(other, objective);
		assertArrayEquals(new float[] { first.value(), second.value() }, batch.values(), 1e-6f);
		assertArrayEquals(first.gradient().data(), batch.gradient().item(0).data(), 1e-8f);
		assertArrayEquals(second.gradient().data(), batch.gradient().item(1).data(), 1e-8f);
	}

	@Test
	void theRecipeIsReadable() {
		assertEquals("(mean(conv^2) + -0.5 mean(logProbabilities(logits)[1]))",
			Objectives.layer("conv").plus(Objectives.logProbability(1).times(-0.5)).toString());
	}
}
