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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;

/** Only what is selected is changed. */
class RegionTest {

	/** Everything in the region made white; counts what changed. */
	private static int changed(final ImagePlus image) {
		final Region region = Region.of(image);
		final ImageProcessor before = image.getProcessor();
		final ShownImage shown = ShownImage.of(image);
		final Tensor inner = shown.read(1, region).values();
		final Tensor white = inner.copy();
		java.util.Arrays.fill(white.data(), 255);
		final ImageProcessor after = shown.with(1, region, region.inside(inner, white)).get(0);
		int changed = 0;
		for (int i = 0; i < before.getPixelCount(); i++)
			if (before.get(i) != after.get(i)) {
				changed++;
				if (image.getRoi() != null && image.getRoi().isArea()) assertEquals(true,
					image.getRoi().contains(i % SampleImages.WIDTH, i / SampleImages.WIDTH), "pixel " + i);
			}
		return changed;
	}

	@Test
	void withoutASelectionTheWholeImage() {
		assertEquals(SampleImages.WIDTH * SampleImages.HEIGHT, changed(SampleImages.of("8-bit")));
	}

	@Test
	void aLineIsNoArea() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setRoi(new Line(1, 1, 5, 5));
		assertEquals(SampleImages.WIDTH * SampleImages.HEIGHT, changed(image));
	}

	@Test
	void aRectangleIsFilled() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setRoi(new Roi(3, 2, 5, 4));
		assertEquals(20, changed(image));
	}

	@Test
	void anOvalIsFilledByItsMask() {
		final ImagePlus image = SampleImages.of("rgb");
		final Roi oval = new OvalRoi(2, 1, 9, 9);
		image.setRoi(oval);
		assertEquals(oval.getContainedPoints().length, changed(image));
	}

	@Test
	void whatSticksOutIsCutOff() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setRoi(new OvalRoi(-4, -4, 10, 10));
		final int inside = (int) java.util.stream.IntStream.range(0, 192)
			.filter(i -> image.getRoi().contains(i % 16, i / 16)).count();
		assertEquals(inside, changed(image));
		image.setRoi(new Roi(30, 30, 5, 5));
		assertThrows(IllegalArgumentException.class, () -> Region.of(image));
	}
}
