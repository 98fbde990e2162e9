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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;

import java.util.List;

import org.gradiscope.attribution.CropWindow;
import org.gradiscope.attribution.Upsampling;
import org.gradiscope.model.Layer;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.visualization.LayerActivations;
import org.junit.jupiter.api.Test;

/** Activations whose pixels can be told in advance. */
class ActivationViewTest {

	/** 2x3 positions at a stride of 4, two channels: 0 1 2 3 4 5 and 10 times as much. */
	private static LayerActivations layer(final int sign) {
		final Tensor values = Tensor.zeros(Shape.of(1, 2, 3, 2));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = sign * (i / 2) * (i % 2 == 0 ? 1 : 10);
		return new LayerActivations(
			new Layer("units", "units", "Relu", List.of(2, 3, 2), 4, 5, 0, true), values,
			new CropWindow(0, 0, 8, 12), false);
	}

	private static ImagePlus image(final int slices) {
		final ImagePlus image = ij.IJ.createImage("image", "8-bit black", 20, 16, slices);
		for (int slice = 1; slice <= slices; slice++)
			image.getStack().setSliceLabel("slice " + slice, slice);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = .5;
		calibration.pixelHeight = .25;
		calibration.xOrigin = 3;
		calibration.pixelDepth = 4;
		calibration.zOrigin = 2;
		calibration.frameInterval = 7;
		calibration.setUnit("nm");
		image.setRoi(new Roi(5, 2, 12, 8));
		return image;
	}

	private static ActivationDisplay frame(final ImagePlus image, final int count,
		final int channel) {
		final ShownImage shown = ShownImage.of(image);
		return new ActivationDisplay(shown, SliceSelection.ALL.of(shown), Region.of(image), count,
			channel, Upsampling.NEAREST, .5);
	}

	@Test
	void aStackMeasuresWhereTheImageDoes() {
		final ImagePlus image = image(1);
		final ImagePlus stack =
			ActivationView.STACK.render(frame(image, 1, -1), List.of(layer(1)), "stack");
		assertEquals(2, stack.getStackSize());
		assertEquals("slice 1, channel 1, mean 25, max 50",
			stack.getStack().getSliceLabel(2).replace(".0", ""));
		assertEquals(40, stack.getStack().getProcessor(2).getf(1, 1));
		final Calibration calibration = stack.getCalibration();
		assertEquals(2, calibration.pixelWidth);
		assertEquals(1, calibration.pixelHeight);
		assertEquals("nm", calibration.getUnit());
		assertEquals(4, calibration.pixelDepth);
		assertEquals(2, calibration.zOrigin);
		assertEquals(7, calibration.frameInterval);
		// The selection begins at 5, 2; the second position 4 pixels to the right.
		assertEquals(image.getCalibration().getX(5), calibration.getX(0), 1e-9);
		assertEquals(image.getCalibration().getX(9), calibration.getX(1), 1e-9);
		assertEquals(image.getCalibration().getY(6), calibration.getY(1), 1e-9);
		assertEquals(0, stack.getDisplayRangeMin());
		assertEquals(50, stack.getDisplayRangeMax());
		assertEquals(ColourTables.magnitude().getRGB(200),
			stack.getStack().getProcessor(2).getColorModel().getRGB(200));
	}

	@Test
	void slicesBecomeFrames() {
		final ImagePlus image = image(3);
		image.setSlice(2);
		final ImagePlus stack = ActivationView.STACK.render(frame(image, 1, -1),
			List.of(layer(1), layer(1), layer(-1)), "stack");
		assertEquals(List.of(1, 2, 3),
			List.of(stack.getNChannels(), stack.getNSlices(), stack.getNFrames()));
		assertTrue(stack.isHyperStack());
		assertEquals(2, stack.getFrame());
		assertEquals(-30, stack.getStack().getProcessor(stack.getStackIndex(1, 2, 3)).getf(0, 1));
		assertEquals(-50, stack.getDisplayRangeMin());
		assertEquals(50, stack.getDisplayRangeMax());
	}

	@Test
	void aMontageHasTheStrongestFirst() {
		final ImagePlus montage =
			ActivationView.MONTAGE.render(frame(image(1), 1, -1), List.of(layer(1)), "montage");
		// Three positions are 129 pixels wide.
		assertEquals(0, montage.getProcessor().getf(8 + 42, 8));
		assertEquals(10, montage.getProcessor().getf(8 + 43, 8));
		assertEquals(50, montage.getProcessor().getf(8 + 128, 8 + 85));
		assertEquals("channel 1\nmean 25.0\nmax 50.0",
			((TextRoi) montage.getOverlay().get(1)).getText().trim());
		assertEquals(2. / 43, montage.getCalibration().pixelWidth, 1e-9);
		assertEquals(4, montage.getCalibration().pixelDepth);
		assertEquals(ColourTables.magnitude().getRGB(200),
			montage.getProcessor().getColorModel().getRGB(200));
	}

	@Test
	void largeLayersAreShrunkInAMontage() {
		final Tensor values = Tensor.zeros(Shape.of(1, 300, 600, 1));
		java.util.Arrays.fill(values.data(), 7);
		final LayerActivations large = new LayerActivations(new Layer("units", "units", 1, 1), values,
			new CropWindow(0, 0, 300, 600), false);
		final ImagePlus montage = ActivationView.MONTAGE.render(
			frame(new ImagePlus("", new ByteProcessor(600, 300)), 4, -1), List.of(large), "montage");
		assertEquals(7, montage.getProcessor().getf(8 + 255, 8 + 127), 1e-5);
		assertEquals(0, montage.getProcessor().getf(8 + 256, 8));
		assertEquals(600. / 256, montage.getCalibration().pixelWidth, 1e-9);
	}

	@Test
	void anOverlayLiesOnTheSelection() {
		final ImagePlus image = image(1);
		final ImagePlus overlay =
			ActivationView.OVERLAY.render(frame(image, 1, 0), List.of(layer(1)), "overlay");
		assertNull(overlay.getRoi());
		assertEquals(20, overlay.getWidth());
		assertEquals(.5, overlay.getCalibration().pixelWidth);
		final ImageRoi map = (ImageRoi) overlay.getOverlay().get(0);
		assertEquals("channel 0, mean 2.50, max 5.00", map.getName());
		final int[] pixels = (int[]) map.getProcessor().getPixels();
		assertEquals(0, pixels[2 * 20 + 4] & 0xffffff, "left of the selection");
		assertEquals(0, pixels[2 * 20 + 5] & 0xffffff, "the first position is 0");
		assertTrue((pixels[2 * 20 + 9] & 0xffffff) != 0, "the second is not");
		assertEquals(pixels[9 * 20 + 13], pixels[6 * 20 + 16], "a block");
		assertEquals(0, pixels[9 * 20 + 17] & 0xffffff, "right of the selection");
	}

	@Test
	void whatIsOutOfBoundsIsRefused() {
		assertEquals("The layer 'units' has the channels 0 to 1, but 2 was given.",
			assertThrows(IllegalArgumentException.class,
				() -> ActivationView.OVERLAY.render(frame(image(1), 1, 2), List.of(layer(1)), "overlay"))
				.getMessage());
		assertThrows(IllegalArgumentException.class, () -> frame(image(1), 0, 2));
	}
}
