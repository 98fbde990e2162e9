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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels in and out of ImageJ's images. */
class PixelTypeTest {

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "rgb" })
	void whatIsReadIsWrittenBack(final String kind) {
		final ImagePlus image = SampleImages.of(kind);
		final ImageProcessor written = PixelType.of(image).processor(ImagePixels.read(image).values());
		assertEquals(image.getProcessor().getClass(), written.getClass());
		for (int y = 0; y < SampleImages.HEIGHT; y++)
			for (int x = 0; x < SampleImages.WIDTH; x++)
				assertEquals(image.getProcessor().getf(x, y), written.getf(x, y));
	}

	@Test
	void rangesAreThoseThatTheAnalystSees() {
		assertEquals(ValueRange.EIGHT_BIT, ImagePixels.read(SampleImages.of("8-bit")).range());
		assertEquals(ValueRange.EIGHT_BIT, ImagePixels.read(SampleImages.of("rgb")).range());
		assertEquals(new ValueRange(100, 4100), ImagePixels.read(SampleImages.of("16-bit")).range());
		assertEquals(ValueRange.UNIT, ImagePixels.read(SampleImages.of("32-bit")).range());
	}

	@Test
	void rangesWithoutExtentAreReplaced() {
		final ImagePlus shorts = new ImagePlus("", new ShortProcessor(8, 8));
		assertEquals(new ValueRange(0, 1), DisplayRange.of(shorts, 1), "as on the screen");
		final ImagePlus floats = new ImagePlus("", new FloatProcessor(8, 8));
		floats.getProcessor().setMinAndMax(3, 3);
		assertEquals(new ValueRange(3, 4), DisplayRange.of(floats, 1));
	}

	@Test
	void largeUnsignedShortsStayLarge() {
		final ShortProcessor shorts = new ShortProcessor(1, 1, new short[] { (short) 60000 }, null);
		assertEquals(60000, ImagePixels.read(shorts, ValueRange.UNIT).values().data()[0]);
		assertEquals(60000,
			PixelType.GREY_16.processor(Tensor.of(Shape.of(1, 1, 1, 1), 60000f)).get(0, 0));
	}

	@Test
	void coloursLieSideBySide() {
		final ImagePlus image = SampleImages.of("rgb");
		image.getProcessor().set(1, 0, 0x102030);
		final float[] values = ImagePixels.read(image).values().data();
		assertArrayEquals(new float[] { 16, 32, 48 }, new float[] { values[3], values[4], values[5] });
	}

	@Test
	void wholeLevelsAreRoundedAndClamped() {
		final Tensor values = Tensor.of(Shape.of(1, 1, 4, 1), -3f, 1.5f, 254.6f, 300f);
		final ImageProcessor bytes = PixelType.GREY_8.processor(values);
		assertArrayEquals(new int[] { 0, 2, 255, 255 },
			new int[] { bytes.get(0, 0), bytes.get(1, 0), bytes.get(2, 0), bytes.get(3, 0) });
		assertEquals(1.5f, PixelType.GREY_32.processor(values).getf(1, 0));
	}

	@Test
	void pixelsThatAreNoNumbersAreRefusedWithTheirPosition() {
		final ImagePlus image = SampleImages.of("32-bit");
		image.getProcessor().setf(5, 7, Float.NaN);
		final String message =
			assertThrows(IllegalArgumentException.class, () -> ImagePixels.read(image)).getMessage();
		assertTrue(message.contains("x=5, y=7"), message);
	}

	@Test
	void everySliceOfAStackCanBeRead() {
		final ImagePlus stack = SampleImages.of("stack");
		final Pixels last = ImagePixels.read(stack, 3);
		assertEquals(stack.getStack().getProcessor(3).get(4, 4), last.values().get(0, 4, 4, 0));
		assertEquals(1, stack.getCurrentSlice());
		assertArrayEquals(new int[] { 1, 2, 3 }, SliceSelection.ALL.of(ShownImage.of(stack)));
		assertArrayEquals(new int[] { 1 }, SliceSelection.CURRENT.of(ShownImage.of(stack)));
	}
}
