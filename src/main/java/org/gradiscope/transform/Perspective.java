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

import java.util.List;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Homography.Point;

/**
 * Images scaled and turned in their plane, and then seen in perspective, on their own canvas: bilinearly,
 * in one step, mirrored beyond their edges. Position {@code p} shows {@code q(P(p))} of the image,
 * q being the plane's {@link Resampling} and P the map of the canvas, edge to edge, on the quadrangle of
 * {@code corners}. As these are what the canvas's own corners show, no position shows the horizon or
 * what is behind it. The result is linear in the image; {@link #adjoint} is the exact adjoint.
 *
 * @param plane what becomes of the image in its plane
 * @param corners what the canvas shows at its top left, top right, bottom right and bottom left corner, as
 *          fractions of its width and height: (0, 0), (1, 0), (1, 1) and (0, 1) change nothing
 */
public record Perspective(Resampling plane, List<Point> corners) {

	/** @throws IllegalArgumentException if these are no corners of a convex quadrangle */
	public Perspective {
		corners = List.copyOf(corners);
		Homography.ofUnitSquare(corners);
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
		final Homography map = Homography.ofRectangle(width, height,
			corners.stream().map(p -> new Point(p.x() * width, p.y() * height)).toList());
		final Bilinear.Visitor seen = plane.within(height, width, visitor);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final Point p = map.at(x + 0.5, y + 0.5);
				seen.at(p.y() - 0.5, p.x() - 0.5, y * width + x);
			}
	}
}
