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

package org.gradiscope.testing;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** ImageJ images of 16x12 pixels, a gradient from left to right around middle grey. */
public final class SampleImages {

	/** The names of all kinds. */
	public static final String[] KINDS = { "8-bit", "16-bit", "32-bit", "rgb", "stack" };

	public static final int WIDTH = 16;
	public static final int HEIGHT = 12;

	private SampleImages() {}

	/** One image, calibrated: 8-bit 0..255, 16-bit shown 100..4100, 32-bit shown 0..1, RGB, or 8-bit in 3 slices. */
	public static ImagePlus of(final String kind) {
		final ImagePlus image = new ImagePlus(kind + ".tif", stack(kind));
		if (kind.equals("16-bit")) image.setDisplayRange(100, 4100);
		if (kind.equals("32-bit")) image.setDisplayRange(0, 1);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = 0.25;
		calibration.setUnit("nm");
		return image;
	}

	private static ImageStack stack(final String kind) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		final int slices = kind.equals("stack") ? 3 : 1;
		for (int slice = 1; slice <= slices; slice++)
			stack.addSlice("label " + slice, filled(kind, slice));
		return stack;
	}

	/** Around 0.47 of the range on average, a little more with each slice. */
	private static ImageProcessor filled(final String kind, final int slice) {
		final ImageProcessor processor = empty(kind);
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++) {
				final double unit = 0.37 + 0.2 * x / (WIDTH - 1) + 0.002 * slice;
				final int level = (int) (255 * unit);
				if (kind.equals("32-bit")) processor.setf(x, y, (float) unit);
				else if (kind.equals("16-bit")) processor.set(x, y, (int) (100 + 4000 * unit));
				else processor.set(x, y,
					kind.equals("rgb") ? 0xff << 24 | level << 16 | level << 8 | level : level);
			}
		return processor;
	}

	private static ImageProcessor empty(final String kind) {
		return switch (kind) {
			case "16-bit" -> new ShortProcessor(WIDTH, HEIGHT);
			case "32-bit" -> new FloatProcessor(WIDTH, HEIGHT);
			case "rgb" -> new ColorProcessor(WIDTH, HEIGHT);
			default -> new ByteProcessor(WIDTH, HEIGHT);
		};
	}
}
