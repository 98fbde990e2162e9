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

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Rectangle;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** Reads the pixels of ImageJ's images; {@link ShownImage} says what of them a network sees. */
public final class ImagePixels {

	private ImagePixels() {}

	/** The picture on the screen, as a network sees it. */
	public static Pixels read(final ImagePlus image) {
		return ShownImage.of(image).read();
	}

	/**
	 * One picture, as a network sees it.
	 *
	 * @param picture of {@link ShownImage}, from 1
	 * @throws IllegalArgumentException if a value is not a finite number
	 */
	public static Pixels read(final ImagePlus image, final int picture) {
		return ShownImage.of(image).read(picture, Region.whole(image));
	}

	/** @throws IllegalArgumentException if a value in the region is not a finite number, and where it is */
	public static void checkFinite(final ImagePlus image, final int slice, final Region region) {
		final Object pixels = image.getStack().getPixels(slice);
		if (!(pixels instanceof float[])) return;
		final Rectangle bounds = region.bounds();
		for (int y = bounds.y; y < bounds.y + bounds.height; y++)
			for (int x = bounds.x; x < bounds.x + bounds.width; x++)
				checkFinite(((float[]) pixels)[y * image.getWidth() + x], x, y,
					image.getStackSize() == 1 ? "" : " of slice " + slice);
	}

	/** Values as they are stored, in a range that the caller knows. */
	public static Pixels read(final ImageProcessor processor, final ValueRange range) {
		final int channels = processor.getPixels() instanceof int[] ? 3 : 1;
		final Shape shape = Shape.of(1, processor.getHeight(), processor.getWidth(), channels);
		return new Pixels(Tensor.of(shape, values(processor)), range);
	}

	private static float[] values(final ImageProcessor processor) {
		final Object pixels = processor.getPixels();
		if (pixels instanceof byte[]) return values((byte[]) pixels);
		if (pixels instanceof short[]) return values((short[]) pixels);
		if (pixels instanceof int[]) return values((int[]) pixels);
		return finite(((float[]) pixels).clone(), processor.getWidth());
	}

	private static float[] values(final byte[] pixels) {
		final float[] values = new float[pixels.length];
		for (int i = 0; i < values.length; i++)
			values[i] = pixels[i] & 0xff;
		return values;
	}

	private static float[] values(final short[] pixels) {
		final float[] values = new float[pixels.length];
		for (int i = 0; i < values.length; i++)
			values[i] = pixels[i] & 0xffff;
		return values;
	}

	private static float[] values(final int[] pixels) {
		final float[] values = new float[3 * pixels.length];
		for (int i = 0; i < pixels.length; i++) {
			values[3 * i] = pixels[i] >> 16 & 0xff;
			values[3 * i + 1] = pixels[i] >> 8 & 0xff;
			values[3 * i + 2] = pixels[i] & 0xff;
		}
		return values;
	}

	private static float[] finite(final float[] values, final int width) {
		for (int i = 0; i < values.length; i++)
			checkFinite(values[i], i % width, i / width, "");
		return values;
	}

	private static void checkFinite(final float value, final int x, final int y, final String slice) {
		if (!Float.isFinite(value)) throw new IllegalArgumentException(
			"Every pixel has to be a finite number, but the one at x=" + x + ", y=" + y + slice + " is " +
				value + "; replace such pixels first (Process > Math > Macro...).");
	}

	/**
	 * An RGB picture.
	 *
	 * @param image one; its range becomes 0..255, and grey, or the mean of other channels than 3, becomes
	 *          equal colours
	 */
	public static ImageProcessor rgb(final Pixels image) {
		final ValueRange range = image.range();
		final float[] values = image.values().data();
		final Tensor rgb = Tensor.zeros(image.shape().with(3, 3));
		final int channels = image.channels();
		for (int i = 0; i < rgb.size(); i++) {
			double value = channels == 3 ? values[i] : 0;
			if (channels != 3) for (int c = 0; c < channels; c++)
				value += values[i / 3 * channels + c] / (double) channels;
			rgb.data()[i] = (float) ((value - range.min()) * 255 / range.extent());
		}
		return PixelType.RGB.processor(rgb);
	}

	/** The values of a grey picture, its range mapped to another, in 32 bits. */
	public static FloatProcessor rescaled(final Pixels picture, final ValueRange range) {
		final float[] values = picture.values().data().clone();
		for (int i = 0; i < values.length; i++)
			values[i] = range.min() +
				(values[i] - picture.range().min()) / picture.range().extent() * range.extent();
		return new FloatProcessor(picture.width(), picture.height(), values);
	}
}
