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
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** ImageJ images of 16x12 pixels, a gradient from left to right around middle grey. */
public final class SampleImages {

	/** The names of the usual kinds. */
	public static final List<String> KINDS = List.of("8-bit", "8-bit colour", "16-bit", "32-bit",
		"rgb", "stack", "rgb stack", "time series", "composite");

	/** Those of which what is stored is not what the screen shows. */
	public static final List<String> SCREEN_KINDS =
		List.of("8-bit inverted", "8-bit range", "8-bit palette", "8-bit greys", "8-bit mask",
			"8-bit mask 0..1", "8-bit thresholded", "8-bit optical density", "16-bit range",
			"16-bit inverted", "16-bit false colours", "16-bit signed", "32-bit range", "32-bit inverted",
			"stack inverted", "composite rgb", "composite seven", "composite hyperstack",
			"composite one off", "grey channels", "colour channels", "channels");

	public static final int WIDTH = 16;
	public static final int HEIGHT = 12;

	private SampleImages() {}

	/**
	 * One image, calibrated: 16-bit ones are shown 100..4100, 32-bit ones 0..1; "8-bit colour" has a table
	 * of colours; stacks have 3 slices; the composite has 2 channels of 16 bits in 2 slices.
	 */
	public static ImagePlus of(final String kind) {
		final ImagePlus plain = new ImagePlus(kind + ".tif", stack(kind));
		final int[] size = dimensions(kind);
		plain.setDimensions(size[0], size[1], size[2]);
		plain.setOpenAsHyperStack(size[0] > 1);
		final ImagePlus image = isComposite(kind) ? composite(kind, plain) : plain;
		if (kind.startsWith("16-bit")) image.setDisplayRange(100, 4100);
		if (kind.startsWith("32-bit")) image.setDisplayRange(0, 1);
		if (!isComposite(kind)) show(kind, image);
		calibrate(image.getCalibration());
		image.setProperty("Info", "what the microscope wrote");
		return image;
	}

	/** Channels, slices and frames. */
	public static int[] dimensions(final String kind) {
		return switch (kind) {
			case "stack", "rgb stack", "stack inverted" -> new int[] { 1, 3, 1 };
			case "time series" -> new int[] { 1, 1, 3 };
			case "composite", "grey channels", "colour channels", "channels" -> new int[] { 2, 2, 1 };
			case "composite rgb", "composite one off" -> new int[] { 3, 1, 1 };
			case "composite seven" -> new int[] { 7, 1, 1 };
			case "composite hyperstack" -> new int[] { 2, 2, 3 };
			default -> new int[] { 1, 1, 1 };
		};
	}

	/** Whether the screen shows all channels of a position together. */
	public static boolean isTogether(final String kind) {
		return kind.startsWith("composite");
	}

	/** What ImageJ calls the type of what a filter makes of it. */
	public static int filtered(final String kind) {
		if (isTogether(kind) ||
			List.of("8-bit colour", "8-bit palette", "16-bit false colours", "colour channels")
				.contains(kind))
			return ImagePlus.COLOR_RGB;
		return of(kind).getType();
	}

	/** Whether values are whole numbers. */
	public static boolean isWhole(final ImagePlus image) {
		return image.getBitDepth() != 32;
	}

	private static boolean isComposite(final String kind) {
		return isTogether(kind) || kind.equals("grey channels") || kind.equals("colour channels");
	}

	private static CompositeImage composite(final String kind, final ImagePlus plain) {
		final CompositeImage image =
			new CompositeImage(plain, kind.startsWith("grey") ? CompositeImage.GRAYSCALE
				: kind.startsWith("colour") ? CompositeImage.COLOR : CompositeImage.COMPOSITE);
		final Color[] colours =
			{ Color.RED, Color.GREEN, Color.BLUE, Color.WHITE, Color.CYAN, Color.MAGENTA, Color.YELLOW };
		final LUT[] tables = new LUT[image.getNChannels()];
		for (int channel = 0; channel < tables.length; channel++)
			tables[channel] = shown(colours[channel], 100, 4100 + 3000 * channel);
		image.setLuts(tables);
		image.setDisplayRange(100, 4100);
		if (kind.endsWith("one off")) image.getActiveChannels()[1] = false;
		return image;
	}

	private static void show(final String kind, final ImagePlus image) {
		final ImageProcessor pixels = image.getProcessor();
		switch (kind) {
			case "8-bit colour" -> pixels.setLut(shown(Color.ORANGE, 0, 255));
			case "8-bit range" -> image.setDisplayRange(105, 130);
			case "16-bit range" -> image.setDisplayRange(1700, 2200);
			case "32-bit range" -> image.setDisplayRange(0.4, 0.5);
			case "8-bit inverted", "16-bit inverted", "32-bit inverted", "stack inverted" ->
				invert(image);
			case "8-bit palette" ->
				pixels.setColorModel(table(64, i -> 0xff & 31 * i, i -> 0xff & 57 * i, i -> 0xff & 11 * i));
			case "8-bit greys" ->
				pixels.setColorModel(table(256, i -> 0xff & 5 * i, i -> 0xff & 5 * i, i -> 0xff & 5 * i));
			case "8-bit mask" -> pixels.setColorModel(table(2, i -> 255 * i, i -> 255 * i, i -> 255 * i));
			case "8-bit mask 0..1" -> image.setDisplayRange(0, 1);
			case "16-bit false colours" -> pixels.setColorModel(shown(Color.ORANGE, 0, 0));
			case "8-bit thresholded" -> pixels.setThreshold(110, 200, ImageProcessor.RED_LUT);
			case "16-bit signed" -> image.getCalibration().setSigned16BitCalibration();
			case "8-bit optical density" ->
				image.getCalibration().setFunction(Calibration.UNCALIBRATED_OD, null, "OD");
			default -> {
				// As it is.
			}
		}
	}

	private static void invert(final ImagePlus image) {
		image.getProcessor().invertLut();
		if (image.getStackSize() > 1)
			image.getStack().setColorModel(image.getProcessor().getColorModel());
	}

	private static IndexColorModel table(final int size, final IntUnaryOperator red,
		final IntUnaryOperator green, final IntUnaryOperator blue) {
		return new IndexColorModel(8, size, bytes(size, red), bytes(size, green), bytes(size, blue));
	}

	private static byte[] bytes(final int size, final IntUnaryOperator value) {
		final byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++)
			bytes[i] = (byte) value.applyAsInt(i);
		return bytes;
	}

	private static LUT shown(final Color colour, final double min, final double max) {
		final LUT lut = LUT.createLutFromColor(colour);
		lut.min = min;
		lut.max = max;
		return lut;
	}

	private static void calibrate(final Calibration calibration) {
		calibration.pixelWidth = calibration.pixelHeight = 0.25;
		calibration.pixelDepth = 0.5;
		calibration.frameInterval = 2;
		calibration.zOrigin = 1;
		calibration.setUnit("nm");
	}

	private static ImageStack stack(final String kind) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		final int slices = Arrays.stream(dimensions(kind)).reduce(1, (a, b) -> a * b);
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
				if (kind.startsWith("32-bit")) processor.setf(x, y, (float) unit);
				else if (isSixteenBit(kind)) processor.set(x, y, (int) (100 + 4000 * unit));
				else if (kind.contains("mask")) processor.set(x, y, (x + y) % 3 == 0 ? 1 : 0);
				else if (kind.contains("palette")) processor.set(x, y, (3 * x + y) % 64);
				else processor.set(x, y,
					kind.startsWith("rgb") ? 0xff << 24 | level << 16 | level << 8 | level : level);
			}
		return processor;
	}

	private static boolean isSixteenBit(final String kind) {
		return kind.startsWith("16-bit") || kind.startsWith("composite") || kind.endsWith("channels");
	}

	private static ImageProcessor empty(final String kind) {
		if (isSixteenBit(kind)) return new ShortProcessor(WIDTH, HEIGHT);
		if (kind.startsWith("32-bit")) return new FloatProcessor(WIDTH, HEIGHT);
		return kind.startsWith("rgb") ? new ColorProcessor(WIDTH, HEIGHT)
			: new ByteProcessor(WIDTH, HEIGHT);
	}
}
