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

package org.gradiscope.attribution.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicTest {

	private static Pixels picture(final int height, final int width, final int channels,
		final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, height, width, channels), values),
			ValueRange.EIGHT_BIT);
	}

	/** No piece crosses the edges of four rectangles of one colour each, not of one size. */
	@Test
	void rectangles() {
		final float[] values = new float[40 * 60 * 3];
		final int[] expected = new int[40 * 60];
		for (int p = 0; p < expected.length; p++) {
			expected[p] = 1 + (p % 60 < 27 ? 0 : 1) + (p / 60 < 22 ? 0 : 2);
			for (int c = 0; c < 3; c++)
				values[3 * p + c] = (expected[p] * 71 + c * 90) % 256;
		}
		assertArrayEquals(expected,
			merged(new Slic(6).of(picture(40, 60, 3, values)).labels(), expected));
	}

	/** With the number that most of its pixels should have. */
	private static int[] merged(final int[] labels, final int[] expected) {
		final int[] names = new int[Arrays.stream(labels).max().orElse(0) + 1];
		for (int label = 1; label < names.length; label++) {
			final int[] votes = new int[5];
			for (int p = 0; p < labels.length; p++)
				if (labels[p] == label) votes[expected[p]]++;
			for (int name = 1; name < 5; name++)
				if (votes[name] > votes[names[label]]) names[label] = name;
		}
		return Arrays.stream(labels).map(label -> names[label]).toArray();
	}

	/** Of one colour pieces are as near to squares as can be. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 12 })
	void flat(final int count) {
		final float[] values = new float[60 * 80];
		Arrays.fill(values, 7);
		final ObjectMap pieces = new Slic(count).of(picture(60, 80, 1, values));
		assertEquals(count, pieces.count());
		for (int number = 1; number <= count; number++) {
			final int name = number;
			assertEquals(4800.0 / count,
				Arrays.stream(pieces.labels()).filter(label -> label == name).count(), 1300.0 / count);
		}
	}

	/** Whatever the picture: every pixel is in a piece, and every piece is connected. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void noise(final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final float[] values = new float[50 * 70];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		final ObjectMap pieces = new Slic(30).of(picture(50, 70, 1, values));
		assertTrue(pieces.count() > 15 && pieces.count() < 60, pieces.toString());
		assertTrue(!pieces.hasBackground());
		assertEquals(pieces.count(), new ConnectedPieces(70, 50, pieces.labels()).joined(0).count());
	}

	/** As a colour-measuring table has them (D65, 2 degrees). */
	@Test
	void colours() {
		assertArrayEquals(new float[] { 100, 0, 0 }, LabColours.lab(1, 1, 1), 0.01f);
		assertArrayEquals(new float[] { 0, 0, 0 }, LabColours.lab(0, 0, 0), 0.01f);
		assertArrayEquals(new float[] { 53.24f, 80.09f, 67.20f }, LabColours.lab(1, 0, 0), 0.02f);
		assertArrayEquals(new float[] { 87.73f, -86.18f, 83.18f }, LabColours.lab(0, 1, 0), 0.02f);
		assertArrayEquals(new float[] { 32.30f, 79.19f, -107.86f }, LabColours.lab(0, 0, 1), 0.02f);
	}

	@Test
	void grid() {
		assertArrayEquals(new int[] { 1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4 },
			ObjectMap.grid(3, 4, 4).labels());
		assertEquals(64, ObjectMap.grid(512, 512, 64).count());
		assertEquals(1, ObjectMap.grid(5, 5, 1).count());
		assertEquals(25, ObjectMap.grid(5, 5, 1000).count());
	}

	@Test
	void cropped() {
		final ObjectMap map = new ObjectMap(3, 4, 1, 1, 2, 2, 0, 3, 3, 2, 0, 4, 4, 4);
		assertEquals(new ObjectMap(2, 2, 1, 1, 2, 2), map.crop(1, 1, 2, 2));
		assertEquals(List.of(3, 4), map.numbersIn(1, 1, 2, 2));
		assertEquals(new ObjectMap(3, 4, 1, 1, 2, 2, 5, 3, 3, 2, 5, 4, 4, 4), map.withBackground());
	}

	/** Into the background, as long as there is some; what touches stays as it is. */
	@Test
	void grown() {
		final ObjectMap map = new ObjectMap(3, 5, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
		assertEquals(new ObjectMap(3, 5, 1, 1, 0, 0, 0, 2, 1, 0, 0, 0, 2, 2, 0, 0, 0), map.grown(1));
		assertEquals(map.grown(3), map.grown(100));
		assertTrue(map.grown(100).hasBackground());
		assertEquals(map, map.grown(0));
	}

	@Test
	void refused() {
		assertThrows(IllegalArgumentException.class, () -> new Slic(0));
	}
}
