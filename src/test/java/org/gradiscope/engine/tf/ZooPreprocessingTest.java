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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.format.BioImageIo;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The preprocessing of the BioImage Model Zoo, types by steps, against bioimageio.core. The figures are from
 * {@code scripts/reference/zoo_preprocessing.py}.
 */
class ZooPreprocessingTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	/** What the zoo's own library makes of an image. */
	record Case(String format, String type, int channels, String steps, float[] expected) {

		static Case of(final String head, final String numbers) {
			final String[] parts = head.split(";", 4);
			final String[] words = numbers.split(" ");
			final float[] expected = new float[words.length];
			for (int i = 0; i < expected.length; i++)
				expected[i] = Float.parseFloat(words[i]);
			return new Case(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3], expected);
		}

		Preprocessing preprocessing() {
			return ZooPreprocessingTest.preprocessing(format, type, channels, steps);
		}

		/** The range is any: it must play no part. */
		Pixels image() {
			final float scale = type.equals("uint8") ? 2 : type.equals("uint16") ? 600 : 0.375f;
			final float offset = type.equals("uint8") ? 3 : type.equals("uint16") ? 70 : -2.5f;
			final Tensor image = Tensor.zeros(Shape.of(1, 6, 5, channels));
			for (int i = 0; i < image.size(); i++)
				image.data()[i] = i * 37 % 101 * scale + offset;
			return new Pixels(image, new ValueRange(-17, 113));
		}

		@Override
		public String toString() {
			return format + " " + type + " " + channels + " " + steps;
		}
	}

	static List<Case> cases() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
			ZooPreprocessingTest.class.getResourceAsStream("zoo.txt"), StandardCharsets.UTF_8))) {
			final List<String> lines = reader.lines().toList();
			final List<Case> cases = new ArrayList<>();
			for (int i = 0; i < lines.size(); i += 2)
				cases.add(Case.of(lines.get(i), lines.get(i + 1)));
			return cases;
		}
	}

	private static Preprocessing preprocessing(final String format, final String type,
		final int channels, final String steps) {
		final String names = channels == 1 ? "[grey]" : "[red, green, blue]";
		final String axes = format.startsWith("0.4")
			? "axes: byxc, shape: [1, 6, 5, " + channels + "], data_type: " + type
			: "axes: [{type: batch}, {type: space, id: y, size: 6}, {type: space, id: x, size: 5}, " +
				"{type: channel, channel_names: " + names + "}], data: {type: " + type + "}";
		final Description read = BioImageIo.describe(
			"format_version: " + format + "\ntype: model\nname: zoo\ninputs: [{name: x, id: x, " + axes +
				", preprocessing: " + steps +
				"}]\nweights: {tensorflow_saved_model_bundle: {source: a.zip}}\n",
			"rdf.yaml", Description.NONE);
		return read.preprocessing();
	}

	private static Network seeing(final Preprocessing preprocessing) {
		return new TensorFlowEngine().open(TinyNetworks.of("input", preprocessing,
			List.of("a", "b", "c").subList(0, preprocessing.channels().count()), List.of(),
			(tf, input) -> tf.identity(input)));
	}

	/** To 2e-6 of the largest number, or of the grey levels' own last digit over what divides them. */
	@ParameterizedTest
	@MethodSource("cases")
	void valuesAreThoseOfTheZoosLibrary(final Case one) {
		try (Network network = seeing(one.preprocessing())) {
			final float[] seen = network.activation(one.image(), "logits").data();
			float largest = 1;
			for (final float value : one.expected())
				largest = Math.max(largest, Math.abs(value));
			assertArrayEquals(one.expected(), seen, 2e-6f * largest);
		}
	}

	/** Central differences of a weighted sum; of percentiles, which are constants, there is none here. */
	@ParameterizedTest
	@ValueSource(
		strings = { "[{name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: xy}}]",
			"[{name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: 12, std: 4.5}}]",
			"[{name: scale_linear, kwargs: {gain: 0.1, offset: -2}}, {name: sigmoid}]",
			"[{name: clip, kwargs: {min: 2.1, max: 20.1}}, {name: scale_linear, kwargs: {gain: 3}}]" })
	void gradientsGoThroughTheSteps(final String steps) {
		final Pixels image = new Case("0.4.10", "float32", 1, steps, null).image();
		try (Network network = weighing(preprocessing("0.4.10", "float32", 1, steps))) {
			final float[] gradient = network.evaluate(image, Objectives.logit(0)).gradient().data();
			for (int i = 0; i < gradient.length; i++) {
				final float step = 0.0625f;
				assertEquals(
					(score(network, image, i, step) - score(network, image, i, -step)) / (2 * step),
					gradient[i], 2e-3, "at " + i);
			}
		}
	}

	private static float score(final Network network, final Pixels image, final int at,
		final float step) {
		final Pixels changed = image.with(image.values().copy());
		changed.values().data()[at] += step;
		return network.values(changed, Objectives.logit(0))[0];
	}

	/** The sum of all numbers, those of each row one more. */
	private static Network weighing(final Preprocessing preprocessing) {
		final float[][][] weights = new float[6][5][1];
		for (int y = 0; y < 6; y++)
			Arrays.fill(weights[y], new float[] { y + 1 });
		return new TensorFlowEngine().open(TinyNetworks.of("input", preprocessing, List.of("sum"),
			List.of(),
			(tf, input) -> tf.reshape(
				tf.reduceSum(tf.math.mul(input, tf.constant(weights)), tf.constant(new int[] { 1, 2, 3 })),
				tf.constant(new int[] { -1, 1 }))));
	}

	@Test
	void percentilesAreConstantsToTheGradientAndRoundingIsPassed() {
		final String scale =
			"[{name: scale_range, kwargs: {mode: per_sample, axes: xy, min_percentile: 10, " +
				"max_percentile: 90}}]";
		final Case one = new Case("0.4.10", "float32", 1, scale, null);
		try (Network network = weighing(one.preprocessing())) {
			final float[] gradient = network.evaluate(one.image(), Objectives.logit(0)).gradient().data();
			for (int i = 0; i < gradient.length; i++)
				assertEquals(gradient[0] * (i / 5 + 1), gradient[i], 1e-6);
		}
		final Case whole =
			new Case("0.5.3", "float32", 1, "[{id: ensure_dtype, kwargs: {dtype: uint8}}]", null);
		try (Network network = weighing(whole.preprocessing())) {
			final float[] gradient =
				network.evaluate(whole.image(), Objectives.logit(0)).gradient().data();
			for (int i = 0; i < gradient.length; i++)
				assertEquals(i / 5 + 1, gradient[i], 1e-6);
		}
	}

	@Test
	void whatATypeHasNotBecomesItsEnd() {
		final Preprocessing p =
			preprocessing("0.5.3", "float32", 1, "[{id: ensure_dtype, kwargs: {dtype: uint8}}]");
		final Tensor image = Tensor.zeros(Shape.of(1, 6, 5, 1));
		final float[] given = { -3, 0.9f, 254.99f, 255, 256, 70000 };
		System.arraycopy(given, 0, image.data(), 0, given.length);
		try (Network network = seeing(p)) {
			assertArrayEquals(new float[] { 0, 0, 254, 255, 255, 255 }, Arrays.copyOf(
				network.activation(new Pixels(image, ValueRange.EIGHT_BIT), "logits").data(), 6), 1e-4f);
		}
	}

	/** A case that gave -3.974 for nearly every image. */
	@Test
	void grey16BitLevelsGoInAsTheyAre() throws IOException {
		try (Network network = new TensorFlowEngine()
			.open(ModelStore.find(SharedFiles.networkCase("zoo-float32-fixed-mean").toString()))) {
			final ShownImage image = ShownImage
				.levels(ImageFileReader.open(SharedFiles.caseOf("u16.tif")), Channels.GREY, "zoo");
			assertEquals(Channels.GREY, network.descriptor().preprocessing().channels());
			assertEquals(-0.878, Prediction.of(network, image.read()).get(0).logits()[0], 1e-3);
		}
	}
}
