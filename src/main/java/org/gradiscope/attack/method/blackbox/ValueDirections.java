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

package org.gradiscope.attack.method.blackbox;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Tensor;

/** For {@link Simba}: each value that may change, by itself, in random order. */
final class ValueDirections implements Simba.Directions {

	private final int[] values;

	/** @param size how many values the image has */
	ValueDirections(final EpsilonBall ball, final int size) {
		values = IntStream.range(0, size).filter(i -> ball.lower(i) < ball.upper(i)).toArray();
	}

	@Override
	public int count() {
		return values.length;
	}

	@Override
	public void shuffle(final SplittableRandom random) {
		RandomOrder.shuffle(values, random);
	}

	@Override
	public Tensor step(final Tensor from, final int index, final double size) {
		final Tensor to = from.copy();
		to.data()[values[index]] += (float) size;
		return to;
	}
}
