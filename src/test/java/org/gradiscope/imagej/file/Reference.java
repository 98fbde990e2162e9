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

package org.gradiscope.imagej.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small file, and what others read in it.
 *
 * @param values by image, row, column and channel; null where the file has to be refused
 * @param word of the message then
 */
record Reference(String name, int width, int height, int channels, int images, double tolerance,
	float[] values, String word) {

	static final Path FOLDER = Path.of("src/test/resources/org/gradiscope/imagej/file");

	static List<Reference> all() {
		final Map<String, float[]> known = new HashMap<>();
		final List<Reference> all = new ArrayList<>();
		try {
			for (final String line : Files.readAllLines(FOLDER.resolve("values.txt")))
				all.add(parse(line.split(" "), known));
			return all;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Reference parse(final String[] words, final Map<String, float[]> known) {
		if (words[1].equals("refused")) return new Reference(words[0], 0, 0, 0, 0, 0, null, words[2]);
		float[] values = words[6].equals("=") ? known.get(words[7]) : null;
		if (values == null) {
			values = new float[words.length - 6];
			for (int i = 0; i < values.length; i++)
				values[i] = Float.parseFloat(words[i + 6]);
		}
		known.put(words[0], values);
		return new Reference(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]),
			Integer.parseInt(words[3]), Integer.parseInt(words[4]), Double.parseDouble(words[5]), values,
			null);
	}

	Path file() {
		return FOLDER.resolve(name);
	}

	/** Whether an image is what the others read. */
	void check(final ImagePlus image) {
		assertEquals(width + "x" + height, image.getWidth() + "x" + image.getHeight(), name);
		final boolean composed = channels == 3 && image.getNChannels() == 3;
		assertEquals(images, image.getStackSize() / (composed ? 3 : 1), name);
		int at = 0;
		for (int n = 0; n < images; n++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					for (int c = 0; c < channels; c++)
						assertEquals(values[at++],
							value(image, composed ? 3 * n + c : n, x, y, composed ? 0 : c), tolerance,
							name + ": channel " + c + " of pixel " + x + "," + y + " of image " + n);
	}

	private float value(final ImagePlus image, final int slice, final int x, final int y,
		final int c) {
		ImageProcessor pixels = image.getStack().getProcessor(slice + 1);
		final Calibration calibration = image.getCalibration();
		if (calibration.isSigned16Bit()) return pixels.get(x, y) - 32768;
		if (channels == 3 && !(pixels instanceof ColorProcessor) && pixels.getBitDepth() == 8)
			pixels = pixels.convertToRGB();
		if (pixels instanceof ColorProcessor) return pixels.get(x, y) >> 8 * (2 - c) & 0xFF;
		return pixels.getf(x, y);
	}

	@Override
	public String toString() {
		return name;
	}
}
