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
 * Pictures turned by quarters of a circle, and mirrored before: what a square can be laid on itself by
 * (the dihedral group of eight). No pixel changes its value.
 *
 * @param quarters counterclockwise, 0 to 3
 * @param mirrored whether left and right change places first
 */
public record QuarterTurn(int quarters, boolean mirrored) {

	/** @throws IllegalArgumentException if there are not 0 to 3 quarters */
	public QuarterTurn {
		if (quarters < 0 || quarters > 3) throw new IllegalArgumentException(
			"0 to 3 quarters of a turn are expected, but " + quarters + " were given.");
	}

	/** {@code [n, h, w, c]}, of odd quarters to {@code [n, w, h, c]}; each plane of a volume as a picture. */
	public Tensor apply(final Tensor images) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int channels = shape.dimension(-1);
		final int stride = height * width * channels;
		final boolean odd = quarters % 2 == 1;
		final Tensor turned = Tensor.zeros(odd ? shape.with(-3, width).with(-2, height) : shape);
		final int across = odd ? height : width;
		for (int plane = 0; plane < images.size(); plane += stride)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					System.arraycopy(images.data(), plane + (y * width + x) * channels, turned.data(),
						plane + place(y, mirrored ? width - 1 - x : x, height, width, across) * channels,
						channels);
		return turned;
	}

	/** Where a pixel comes to lie, row by row. */
	private int place(final int y, final int x, final int height, final int width, final int across) {
		return switch (quarters) {
			case 1 -> (width - 1 - x) * across + y;
			case 2 -> (height - 1 - y) * across + width - 1 - x;
			case 3 -> x * across + height - 1 - y;
			default -> y * across + x;
		};
	}
}
