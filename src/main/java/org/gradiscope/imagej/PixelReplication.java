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

package org.gradiscope.imagej;

import org.gradiscope.tensor.Tensor;

/** Values repeated so that they are seen. */
final class PixelReplication {

	private PixelReplication() {}

	/**
	 * Each position as a square of {@code factor} by {@code factor} equal ones.
	 *
	 * @param map {@code [1, h, w, c]}
	 */
	static Tensor enlarge(final int factor, final Tensor map) {
		final int height = map.shape().dimension(1);
		final int width = map.shape().dimension(2);
		final int channels = map.shape().dimension(3);
		final Tensor enlarged =
			Tensor.zeros(map.shape().with(1, height * factor).with(2, width * factor));
		for (int y = 0; y < height * factor; y++)
			for (int x = 0; x < width * factor; x++)
				System.arraycopy(map.data(), (y / factor * width + x / factor) * channels, enlarged.data(),
					(y * width * factor + x) * channels, channels);
		return enlarged;
	}

	/** The factor that makes a side about as long as wanted; at least 1. */
	static int factor(final int side, final int wanted) {
		return Math.max(1, Math.round((float) wanted / side));
	}
}
