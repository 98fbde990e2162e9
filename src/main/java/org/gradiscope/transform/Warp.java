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

	/** So many rows of the image are worth a task of their own. */
	private static final int BAND = 32;

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
		final float grey = (image.range().min() + image.range().max()) / 2;
		final float[] source = image.values().data();
		final int channels = image.channels();
		final Tensor canvas = Tensor.zeros(Shape.of(1, outHeight, outWidth, channels));
		IntStream.range(0, outHeight).parallel().forEach(row -> {
			final Line line = new Line(row);
			for (int x = 0; x < outWidth; x++)
				line.sample(x, source, channels, grey, canvas.data());
		});
		return image.with(canvas);
	}

	/** The gradient with respect to the image, from the one with respect to the canvas. */
	public Tensor adjoint(final Tensor gradient) {
		final int channels = gradient.shape().dimension(3);
		final Tensor image = Tensor.zeros(Shape.of(1, height, width, channels));
		final int bands = (height + BAND - 1) / BAND;
		// Each band of the image is written by one thread alone, in the order of the canvas.
		IntStream.range(0, bands).parallel().forEach(band -> {
			final int top = band * BAND;
			final int bottom = Math.min(height, top + BAND);
			for (int row = 0; row < outHeight; row++)
				new Line(row).spread(top, bottom, gradient.data(), channels, image.data());
		});
		return image;
	}

	/** One row of the canvas: a straight line through the image. */
	private final class Line {

		private final int row;
		private final double startY;
		private final double startX;

		Line(final int row) {
			this.row = row;
			final double dy = row - (outHeight - 1) / 2.0;
			final double dx = -(outWidth - 1) / 2.0;
			startY = cos * dy - sin * dx + (height - 1) / 2.0 - shiftY;
			startX = sin * dy + cos * dx + (width - 1) / 2.0 - shiftX;
		}

		/** What the canvas shows at {@code x}. */
		void sample(final int x, final float[] image, final int channels, final float grey,
			final float[] canvas) {
			final double y = startY - sin * x;
			final double z = startX + cos * x;
			final int y0 = (int) Math.floor(y);
			final int x0 = (int) Math.floor(z);
			final float fy = (float) (y - y0);
			final float fx = (float) (z - x0);
			final int to = (row * outWidth + x) * channels;
			if (y0 >= 0 && y0 < height - 1 && x0 >= 0 && x0 < width - 1) {
				final int from = (y0 * width + x0) * channels;
				final int below = from + width * channels;
				for (int c = 0; c < channels; c++)
					canvas[to + c] = (1 - fy) * ((1 - fx) * image[from + c] + fx * image[from + channels +
						c]) + fy * ((1 - fx) * image[below + c] + fx * image[below + channels + c]);
			}
			else for (int c = 0; c < channels; c++)
				canvas[to + c] = (1 - fy) * ((1 - fx) * at(image, y0, x0, channels, c, grey) + fx * at(
					image, y0, x0 + 1, channels, c, grey)) + fy * ((1 - fx) *
						at(image, y0 + 1, x0,
							channels, c, grey) +
						fx * at(image, y0 + 1, x0 + 1, channels, c, grey));
		}

		private float at(final float[] image, final int y, final int x, final int channels,
			final int c, final float grey) {
			return y < 0 || y >= height || x < 0 || x >= width ? grey : image[(y * width + x) *
				channels + c];
		}

		/** Adds what the canvas's row has to the image's rows between two. */
		void spread(final int top, final int bottom, final float[] canvas, final int channels,
			final float[] image) {
			for (int x = first(top, bottom); x < end(top, bottom); x++) {
				final double y = startY - sin * x;
				final double z = startX + cos * x;
				final int y0 = (int) Math.floor(y);
				final int x0 = (int) Math.floor(z);
				final float fy = (float) (y - y0);
				final float fx = (float) (z - x0);
				final int from = (row * outWidth + x) * channels;
				if (y0 >= top && y0 < bottom) add(canvas, from, 1 - fy, fx, image, y0, x0, channels);
				if (y0 + 1 >= top && y0 + 1 < bottom) add(canvas, from, fy, fx, image, y0 + 1, x0,
					channels);
			}
		}

		private void add(final float[] canvas, final int from, final float weight, final float fx,
			final float[] image, final int y, final int x, final int channels) {
			final int to = (y * width + x) * channels;
			if (x >= 0 && x < width) for (int c = 0; c < channels; c++)
				image[to + c] += weight * (1 - fx) * canvas[from + c];
			if (x >= -1 && x < width - 1) for (int c = 0; c < channels; c++)
				image[to + channels + c] += weight * fx * canvas[from + c];
		}

		/** Where the line comes within one row of some rows of the image. */
		private int first(final int top, final int bottom) {
			if (sin == 0) return startY > top - 1 && startY < bottom ? 0 : outWidth;
			final double x = (startY - (sin > 0 ? bottom : top - 1)) / sin;
			return (int) Math.max(0, Math.min(outWidth, Math.floor(x)));
		}

		/** Where it leaves them. */
		private int end(final int top, final int bottom) {
			if (sin == 0) return outWidth;
			final double x = (startY - (sin > 0 ? top - 1 : bottom)) / sin;
			return (int) Math.max(0, Math.min(outWidth, Math.ceil(x) + 1));
		}
	}
}
