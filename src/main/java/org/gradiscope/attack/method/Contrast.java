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

package org.gradiscope.attack.method;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The control of contrast: from the image towards its mean grey, {@code x + t (mean(x) - x)}, as far as
 * epsilon lets it, at most all the way. The mean is over all channels, so colours fade too.
 */
public record Contrast(Bound bound) implements ControlPerturbation {

	@Override
	public Contrast withEpsilon(final double epsilon) {
		return new Contrast(new Bound(bound.norm(), epsilon));
	}

	@Override
	public Tensor direction(final Pixels images) {
		final float[] values = images.values().data();
		final Tensor direction = Tensor.zeros(images.shape());
		final int stride = values.length / images.count();
		for (int from = 0; from < values.length; from += stride) {
			double mean = 0;
			for (int i = from; i < from + stride; i++)
				mean += values[i] / (double) stride;
			for (int i = from; i < from + stride; i++)
				direction.data()[i] = (float) (mean - values[i]);
		}
		return direction;
	}

	@Override
	public double most() {
		return 1;
	}
}
