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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.NormalizedNetwork;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;

/** What a network answers behind one preprocessing is expected of it behind another. */
class AnswerSearchTest {

	private static final Preprocessing UNIT =
		Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(16, 16));

	private static Pixels image(final int height, final int width) {
		final Random random = new Random(2);
		final float[] values = new float[height * width * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = i / 3 % width * 4 + i % 3 * 20 + 60 * random.nextFloat() + i / 3 / width;
		return new Pixels(Tensor.of(Shape.of(1, height, width, 3), values), ValueRange.EIGHT_BIT);
	}

	private static PreprocessingCandidate candidate(final String name) {
		return PreprocessingCandidate.of(UNIT).stream().filter(each -> each.name().equals(name))
			.findFirst().orElseThrow();
	}

	/** The search for what gives the scores behind {@code truth}, by a network opened as {@link #UNIT}. */
	private static AnswerSearch search(final Preprocessing truth, final Pixels image,
		final boolean probabilities) {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			final float[] values;
			try (Network right = network.weights().preparedBy(truth)) {
				values = probabilities ? Prediction.of(right, image).get(0).probabilities()
					: right.activation(image, Expression.LOGITS).data();
			}
			return AnswerSearch.of(network, new ExpectedAnswer(values), List.of(image), Progress.NONE);
		}
	}

	@Test
	void rightAsItIs() {
		final AnswerSearch search = search(UNIT, image(16, 16), false);
		assertEquals("unit", search.best().candidate().name());
		assertEquals(13, search.tried().size());
		assertTrue(
			search.verdict("cells").startsWith("The answer of cells is the expected one, but for "),
			search.verdict("cells"));
	}

	@Test
	void everyScalingIsFound() {
		for (final PreprocessingCandidate truth : PreprocessingCandidate.of(UNIT))
			for (final boolean probabilities : new boolean[] { false, true }) {
				if (probabilities && truth.preprocessing().range().equals(ValueRange.EIGHT_BIT)) continue;
				final AnswerSearch search = search(truth.preprocessing(), image(16, 16), probabilities);
				assertEquals(truth.name(), search.best().candidate().name());
				assertTrue(search.best().difference().isNone());
			}
		final String verdict =
			search(candidate("tf, bgr").preprocessing(), image(16, 16), false).verdict("cells");
		assertTrue(verdict.endsWith("With tf, bgr (bgr -1..1) it is the expected one."), verdict);
		assertTrue(verdict.startsWith("The answer of cells is off by "), verdict);
	}

	@Test
	void fitIsFoundWithTheScaling() {
		final Preprocessing cropped = candidate("torch").preprocessing().withFit(ImageFit.CENTER_CROP);
		assertEquals("torch, center-crop",
			search(cropped, image(16, 30), false).best().candidate().name());
	}

	/** A network of any size that looks at edges from left to right: another size or direction is another answer. */
	private static String found(final UnaryOperator<Preprocessing> change) {
		final Preprocessing any =
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.atLeast(3, 3));
		final float[][][][] edges = new float[1][3][3][3];
		for (int channel = 0; channel < 3; channel++) {
			edges[0][0][channel][channel] = -1;
			edges[0][2][channel][channel] = 1 + channel;
		}
		final Model model = TinyNetworks.of("edges", any, List.of("a", "b", "c"), List.of(),
			(tf,
				pixels) -> tf.math.mean(tf.nn.relu(tf.nn.conv2d(pixels,
					tf.constant(StdArrays.ndCopyOf(edges)), List.of(1L, 1L, 1L, 1L), "VALID")),
					tf.constant(new int[] { 1, 2 })));
		final Pixels image = image(40, 40);
		try (Network network = Engine.load().open(model);
			Network right = network.weights().preparedBy(change.apply(any))) {
			final ExpectedAnswer answer =
				new ExpectedAnswer(right.activation(image, Expression.LOGITS).data());
			return AnswerSearch.of(network, answer, List.of(image), Progress.NONE).best().candidate()
				.name();
		}
	}

	@Test
	void directionAndSizeAreFound() {
		assertEquals("unit", found(any -> any));
		assertEquals("unit, height and width exchanged", found(any -> any.withAxes("bxyc")));
		assertEquals("unit, 64x64", found(any -> any.withSize(InputSize.fixed(64, 64))));
	}

	@Test
	void nothingExplainsAnotherImage() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			final AnswerSearch search =
				AnswerSearch.of(network, new ExpectedAnswer(new float[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 }),
					List.of(image(16, 16)), Progress.NONE);
			assertTrue(search.verdict("cells").contains("none explains it; the nearest, "),
				search.verdict("cells"));
			assertTrue(
				search.verdict("cells").endsWith("see that it is the same image, network and output."),
				search.verdict("cells"));
		}
	}

	/** Of a grey image both orders give the same: the one taken stays, and the other is named. */
	@Test
	void theOneTakenWinsTies() {
		final Pixels grey = image(16, 16);
		for (int i = 0; i < grey.values().size(); i++)
			grey.values().data()[i] = grey.values().data()[i - i % 3];
		try (Network network = NormalizedNetwork.forgetful(UNIT);
			Network taken = network.weights().preparedBy(candidate("unit, bgr").preprocessing())) {
			final AnswerSearch search =
				AnswerSearch.of(taken, new ExpectedAnswer(taken.activation(grey, Expression.LOGITS).data()),
					List.of(grey), Progress.NONE);
			assertEquals("unit, bgr", search.best().candidate().name());
			assertTrue(search.verdict("cells").contains(" So it is with unit, which other images"),
				search.verdict("cells"));
		}
	}

	@Test
	void whatIsNoNumberIsNoAnswer() {
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> new ExpectedAnswer(new float[] { 1, Float.NaN })).getMessage()
			.contains("finite numbers, but one is NaN"));
		assertThrows(IllegalArgumentException.class, () -> new ExpectedAnswer(new float[0]));
	}

	@Test
	void anotherNumberOfValues() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			assertEquals(
				"The network colours gives 9 values for the image, but 4 are expected; let Python save its " +
					"answer to the same image.",
				assertThrows(IllegalArgumentException.class, () -> AnswerSearch.of(network,
					new ExpectedAnswer(new float[4]), List.of(image(16, 16)), Progress.NONE)).getMessage());
		}
	}

	/** The relative difference is over the largest expected value, and says where it is. */
	@Test
	void differenceInClosedForm() {
		try (Network network = NormalizedNetwork.forgetful(UNIT)) {
			final float[] scores = network.activation(image(16, 16), Expression.LOGITS).data();
			final float[] expected = scores.clone();
			int largest = 0;
			for (int i = 0; i < expected.length; i++)
				if (Math.abs(expected[i]) > Math.abs(expected[largest])) largest = i;
			final int other = largest == 0 ? 1 : 0;
			expected[other] += 0.25f * expected[largest];
			final ExpectedAnswer.Difference difference =
				new ExpectedAnswer(expected).difference(network, List.of(image(16, 16)));
			assertEquals(0.25, difference.relative(), 1e-6);
			assertEquals(expected[other], difference.expected());
			assertEquals(scores[other], difference.found());
		}
	}
}
