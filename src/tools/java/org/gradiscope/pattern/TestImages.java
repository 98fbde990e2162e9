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

package org.gradiscope.pattern;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;

/**
 * Writes the project's test images: one of each kind that an analyst may open. They cover the pixel
 * types, calibration, a display range, a stack with slice labels, and a large image. The same bytes
 * come out on every run.
 */
public final class TestImages {

	private static final Appearance CLEAR = Appearance.PLAIN.withBackground(0.08).withContrast(0.8)
		.withBlur(0.7).withNoise(0.05).withIllumination(0.2);

	private TestImages() {}

	/** @param arguments the folder to write to */
	public static void main(final String... arguments) throws IOException {
		if (arguments.length != 1) throw new IllegalArgumentException(
			"One argument is expected, the folder to write to, but there are " + arguments.length + ".");
		for (final String name : all().keySet())
			System.out.println(write(name, Paths.get(arguments[0])));
	}

	/** Draws one of the images and writes it into a folder, which is made if there is none. */
	static Path write(final String name, final Path folder) throws IOException {
		Files.createDirectories(folder);
		final Path file = folder.resolve(name);
		final byte[] tiff = littleEndian(new FileSaver(all().get(name).get()));
		if (tiff == null) throw new IOException("ImageJ could not write " + file + " as a TIFF.");
		return Files.write(file, tiff);
	}

	/** Whatever order of bytes the user has chosen in ImageJ, so that the files are the same everywhere. */
	private static byte[] littleEndian(final FileSaver saver) {
		final boolean chosen = Prefs.intelByteOrder;
		Prefs.intelByteOrder = true;
		try {
			return saver.serialize();
		}
		finally {
			Prefs.intelByteOrder = chosen;
		}
	}

	/** What draws each file. */
	static Map<String, Supplier<ImagePlus>> all() {
		final Map<String, Supplier<ImagePlus>> all = new LinkedHashMap<>();
		all.put("nuclei-8bit.tif", TestImages::nuclei);
		all.put("filaments-16bit-calibrated.tif", TestImages::filaments);
		all.put("tissue-32bit.tif", TestImages::tissue);
		all.put("membranes-rgb.tif", TestImages::membranes);
		all.put("vesicles-zstack.tif", TestImages::vesicles);
		all.put("neurites-2048.tif", TestImages::neurites);
		all.put("two-patterns.tif", TestImages::twoPatterns);
		return all;
	}

	private static ImagePlus nuclei() {
		return new ImagePlus("nuclei-8bit", grey(Pattern.NUCLEI, CLEAR.withScale(1.3), 512, 1));
	}

	/** Counts of a 12-bit camera: an offset of 100, at most 4095, shown from 100 to 2200. */
	private static ImagePlus filaments() {
		final Appearance appearance = CLEAR.withScale(1.1).withIllumination(0.3);
		final float[] grey =
			PatternGenerator.drawGrey(Pattern.FILAMENTS, appearance, 512, 512, 2).values().data();
		final short[] counts = new short[grey.length];
		for (int i = 0; i < counts.length; i++)
			counts[i] = (short) Math.min(4095, 100 + Math.round(grey[i] * 10));
		final ImageProcessor image = new ShortProcessor(512, 512, counts, null);
		image.setMinAndMax(100, 2200);
		return calibrated(new ImagePlus("filaments-16bit-calibrated", image), 0.108, 1);
	}

	private static ImagePlus tissue() {
		final float[] values =
			PatternGenerator.drawGrey(Pattern.TISSUE, CLEAR, 256, 256, 3).values().data();
		for (int i = 0; i < values.length; i++)
			values[i] /= ValueRange.EIGHT_BIT.extent();
		final ImageProcessor image = new FloatProcessor(256, 256, values, null);
		image.setMinAndMax(0.05, 0.75);
		return new ImagePlus("tissue-32bit", image);
	}

	private static ImagePlus membranes() {
		final Appearance stained =
			CLEAR.withScale(1.4).withColouring(new Colouring(0xf4eef0, 0x6a2c80, 0xb8407c));
		return new ImagePlus("membranes-rgb",
			Images.rgb(PatternGenerator.draw(Pattern.MEMBRANES, stained, 512, 512, 4)));
	}

	/** The same vesicles in five planes, sharp in the middle one. */
	private static ImagePlus vesicles() {
		final ImageStack stack = new ImageStack(256, 256);
		for (int slice = 0; slice < 5; slice++) {
			final int offset = slice - 2;
			final Appearance plane = CLEAR.withScale(1.2).withBlur(0.6 + 1.3 * Math.abs(offset));
			final float[] field = PatternGenerator.field(Pattern.VESICLES, plane, 256, 256, 5);
			// Each plane has noise of its own, and light of its own with it, so the light is even
			stack.addSlice("z=" + offset * 500 + " nm",
				Images.grey(PatternGenerator.develop(field, plane.withIllumination(0), 256, 256, slice)));
		}
		return calibrated(new ImagePlus("vesicles-zstack", stack), 0.108, 0.5);
	}

	private static ImagePlus neurites() {
		return new ImagePlus("neurites-2048", grey(Pattern.NEURITES, CLEAR.withScale(1.5), 2048, 6));
	}

	private static ImagePlus twoPatterns() {
		return new ImagePlus("two-patterns", twoPatterns(256));
	}

	/** Sarcomeres on the left, bacteria on the right, in squares of that many pixels. */
	static ImageProcessor twoPatterns(final int side) {
		final ImageProcessor both = new ByteProcessor(2 * side, side);
		both.insert(grey(Pattern.SARCOMERES, CLEAR, side, 7), 0, 0);
		both.insert(grey(Pattern.BACTERIA, CLEAR, side, 8), side, 0);
		return both;
	}

	private static ImageProcessor grey(final Pattern pattern, final Appearance appearance,
		final int size, final long seed) {
		return Images.grey(PatternGenerator.drawGrey(pattern, appearance, size, size, seed));
	}

	private static ImagePlus calibrated(final ImagePlus image, final double pixel,
		final double depth) {
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = pixel;
		calibration.pixelDepth = depth;
		calibration.setUnit(IJ.micronSymbol + "m");
		return image;
	}

	/** Rounds draws to the 8-bit and RGB images of ImageJ. */
	static final class Images {

		private Images() {}

		/** The first channel of the first image. */
		static ImageProcessor grey(final Pixels pixels) {
			final float[] values = pixels.values().data();
			final byte[] bytes = new byte[pixels.width() * pixels.height()];
			for (int i = 0; i < bytes.length; i++)
				bytes[i] = (byte) Math.round(values[i * pixels.channels()]);
			return new ByteProcessor(pixels.width(), pixels.height(), bytes);
		}

		/** The first image, which has three channels. */
		static ImageProcessor rgb(final Pixels pixels) {
			final float[] values = pixels.values().data();
			final int[] colours = new int[pixels.width() * pixels.height()];
			for (int i = 0; i < colours.length; i++)
				for (int c = 0; c < 3; c++)
					colours[i] = colours[i] << 8 | Math.round(values[3 * i + c]);
			return new ColorProcessor(pixels.width(), pixels.height(), colours);
		}
	}
}
