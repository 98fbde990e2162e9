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

package org.gradiscope.attribution.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.attribution.Attribution.Meaning;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.objects.ObjectGame;
import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

/** ROAD, objects that are taken away, and where maps lie, by hand and against pytorch-grad-cam. */
class FurtherChecksTest {

	private static final double[] WEIGHTS = { 3, -1, 2, 0.5, 4, -2, 1, 5, -3 };

	private static Pixels grey(final int height, final int width, final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, height, width, 1), values), ValueRange.UNIT);
	}

	/** The picture and its holes are formulas, as in {@code scripts/reference/road.py}, which wrote what is expected. */
	@Test
	void imputationAsInTheOtherProgram() throws IOException {
		final float[] picture = new float[8 * 10 * 3];
		for (int i = 0; i < picture.length; i++) {
			final int y = i / 30;
			final int x = i / 3 % 10;
			picture[i] = (31 * y + 17 * x + 53 * (i % 3) + 7 * x * y) % 256 / 255f;
		}
		final int[] removed = IntStream.range(0, 80).filter(p -> {
			final int y = p / 10;
			final int x = p % 10;
			return (3 * y + 5 * x + y * x) % 4 > 0 || y > 3 && x < 5;
		}).toArray();
		final Tensor imputed = new Road(0, 1)
			.imputed(new Pixels(Tensor.of(Shape.of(1, 8, 10, 3), picture), ValueRange.UNIT), removed);
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
			FurtherChecksTest.class.getResourceAsStream("road.txt"), StandardCharsets.UTF_8))) {
			final double[] expected = reader.lines().flatMap(line -> Stream.of(line.split(" ")))
				.mapToDouble(Double::parseDouble).toArray();
			for (int i = 0; i < expected.length; i++)
				assertEquals(expected[i], imputed.data()[i], 1e-5, "at " + i);
		}
	}

	/** Of a picture of one grey level nothing is lost; noise is what it is said to be. */
	@Test
	void nothingIsLostOfAPictureOfOneLevel() {
		final Pixels flat = grey(3, 3, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
		final int[] order = { 4, 0, 8, 2, 6, 1, 3, 5, 7 };
		final Road.Result result = new Road(0, 1).of(order, ClosedFormNetwork.linear(WEIGHTS), flat,
			Objectives.logit(0), Progress.NONE);
		assertEquals(9.5 * 0.5, result.mostFirst(), 1e-5);
		assertEquals(9.5 * 0.5, result.leastFirst(), 1e-5);
		final float[] values = new float[10_000];
		Arrays.fill(values, 0.5f);
		final Tensor noisy =
			new Road(0.01, 3).imputed(grey(100, 100, values), IntStream.range(0, 9_999).toArray());
		double squares = 0;
		for (final float value : noisy.data())
			squares += (value - 0.5) * (value - 0.5);
		assertEquals(0.01, Math.sqrt(squares / 10_000), 3e-4);
		assertEquals(0.5f, noisy.data()[9_999]);
	}

	/** The one pixel that matters is worth nothing to its neighbours: gone first it lowers, gone last it does not. */
	@Test
	void whatMattersGoesFirst() {
		final double[] one = new double[25];
		one[12] = 1;
		final float[] spot = new float[25];
		spot[12] = 1;
		final int[] order = IntStream.range(0, 25).map(i -> (i + 12) % 25).toArray();
		final Road.Result result = new Road(0, 1).of(order, ClosedFormNetwork.linear(one),
			grey(5, 5, spot), Objectives.logit(0), Progress.NONE);
		assertTrue(result.mostFirst() < 1e-5, result.toString());
		assertEquals(1, result.leastFirst(), 1e-6);
		assertTrue(result.advice().contains("1.00 where they go last"), result.advice());
	}

	/** Three objects of a linear network: 4.5, 11 and -2 of the score; the background has -4. */
	@Test
	void objects() {
		final ObjectMap map = new ObjectMap(3, 3, 1, 0, 2, 1, 2, 3, 1, 2, 0);
		final Pixels ones = grey(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
		final ClosedFormNetwork network = ClosedFormNetwork.linear(WEIGHTS);
		final ObjectGame game =
			new ObjectGame(network, ones, map, Baseline.Standard.BLACK, Objectives.logit(0));
		final float[] shares = new float[9];
		for (int i = 0; i < 9; i++)
			shares[i] = (float) WEIGHTS[i];
		final ObjectDeletion.Result result = new ObjectDeletion(2, 1)
			.of(Tensor.of(Shape.of(1, 3, 3, 1), shares), Meaning.CONTRIBUTION, map, game, Progress.NONE);
		assertArrayEquals(new double[] { 0, 1 / 3.0, 2 / 3.0, 1 }, result.along().fractions(), 1e-9);
		assertArrayEquals(new double[] { 9.5, -1.5, -6, -4 }, result.along().values(), 1e-5);
		assertEquals(9.5, result.random().values()[0], 1e-5);
		assertEquals(-4, result.random().values()[3], 1e-5);
		assertTrue(result.random().area() > result.along().area());
	}

	@Test
	void whereItLies() {
		final Tensor map = Tensor.of(Shape.of(1, 2, 2, 1), 3, -9, 1, 4);
		final Tensor left = Tensor.of(Shape.of(1, 2, 2, 1), 1, 0, 1, 0);
		assertEquals(new Localization(false, 0.5, 0.5),
			Localization.of(map, Meaning.CONTRIBUTION, left));
		assertEquals(new Localization(false, 4 / 17.0, 0.5),
			Localization.of(map, Meaning.SENSITIVITY, left));
		assertTrue(
			Localization.of(map, Meaning.SENSITIVITY, Tensor.of(Shape.of(1, 2, 2, 1), 0, 1, 0, 0)).hit());
		assertTrue(Double.isNaN(Localization
			.of(Tensor.of(Shape.of(1, 2, 2, 1), 0, -1, 0, 0), Meaning.CONTRIBUTION, left).energy()));
		assertThrows(IllegalArgumentException.class,
			() -> Localization.of(map, Meaning.CONTRIBUTION, Tensor.of(Shape.of(1, 1, 2, 1), 1, 0)));
	}

	@Test
	void refusals() {
		assertThrows(IllegalArgumentException.class, () -> new Road(-1, 1));
		assertThrows(IllegalArgumentException.class, () -> new ObjectDeletion(0, 1));
	}
}
