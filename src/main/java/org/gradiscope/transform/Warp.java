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

import java.util.Arrays;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * A scaled, rotated and shifted copy of an image on a canvas, sampled bilinearly, mid grey where there
 * is no image. Position {@code p} of the canvas shows {@code R (p - c') / scale + c - shift} of the
 * image, {@code c} and {@code c'} being the two centres.
 */
public final class Warp {

	private final int height;
	private final int width;
	private final int outHeight;
	private final int outWidth;
	private final double cos;
	private final double sin;
	private final double shiftY;
	private final double shiftX;

	/**
	 * @param margin what the canvas is larger than the image on each side, in pixels
	 * @param scale over 1 enlarges
	 * @param angle in radians
	 */
	public Warp(final int height, final int width, final int margin, final double scale,
		final double angle, final double shiftY, final double shiftX) {
		this.height = height;
		this.width = width;
		this.outHeight = height + 2 * margin;
		this.outWidth = width + 2 * margin;
		this.cos = Math.cos(angle) / scale;
		this.sin = Math.sin(angle) / scale;
		this.shiftY = shiftY;
		this.shiftX = shiftX;
	}

	/** The canvas for an image {@code [1, h, w, c]}. */
	public Pixels apply(final Pixels image) {
		final int channels = image.channels();
		final float[] source = image.values().data();
		final float grey = (image.range().min() + image.range().max()) / 2;
		final Tensor canvas = Tensor.zeros(Shape.of(1, outHeight, outWidth, channels));
		Arrays.fill(canvas.data(), grey);
		final Entry entry = (from, to, weight) -> {
			for (int c = 0; c < channels; c++)
				canvas.data()[to * channels + c] += weight * (source[from * channels + c] - grey);
		};
		// Each row of the canvas is written by one thread alone.
		IntStream.range(0, outHeight).parallel().forEach(y -> visit(y, entry));
		return image.with(canvas);
	}

	/** The gradient with respect to the image, from the one with respect to the canvas. */
	public Tensor adjoint(final Tensor gradient) {
		final int channels = gradient.shape().dimension(3);
		final float[] canvas = gradient.data();
		final Tensor image = Tensor.zeros(Shape.of(1, height, width, channels));
		final Entry entry = (from, to, weight) -> {
			for (int c = 0; c < channels; c++)
				image.data()[from * channels + c] += weight * canvas[to * channels + c];
		};
		for (int y = 0; y < outHeight; y++)
			visit(y, entry);
		return image;
	}

	/** One entry of the linear map: a pixel of the image, a pixel of the canvas, and its weight. */
	@FunctionalInterface
	private interface Entry {

		void at(int from, int to, float weight);
	}

	/** The entries of one row of the canvas. */
	private void visit(final int y, final Entry entry) {
		final double dy = y - (outHeight - 1) / 2.0;
		for (int x = 0; x < outWidth; x++) {
			final double dx = x - (outWidth - 1) / 2.0;
			corners(entry, y * outWidth + x, cos * dy - sin * dx + (height - 1) / 2.0 - shiftY, sin * dy +
				cos * dx + (width - 1) / 2.0 - shiftX);
		}
	}

	private void corners(final Entry entry, final int to, final double y, final double x) {
		final int y0 = (int) Math.floor(y);
		final int x0 = (int) Math.floor(x);
		final float fy = (float) (y - y0);
		final float fx = (float) (x - x0);
		corner(entry, to, y0, x0, (1 - fy) * (1 - fx));
		corner(entry, to, y0, x0 + 1, (1 - fy) * fx);
		corner(entry, to, y0 + 1, x0, fy * (1 - fx));
		corner(entry, to, y0 + 1, x0 + 1, fy * fx);
	}

	private void corner(final Entry entry, final int to, final int y, final int x,
		final float weight) {
		if (y >= 0 && y < height && x >= 0 && x < width) entry.at(y * width + x, to, weight);
	}
}
