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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoomTest {

	@Test
	void noZoomIsTheImage() {
		final Tensor image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 5, 8, 3).values();
		assertArrayEquals(image.data(), new Zoom(1, 0).of(image).data());
	}

	@Test
	void aQuarterTurnGoesClockwise() {
		final Tensor image = Images.noise(ValueRange.UNIT, 1, 1, 4, 4, 1).values();
		final Tensor turned = new Zoom(1, Math.PI / 2).of(image);
		for (int y = 0; y < 4; y++)
			for (int x = 0; x < 4; x++)
				assertEquals(image.get(0, y, x, 0), turned.get(0, x, 3 - y, 0), 1e-5);
	}

	@Test
	void aRampGetsFlatterAroundTheCentre() {
		final Tensor ramp = Tensor.zeros(Shape.of(1, 9, 21, 1));
		for (int i = 0; i < ramp.size(); i++)
			ramp.data()[i] = i % 21;
		final Tensor zoomed = new Zoom(2, 0).of(ramp);
		for (int x = 0; x < 21; x++)
			assertEquals(10 + (x - 10) / 2.0, zoomed.get(0, 4, x, 0), 1e-5);
	}

	/** Cubic interpolation is exact for parabolas, where linear is not. */
	@Test
	void aParabolaStaysOne() {
		final Tensor parabola = Tensor.zeros(Shape.of(1, 3, 21, 1));
		for (int i = 0; i < parabola.size(); i++)
			parabola.data()[i] = (i % 21 - 10) * (i % 21 - 10);
		final Tensor zoomed = new Zoom(1.25, 0).of(parabola);
		for (int x = 0; x < 21; x++)
			assertEquals((x - 10) * (x - 10) / 1.5625, zoomed.get(0, 1, x, 0), 1e-4);
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 0", "0.7, 30", "1.05, -3", "2, 180" })
	void noCornerIsEmptyAndNothingOvershoots(final double factor, final double degrees) {
		final Zoom zoom = new Zoom(factor, Math.toRadians(degrees));
		final Tensor constant = Images.constant(ValueRange.UNIT, 0.25f, 1, 11, 16, 3).values();
		assertArrayEquals(constant.data(), zoom.of(constant).data(), 1e-6f);
		final Tensor noise = Images.noise(new ValueRange(10, 20), 2, 1, 11, 16, 1).values();
		for (final float value : zoom.of(noise).data())
			assertTrue(value >= 10 && value <= 20, "" + value);
	}

	@Test
	void beyondTheBorderIsAMirror() {
		final Tensor row = Tensor.of(Shape.of(1, 1, 4, 1), 1, 2, 3, 4);
		final Tensor smaller = new Zoom(1 / 3.0, 0).of(row);
		// Positions -3, 0, 3, 6 of the row around its centre at 1.5.
		assertArrayEquals(new float[] { 3, 1, 4, 2 }, smaller.data(), 1e-5f);
	}
}
