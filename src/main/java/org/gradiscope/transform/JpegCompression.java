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

package org.gradiscope.transform;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What is left of images after a JPEG file (ITU-T T.81, baseline; JFIF colours), as the Independent JPEG
 * Group's library writes and reads it: samples of 8 bits, its quantization tables scaled by its quality,
 * the accurate cosine transform, and "fancy" upsampling of colours. The entropy coding, which loses
 * nothing, is left out. A value range is 256 levels in the file, the darkest at its minimum; values beyond
 * it are clipped.
 * <p>
 * Rounding has no useful gradient. {@link #adjoint} is the straight-through one: the adjoint of the same
 * steps without rounding and clipping (Athalye, Carlini &amp; Wagner 2018, "Obfuscated Gradients Give a
 * False Sense of Security").
 * </p>
 *
 * @param quality 1 to 100, as encoders count it
 * @param subsampled whether colours have half the resolution (4:2:0), as most encoders have it; else 4:4:4
 */
public record JpegCompression(int quality, boolean subsampled) {

	/** @throws IllegalArgumentException if the quality is not from 1 to 100 */
	public JpegCompression {
		if (quality < 1 || quality > 100) throw new IllegalArgumentException(
			"A JPEG quality of 1 to 100 is expected, but " + quality + " was given.");
	}

	/** With subsampled colours. */
	public JpegCompression(final int quality) {
		this(quality, true);
	}

	/** What is done with the picture that begins at {@code start}, once for each. */
	@FunctionalInterface
	private interface Picture {

		void run(int start, int height, int width);
	}

	/**
	 * Each image written and read.
	 *
	 * @param images {@code [n, h, w, 1]} or {@code [n, h, w, 3]} (RGB); of volumes each plane is a picture
	 * @param range of their values
	 * @throws IllegalArgumentException if there are other than one or three channels
	 */
	public Tensor apply(final Tensor images, final ValueRange range) {
		final Tensor result = Tensor.zeros(images.shape());
		final int channels = channels(images);
		forEach(images, (start, height, width) -> {
			final int[][] planes = levels(images, start, height * width, channels, range);
			if (channels == 1) JpegBlocks.luminance(quality).apply(planes[0], height, width);
			else colours(planes, height, width);
			for (int c = 0; c < channels; c++)
				for (int i = 0; i < height * width; i++)
					result.data()[start + i * channels + c] =
						range.min() + planes[c][i] * range.extent() / 255;
		});
		return result;
	}

	/**
	 * From gradients with respect to what was read to those with respect to what was written, through the
	 * rounding as if it were not there.
	 *
	 * @param gradients as {@link #apply}'s images
	 */
	public Tensor adjoint(final Tensor gradients) {
		// Without rounding, the cosine transform and its inverse are none, and so are those of colours.
		if (channels(gradients) == 1 || !subsampled) return gradients.copy();
		final Tensor result = Tensor.zeros(gradients.shape());
		forEach(gradients, (start, height, width) -> {
			final float[][] planes =
				JpegColours.adjointOfInverse(gradients.data(), start, height * width);
			for (int c = 1; c < 3; c++)
				planes[c] = JpegColours.adjointOfHalving(planes[c], height, width);
			JpegColours.adjoint(planes, result.data(), start);
		});
		return result;
	}

	private static int channels(final Tensor images) {
		final int channels = images.shape().dimension(-1);
		if (channels != 1 && channels != 3) throw new IllegalArgumentException(
			"A JPEG file has one channel or three (RGB), but the image has " + channels + ".");
		return channels;
	}

	private static void forEach(final Tensor images, final Picture task) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int stride = height * width * shape.dimension(-1);
		for (int start = 0; start < images.size(); start += stride)
			task.run(start, height, width);
	}

	/** Each channel of a picture in levels of 0 to 255. */
	private static int[][] levels(final Tensor images, final int start, final int pixels,
		final int channels, final ValueRange range) {
		final int[][] planes = new int[channels][pixels];
		for (int c = 0; c < channels; c++)
			for (int i = 0; i < pixels; i++)
				planes[c][i] =
					Math.round((range.clamp(images.data()[start + i * channels + c]) - range.min()) /
						range.extent() * 255);
		return planes;
	}

	private void colours(final int[][] planes, final int height, final int width) {
		JpegColours.fromRgb(planes);
		JpegBlocks.luminance(quality).apply(planes[0], height, width);
		final JpegBlocks chrominance = JpegBlocks.chrominance(quality);
		for (int c = 1; c < 3; c++)
			if (subsampled) {
				final int[] half = JpegColours.halved(planes[c], height, width);
				chrominance.apply(half, (height + 1) / 2, JpegColours.halfWidth(width));
				planes[c] = JpegColours.doubled(half, height, width);
			}
			else chrominance.apply(planes[c], height, width);
		JpegColours.toRgb(planes);
	}
}
