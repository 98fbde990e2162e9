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

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import java.awt.Color;
import java.util.List;

/** ImageJ images of 16x12 pixels, a gradient from left to right around middle grey. */
public final class SampleImages {

	/** The names of all kinds. */
	public static final List<String> KINDS = List.of("8-bit", "8-bit colour", "16-bit", "32-bit",
		"rgb", "stack", "rgb stack", "time series", "composite");

	public static final int WIDTH = 16;
	public static final int HEIGHT = 12;

	private SampleImages() {}

	/**
	 * One image, calibrated: 16-bit ones are shown 100..4100, 32-bit ones 0..1; "8-bit colour" has a table
	 * of colours; stacks have 3 slices; the composite has 2 channels of 16 bits in 2 slices.
	 */
	public static ImagePlus of(final String kind) {
		final ImagePlus plain = new ImagePlus(kind + ".tif", stack(kind));
		if (kind.equals("time series")) plain.setDimensions(1, 1, 3);
		if (kind.equals("composite")) plain.setDimensions(2, 2, 1);
		final ImagePlus image = kind.equals("composite") ? new CompositeImage(plain,
			CompositeImage.COMPOSITE) : plain;
		if (kind.equals("16-bit")) image.setDisplayRange(100, 4100);
		if (kind.equals("32-bit")) image.setDisplayRange(0, 1);
		if (kind.equals("composite")) ((CompositeImage) image).setLuts(new LUT[] { shown(Color.RED),
			shown(Color.GREEN) });
		if (kind.equals("8-bit colour")) image.getProcessor().setLut(shown(Color.ORANGE));
		calibrate(image.getCalibration());
		image.setProperty("Info", "what the microscope wrote");
		return image;
	}

	private static LUT shown(final Color colour) {
		final LUT lut = LUT.createLutFromColor(colour);
		lut.min = 100;
		lut.max = 4100;
		return lut;
	}

	private static void calibrate(final Calibration calibration) {
		calibration.pixelWidth = calibration.pixelHeight = 0.25;
		calibration.pixelDepth = 0.5;
		calibration.frameInterval = 2;
		calibration.setUnit("nm");
	}

	private static ImageStack stack(final String kind) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		final int slices = kind.equals("composite") ? 4 : kind.contains("stack") || kind.equals(
			"time series") ? 3 : 1;
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
				else if (isSixteenBit(kind)) processor.set(x, y, (int) (100 + 4000 * unit));
				else processor.set(x, y,
					kind.startsWith("rgb") ? 0xff << 24 | level << 16 | level << 8 | level : level);
			}
		return processor;
	}

	private static boolean isSixteenBit(final String kind) {
		return kind.equals("16-bit") || kind.equals("composite");
	}

	private static ImageProcessor empty(final String kind) {
		return switch (kind) {
			case "16-bit", "composite" -> new ShortProcessor(WIDTH, HEIGHT);
			case "32-bit" -> new FloatProcessor(WIDTH, HEIGHT);
			case "rgb", "rgb stack" -> new ColorProcessor(WIDTH, HEIGHT);
			default -> new ByteProcessor(WIDTH, HEIGHT);
		};
	}
}
