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
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps made visible. */
class SaliencyViewTest {

	private static final Region WHOLE = Region.of(SampleImages.of("8-bit"));

	private static SaliencyDisplay frame(final ImagePlus image) {
		return SaliencyDisplay.of(image, 0.6, false);
	}

	private static Tensor map(final int channels) {
		return Tensor.zeros(Shape.of(1, SampleImages.HEIGHT, SampleImages.WIDTH, channels));
	}

	@ParameterizedTest
	@EnumSource(SaliencyView.class)
	void aMapOfZerosShowsNothing(final SaliencyView view) {
		final ImagePlus input = SampleImages.of("rgb");
		final ImagePlus result = view.render(frame(input), List.of(map(3)), "zeros");
		assertNotSame(input, result);
		assertTrue(result.getDisplayRangeMin() < result.getDisplayRangeMax());
		assertEquals("nm", result.getCalibration().getUnit());
	}

	@Test
	void theSignedMapIsSymmetricAroundZero() {
		final Tensor map = map(3);
		map.data()[0] = 3;
		map.data()[1] = -1;
		map.data()[3] = -6;
		final ImagePlus result =
			SaliencyView.MAP.render(frame(SampleImages.of("rgb")), List.of(map), "map");
		assertEquals(2, result.getProcessor().getf(0, 0));
		assertEquals(-6, result.getProcessor().getf(1, 0));
		assertEquals(-result.getDisplayRangeMin(), result.getDisplayRangeMax());
	}

	/** RISE's values are mean scores: around zero all would have one colour. */
	@ParameterizedTest
	@ValueSource(floats = { 5, -7 })
	void aMapFarFromZeroIsShownFromItsSmallestToItsLargestValue(final float least) {
		final Tensor map = map(1);
		java.util.Arrays.fill(map.data(), least);
		map.data()[1] = least + 2;
		final ImagePlus result =
			SaliencyView.MAP.render(frame(SampleImages.of("8-bit")), List.of(map), "map");
		assertEquals(least, result.getDisplayRangeMin());
		assertEquals(least + 2, result.getDisplayRangeMax());
		assertEquals(least, result.getProcessor().getf(0, 0));
	}

	@Test
	void aMapNearZeroOfOneSignIsSymmetricAroundZero() {
		final Tensor map = map(1);
		java.util.Arrays.fill(map.data(), 1);
		map.data()[1] = 3;
		final ImagePlus result =
			SaliencyView.MAP.render(frame(SampleImages.of("8-bit")), List.of(map), "map");
		assertEquals(-result.getDisplayRangeMin(), result.getDisplayRangeMax());
	}

	@Test
	void theMagnitudeIsTheLargestOverChannels() {
		final Tensor map = map(3);
		map.data()[4] = -5;
		map.data()[5] = 4;
		final ImagePlus result =
			SaliencyView.MAGNITUDE.render(frame(SampleImages.of("rgb")), List.of(map), "magnitude");
		assertEquals(5, result.getProcessor().getf(1, 0));
		assertEquals(0, result.getDisplayRangeMin());
	}

	@Test
	void coloursLieAroundMiddleGrey() {
		final Tensor map = map(1);
		java.util.Arrays.fill(map.data(), 2);
		map.data()[1] = -2;
		map.data()[2] = 0;
		final ImagePlus result =
			SaliencyView.COLOUR.render(frame(SampleImages.of("8-bit")), List.of(map), "colour");
		assertEquals(255, result.getProcessor().get(0, 0));
		assertEquals(1, result.getProcessor().get(1, 0));
		assertEquals(128, result.getProcessor().get(2, 0));
	}

	@Test
	void theOverlayLeavesThePixelsAlone() {
		final ImagePlus input = SampleImages.of("stack");
		final ImagePlus result = SaliencyView.OVERLAY.render(
			new SaliencyDisplay(ShownImage.of(input), new int[] { 1, 2, 3 }, WHOLE, 0.6, false),
			List.of(map(1), map(1), map(1)), "overlay");
		assertEquals(3, result.getOverlay().size());
		assertEquals(2, result.getOverlay().get(1).getPosition());
		assertEquals(null, input.getOverlay());
		assertEquals(input.getProcessor().get(4, 4), result.getProcessor().get(4, 4));
	}
}
