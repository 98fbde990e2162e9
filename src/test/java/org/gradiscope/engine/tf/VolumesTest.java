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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.attribution.ActivationMap;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.IntegratedGradients;
import org.gradiscope.attribution.NoiseTunnel;
import org.gradiscope.attribution.Upsampling;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.op.Ops;
import org.tensorflow.Operand;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.attribution.ScoreCam;
import org.gradiscope.attribution.Target;
import org.gradiscope.attribution.Occlusion;
import org.gradiscope.attribution.Lrp;
import org.gradiscope.attribution.GuidedGradCam;
import org.gradiscope.attribution.AttributionMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks of volumes against TensorFlow in Python. The figures are from
 * {@code scripts/reference/volumes.py}.
 */
class VolumesTest {

	/** What Python found of a network, in the network's own order of axes. */
	private record Figures(Shape shape, float[] output, float[] gradient, float[] cam) {

		static Figures of(final String name) throws IOException {
			final List<float[]> lines = new String(resource(name + ".txt"), StandardCharsets.UTF_8)
				.lines().map(VolumesTest::numbers).toList();
			final int[] shape = IntStream.range(0, 5).map(i -> (int) lines.get(0)[i]).toArray();
			return new Figures(Shape.of(shape), lines.get(1), lines.get(2),
				lines.size() > 3 ? lines.get(3) : null);
		}

		/** The input of the figures. */
		Tensor image() {
			final Tensor image = Tensor.zeros(shape);
			for (int i = 0; i < image.size(); i++)
				image.data()[i] = i * 37 % 101 / 101f;
			return image;
		}
	}

	private static byte[] resource(final String name) throws IOException {
		try (InputStream in = VolumesTest.class.getResourceAsStream("volumes/" + name)) {
			return in.readAllBytes();
		}
	}

	private static float[] numbers(final String line) {
		final double[] numbers =
			Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
		final float[] floats = new float[numbers.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) numbers[i];
		return floats;
	}

	private static Network open(final String name) throws IOException {
		return Engine.load()
			.open(new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"),
				new ModelSource.Graph(resource(name + ".pb"))));
	}

	/** From a network's own order of axes to depth, height, width. */
	private static Tensor usual(final Tensor own, final String axes) {
		final int[] order = Preprocessing.spatialOrder(axes);
		final int[] from = own.shape().sides();
		final int[] sides = IntStream.of(order).map(place -> from[place]).toArray();
		final Tensor usual = Tensor.zeros(own.shape().withSides(sides));
		final int channels = own.shape().dimension(-1);
		final int[] at = new int[3];
		for (int i = 0; i < usual.size() / channels; i++) {
			final int[] place = { i / sides[2] / sides[1], i / sides[2] % sides[1], i % sides[2] };
			for (int axis = 0; axis < 3; axis++)
				at[order[axis]] = place[axis];
			System.arraycopy(own.data(), ((at[0] * from[1] + at[1]) * from[2] + at[2]) * channels,
				usual.data(), i * channels, channels);
		}
		return usual;
	}

	private static float largest(final float[] of) {
		float largest = 0;
		for (final float value : of)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	/** {@code sum_i (i + 1) output_i}. */
	private static Objective weighted(final Network network, final Pixels image) {
		final Tensor output = network.activation(image, Expression.LOGITS);
		final int channels = output.shape().dimension(-1);
		Objective objective = null;
		for (int c = 0; c < channels; c++) {
			final Objective term = output.shape().rank() == 2
				? network.descriptor().output().equals(network.descriptor().logits())
					? Objectives.logit(c).times(c + 1) : Score.PROBABILITY.of(c).times(c + 1)
				: Objectives.region(counted(output.shape(), c), c, Score.LOGIT);
			objective = objective == null ? term : objective.plus(term);
		}
		return objective;
	}

	private static Tensor counted(final Shape output, final int channel) {
		final int[] sides = output.sides();
		final Tensor weights = Tensor.zeros(Shape.of(sides[0], sides[1], sides[2], 1));
		for (int p = 0; p < weights.size(); p++)
			weights.data()[p] = p * output.dimension(-1) + channel + 1;
		return weights;
	}

	@ParameterizedTest
	@ValueSource(strings = { "classifier", "any-size", "depth-last", "unet", "residual" })
	void networkAndGradientAreThoseOfPython(final String name) throws IOException {
		final Figures figures = Figures.of(name);
		try (Network network = open(name)) {
			final String axes = network.descriptor().preprocessing().axes();
			final Pixels image = new Pixels(usual(figures.image(), axes), ValueRange.UNIT);
			if (network.descriptor().givesClasses()) {
				final Prediction prediction = Prediction.of(network, image).get(0);
				final boolean probabilities =
					!network.descriptor().output().equals(network.descriptor().logits());
				assertArrayEquals(figures.output,
					probabilities ? prediction.probabilities() : prediction.logits(),
					1e-5f * Math.max(1, largest(figures.output)));
			}
			else assertArrayEquals(figures.output, network.activation(image, Expression.LOGITS).data(),
				1e-5f * largest(figures.output));
			final Tensor gradient = network.evaluate(image, weighted(network, image)).gradient();
			final Tensor expected = usual(Tensor.of(figures.shape, figures.gradient), axes);
			assertEquals(image.shape(), gradient.shape());
			assertArrayEquals(expected.data(), gradient.data(), 1e-4f * largest(expected.data()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "classifier", "any-size", "depth-last", "unet", "residual" })
	void gradCamIsThatOfPython(final String name) throws IOException {
		final Figures figures = Figures.of(name);
		try (Network network = open(name)) {
			final String axes = network.descriptor().preprocessing().axes();
			final Pixels image = new Pixels(usual(figures.image(), axes), ValueRange.UNIT);
			final Layer layer = network.descriptor().layers().stream()
				.filter(each -> each.name().startsWith("last")).findFirst().orElseThrow();
			final Shape inside = network.activation(image, layer.name()).shape();
			assertEquals(5, inside.rank());
			final Shape own =
				inside.with(-1, 1).withSides(inverse(Preprocessing.spatialOrder(axes), inside.sides()));
			final Tensor expected = Resize.to(usual(Tensor.of(own, figures.cam), axes), image.sides());
			final Objective objective = network.descriptor().givesClasses() ? Objectives.logit(0)
				: Objectives.channel(Expression.LOGITS, 0)
					.times(network.activation(image, Expression.LOGITS).size() / 2);
			final Tensor map =
				new ActivationMap(ActivationMap.Kind.GRAD_CAM, layer.name(), false, Upsampling.BILINEAR)
					.attribute(network, image, objective).map();
			assertEquals(image.shape().with(-1, 1), map.shape());
			assertTrue(largest(expected.data()) > 0);
			assertArrayEquals(expected.data(), map.data(), 1e-4f * largest(expected.data()));
		}
	}

	/** Sides that a U-Net does not take: what is seen is more, what comes out and the gradient is not. */
	@Test
	void volumesThatDoNotFitGoOnByReflection() throws IOException {
		final Figures figures = Figures.of("unet-reflected");
		try (Network network = open("unet")) {
			final Pixels image = new Pixels(figures.image(), ValueRange.UNIT);
			final List<String> scores = List.of(Expression.LOGITS);
			assertEquals(Shape.of(4, 8, 12), network.seen(image.sides(), scores));
			assertTrue(network.takes(image.sides(), scores));
			final Tensor output = network.activation(image, Expression.LOGITS);
			assertEquals(Shape.of(1, 3, 7, 10, 2), output.shape());
			assertArrayEquals(figures.output, output.data(), 1e-5f * largest(figures.output));
			final Tensor gradient = network.evaluate(image, weighted(network, image)).gradient();
			assertEquals(image.shape(), gradient.shape());
			assertArrayEquals(figures.gradient, gradient.data(), 1e-4f * largest(figures.gradient));
			assertTrue(assertThrows(EngineException.class,
				() -> network.answer(Query.of(image).withScores().withoutPadding())).getMessage()
				.startsWith("An image of 10x7x3 voxels is too small or too large for"));
		}
	}

	/** A layer's map lies on the voxels that the network saw, and is cut back to those that there are. */
	@Test
	void mapsOfVolumesThatDoNotFit() throws IOException {
		try (Network network = open("unet")) {
			final Pixels image = new Pixels(
				new Figures(Shape.of(1, 3, 7, 10, 1), null, null, null).image(), ValueRange.UNIT);
			final Tensor seen = Tensor.zeros(Shape.of(1, 4, 8, 12, 1));
			final int[] planes = Reflection.lines(3, 4);
			final int[] rows = Reflection.lines(7, 8);
			final int[] columns = Reflection.lines(10, 12);
			for (int i = 0; i < seen.size(); i++)
				seen.data()[i] =
					image.values().get(0, planes[i / 96], rows[i / 12 % 8], columns[i % 12], 0);
			final Tensor inside = Tensor.zeros(Shape.of(4, 8, 12, 1));
			final Tensor all = Tensor.zeros(Shape.of(3, 7, 10, 1));
			java.util.Arrays.fill(all.data(), 1);
			for (int i = 0; i < inside.size(); i++)
				inside.data()[i] = i / 96 < 3 && i / 12 % 8 < 7 && i % 12 < 10 ? 1 : 0;
			for (final AttributionMethod method : List
				.of(ActivationMap.of(ActivationMap.Kind.GRAD_CAM, "last_1"), ScoreCam.of("last_1"))) {
				final Tensor map =
					method.attribute(network, image, Objectives.region(all, 0, Score.LOGIT)).map();
				final Tensor whole = method
					.attribute(network, image.with(seen), Objectives.region(inside, 0, Score.LOGIT)).map();
				assertEquals(image.shape(), map.shape());
				if (method instanceof ScoreCam) continue;
				for (int i = 0; i < map.size(); i++)
					assertEquals(whole.get(0, i / 70, i / 10 % 7, i % 10, 0), map.data()[i],
						1e-3 * largest(whole.data()), "voxel " + i);
			}
		}
	}

	private static int[] inverse(final int[] order, final int[] usual) {
		final int[] own = new int[order.length];
		for (int i = 0; i < order.length; i++)
			own[order[i]] = usual[i];
		return own;
	}

	@Test
	void whatIsKnownOfThem() throws IOException {
		try (Network network = open("classifier")) {
			assertEquals("bzyxc", network.descriptor().preprocessing().axes());
			assertEquals(InputSize.ofVolume(true, 6, 16, 12),
				network.descriptor().preprocessing().size());
			assertEquals("grey 0..1, volumes resized to 12x16x6 (resize), axes bzyxc",
				network.descriptor().preprocessing().toString());
			assertTrue(network.descriptor().doubts().depth().orElseThrow().contains("bzyxc"));
			final Layer last = network.descriptor().layer("last");
			assertEquals(List.of(6, 4, 3, 6), last.shape());
			assertEquals(4, last.stride(), "of the side that shrinks most");
			assertEquals(8, last.receptiveField(), "1 + 2 + 1 + 2 * 2");
			assertEquals("yes", network.descriptor().capabilities().get("several images at once"));
		}
		try (Network network = open("depth-last")) {
			assertEquals("byxzc", network.descriptor().preprocessing().axes());
			assertEquals(InputSize.ofVolume(true, 6, 12, 12),
				network.descriptor().preprocessing().size());
			assertEquals(List.of(6, 4, 4, 5), network.descriptor().layer("last").shape());
		}
		try (Network network = open("unet")) {
			assertEquals(InputSize.ofVolume(false, 1, 1, 1), network.descriptor().preprocessing().size());
			assertTrue(network.takes(new int[] { 4, 8, 12 }, List.of(Expression.LOGITS)));
			assertTrue(!network.takes(8, 12, List.of(Expression.LOGITS)), "pictures");
			assertTrue(!network.descriptor().givesClasses());
		}
	}

	@Test
	void severalVolumesAreAsEachAlone() throws IOException {
		final Figures figures = Figures.of("classifier");
		try (Network network = open("classifier")) {
			final Tensor one = figures.image();
			final Tensor other = one.plus(one, -0.5f);
			final Pixels both = new Pixels(Tensor.batch(List.of(one, other)), ValueRange.UNIT);
			final Tensor gradients = network.evaluate(both, Objectives.logit(1)).gradient();
			for (int n = 0; n < 2; n++)
				assertArrayEquals(network.evaluate(both.item(n), Objectives.logit(1)).gradient().data(),
					gradients.item(n).data(), 1e-6f);
		}
	}

	/** Resized inside the graph; the gradient is that with respect to the voxels given. */
	@Test
	void gradientsGoThroughTheResizeOfVolumes() throws IOException {
		try (Network network = open("classifier")) {
			final Pixels image = new Pixels(
				new Figures(Shape.of(1, 9, 10, 13, 1), null, null, null).image(), ValueRange.UNIT);
			final Tensor gradient = network.evaluate(image, Objectives.logit(2)).gradient();
			final float step = 0.002f;
			for (final int i : new int[] { 0, 17, 333, 700, 1169 }) {
				final Tensor up = image.values().copy();
				final Tensor down = image.values().copy();
				up.data()[i] += step;
				down.data()[i] -= step;
				final double slope = (network.values(image.with(up), Objectives.logit(2))[0] -
					network.values(image.with(down), Objectives.logit(2))[0]) / (2 * step);
				assertEquals(slope, gradient.data()[i], 0.02 * largest(gradient.data()), "voxel " + i);
			}
		}
	}

	private static Network open(final ImageFit fit) throws IOException {
		return Engine.load()
			.open(new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test").with(Fact.FIT,
				fit, "the test"), new ModelSource.Graph(resource("classifier.pb"))));
	}

	/** From a corner on, of the size that the classifier takes. */
	private static Pixels part(final Pixels whole, final int z, final int y, final int x) {
		final Tensor part = Tensor.zeros(Shape.of(1, 6, 16, 12, 1));
		for (int i = 0; i < part.size(); i++)
			part.data()[i] = whole.values().get(0, z + i / 192, y + i / 12 % 16, x + i % 12, 0);
		return whole.with(part);
	}

	/** The part in the middle, at the scale at which one side just fits; what is cut off has no gradient. */
	@Test
	void aFixedSizeTakesTheCentreOfAVolume() throws IOException {
		try (Network centred = open(ImageFit.CENTER_CROP); Network own = open("classifier")) {
			final Pixels image = new Pixels(
				new Figures(Shape.of(1, 8, 16, 18, 1), null, null, null).image(), ValueRange.UNIT);
			final Pixels middle = part(image, 1, 0, 3);
			assertArrayEquals(own.activation(middle, Expression.LOGITS).data(),
				centred.activation(image, Expression.LOGITS).data(), 1e-4f);
			final Tensor gradient = centred.evaluate(image, Objectives.logit(0)).gradient();
			final Tensor expected = own.evaluate(middle, Objectives.logit(0)).gradient();
			for (int i = 0; i < gradient.size(); i++) {
				final int z = i / 18 / 16 - 1;
				final int x = i % 18 - 3;
				final boolean inside = z >= 0 && z < 6 && x >= 0 && x < 12;
				assertEquals(inside ? expected.get(0, z, i / 18 % 16, x, 0) : 0, gradient.data()[i],
					1e-4 * largest(expected.data()), "voxel " + i);
			}
			final Tensor map = ActivationMap.of(ActivationMap.Kind.GRAD_CAM, "last")
				.attribute(centred, image, Objectives.logit(0)).map();
			final Tensor inner = ActivationMap.of(ActivationMap.Kind.GRAD_CAM, "last")
				.attribute(own, middle, Objectives.logit(0)).map();
			assertTrue(largest(inner.data()) > 0);
			assertArrayEquals(inner.data(), part(image.with(map), 1, 0, 3).values().data(),
				1e-3f * largest(inner.data()));
			assertEquals(0, map.get(0, 0, 4, 4, 0));
			assertEquals(0, map.get(0, 3, 4, 1, 0));
		}
	}

	/** The scores are the means over tiles of the volume's own scale. */
	@Test
	void aFixedSizeTakesTilesOfAVolume() throws IOException {
		try (Network tiled = open(ImageFit.TILE); Network own = open("classifier")) {
			final Pixels image = new Pixels(
				new Figures(Shape.of(1, 10, 16, 24, 1), null, null, null).image(), ValueRange.UNIT);
			final float[] mean = new float[3];
			for (final int z : new int[] { 0, 4 })
				for (final int x : new int[] { 0, 12 }) {
					final Tensor logits = own.activation(part(image, z, 0, x), Expression.LOGITS);
					for (int c = 0; c < 3; c++)
						mean[c] += logits.data()[c] / 4;
				}
			assertArrayEquals(mean, tiled.activation(image, Expression.LOGITS).data(),
				1e-4f * largest(mean));
			final Pixels flat = image.with(Tensor.zeros(Shape.of(1, 3, 16, 12, 1)));
			assertArrayEquals(own
				.activation(image.with(Tensor.zeros(Shape.of(1, 6, 16, 12, 1))), Expression.LOGITS).data(),
				tiled.activation(flat, Expression.LOGITS).data(), 1e-5f, "planes are repeated");
		}
	}

	/** A volume whose planes are all alike is resized as each of them. */
	@Test
	void theDepthIsResizedByItself() throws IOException {
		try (Network network = open("classifier")) {
			final Tensor plane = new Figures(Shape.of(1, 1, 16, 12, 1), null, null, null).image();
			final Tensor few = Tensor.batch(java.util.Collections.nCopies(3, plane));
			final Tensor own = Tensor.batch(java.util.Collections.nCopies(6, plane));
			assertArrayEquals(
				Prediction.of(network, new Pixels(own.reshape(Shape.of(1, 6, 16, 12, 1)), ValueRange.UNIT))
					.get(0).logits(),
				Prediction.of(network, new Pixels(few.reshape(Shape.of(1, 3, 16, 12, 1)), ValueRange.UNIT))
					.get(0).logits(),
				1e-5f);
		}
	}

	@Test
	void methodsThatAskForGradientsWork() throws IOException {
		final Figures figures = Figures.of("classifier");
		try (Network network = open("classifier")) {
			final Pixels image = new Pixels(figures.image(), ValueRange.UNIT);
			final Objective objective = Objectives.logit(0);
			final var integrated =
				new IntegratedGradients(Baseline.Standard.BLACK, 64).attribute(network, image, objective);
			assertTrue((float) integrated.facts().get(IntegratedGradients.GAP) < 0.01f,
				integrated.facts().toString());
			assertArrayEquals(GradientMethod.GRADIENT.attribute(network, image, objective).map().data(),
				NoiseTunnel.of(NoiseTunnel.Kind.SMOOTHGRAD).withSamples(3).withNoise(0)
					.attribute(network, image, objective).map().data(),
				1e-6f);
			assertEquals(image.shape(),
				GradientMethod.GUIDED_BACKPROP.attribute(network, image, objective).map().shape());
		}
	}

	/** Grey volumes to a network of colours. */
	@Test
	void greyIsCopiedToColours() throws IOException {
		try (Network network = open("residual")) {
			final Tensor grey = new Figures(Shape.of(1, 8, 8, 10, 1), null, null, null).image();
			final Tensor colours = Tensor.zeros(Shape.of(1, 8, 8, 10, 3));
			for (int i = 0; i < colours.size(); i++)
				colours.data()[i] = grey.data()[i / 3];
			assertArrayEquals(
				Prediction.of(network, new Pixels(colours, ValueRange.UNIT)).get(0).logits(),
				Prediction.of(network, new Pixels(grey, ValueRange.UNIT)).get(0).logits(), 1e-5f);
		}
	}

	@Test
	void picturesAreRefused() throws IOException {
		try (Network network = open("classifier")) {
			final Pixels picture = new Pixels(Tensor.zeros(Shape.of(1, 16, 12, 1)), ValueRange.UNIT);
			assertTrue(assertThrows(EngineException.class, () -> Prediction.of(network, picture))
				.getMessage().contains("takes volumes"));
		}
	}

	/** The same weights as a network of pictures, and as one of volumes of a single plane. */
	private static Model twin(final boolean volumes) {
		final float[] first = formula(3 * 3 * 4);
		final float[] second = formula(3 * 3 * 4 * 5);
		final float[] last = formula(5 * 3);
		final org.tensorflow.ndarray.Shape shape =
			volumes ? org.tensorflow.ndarray.Shape.of(-1, -1, -1, -1, 1)
				: org.tensorflow.ndarray.Shape.of(-1, -1, -1, 1);
		final Model bare = TinyNetworks.undescribed(shape, (tf, image) -> {
			final Operand<TFloat32> one = convolution(tf, image, first, 1, 4, volumes);
			final Operand<TFloat32> pooled = volumes
				? tf.nn.maxPool3d(tf.nn.relu(one), List.of(1L, 1L, 2L, 2L, 1L), List.of(1L, 1L, 2L, 2L, 1L),
					"SAME")
				: tf.nn.maxPool(tf.nn.relu(one), tf.constant(new int[] { 1, 2, 2, 1 }),
					tf.constant(new int[] { 1, 2, 2, 1 }), "SAME");
			final Operand<TFloat32> two =
				tf.withName("last").nn.relu(convolution(tf, pooled, second, 4, 5, volumes));
			final Operand<TFloat32> mean =
				tf.math.mean(two, tf.constant(volumes ? new int[] { 1, 2, 3 } : new int[] { 1, 2 }));
			return tf.withName("scores").linalg.matMul(mean,
				tf.reshape(tf.constant(last), tf.constant(new int[] { 5, 3 })));
		});
		return new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"), bare.source());
	}

	private static Operand<TFloat32> convolution(final Ops tf, final Operand<TFloat32> of,
		final float[] weights, final int in, final int out, final boolean volumes) {
		final Operand<TFloat32> sums = volumes
			? tf.nn.conv3d(of,
				tf.reshape(tf.constant(weights), tf.constant(new int[] { 1, 3, 3, in, out })),
				List.of(1L, 1L, 1L, 1L, 1L), "SAME")
			: tf.nn.conv2d(of, tf.reshape(tf.constant(weights), tf.constant(new int[] { 3, 3, in, out })),
				List.of(1L, 1L, 1L, 1L), "SAME");
		return tf.nn.biasAdd(sums, tf.constant(formula(out)));
	}

	private static float[] formula(final int count) {
		final float[] weights = new float[count];
		for (int i = 0; i < count; i++)
			weights[i] = i * 29 % 97 / 97f - 0.45f;
		return weights;
	}

	static Stream<AttributionMethod> methods() {
		return Stream.of(GradientMethod.GRADIENT, GradientMethod.GUIDED_BACKPROP,
			GradientMethod.DECONVNET, ActivationMap.of(ActivationMap.Kind.GRAD_CAM, "last"),
			ActivationMap.of(ActivationMap.Kind.GRAD_CAM_PLUS_PLUS, "last"),
			ActivationMap.of(ActivationMap.Kind.LAYER_CAM, "last"), ScoreCam.of("last"),
			GuidedGradCam.of("last"), new Occlusion(4, 2, Baseline.Standard.MEAN),
			new Occlusion(3, 3, Baseline.Standard.BLUR),
			new IntegratedGradients(Baseline.Standard.BLACK, 8), Lrp.usual(),
			new Lrp(RelevanceRules.EPSILON), new Lrp(RelevanceRules.ALPHA1_BETA0));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void aPlaneIsExplainedAsAPicture(final AttributionMethod method) {
		try (Network pictures = Engine.load().open(twin(false));
			Network volumes = Engine.load().open(twin(true))) {
			final float[] values = formula(12 * 10);
			for (int i = 0; i < values.length; i++)
				values[i] = (values[i] + 0.45f) / 1.1f;
			final Tensor expected = map(method, pictures, Shape.of(1, 12, 10, 1), values);
			final Tensor found = map(method, volumes, Shape.of(1, 1, 12, 10, 1), values);
			assertTrue(largest(expected.data()) > 0);
			assertArrayEquals(expected.data(), found.data(), 1e-4f * largest(expected.data()));
		}
	}

	private static Tensor map(final AttributionMethod method, final Network network,
		final Shape shape, final float[] values) {
		return method.attribute(network, new Pixels(Tensor.of(shape, values), ValueRange.UNIT),
			Objectives.logit(0)).map();
	}

	@Test
	void relevanceOfVolumesArrives() throws IOException {
		final Figures figures = Figures.of("classifier");
		try (Network network = open("classifier")) {
			final Pixels image = new Pixels(figures.image(), ValueRange.UNIT);
			final var relevance = network.relevance(image, Objectives.logit(2), RelevanceRules.ZERO);
			assertEquals(image.shape(), relevance.map().shape());
			assertEquals(relevance.value(), relevance.arrived() + relevance.biases(),
				1e-3 * Math.abs(relevance.value()));
		}
	}

	/** Through transposed convolutions, repetitions and a volume that goes on by reflection. */
	@ParameterizedTest
	@EnumSource(value = RelevanceRules.class, names = { "ZERO", "EPSILON", "COMPOSITE" })
	void relevanceOfAUNetOfVolumesArrives(final RelevanceRules rules) throws IOException {
		final Figures figures = Figures.of("unet-reflected");
		try (Network network = open("unet")) {
			final Pixels image = new Pixels(figures.image(), ValueRange.UNIT);
			final Tensor all = Tensor.zeros(Shape.of(3, 7, 10, 1));
			java.util.Arrays.fill(all.data(), 1);
			final var relevance = network.relevance(image, Objectives.region(all, 1, Score.LOGIT), rules);
			assertEquals(image.shape(), relevance.map().shape());
			assertTrue(largest(relevance.map().data()) > 0);
			assertEquals(relevance.value(), relevance.arrived() + relevance.biases(),
				2e-3 * Math.abs(relevance.value()));
		}
	}

	@Test
	void oneUnitHasAPlane() throws IOException {
		final Pixels image = new Pixels(Figures.of("classifier").image(), ValueRange.UNIT);
		try (Network network = open("classifier")) {
			final Tensor all = network.activation(image, "last");
			assertEquals(all.get(0, 5, 2, 1, 4),
				network.values(image, Objectives.neuron("last", 1, 2, 5, 4))[0], 1e-6);
			final Objective target =
				Target.parse("last/4@1,2,5", network.descriptor()).get(0).objective(null);
			assertEquals(Objectives.neuron("last", 1, 2, 5, 4), target);
			assertTrue(assertThrows(IllegalArgumentException.class,
				() -> network.values(image, Objectives.neuron("last", 1, 2, 4))).getMessage()
				.contains("a unit is at x,y,z, but (1, 2) was given"));
		}
	}
}
