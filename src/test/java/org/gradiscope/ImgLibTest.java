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

package org.gradiscope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** ImgLib2's images and tensors. */
class ImgLibTest {

	@Test
	void channelsComeToLieSideBySide() {
		final Pixels pixels = ImgLib.pixels(
			ArrayImgs.floats(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 3, 2, 2),
			ValueRange.UNIT);
		assertEquals(Shape.of(1, 2, 3, 2), pixels.shape());
		assertArrayEquals(new float[] { 1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12 },
			pixels.values().data());
	}

	@Test
	void greyImagesOfAnyKindAndViewAreRead() {
		final Img<UnsignedByteType> planes = PlanarImgs.unsignedBytes(4, 3);
		int n = 200;
		for (final UnsignedByteType pixel : planes)
			pixel.set(n++);
		assertEquals(211, ImgLib.pixels(planes, ValueRange.EIGHT_BIT).values().get(0, 2, 3, 0));
		final Pixels crop = ImgLib.pixels(Views.interval(planes, Intervals.createMinSize(1, 1, 2, 2)),
			ValueRange.EIGHT_BIT);
		assertArrayEquals(new float[] { 205, 206, 209, 210 }, crop.values().data());
	}

	@Test
	void tensorsComeBack() {
		final Tensor values = Tensor.of(Shape.of(1, 2, 1, 3), 1, 2, 3, 4, 5, 6);
		final Img<FloatType> img = ImgLib.img(values);
		assertArrayEquals(new long[] { 1, 2, 3 }, img.dimensionsAsLongArray());
		assertArrayEquals(values.data(), ImgLib.pixels(img, ValueRange.UNIT).values().data());
		assertEquals(2, ImgLib.img(Tensor.zeros(Shape.of(1, 5, 5, 1))).numDimensions());
	}

	@Test
	void otherNumbersOfAxesAreRefused() {
		assertThrows(IllegalArgumentException.class,
			() -> ImgLib.pixels(ArrayImgs.floats(2, 2, 2, 2), ValueRange.UNIT));
	}
}
