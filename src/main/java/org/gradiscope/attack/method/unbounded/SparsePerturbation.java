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

package org.gradiscope.attack.method.unbounded;

import java.util.BitSet;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.tensor.Tensor;

/** An image of which only so many values may change, each by the same step and to its bound at most. */
final class SparsePerturbation {

	private final Tensor values;
	private final EpsilonBall ball;
	private final float step;
	private final int most;
	private final BitSet changed = new BitSet();
	private int count;

	/**
	 * @param step in grey levels, over or under 0
	 * @param fraction of the values that may change; two may in any case
	 */
	SparsePerturbation(final Tensor image, final EpsilonBall ball, final double step,
		final double fraction) {
		values = image.copy();
		this.ball = ball;
		this.step = (float) step;
		most = Math.max(2, (int) (fraction * image.size()) / 2 * 2);
	}

	/** A copy. */
	Tensor image() {
		return values.copy();
	}

	/** How many values are not as they were. */
	int changed() {
		return count;
	}

	/** How many there may be, in pairs. */
	int most() {
		return most;
	}

	/** Whether a value has not come to its bound, and is one that may change. */
	boolean canChange(final int index) {
		final float value = values.data()[index];
		return (step > 0 ? value < ball.upper(index) : value > ball.lower(index)) &&
			(count + 2 <= most || changed.get(index));
	}

	void change(final int index) {
		if (!changed.get(index)) count++;
		changed.set(index);
		values.data()[index] =
			Math.max(ball.lower(index), Math.min(ball.upper(index), values.data()[index] + step));
	}
}
