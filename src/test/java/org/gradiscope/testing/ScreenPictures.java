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
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What ImageJ's own screen shows of a kind of {@link SampleImages}, picture by picture: a slice, or all
 * channels of a position. A threshold is taken away, since it is a mark on the image.
 *
 * @param kind of the image
 */
public record ScreenPictures(String kind) {

	/** How many slices a picture is made of. */
	public int channels() {
		return SampleImages.isTogether(kind) ? SampleImages.dimensions(kind)[0] : 1;
	}

	/** Channels, slices and frames of the pictures. */
	public int[] dimensions() {
		final int[] all = SampleImages.dimensions(kind);
		return new int[] { all[0] / channels(), all[1], all[2] };
	}

	/** The number of pictures. */
	public int count() {
		return IntStream.of(dimensions()).reduce(1, (a, b) -> a * b);
	}

	/** The picture that a slice belongs to, both from 1. */
	public int of(final int slice) {
		return (slice - 1) / channels() + 1;
	}

	/** The labels of all its slices. */
	public String label(final int picture) {
		return IntStream.rangeClosed(1, channels())
			.mapToObj(c -> "label " + ((picture - 1) * channels() + c))
			.collect(Collectors.joining(" + "));
	}

	/** The picture as the screen shows it. */
	public ColorProcessor colours(final int picture) {
		final ImagePlus image = SampleImages.of(kind);
		image.setPosition((picture - 1) * channels() + 1);
		if (image.getProcessor().isThreshold()) image.getProcessor().resetThreshold();
		return new ColorProcessor(image.getImage());
	}

	/** The mean of red, green and blue in a part of it, from 0 to 1. */
	public double mean(final int picture, final Rectangle bounds) {
		final ColorProcessor colours = colours(picture);
		double sum = 0;
		for (int y = bounds.y; y < bounds.y + bounds.height; y++)
			for (int x = bounds.x; x < bounds.x + bounds.width; x++)
				for (final int level : colours.getPixel(x, y, null))
					sum += level;
		return sum / 3 / 255 / bounds.width / bounds.height;
	}

	/** The picture in the type that filters give, before they change it. */
	public ImageProcessor asFiltered(final int picture) {
		if (SampleImages.filtered(kind) == ImagePlus.COLOR_RGB) return colours(picture);
		if (kind.equals("8-bit greys") || kind.equals("8-bit mask"))
			return new ByteProcessor(SampleImages.WIDTH, SampleImages.HEIGHT,
				colours(picture).getChannel(1));
		return SampleImages.of(kind).getStack().getProcessor(picture);
	}
}
