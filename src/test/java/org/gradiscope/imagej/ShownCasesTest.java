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

import java.io.IOException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were seen wrongly, and what is right. */
class ShownCasesTest {

	private static ImagePlus open(final String name) throws IOException {
		return ImageFileReader.open(SharedFiles.caseOf(name));
	}

	/** The largest and the mean difference of two pictures, in 1/255 of their ranges. */
	private static double[] difference(final Pixels one, final Pixels other) {
		assertEquals(one.shape(), other.shape());
		double most = 0;
		double sum = 0;
		for (int i = 0; i < one.values().size(); i++) {
			final double difference = Math.abs(level(one, i) - level(other, i));
			most = Math.max(most, difference);
			sum += difference;
		}
		return new double[] { most, sum / one.values().size() };
	}

	private static double level(final Pixels picture, final int i) {
		return 255.0 * (picture.values().data()[i] - picture.range().min()) / picture.range().extent();
	}

	/** A palette holds a colour picture but for its few colours; indices would be off by 100 levels. */
	@ParameterizedTest
	@CsvSource({ "palette64.png, rgb.png, 80, 3.3", "palette256.png, rgb.png, 80, 1.8",
		"twelve_bit.tif, shown8.tif, 1.01, 0.51", "mask1.png, mask8.tif, 0, 0",
		"mask1.tif, mask8.tif, 0, 0" })
	void twoFilesThatLookAlikeAreSeenAlike(final String one, final String other, final double most,
		final double mean) throws IOException {
		final double[] difference =
			difference(ImagePixels.read(open(one)), ImagePixels.read(open(other)));
		assertTrue(difference[0] <= most && difference[1] <= mean,
			difference[0] + ", " + difference[1]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "huge_extent.tif", "tiny_extent.tif" })
	void rangesThatSinglePrecisionCannotBearAreRefused(final String name) throws IOException {
		final ImagePlus image = open(name);
		final String message =
			assertThrows(EngineException.class, () -> ImagePixels.read(image)).getMessage();
		assertTrue(message.startsWith("The display range is ") &&
			message.contains("set another (Image > Adjust"), message);
	}

	/** White is 0 there, so the PNG holds the values turned round, and is seen as the image is. */
	@ParameterizedTest
	@ValueSource(strings = { "inverted_lut.tif" })
	void thePngOfAnInvertedTableIsSeenAsTheImage(final String name) throws IOException {
		final ImagePlus image = open(name);
		final Pixels seen = ImagePixels.read(image);
		assertEquals(255 - image.getProcessor().get(100, 50), seen.values().get(0, 50, 100, 0));
		assertArrayEquals(seen.values().data(),
			ImagePixels.read(SavedSlice.SavedCopy.png(image)).values().data());
		assertArrayEquals(seen.values().data(),
			ImagePixels.read(SavedSlice.SavedCopy.tiff(image)).values().data());
	}
}
