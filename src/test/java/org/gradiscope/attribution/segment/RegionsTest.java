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

package org.gradiscope.attribution.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments and their ranking against scikit-image and PAIR's saliency; see {@code scripts/reference/regions.py}. */
public class RegionsTest {

	private static final int HEIGHT = 20;
	private static final int WIDTH = 24;

	/** Of a line of the file that the script wrote. */
	public static double[] expected(final String name) throws IOException {
		try (BufferedReader reader =
			new BufferedReader(new InputStreamReader(RegionsTest.class.getResourceAsStream("regions.txt"),
				StandardCharsets.UTF_8))) {
			return reader.lines().filter(line -> line.startsWith(name + " | "))
				.flatMap(line -> Stream.of(line.split(" [|] ")[1].split(" ")))
				.mapToDouble(Double::parseDouble).toArray();
		}
	}

	private static Pixels image() {
		final float[] values = new float[HEIGHT * WIDTH * 3];
		for (int i = 0; i < values.length; i++) {
			final int c = i % 3;
			final int x = i / 3 % WIDTH;
			final int y = i / 3 / WIDTH;
			final int quarter = (x >= 11 ? 1 : 0) + (y >= 9 ? 2 : 0);
			values[i] = (float) (60 * quarter + 12 * Math.sin(1 + quarter * c + x * 1.7 + y * y * 0.9) +
				5 * Math.sin(x * y + c) + 20);
		}
		return new Pixels(Tensor.of(Shape.of(1, HEIGHT, WIDTH, 3), values), ValueRange.EIGHT_BIT);
	}

	/** The same pixels are together. */
	@ParameterizedTest
	@CsvSource({ "50, 1", "250, 8", "1200, 30" })
	void segmentsAreThoseOfTheOtherProgram(final double scale, final int least) throws IOException {
		final double[] expected = expected("felzenszwalb " + (int) scale + " " + least);
		final int[] given = new Felzenszwalb(scale, 0, least).of(image());
		assertArrayEquals(
			byFirstPixels(Arrays.stream(expected).mapToInt(number -> (int) number).toArray()), given);
	}

	private static int[] byFirstPixels(final int... numbers) {
		final List<Integer> seen = new ArrayList<>();
		return Arrays.stream(numbers).map(number -> {
			if (!seen.contains(number)) seen.add(number);
			return seen.indexOf(number);
		}).toArray();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 40 })
	void regionsAreRankedAsByTheOtherProgram(final int least) throws IOException {
		final double[] attribution = IntStream.range(0, HEIGHT * WIDTH)
			.mapToDouble(i -> Math.sin(i * 0.37) + 0.3 * Math.cos(i * i * 0.01)).toArray();
		final List<int[]> regions =
			IntStream.range(0, 9).mapToObj(k -> IntStream.range(0, HEIGHT * WIDTH)
				.filter(i -> (i * (k + 3) + k * k) % 97 < 20 + 3 * k).toArray()).toList();
		final float[] ranked = new SegmentRanking(least).of(attribution, regions);
		final double[] expected = expected("ranking " + least);
		for (int p = 0; p < expected.length; p++)
			assertEquals(expected[p], ranked[p], 1e-6, "at " + p);
	}

	/** Where nothing differs there is one segment; of one row and of one column too. */
	@Test
	void flat() {
		for (final int[] sides : new int[][] { { 5, 7 }, { 1, 9 }, { 9, 1 }, { 2, 2 } }) {
			final Pixels flat =
				new Pixels(Tensor.zeros(Shape.of(1, sides[0], sides[1], 1)), ValueRange.EIGHT_BIT);
			assertTrue(Arrays.stream(new Felzenszwalb(50, 0, 1).of(flat)).allMatch(n -> n == 0));
		}
	}
}
