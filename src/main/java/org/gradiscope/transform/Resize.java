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

import org.gradiscope.tensor.Tensor;

/**
 * Images at another size, bilinearly; where the image shrinks, the triangle is widened by the same
 * factor, so that nothing aliases. Sizes are matched edge to edge, as TensorFlow's antialiased resize
 * does.
 */
public final class Resize {

	private Resize() {}

	/**
	 * {@code [n, h, w, c]} to {@code [n, height, width, c]}, and volumes likewise along each axis.
	 *
	 * @param sides height and width, of volumes the depth before them
	 */
	public static Tensor to(final Tensor image, final int... sides) {
		Tensor resized = image;
		for (int i = 0; i < sides.length; i++)
			resized = along(i + 1, resized, sides[i]);
		return resized;
	}

	private static Tensor along(final int axis, final Tensor image, final int to) {
		final int from = image.shape().dimension(axis);
		if (from == to) return image;
		final FilterTaps[] taps = new FilterTaps[to];
		Arrays.setAll(taps, position -> FilterTaps.triangle(position, from, to));
		return FilterTaps.along(axis, image, taps);
	}
}
