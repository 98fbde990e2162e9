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
package org.gradiscope.attribution;

import java.util.Locale;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/** How a layer's map becomes one of the image's size. */
public enum Upsampling {

	/** Each position is a block of pixels. */
	NEAREST,

	/** Smooth from the middle of one position to that of the next. */
	BILINEAR;

	/**
	 * @param map {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}
	 * @param sides wanted of each axis of positions
	 */
	Tensor to(final Tensor map, final int... sides) {
		if (this == BILINEAR) return Resize.to(map, sides);
		final int[] from = map.shape().sides();
		final Tensor blocks = Tensor.zeros(map.shape().withSides(sides));
		for (int i = 0; i < blocks.size(); i++) {
			int rest = i;
			int source = 0;
			int stride = 1;
			for (int axis = sides.length - 1; axis >= 0; axis--) {
				source += stride * (int) ((rest % sides[axis] + 0.5) * from[axis] / sides[axis]);
				rest /= sides[axis];
				stride *= from[axis];
			}
			blocks.data()[i] = map.data()[source];
		}
		return blocks;
	}

	/** The word by which users choose it, for example {@code bilinear}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
