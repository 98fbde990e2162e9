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

import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Copies of an image of which masks let only parts through. */
public final class Masked {

	private Masked() {}

	/**
	 * {@code b + m (x - b)} for each mask, so that 1 leaves a pixel as it is and 0 makes it the
	 * baseline's.
	 *
	 * @param baseline {@code [1, h, w, c]}
	 * @param masks one plane {@code [h, w]} for each copy
	 */
	public static Pixels copies(final Pixels image, final Tensor baseline, final float[][] masks) {
		final Tensor copies = Batches.empty(image, masks.length);
		final float[] x = image.values().data();
		final float[] b = baseline.data();
		final int channels = image.channels();
		IntStream.range(0, masks.length).parallel().forEach(n -> {
			int i = 0;
			for (final float mask : masks[n])
				for (int channel = 0; channel < channels; channel++, i++)
					copies.data()[n * x.length + i] = b[i] + mask * (x[i] - b[i]);
		});
		return image.with(copies);
	}
}
