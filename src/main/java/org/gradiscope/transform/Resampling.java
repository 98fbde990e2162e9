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

	/** Gathers: {@code [n, h, w, c]} to as many copies; each plane of a volume as a picture. */
	public Tensor apply(final Tensor images) {
		return Bilinear.gather(images, this::forEach);
	}

	/** Scatters: for all images x and y, {@code apply(x) . y = x . adjoint(y)}. */
	public Tensor adjoint(final Tensor gradients) {
		return Bilinear.scatter(gradients, this::forEach);
	}

	private void forEach(final int height, final int width, final Bilinear.Visitor visitor) {
		final Bilinear.Visitor turned = within(height, width, visitor);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				turned.at(y, x, y * width + x);
	}

	/** Tells the place q(p) of each place p that it is told. */
	Bilinear.Visitor within(final int height, final int width, final Bilinear.Visitor visitor) {
		final double cos = Math.cos(angle) / scale;
		final double sin = Math.sin(angle) / scale;
		final double centreY = (height - 1) / 2.0;
		final double centreX = (width - 1) / 2.0;
		return (y, x, to) -> {
			final double dy = y - centreY;
			final double dx = x - centreX;
			visitor.at(cos * dy - sin * dx + centreY - shiftY, sin * dy + cos * dx + centreX - shiftX,
				to);
		};
	}
}
