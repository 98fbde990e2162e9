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

/** Circular shifts of images: what leaves on one side comes in on the other. */
public final class Roll {

	private Roll() {}

	/**
	 * {@code out[n, (y + dy) mod h, (x + dx) mod w, c] = image[n, y, x, c]}, and volumes likewise along
	 * each axis. The adjoint is the roll by the negative shift.
	 *
	 * @param shifts down and to the right, of volumes along the depth before them
	 */
	public static Tensor of(final Tensor image, final int... shifts) {
		return into(Tensor.zeros(image.shape()), image, shifts);
	}

	/** The same into a tensor of the image's shape, which is returned; not the image itself. */
	public static Tensor into(final Tensor rolled, final Tensor image, final int... shifts) {
		final int[] sides = image.shape().sides();
		final int width = image.shape().dimension(-2);
		final int pixel = image.shape().dimension(-1);
		final int shift = Math.floorMod(shifts[shifts.length - 1], width) * pixel;
		final int row = width * pixel;
		for (int y = 0; y < image.size() / row; y++) {
			final int to = moved(y, sides, shifts) * row;
			System.arraycopy(image.data(), y * row, rolled.data(), to + shift, row - shift);
			System.arraycopy(image.data(), y * row + row - shift, rolled.data(), to, shift);
		}
		return rolled;
	}

	/** Where a row goes; the rows of all planes and images are counted on. */
	private static int moved(final int row, final int[] sides, final int[] shifts) {
		int moved = 0;
		int stride = 1;
		int rest = row;
		for (int axis = sides.length - 2; axis >= 0; axis--) {
			moved += stride * Math.floorMod(rest % sides[axis] + shifts[axis], sides[axis]);
			rest /= sides[axis];
			stride *= sides[axis];
		}
		return moved + stride * rest;
	}
}
