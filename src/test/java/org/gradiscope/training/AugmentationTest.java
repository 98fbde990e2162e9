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

package org.gradiscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.training.Augmentation.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationTest {

	private static final Pixels SQUARES = Images.noise(ValueRange.EIGHT_BIT, 3, 200, 6, 6, 1);

	private static Pixels changed(final Pixels images, final long seed, final Change... changes) {
		return new Augmentation(Set.of(changes)).of(images, new SplittableRandom(seed));
	}

	private static float[] sorted(final Pixels images, final int n) {
		final float[] values = images.values().item(n).data().clone();
		Arrays.sort(values);
		return values;
	}

	private static double mean(final Pixels images, final int n) {
		double sum = 0;
		for (final float value : images.values().item(n).data())
			sum += value;
		return sum / images.values().item(n).size();
	}

	private static double deviation(final Pixels images, final int n) {
		double sum = 0;
		for (final float value : images.values().item(n).data())
			sum += Math.pow(value - mean(images, n), 2);
		return Math.sqrt(sum / images.values().item(n).size());
	}

	@Test
	void nothingIsNothing() {
		assertSame(SQUARES, changed(SQUARES, 1));
		assertTrue(Augmentation.NONE.isNone());
		assertEquals("none", Augmentation.NONE.toString());
		assertEquals("turn, flip, brightness, blur, noise", Augmentation.ALL.toString());
	}

	/** The first pixel of a square comes to lie in each of its places. */
	@Test
	void turnsAndFlipsAreExactAndAllEightComeAsOften() {
		final int[] places = new int[36];
		final Pixels turned = changed(SQUARES, 1, Change.TURN, Change.FLIP);
		final Set<Integer> corners = new HashSet<>();
		for (int n = 0; n < SQUARES.count(); n++) {
			assertArrayEquals(sorted(SQUARES, n), sorted(turned, n));
			final float first = SQUARES.values().item(n).data()[1];
			for (int i = 0; i < 36; i++)
				if (turned.values().item(n).data()[i] == first) places[i]++;
		}
		for (int i = 0; i < 36; i++)
			if (places[i] > 10) corners.add(i);
		assertEquals(Set.of(1, 4, 6, 11, 24, 29, 31, 34), corners);
	}

	@Test
	void whatIsNotSquareKeepsItsSize() {
		final Pixels wide = Images.noise(ValueRange.EIGHT_BIT, 3, 40, 4, 6, 1);
		final Pixels turned = changed(wide, 1, Change.TURN);
		assertEquals(wide.shape(), turned.shape());
		int half = 0;
		for (int n = 0; n < wide.count(); n++) {
			assertArrayEquals(sorted(wide, n), sorted(turned, n));
			if (turned.values().item(n).data()[0] == wide.values().item(n).data()[23]) half++;
		}
		assertTrue(half > 10 && half < 30, "half of them by half a circle: " + half);
		assertTrue(Augmentation.ALL.turnsHalf(wide));
		assertFalse(Augmentation.ALL.turnsHalf(SQUARES));
		assertFalse(new Augmentation(Set.of(Change.FLIP)).turnsHalf(wide));
	}

	@Test
	void brightnessMovesAnEvenImageByATenthAtMostAndItsContrastByAFifth() {
		final Tensor grey = Tensor.zeros(Shape.of(200, 2, 2, 1));
		Arrays.fill(grey.data(), 127.5f);
		final Pixels seen = changed(new Pixels(grey, ValueRange.EIGHT_BIT), 1, Change.BRIGHTNESS);
		double least = 255;
		double most = 0;
		for (int n = 0; n < 200; n++) {
			least = Math.min(least, mean(seen, n));
			most = Math.max(most, mean(seen, n));
		}
		assertEquals(127.5 - 25.5, least, 1.5);
		assertEquals(127.5 + 25.5, most, 1.5);
	}

	@Test
	void blurLowersTheDeviationAndNoiseRaisesIt() {
		final Pixels blurred = changed(SQUARES, 1, Change.BLUR);
		final Tensor even = Tensor.zeros(Shape.of(100, 20, 20, 1));
		Arrays.fill(even.data(), 100);
		final Pixels noisy = changed(new Pixels(even, ValueRange.EIGHT_BIT), 1, Change.NOISE);
		double most = 0;
		for (int n = 0; n < 100; n++) {
			assertTrue(deviation(blurred, n) <= deviation(SQUARES, n) + 1e-3);
			most = Math.max(most, deviation(noisy, n));
		}
		assertEquals(0.03 * 255, most, 0.5);
	}

	@ParameterizedTest
	@EnumSource(Change.class)
	void eachChangesSomethingAndStaysInTheRange(final Change change) {
		final Pixels changed = changed(SQUARES, 1, change);
		assertFalse(Arrays.equals(SQUARES.values().data(), changed.values().data()));
		for (final float value : changed.values().data())
			assertTrue(value >= 0 && value <= 255, "" + value);
	}

	@Test
	void theSameSeedGivesTheSameAndAnImageIsChangedByItself() {
		final Pixels one = changed(SQUARES, 7, Change.values());
		assertArrayEquals(one.values().data(), changed(SQUARES, 7, Change.values()).values().data());
		assertFalse(
			Arrays.equals(one.values().data(), changed(SQUARES, 8, Change.values()).values().data()));
		assertArrayEquals(one.items(0, 3).values().data(),
			changed(SQUARES.items(0, 3), 7, Change.values()).values().data());
	}

	/** With one more kind of change, the others are as before. */
	@Test
	void eachKindHasDrawsOfItsOwn() {
		final Pixels turned = changed(SQUARES, 7, Change.TURN);
		final Pixels flipped = changed(SQUARES, 7, Change.TURN, Change.FLIP);
		int same = 0;
		for (int n = 0; n < SQUARES.count(); n++)
			if (Arrays.equals(turned.values().item(n).data(), flipped.values().item(n).data())) same++;
		assertEquals(SQUARES.count() / 2.0, same, 30);
	}
}
