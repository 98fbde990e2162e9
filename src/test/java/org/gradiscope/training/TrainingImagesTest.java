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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.attack.robustness.LabelledImages.LabelledImage;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Images of several files, of which one has two slices, in one batch. */
class TrainingImagesTest {

	private static LabelledImage image(final int side, final int label, final ValueRange range) {
		return new LabelledImage(Images.noise(range, label, 1, side, side, 1), label,
			PixelFormat.FLOAT32);
	}

	private static TrainingImages read(final List<List<LabelledImage>> files) {
		return TrainingImages.read(new LabelledImages() {

			@Override
			public int count() {
				return files.size();
			}

			@Override
			public List<LabelledImage> read(final int part) {
				return files.get(part);
			}
		}, Progress.NONE);
	}

	@Test
	void eachImageKnowsItsFileAndIsOfTheSizeOfMost() {
		final TrainingImages images =
			read(List.of(List.of(image(8, 1, ValueRange.EIGHT_BIT), image(8, 1, ValueRange.EIGHT_BIT)),
				List.of(image(6, 0, ValueRange.EIGHT_BIT))));
		assertArrayEquals(new int[] { 0, 0, 1 }, images.parts());
		assertArrayEquals(new int[] { 1, 1, 0 }, images.examples().classes());
		assertEquals(Shape.of(3, 8, 8, 1), images.examples().images().shape());
		assertEquals(1, images.resized());
	}

	@Test
	void noneOrSeveralRangesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> read(List.of()));
		assertThrows(IllegalArgumentException.class, () -> read(
			List.of(List.of(image(8, 1, ValueRange.EIGHT_BIT)), List.of(image(8, 0, ValueRange.UNIT)))));
	}
}
