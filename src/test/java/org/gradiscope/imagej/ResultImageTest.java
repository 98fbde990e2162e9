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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result keeps of its input. */
class ResultImageTest {

	private static int[] all(final ImagePlus image) {
		return SliceSelection.ALL.of(ShownImage.of(image));
	}

	private static List<ImageProcessor> copies(final ImagePlus image) {
		return Arrays.stream(all(image)).mapToObj(n -> image.getStack().getProcessor(n).duplicate())
			.toList();
	}

	private static ImagePlus like(final ImagePlus image) {
		return ResultImage.like(ShownImage.of(image), all(image), copies(image), "result");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "rgb", "stack" })
	void calibrationLabelsAndRangeAreKept(final String kind) {
		final ImagePlus image = SampleImages.of(kind);
		image.setRoi(new Roi(2, 2, 5, 5));
		final ImagePlus result = like(image);
		assertEquals("result", result.getTitle());
		assertEquals(image.getType(), result.getType());
		assertEquals(0.25, result.getCalibration().pixelWidth);
		assertEquals("nm", result.getCalibration().getUnit());
		assertEquals(image.getStackSize(), result.getStackSize());
		for (final int slice : all(image))
			assertEquals("label " + slice, result.getStack().getSliceLabel(slice));
		assertEquals(image.getDisplayRangeMin(), result.getDisplayRangeMin());
		assertEquals(image.getDisplayRangeMax(), result.getDisplayRangeMax());
		assertEquals(image.getRoi().getBounds(), result.getRoi().getBounds());
	}

	@Test
	void hyperstacksStayHyperstacks() {
		final ImageStack stack = new ImageStack(8, 8);
		for (int i = 0; i < 12; i++)
			stack.addSlice(new ShortProcessor(8, 8));
		final ImagePlus plain = new ImagePlus("", stack);
		plain.setDimensions(2, 3, 2);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.COLOR);
		image.setC(2);
		image.setDisplayRange(7, 70);
		final ImagePlus result = ResultImage.copy(ShownImage.of(image), all(image), "copy");
		assertTrue(result.isComposite());
		assertEquals("2 3 2",
			result.getNChannels() + " " + result.getNSlices() + " " + result.getNFrames());
		assertEquals(70, result.getLuts()[1].max);
		assertEquals(7, DisplayRange.of(image, 2).min());
	}

	@Test
	void oneSliceOfAStackIsOneImage() {
		final ImagePlus stack = SampleImages.of("stack");
		final ImagePlus result = ResultImage.of(ShownImage.of(stack), new int[] { 2 },
			List.of(stack.getStack().getProcessor(2).duplicate()), "result");
		assertEquals(1, result.getStackSize());
		assertEquals("label 2", result.getStack().getSliceLabel(1));
	}

	@Test
	void theRecipeStandsBeforeTheInfoOfTheInput() {
		final ImagePlus image = SampleImages.of("8-bit");
		image.setProperty("Info", "old");
		final ImagePlus result = like(image);
		new Recipe().with("command", "test").addTo(result, image);
		assertEquals("command: test\n\nold", result.getProperty("Info"));
		assertNotNull(image.getProperty("Info"));
		assertFalse(image.getProperty("Info").toString().contains("test"));
	}

	@Test
	void aChannelOfACompositeKeepsItsColoursAndRange() {
		final ImageStack stack = new ImageStack(4, 3);
		stack.addSlice(new ByteProcessor(4, 3));
		stack.addSlice(new ByteProcessor(4, 3));
		final ImagePlus plain = new ImagePlus("two", stack);
		plain.setDimensions(2, 1, 1);
		final CompositeImage input = new CompositeImage(plain, CompositeImage.COLOR);
		final LUT green = LUT.createLutFromColor(Color.GREEN);
		green.min = 3;
		green.max = 77;
		input.setChannelLut(green, 2);
		final ImagePlus result = ResultImage.copy(ShownImage.of(input), new int[] { 2 }, "one");
		assertEquals(77, result.getDisplayRangeMax());
		assertEquals(3, result.getDisplayRangeMin());
		assertEquals(0x00ff00, result.getProcessor().getCurrentColorModel().getRGB(255) & 0xffffff);
	}
}
