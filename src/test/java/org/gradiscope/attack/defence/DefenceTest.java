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

package org.gradiscope.attack.defence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.JpegCompression;
import org.gradiscope.transform.Transformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefenceTest {

	private static Transformed pass(final Defence defence, final Pixels image, final long seed) {
		return defence.pass(image, new SplittableRandom(seed));
	}

	private static float[] seen(final Defence defence, final Pixels image) {
		return pass(defence, image, 1).images().data();
	}

	@Test
	void bitsAreLevelsThatDivideTheRange() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 0, 42, 43, 127, 128, 212, 213, 255);
		assertArrayEquals(new float[] { 0, 0, 85, 85, 170, 170, 255, 255 },
			seen(new BitDepth(2), image));
		assertArrayEquals(new float[] { 0, 0, 0, 0, 255, 255, 255, 255 }, seen(new BitDepth(1), image));
		assertArrayEquals(image.values().data(), seen(new BitDepth(8), image), 1e-4f);
		assertArrayEquals(new float[] { 100, 300, 500, 1100 },
			seen(new BitDepth(2), Images.row(new ValueRange(100, 700), 90, 390, 560, 1000)),
			"beyond the range too");
	}

	@Test
	void jpegIsTheFileAndItsGradientGoesStraightThrough() {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 20, 24, 3);
		final JpegCompression jpeg = new JpegCompression(60);
		assertArrayEquals(jpeg.apply(image.values(), image.range()).data(),
			seen(new JpegDefence(60), image));
		final Tensor gradient = Images.noise(ValueRange.UNIT, 2, 1, 20, 24, 3).values();
		assertArrayEquals(jpeg.adjoint(gradient).data(),
			pass(new JpegDefence(60), image, 1).adjoint().apply(gradient).data());
	}

	/** What picks values is linear while the picks stay: A x . y = x . A'y. */
	@ParameterizedTest
	@ValueSource(strings = { "median:3", "median:5", "resize", "resize+median:3" })
	void theAdjointOfWhatPicksIsExact(final String text) {
		final Defence defence = DefenceMethod.parse(text).orElseThrow();
		// Padding is mid grey, here 0.
		final Pixels image = Images.noise(new ValueRange(-1, 1), 3, 1, 30, 21, 2);
		final Tensor y = Images.noise(new ValueRange(-1, 1), 4, 1, 30, 21, 2).values();
		for (int seed = 0; seed < 5; seed++) {
			final Transformed passed = pass(defence, image, seed);
			assertEquals(dot(passed.images(), y), dot(image.values(), passed.adjoint().apply(y)), 1e-4);
		}
	}

	private static double dot(final Tensor a, final Tensor b) {
		double sum = 0;
		for (int i = 0; i < a.size(); i++)
			sum += (double) a.data()[i] * b.data()[i];
		return sum;
	}

	/** Against the difference of the denoised pictures, which no symmetry is needed for. */
	@Test
	void theAdjointOfTotalVariationIsItsDerivative() {
		final TotalVariationDefence defence = new TotalVariationDefence(0.15);
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 5, 1, 12, 14, 1);
		final float step = 1;
		for (int seed = 6; seed < 9; seed++) {
			final Tensor gradient = Images.noise(new ValueRange(-1, 1), seed, 1, 12, 14, 1).values();
			final Tensor way =
				gradient.plus(Images.noise(new ValueRange(-1, 1), 10 + seed, 1, 12, 14, 1).values(), 0.5f);
			final double expected = (dot(pass(defence, moved(image, way, step), 1).images(), gradient) -
				dot(pass(defence, moved(image, way, -step), 1).images(), gradient)) / (2 * step);
			final double actual = dot(way, pass(defence, image, 1).adjoint().apply(gradient));
			assertEquals(expected, actual, 0.05 * Math.abs(expected));
			assertTrue(expected < 0.5 * dot(way, gradient), "straight through would be too much");
		}
	}

	private static Pixels moved(final Pixels image, final Tensor way, final float step) {
		return image.with(image.values().plus(way, step));
	}

	@Test
	void aFlatGradientStaysFlatThroughTotalVariation() {
		final Pixels image = Images.noise(ValueRange.UNIT, 5, 1, 6, 6, 1);
		final Tensor zeros = Tensor.zeros(image.shape());
		assertArrayEquals(zeros.data(),
			pass(new TotalVariationDefence(0.1), image, 1).adjoint().apply(zeros).data());
	}

	@Test
	void randomSizesArePlacedAtRandomOnMidGrey() {
		final Pixels image = Images.constant(ValueRange.EIGHT_BIT, 200, 1, 40, 20, 3);
		final Set<List<Integer>> places = new HashSet<>();
		for (int seed = 0; seed < 200; seed++) {
			final Tensor seen = pass(new RandomResize(), image, seed).images();
			int top = 40;
			int left = 20;
			int rows = 0;
			int columns = 0;
			for (int y = 0; y < 40; y++)
				for (int x = 0; x < 20; x++) {
					final float value = seen.get(0, y, x, 1);
					if (value == 127.5f) continue;
					assertEquals(200, value);
					top = Math.min(top, y);
					left = Math.min(left, x);
					rows = Math.max(rows, y + 1 - top);
					columns = Math.max(columns, x + 1 - left);
				}
			assertTrue(rows >= 36 && columns == Math.round(rows / 2.0), rows + "x" + columns);
			places.add(List.of(top, left, rows));
		}
		// 1 x 1, 2 x 1, 3 x 2 (a half is rounded up), 4 x 2 and 5 x 3 places of five sizes.
		assertTrue(places.size() > 20, places.size() + " places");
	}

	@Test
	void nearestPixelsAreTaken() {
		final Pixels image =
			Images.row(ValueRange.UNIT, 0, 0.1f, 0.2f, 0.3f, 0.4f, 0.6f, 0.7f, 0.8f, 0.9f, 1);
		final float[] seen = seen(new RandomResize(), image);
		assertArrayEquals(image.values().data(), seen, "one row has one size");
	}

	@Test
	void severalStandInARow() {
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 7, 1, 16, 16, 1);
		final Defence both = DefenceMethod.parse("bits:3 + median:3").orElseThrow();
		assertEquals("bits:3+median:3", both.toString());
		assertArrayEquals(
			seen(new MedianDefence(3), image.with(pass(new BitDepth(3), image, 1).images())),
			seen(both, image));
	}

	@Test
	void whatUsersWriteIsRead() {
		assertEquals(Optional.empty(), DefenceMethod.parse(" none "));
		for (final DefenceMethod method : DefenceMethod.REGISTRY.entries()) {
			assertEquals(method.example(),
				DefenceMethod.parse(method.name().toUpperCase()).orElseThrow().toString());
			assertEquals(DefenceMethod.parse(method.name()), DefenceMethod.parse(method.example()));
		}
		assertEquals("tv:0.05", DefenceMethod.parse("tv:0.050").orElseThrow().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "jpeg:0|A JPEG quality of 1 to 100 is expected, but 0 was given.",
		"jpeg:75.5|The defence jpeg takes a JPEG quality of 1 to 100, as in jpeg:75, but '75.5' was given.",
		"jpeg:|The defence jpeg takes a JPEG quality of 1 to 100, as in jpeg:75, but '' was given.",
		"median:2|A median window of an odd number of pixels from 3 to 15 is expected, but 2 was given.",
		"bits:9|A depth of 1 to 8 bits is expected, but 9 was given.",
		"tv:-1|A weight of the total variation over 0 is expected, but -1.0 was given.",
		"resize:3|The defence resize takes no number, but '3' was given.",
		"jpeg:75+blur|A defence is none or one of jpeg:75, bits:3, median:3, tv:0.1, resize, or several " +
			"with + between them, but 'blur' was given.",
		"jpeg:75+|A defence is none or one of jpeg:75, bits:3, median:3, tv:0.1, resize, or several " +
			"with + between them, but '' was given." })
	void whatIsNoneIsSaid(final String line) {
		final String[] parts = line.split("\\|");
		assertEquals(parts[1],
			assertThrows(IllegalArgumentException.class, () -> DefenceMethod.parse(parts[0]))
				.getMessage());
	}
}
