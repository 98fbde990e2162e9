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

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The control of random change: each value by epsilon up or down, as a coin falls; in L2 by as much as
 * makes epsilon in all. A value without room in the range changes by what there is. Each image of a
 * batch meets the same coins.
 *
 * @param seed of the coins
 */
public record Noise(Bound bound, long seed) implements ControlPerturbation {

	public static Noise of(final Bound bound) {
		return new Noise(bound, 1);
	}

	@Override
	public Noise withEpsilon(final double epsilon) {
		return new Noise(new Bound(bound.norm(), epsilon), seed);
	}

	public Noise withSeed(final long newSeed) {
		return new Noise(bound, newSeed);
	}

	@Override
	public Tensor direction(final Pixels images) {
		final Tensor signs = Tensor.zeros(images.shape());
		final int stride = signs.size() / images.count();
		final SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < signs.size(); i++)
			signs.data()[i] = i < stride ? random.nextBoolean() ? 1 : -1 : signs.data()[i - stride];
		return signs;
	}

	@Override
	public double most() {
		return Double.POSITIVE_INFINITY;
	}
}
