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
import org.gradiscope.transform.Homography.Point;

/**
 * Takes a plane picture out of a photograph that shows it in perspective, as if seen from the front
 * (rectification, Hartley & Zisserman 2004, section 2.7). Each pixel is the mean of bilinear samples, at least
 * one for each pixel of the photograph along either side of what it covers, so that a large
 * photograph becomes a small picture without moiré.
 *
 * @param place of the picture, in pixels from the photograph's outer top left corner
 * @param height of the picture, in pixels
 * @param width of the picture, in pixels
 */
public record Rectification(Quadrangle place, int height, int width) {

	/** More samples along a side of a pixel show nothing new. */
	private static final int MOST = 64;

	/** @throws IllegalArgumentException if nothing is to be made */
	public Rectification {
		if (height < 1 || width < 1) throw new IllegalArgumentException(
			"A picture of at least one pixel is expected, but " + width + "x" + height + " was given.");
	}

	/** @param photograph {@code [n, h, w, c]}; the result is {@code [n, height, width, c]} */
	public Tensor apply(final Tensor photograph) {
		final Homography map = Homography.ofRectangle(width, height, place.corners());
		final Shape shape = photograph.shape();
		final Tensor picture = Tensor.zeros(shape.with(1, height).with(2, width));
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				sample(photograph, map, y, x, picture);
		return picture;
	}

	/** The mean over one pixel. */
	private void sample(final Tensor photograph, final Homography map, final int y, final int x,
		final Tensor picture) {
		final int rows = samples(map.at(x + 0.5, y), map.at(x + 0.5, y + 1));
		final int columns = samples(map.at(x, y + 0.5), map.at(x + 1, y + 0.5));
		final int ofHeight = photograph.shape().dimension(1);
		final int ofWidth = photograph.shape().dimension(2);
		final int channels = photograph.shape().dimension(3);
		final int from = ofHeight * ofWidth * channels;
		final int to = height * width * channels;
		final Bilinear.Tap tap = (source, target, weight) -> {
			for (int n = 0; n < photograph.shape().dimension(0); n++)
				for (int c = 0; c < channels; c++)
					picture.data()[n * to + target * channels + c] +=
						weight / (rows * columns) * photograph.data()[n * from + source * channels + c];
		};
		for (int i = 0; i < rows; i++)
			for (int j = 0; j < columns; j++) {
				final Point p = map.at(x + (j + 0.5) / columns, y + (i + 0.5) / rows);
				Bilinear.taps(p.y() - 0.5, p.x() - 0.5, ofHeight, ofWidth, y * width + x, tap);
			}
	}

	/** Along a side of a pixel. */
	private static int samples(final Point from, final Point to) {
		return Math.max(1,
			Math.min(MOST, (int) Math.ceil(Math.hypot(to.x() - from.x(), to.y() - from.y()))));
	}
}
