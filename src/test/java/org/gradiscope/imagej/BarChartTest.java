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

package org.gradiscope.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bars, counted in pixels. */
class BarChartTest {

	/** The frame's, inside. */
	private static final int HEIGHT = 260;
	private static final int BLUE = 0x4682b4;

	private static Prediction prediction(final Labels labels, final float... probabilities) {
		return new Prediction(labels, probabilities, probabilities);
	}

	private static Prediction prediction(final float... probabilities) {
		return prediction(
			new Labels(IntStream.range(0, probabilities.length).mapToObj(i -> "class " + i).toList()),
			probabilities);
	}

	private static ImagePlus chart(final int top, final Prediction... slices) {
		final BarChart chart = new BarChart(top);
		for (int i = 0; i < slices.length; i++)
			chart.add(i + 1, slices[i]);
		return chart.render("bars");
	}

	/** The heights of the bars from left to right: blue pixels in the middle column of each. */
	private static int[] bars(final ImageProcessor picture) {
		final IntStream.Builder heights = IntStream.builder();
		int begin = -1;
		for (int x = 0; x < picture.getWidth(); x++) {
			final boolean blue = height(picture, x) > 0;
			if (blue && begin < 0) begin = x;
			if (!blue && begin >= 0) {
				heights.add(height(picture, (begin + x) / 2));
				begin = -1;
			}
		}
		return heights.build().toArray();
	}

	private static int height(final ImageProcessor picture, final int x) {
		int height = 0;
		for (int y = 0; y < picture.getHeight(); y++)
			if ((picture.get(x, y) & 0xffffff) == BLUE) height++;
		return height;
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "0.75, 0.25", "0.5, 0.5", "0.9, 0.1" })
	void aBarIsAsHighAsItsProbability(final float first, final float second) {
		final int[] bars = bars(chart(5, prediction(second, first)).getProcessor());
		assertEquals(second == 0 ? 1 : 2, bars.length);
		assertEquals(first * HEIGHT, bars[0], 3);
		if (second > 0) assertEquals(second * HEIGHT, bars[1], 3);
	}

	@Test
	void thereIsOnePictureForEachSlice() {
		final ImagePlus chart =
			chart(2, prediction(0.8f, 0.2f), prediction(0.5f, 0.5f), prediction(0.3f, 0.7f));
		assertEquals("bars", chart.getTitle());
		assertEquals(ImagePlus.COLOR_RGB, chart.getType());
		assertEquals(3, chart.getStackSize());
		final int[] firsts = { 208, 130, 182 };
		for (int i = 1; i <= 3; i++) {
			assertEquals("slice " + i, chart.getStack().getSliceLabel(i));
			assertEquals(firsts[i - 1], bars(chart.getStack().getProcessor(i))[0], 3);
		}
	}

	@Test
	void eachBarMakesItWider() {
		final ImagePlus two = chart(2, prediction(0.3f, 0.3f, 0.2f, 0.1f, 0.1f));
		final ImagePlus five = chart(5, prediction(0.3f, 0.3f, 0.2f, 0.1f, 0.1f));
		assertEquals(3 * 110, five.getWidth() - two.getWidth());
		assertEquals(two.getHeight(), five.getHeight());
		assertEquals(two.getWidth(), chart(1, prediction(0.3f, 0.7f)).getWidth());
		assertEquals(List.of(2, 5),
			List.of(bars(two.getProcessor()).length, bars(five.getProcessor()).length));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cat, tabby", "{set}", "a}b", ",", "", "\"quoted\"", "a\tb\nc",
		"a name that is much longer than a bar is wide", "日本語", "x_y^2" })
	void noLabelDoesHarm(final String label) {
		final ImagePlus plain = chart(2, prediction(0.6f, 0.4f));
		final ImagePlus chart = chart(2, prediction(new Labels(List.of(label, "other")), 0.6f, 0.4f));
		assertEquals(plain.getWidth(), chart.getWidth());
		assertArrayEquals(bars(plain.getProcessor()), bars(chart.getProcessor()));
	}

	@Test
	void whatStandsBehindACommaIsLeftOut() {
		final int[] tabby =
			(int[]) chart(2, prediction(new Labels(List.of("tabby, tabby cat", "b")), 0.6f, 0.4f))
				.getProcessor().getPixels();
		assertArrayEquals((int[]) chart(2, prediction(new Labels(List.of("tabby", "b")), 0.6f, 0.4f))
			.getProcessor().getPixels(), tabby);
	}
}
