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
	 * {@code out[n, (y + dy) mod h, (x + dx) mod w, c] = image[n, y, x, c]}. The adjoint is the roll by
	 * the negative shift.
	 */
	public static Tensor of(final Tensor image, final int dy, final int dx) {
		return into(Tensor.zeros(image.shape()), image, dy, dx);
	}

	/** The same into a tensor of the image's shape, which is returned; not the image itself. */
	public static Tensor into(final Tensor rolled, final Tensor image, final int dy, final int dx) {
		final int height = image.shape().dimension(1);
		final int width = image.shape().dimension(2);
		final int pixel = image.shape().dimension(3);
		final int shift = Math.floorMod(dx, width) * pixel;
		final int row = width * pixel;
		for (int y = 0; y < image.size() / row; y++) {
			final int base = y - y % height;
			final int to = (base + Math.floorMod(y - base + dy, height)) * row;
			System.arraycopy(image.data(), y * row, rolled.data(), to + shift, row - shift);
			System.arraycopy(image.data(), y * row + row - shift, rolled.data(), to, shift);
		}
		return rolled;
	}
}
