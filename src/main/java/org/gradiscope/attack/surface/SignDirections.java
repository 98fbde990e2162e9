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

package org.gradiscope.attack.surface;

import java.util.SplittableRandom;

import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Tensor;

/**
 * Directions of -1 and 1, as long as they can be in L-infinity; 0 where nothing may change.
 *
 * @param mask of the image's shape, not 0 where it may change; null for all
 */
record SignDirections(Tensor mask) {

	/** The sign of a gradient, 0 where that is. */
	Tensor of(final Tensor gradient) {
		final Tensor signs = gradient.copy();
		for (int i = 0; i < signs.size(); i++)
			signs.data()[i] = mayChange(i) ? Math.signum(signs.data()[i]) : 0;
		return signs;
	}

	/** A random one. */
	Tensor random(final Tensor like, final SplittableRandom random) {
		final Tensor signs = Tensor.zeros(like.shape());
		for (int i = 0; i < signs.size(); i++) {
			final float sign = random.nextBoolean() ? 1 : -1;
			if (mayChange(i)) signs.data()[i] = sign;
		}
		return signs;
	}

	/**
	 * A random one at a right angle to another: it agrees with as many values of that one as it disagrees
	 * with. Of an odd number one stays 0.
	 */
	Tensor orthogonal(final Tensor to, final SplittableRandom random) {
		final Tensor signs = random(to, random);
		int count = 0;
		for (final float sign : to.data())
			if (sign != 0) count++;
		final int[] where = new int[count];
		for (int i = 0, n = 0; i < to.size(); i++)
			if (to.data()[i] != 0) where[n++] = i;
		RandomOrder.shuffle(where, random);
		for (int n = 0; n < count; n++)
			signs.data()[where[n]] =
				n == 2 * (count / 2) ? 0 : n % 2 == 0 ? to.data()[where[n]] : -to.data()[where[n]];
		return signs;
	}

	boolean mayChange(final int i) {
		return mask == null || mask.data()[i] != 0;
	}
}
