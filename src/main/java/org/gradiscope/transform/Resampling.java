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

/**
 * Images scaled, turned and shifted on their own canvas, bilinearly, mirrored beyond their edges.
 * Position {@code p} shows
 *
 * <pre>
 * q(p) = R (p - c) / scale + c - shift
 * </pre>
 *
 * of the image, {@code c} being its centre, as {@link Warp} has it. The result is linear in the image;
 * {@link #adjoint} is the exact adjoint, which takes gradients back.
 *
 * @param scale over 1 enlarges
 * @param angle in radians
 * @param shiftY downwards, in pixels
 * @param shiftX to the right, in pixels
 */
public record Resampling(double scale, double angle, double shiftY, double shiftX) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Resampling {
		if (!(scale > 0 && Double.isFinite(scale))) throw new IllegalArgumentException(
			"A scale over 0 is expected, but " + scale + " was given.");
		if (!Double.isFinite(angle + shiftY + shiftX))
			throw new IllegalArgumentException("A finite rotation and shift are expected, but " + angle +
				", " + shiftY + " and " + shiftX + " were given.");
	}

	/** What an image's position gives to one of the copy. */
	@FunctionalInterface
	private interface Tap {

		void give(int from, int to, float weight);
	}

	/** Gathers: {@code [n, h, w, c]} to as many copies; each plane of a volume as a picture. */
	public Tensor apply(final Tensor images) {
		return along(images, true);
	}

	/** Scatters: for all images x and y, {@code apply(x) . y = x . adjoint(y)}. */
	public Tensor adjoint(final Tensor gradients) {
		return along(gradients, false);
	}

	private Tensor along(final Tensor images, final boolean forwards) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int channels = shape.dimension(-1);
		final int stride = height * width * channels;
		final Tensor result = Tensor.zeros(shape);
		final float[] source = images.data();
		final float[] target = result.data();
		forEach(height, width, (from, to, weight) -> {
			final int read = channels * (forwards ? from : to);
			final int write = channels * (forwards ? to : from);
			for (int start = 0; start < source.length; start += stride)
				for (int c = 0; c < channels; c++)
					target[start + write + c] += weight * source[start + read + c];
		});
		return result;
	}

	private void forEach(final int height, final int width, final Tap tap) {
		final double cos = Math.cos(angle) / scale;
		final double sin = Math.sin(angle) / scale;
		final double centreY = (height - 1) / 2.0;
		final double centreX = (width - 1) / 2.0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double dy = y - centreY;
				final double dx = x - centreX;
				taps(cos * dy - sin * dx + centreY - shiftY, sin * dy + cos * dx + centreX - shiftX, height,
					width, y * width + x, tap);
			}
	}

	private static void taps(final double y, final double x, final int height, final int width,
		final int to, final Tap tap) {
		final int top = (int) Math.floor(y);
		final int left = (int) Math.floor(x);
		for (int i = 0; i < 2; i++)
			for (int j = 0; j < 2; j++) {
				final double weight =
					(i == 0 ? 1 - (y - top) : y - top) * (j == 0 ? 1 - (x - left) : x - left);
				if (weight != 0) tap.give(
					FilterTaps.mirrored(top + i, height) * width + FilterTaps.mirrored(left + j, width), to,
					(float) weight);
			}
	}
}
