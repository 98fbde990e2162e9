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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.Homography.Point;
import org.junit.jupiter.api.Test;

class RectificationTest {

	private static Quadrangle rectangle(final double left, final double top, final double right,
		final double bottom) {
		return new Quadrangle(List.of(new Point(left, top), new Point(right, top),
			new Point(right, bottom), new Point(left, bottom)));
	}

	@Test
	void aRectangleOfPixelsIsCutOut() {
		final Tensor photograph = Images.noise(ValueRange.EIGHT_BIT, 5, 2, 6, 8, 3).values();
		final Tensor cut = new Rectification(rectangle(2, 1, 7, 4), 3, 5).apply(photograph);
		assertEquals(Shape.of(2, 3, 5, 3), cut.shape());
		for (int n = 0; n < 2; n++)
			for (int i = 0; i < 45; i++)
				assertEquals(photograph.data()[n * 144 + (i / 15 + 1) * 24 + i % 15 + 6],
					cut.data()[n * 45 + i], 1e-4);
	}

	/** Every value of the photograph counts, where one in four would do for its picture. */
	@Test
	void whatShrinksIsTheMeanOfWhatItCovers() {
		final Tensor stripes = Tensor.zeros(Shape.of(1, 16, 16, 1));
		for (int i = 0; i < 256; i++)
			stripes.data()[i] = i % 2;
		assertArrayEquals(new float[] { 0.5f, 0.5f, 0.5f, 0.5f },
			new Rectification(rectangle(0, 0, 16, 16), 2, 2).apply(stripes).data(), 1e-6f);
	}

	@Test
	void aTurnedPictureIsTurnedBackAndNeverMirrored() {
		final Tensor photograph = Tensor.of(Shape.of(1, 2, 2, 1), 3, 1, 4, 2);
		assertArrayEquals(new float[] { 4, 3, 2, 1 },
			new Rectification(rectangle(0, 0, 2, 2).turned(1), 2, 2).apply(photograph).data(), 1e-6f);
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> rectangle(0, 0, 0, 2));
		assertThrows(IllegalArgumentException.class,
			() -> new Rectification(rectangle(0, 0, 2, 2), 0, 2));
	}
}
