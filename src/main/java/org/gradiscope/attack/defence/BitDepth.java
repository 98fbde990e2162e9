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

package org.gradiscope.attack.defence;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Transformed;

/**
 * Fewer grey levels (Xu, Evans &amp; Qi 2017, "Feature Squeezing"): each value is rounded to the nearest of
 * {@code 2^bits} that divide the value range evenly, its ends among them, and beyond it by the same steps.
 * The gradient goes straight through.
 *
 * @param bits 1 to 8
 */
public record BitDepth(int bits) implements Defence {

	private static final int MOST = 8;

	/** @throws IllegalArgumentException if the depth is not from 1 to 8 */
	public BitDepth {
		if (bits < 1 || bits > MOST) throw new IllegalArgumentException(
			"A depth of 1 to " + MOST + " bits is expected, but " + bits + " was given.");
	}

	@Override
	public Transformed pass(final Pixels image, final SplittableRandom random) {
		final double step = image.range().extent() / ((1 << bits) - 1.0);
		final Tensor seen = image.values().copy();
		for (int i = 0; i < seen.size(); i++)
			seen.data()[i] = (float) (image.range().min() +
				step * Math.floor((seen.data()[i] - image.range().min()) / step + 0.5));
		return new Transformed(seen, UnaryOperator.identity());
	}

	@Override
	public String toString() {
		return "bits:" + bits;
	}
}
