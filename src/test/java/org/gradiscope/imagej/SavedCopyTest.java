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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files keep, and that none stays. */
class SavedCopyTest {

	private static long files() throws IOException {
		try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files
				.filter(file -> file.getFileName().toString().matches("gradiscope\\d+\\.(tif|png)"))
				.count();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "8-bit colour", "16-bit", "32-bit", "rgb" })
	void tiffsKeepValuesAndDisplayRange(final String kind) throws IOException {
		final ImagePlus image = SampleImages.of(kind);
		final long before = files();
		final ImagePlus copy = SavedSlice.SavedCopy.tiff(image);
		assertEquals(before, files());
		assertEquals(PixelType.of(image), PixelType.of(copy));
		assertArrayEquals(ImagePixels.read(image).values().data(),
			ImagePixels.read(copy).values().data());
		assertEquals(DisplayRange.of(image, 1), DisplayRange.of(copy, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "rgb" })
	void pngsKeepTheValuesOfEightBits(final String kind) throws IOException {
		final ImagePlus image = SampleImages.of(kind);
		final long before = files();
		final ImagePlus copy = SavedSlice.SavedCopy.png(image);
		assertEquals(before, files());
		assertEquals(PixelType.of(image), PixelType.of(copy));
		assertArrayEquals(ImagePixels.read(image).values().data(),
			ImagePixels.read(copy).values().data());
	}

	@Test
	void aPngOfSixteenBitsIsWhatTheScreenShows() {
		final ImagePlus image = SampleImages.of("16-bit");
		final ImagePlus copy = SavedSlice.SavedCopy.png(image);
		assertEquals(PixelType.GREY_8, PixelType.of(copy));
		final double shown = (image.getProcessor().get(5, 5) - 100) / 4000.0 * 255;
		assertEquals(shown, copy.getProcessor().get(5, 5), 1);
	}

	/** Of 0..25500 the screen shows each hundred as one level. */
	@Test
	void aChangeLessThanALevelOfTheScreenIsHidden() {
		final Shape shape = Shape.of(1, 1, 4, 1);
		final Pixels before =
			new Pixels(Tensor.of(shape, 100, 200, 300, 400), new ValueRange(0, 25500));
		assertEquals(2 / 3.0,
			AttackOutcome.hidden(before, before.with(Tensor.of(shape, 110, 230, 390, 400))));
		assertEquals(0, AttackOutcome.hidden(before, before));
	}

	@Test
	void whatIsOutsideOfTheDisplayRangeIsHidden() {
		final Shape shape = Shape.of(1, 1, 2, 1);
		final Pixels before = new Pixels(Tensor.of(shape, 300, 100), ValueRange.EIGHT_BIT);
		assertEquals(0.5, AttackOutcome.hidden(before, before.with(Tensor.of(shape, 290, 90))));
	}
}
