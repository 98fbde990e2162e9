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

package org.gradiscope.attack.patch;

import org.gradiscope.tensor.Tensor;

/** What lies under a patch and beside it. */
public final class Surroundings {

	private Surroundings() {}

	/**
	 * A selection and all that is near.
	 *
	 * @param selection {@code [1, h, w, 1]}: 1 in it, 0 outside
	 * @param margin how far beyond it, in pixels along each axis, at least 0
	 * @return of the same shape, 1 there and 0 else
	 */
	public static Tensor of(final Tensor selection, final int margin) {
		final int height = selection.shape().dimension(1);
		final int width = selection.shape().dimension(2);
		final Tensor near = Tensor.zeros(selection.shape());
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				if (selection.data()[y * width + x] != 0)
					for (int j = Math.max(0, y - margin); j <= Math.min(height - 1, y + margin); j++)
					for (int i = Math.max(0, x - margin); i <= Math.min(width - 1, x + margin); i++)
					near.data()[j * width + i] = 1;
		return near;
	}
}
